import { isJSONObject, type JSONValue } from '../json.js';
import { ownField } from '../json-fields.js';

/**
 * Whether two values mean the same: missing, null, an empty list and an empty map are alike, the order of fields does not
 * matter (apimachinery `pkg/api/equality`).
 */
export function meansTheSame(a: JSONValue | undefined, b: JSONValue | undefined): boolean {
  if (a === b) return true;
  if (isEmpty(a) && isEmpty(b)) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((element, index) => meansTheSame(element, b[index]));
  }
  if (isJSONObject(a) && isJSONObject(b)) {
    return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((field) =>
      meansTheSame(ownField(a, field), ownField(b, field)),
    );
  }
  return false;
}

function isEmpty(value: JSONValue | undefined): boolean {
  if (value === undefined || value === null) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isJSONObject(value) && Object.keys(value).length === 0;
}
