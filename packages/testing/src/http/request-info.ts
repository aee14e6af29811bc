/** What a path asks for (apiserver `endpoints/request.RequestInfo`). */
export interface ResourceRequest {
  readonly group: string;
  readonly version: string;
  /** Empty for all namespaces and for what has none. */
  readonly namespace: string;
  /** Whether the path leads through the namespace, as `/namespaces/a/pods`, and not just to it, as `/namespaces/a`. */
  readonly isInNamespace: boolean;
  readonly resource: string;
  /** Empty for all objects. */
  readonly name: string;
  readonly subresource: string;
  /** What follows the subresource, as the path of a proxied request. */
  readonly rest: readonly string[];
  /** Whether the path begins with `watch/`, as old clients ask for watches. */
  readonly isWatchPath: boolean;
}

const namespaceSubresources = new Set(['finalize', 'status']);

/** Undefined if the path is no resource's, as `/version` or `/apis/apps/v1`. */
export function parseResourcePath(path: string): ResourceRequest | undefined {
  // What has empty parts is no resource's; one slash at the end means nothing.
  if (path.includes('//')) return undefined;
  let parts = path.split('/').filter((part) => part !== '');
  const prefix = parts[0];
  if (prefix === 'api') parts = ['', ...parts.slice(1)];
  else if (prefix === 'apis') parts = parts.slice(1);
  else return undefined;
  const [group = '', version = '', ...rest] = parts;
  const isWatchPath = rest[0] === 'watch';
  if (isWatchPath) rest.shift();
  if (rest.length === 0) return undefined;
  let namespace = '';
  let subject = rest;
  if (rest[0] === 'namespaces' && rest.length > 1) {
    namespace = rest[1] ?? '';
    if (rest.length > 2 && !namespaceSubresources.has(rest[2] ?? '')) subject = rest.slice(2);
  }
  const [resource = '', name = '', subresource = '', ...tail] = subject;
  return { group, version, namespace, isInNamespace: subject !== rest, resource, name, subresource, rest: tail, isWatchPath };
}
