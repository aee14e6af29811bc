import { compareBytewise } from './byte-order.js';
import { percentEncode } from './percent-encode.js';

const escaped = /[^A-Za-z0-9\-_.~]+/gu;

/**
 * Encodes query parameters as Go's `url.Values.Encode`: keys in byte order, the values of a key in theirs, `+` for a space.
 * A key without values does not appear. `URLSearchParams` differs: it keeps `*` and encodes `~`.
 */
export function encodeQuery(params: ReadonlyMap<string, readonly string[]>): string {
  const keys = [...params.keys()].sort(compareBytewise);
  return keys.flatMap((key) => (params.get(key) ?? []).map((value) => `${component(key)}=${component(value)}`)).join('&');
}

function component(text: string): string {
  return text.replace(escaped, (run) => run.split(' ').map(percentEncode).join('+'));
}
