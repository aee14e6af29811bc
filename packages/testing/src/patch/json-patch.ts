import type { JSONValue } from '../json.js';
export function applyJSONPatch(document: JSONValue, _patch: JSONValue): JSONValue {
  return document;
}
