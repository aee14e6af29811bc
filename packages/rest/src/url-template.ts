import { cleanJoin } from './clean-join.js';
import { escapePath } from './path-escape.js';
import { requestURL, type URLParts } from './request-url.js';
import { printableURL } from './transport.js';

/** Subresources that a path of an object without namespace is recognised by. */
const objectSubresources = new Set(['finalize', 'status']);

/**
 * The URL of a request as a label, with `{namespace}`, `{name}` and `{value}` instead of what differs from call to call, all
 * percent-encoded, and without user name and password (client-go `Request.finalURLTemplate`). A `timeout` of the request itself
 * keeps its value, for there are few. A path outside `/api` and `/apis` is `/{prefix}` if it has more than one segment.
 */
export function urlTemplate(base: URL, parts: URLParts): string {
  const params = new Map([...parts.params.keys()].map((key) => [key, ['{value}']]));
  const url = requestURL(base, { ...parts, params });
  const basePath = decodeURIComponent(base.pathname).replace(/\/*$/, '/');
  const path = decodeURIComponent(url.pathname);
  const below = path.startsWith(basePath);
  const segments = path.slice(below ? basePath.length : 1).split('/');
  if (segments.length > 1) {
    const resource = below ? resourceIndex(segments) : undefined;
    if (resource === undefined) url.search = '';
    const template = resource === undefined ? '/{prefix}' : cleanJoin(basePath, ...withoutNames(segments, resource));
    url.pathname = escapePath(template);
  }
  return printableURL(url);
}

/** Where the group-version ends: after `api/v1` or `apis/apps/v1`. */
function resourceIndex([root]: readonly string[]): number | undefined {
  if (root === 'api') return 2;
  return root === 'apis' ? 3 : undefined;
}

function withoutNames(segments: readonly string[], resource: number): string[] {
  const template = [...segments];
  const subject = segments.slice(resource);
  if (subject.length === 2) template[resource + 1] = '{name}';
  else if (subject.length === 3) template[resource + 1] = objectSubresources.has(subject[2] as string) ? '{name}' : '{namespace}';
  else if (subject.length > 3) {
    template[resource + 1] = '{namespace}';
    if (!objectSubresources.has(subject[3] as string)) template[resource + 3] = '{name}';
  }
  return template;
}
