import { percentEncode } from './percent-encode.js';

/** Runs of characters that a path cannot carry as they are. */
const escaped = /[^A-Za-z0-9\-_.~$&+,/:;=@]+/gu;

/**
 * Encodes a decoded path for a URL, as Go's `URL.EscapedPath`. Every path of every request goes through here, once.
 *
 * Slashes stay: check single segments with `pathSegmentProblems` before joining them. Unlike `encodeURIComponent` it keeps
 * `:` and `@` and encodes `!'()*`.
 */
export function escapePath(path: string): string {
  // The path of `OPTIONS *`, which is no name that could be escaped (Go net/url).
  return path === '*' ? '*' : path.replace(escaped, percentEncode);
}
