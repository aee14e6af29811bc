import { isJSONObject, type JSONValue } from '../json.js';
import { PatchPanic } from './patch-errors.js';

/** Whether two values are the same JSON. Throws a PatchPanic for a list with a null in it, as json-patch does. */
export function isSameJSON(left: JSONValue, right: JSONValue): boolean {
  if (Array.isArray(left)) {
    if (!Array.isArray(right) || left.length !== right.length) return false;
    return left.every((element, index) => {
      const other = right[index] as JSONValue;
      if (element === null || other === null) throw new PatchPanic('test of a list that has a null');
      return isSameJSON(element, other);
    });
  }
  if (!isJSONObject(left)) return left === right;
  if (!isJSONObject(right) || Object.keys(left).length !== Object.keys(right).length) return false;
  return Object.entries(left).every(([key, value]) => {
    if (!Object.hasOwn(right, key)) return false;
    return isSameJSON(value, right[key] as JSONValue);
  });
}
