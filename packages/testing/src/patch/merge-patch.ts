import { isJSONObject, type JSONObject, type JSONValue } from '../json.js';
import { malformedPatch } from './patch-errors.js';

/**
 * Applies a merge patch, as RFC 7386 has it and json-patch `MergePatch` does it. Neither argument is changed; the result shares
 * what is the same with both.
 *
 * Beyond the RFC: a list in the place of another one loses the nulls of the objects in it, but a value in the place of an object
 * is taken as it is; and a patch that is a list takes the place of the document.
 *
 * Throws a StatusError 400 for a patch that is neither an object nor a list.
 */
export function applyMergePatch(document: JSONObject, patch: JSONValue): JSONValue {
  if (isJSONObject(patch)) return mergeObjects(document, patch);
  if (Array.isArray(patch)) return withoutNulls(patch);
  throw malformedPatch('Invalid JSON Patch');
}

function mergeObjects(document: JSONObject, patch: JSONObject): JSONObject {
  const merged = new Map(Object.entries(document));
  for (const [key, value] of Object.entries(patch)) {
    const live = merged.get(key);
    if (value === null) merged.delete(key);
    else if (live === undefined || !isJSONObject(live)) merged.set(key, withoutNulls(value));
    else merged.set(key, isJSONObject(value) ? mergeObjects(live, value) : value);
  }
  return Object.fromEntries(merged);
}

/** Without fields that are null; null elements of lists stay. */
function withoutNulls(value: JSONValue): JSONValue {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isJSONObject(value)) return value;
  const fields = Object.entries(value).filter(([, field]) => field !== null);
  return Object.fromEntries(fields.map(([key, field]) => [key, withoutNulls(field)]));
}
