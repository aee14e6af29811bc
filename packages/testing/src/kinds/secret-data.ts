import { Buffer } from 'node:buffer';
import type { JSONObject } from '../json.js';
import { ensureObject, objectAt, setField } from '../json-fields.js';

/**
 * Moves texts of `stringData` to `data`, which holds Base64; the field is never stored (Kubernetes `pkg/apis/core/v1` conversion of
 * Secret). Changes the secret.
 */
export function decodeStringData(secret: JSONObject): void {
  const texts = objectAt(secret, 'stringData');
  delete secret['stringData'];
  if (!texts || Object.keys(texts).length === 0) return;
  const data = ensureObject(secret, 'data');
  for (const [key, value] of Object.entries(texts)) {
    if (typeof value === 'string') setField(data, key, Buffer.from(value, 'utf8').toString('base64'));
  }
}
