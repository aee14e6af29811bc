import { newBadRequest } from '@kubewright/rest';
import type { JSONValue } from '../json.js';

/** Reads a patch, which is JSON. Throws a `StatusError` of 400 if it is not. */
export function decodePatch(body: Uint8Array): JSONValue {
  try {
    return JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8')) as JSONValue;
  } catch (error) {
    throw newBadRequest(`error decoding patch: ${(error as Error).message}`);
  }
}
