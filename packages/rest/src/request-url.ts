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
  if (parts.namespace !== '') path = append(path, `namespaces/${parts.namespace}`);
  if (parts.resource !== '') path = append(path, parts.resource.toLowerCase());
  if (parts.name !== '') path = append(path, parts.name);
  if (parts.subresource !== '') path = append(path, parts.subresource);
  if (parts.suffix !== '') path = cleanJoin(path, parts.suffix);

  let query = parts.params;
  if (parts.timeout !== 0) query = new Map(query).set('timeout', [formatDuration(parts.timeout)]);
  const url = new URL(base);
  url.pathname = escapePath(path);
  url.search = encodeQuery(query);
  return url;
}

/** What is clean already needs no cleaning. The slash that a prefix may end in stays only if nothing follows. */
function append(path: string, clean: string): string {
  return path.endsWith('/') ? path + clean : `${path}/${clean}`;
}
