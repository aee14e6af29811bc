import type { JSONObject, JSONValue } from '../json.js';
import type { Schema } from '../schema.js';
interface DecodeOptions {
  contentType: string;
  fieldValidation: string;
  kind: { group: string; version: string; kind: string };
  schema: Schema | undefined;
}
export function decodeObject(bytes: Uint8Array, _options: DecodeOptions): { object: JSONObject; warnings: string[] } {
  return { object: JSON.parse(Buffer.from(bytes).toString()) as JSONObject, warnings: [] };
}
export function decodeValue(
  value: JSONValue,
  _options: Omit<DecodeOptions, 'contentType'>,
): { object: JSONObject; warnings: string[] } {
  return { object: value as JSONObject, warnings: [] };
}
