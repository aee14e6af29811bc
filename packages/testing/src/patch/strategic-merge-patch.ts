import type { JSONObject } from '../json.js';
import type { Schema } from '../schema.js';
export function applyStrategicMergePatch(document: JSONObject, _patch: JSONObject, _schema: Schema): JSONObject {
  return document;
}
