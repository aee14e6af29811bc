import type { JSONValue } from '../json.js';
export function applyMergePatch(document: JSONValue, _patch: JSONValue): JSONValue {
  return document;
}
