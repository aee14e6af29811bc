import type { JSONObject } from '../json.js';
import type { FieldError } from './field-errors.js';
export function metadataErrors(_object: JSONObject, _rules: { namespaced: boolean; nameRule: string }): FieldError[] {
  return [];
}
export function metadataUpdateErrors(_object: JSONObject, _old: JSONObject): FieldError[] {
  return [];
}
