import type { JSONValue } from '../json.js';

/** How many bytes a value has as JSON that Go wrote: without spaces, and with what HTML knows as `\u003c`. */
export function encodedSize(value: JSONValue): number {
  const text = JSON.stringify(value);
  let size = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80) size += code === 0x3c || code === 0x3e || code === 0x26 ? 6 : 1;
    else if (code < 0x800) size += 2;
    else if (code === 0x2028 || code === 0x2029) size += 6;
    // Half of a pair, whose UTF-8 has four bytes.
    else size += code >= 0xd800 && code < 0xe000 ? 2 : 3;
  }
  return size;
}
