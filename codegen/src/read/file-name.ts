/** Documents end like this; other files of the folder are none. */
const suffix = '_openapi.json';

/** A group-version by the name of its document. */
export interface NamedGroupVersion {
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
}

export function isDocumentName(name: string): boolean {
  return name.endsWith(suffix);
}

/**
 * Tells which group-version a document describes: `api__v1_openapi.json` core/v1, `apis__apps__v1_openapi.json` apps/v1.
 * Undefined for documents of discovery and of the server itself.
 */
export function groupVersionOf(name: string): NamedGroupVersion | undefined {
  const segments = name.slice(0, -suffix.length).split('__');
  const [root, second, third] = segments;
  if (root === 'api' && second !== undefined && segments.length === 2) return { group: '', version: second };
  if (root === 'apis' && second !== undefined && third !== undefined && segments.length === 3)
    return { group: second, version: third };
  return undefined;
}

/** Path under which an API server serves a group-version, without a slash at the end. */
export function rootPath({ group, version }: NamedGroupVersion): string {
  return group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
}
