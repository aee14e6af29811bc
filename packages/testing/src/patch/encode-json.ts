import type { JSONValue } from '../json.js';

/** JSON as Go writes it: without spaces, and with what HTML knows as `\u003c`. The order of fields is that of the value. */
export function encodeJSON(value: JSONValue): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

const encoder = new TextEncoder();

/** How many bytes that is. */
export function encodedSize(value: JSONValue): number {
  return encoder.encode(encodeJSON(value)).byteLength;
}
