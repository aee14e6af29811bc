import { createHash } from 'node:crypto';

/** By what clients compare a document with the one that they have kept: its SHA-512 in hexadecimal, in capital letters. */
export function documentHash(text: Uint8Array | string): string {
  return createHash('sha512').update(text).digest('hex').toUpperCase();
}
