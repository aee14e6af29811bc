import { cleanJoin } from './clean-join.js';
import { formatDuration } from './duration.js';
import { escapePath } from './path-escape.js';
import { encodeQuery } from './query-encode.js';

/** What a request's URL is made of. */
export interface URLParts {
  /** Decoded path that everything else is put behind. */
  pathPrefix: string;
  namespace: string;
  resource: string;
  name: string;
  /** Subresource path, `log` or `proxy/metrics`. */
  subresource: string;
  suffix: string;
  params: Map<string, string[]>;
  /** Milliseconds, or 0 for none; replaces a `timeout` parameter. */
  timeout: number;
}

/** The URL of a request below `base`: the order of the builder's calls does not matter (client-go `Request.URL`). */
export function requestURL(base: URL, parts: URLParts): URL {
  let path = parts.pathPrefix;
  if (parts.namespace !== '') path = cleanJoin(path, 'namespaces', parts.namespace);
  if (parts.resource !== '') path = cleanJoin(path, parts.resource.toLowerCase());
  // A join would drop the slash that a prefix may end in, so nothing is joined without need.
  if (parts.name !== '' || parts.subresource !== '' || parts.suffix !== '')
    path = cleanJoin(path, parts.name, parts.subresource, parts.suffix);

  let query = parts.params;
  if (parts.timeout !== 0) query = new Map(query).set('timeout', [formatDuration(parts.timeout)]);
  const url = new URL(base);
  url.pathname = escapePath(path);
  url.search = encodeQuery(query);
  return url;
}
