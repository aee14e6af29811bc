import type { GroupVersion } from '@kubewright/rest';

/** A kind of an API group in one version (apimachinery `schema.GroupVersionKind`). */
export interface GroupVersionKind extends GroupVersion {
  kind: string;
}

/** A resource of an API group in one version (apimachinery `schema.GroupVersionResource`). */
export interface GroupVersionResource extends GroupVersion {
  /** Plural lower-case name, as in the path. */
  resource: string;
}

/** A kind of an API group, in any version (apimachinery `schema.GroupKind`). */
export interface GroupKind {
  /** Empty for the core group. */
  group: string;
  kind: string;
}

/** A resource of which less than everything is known. */
export interface PartialResource {
  /** The group, or what its name begins with. @default any */
  group?: string | undefined;
  /** @default any */
  version?: string | undefined;
  /** Plural or singular name, in any case. */
  resource: string;
}

/** `apps/v1`, or `v1` for the core group. */
export function formatGroupVersion({ group, version }: GroupVersion): string {
  return group === '' ? version : `${group}/${version}`;
}

/** Takes `apps/v1` or `v1` apart. Throws if there is more than one slash, or a part that no path may have. */
export function parseGroupVersion(groupVersion: string): GroupVersion {
  const [first = '', second, ...more] = groupVersion.split('/');
  const parts = second === undefined ? [first] : [first, second, ...more];
  if (parts.length > 2 || parts.some((part) => part === '' || part === '.' || part === '..'))
    throw new Error(`unexpected GroupVersion string: ${groupVersion}`);
  return second === undefined ? { group: '', version: first } : { group: first, version: second };
}

/** The group of `apps/v1`; empty for `v1`. */
export function groupOf(groupVersion: string): string {
  return groupVersion.includes('/') ? groupVersion.slice(0, groupVersion.indexOf('/')) : '';
}

/** How messages name a resource: `apps/v1, Resource=deployments`. */
export function describeResource({ group = '', version = '', resource }: PartialResource): string {
  return `${group}/${version}, Resource=${resource}`;
}

/** How messages name a kind: `apps/v1, Kind=Deployment`. */
export function describeKind({ group, version, kind }: GroupVersionKind): string {
  return `${group}/${version}, Kind=${kind}`;
}
