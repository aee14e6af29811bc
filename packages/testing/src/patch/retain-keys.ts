import type { JSONObject, JSONValue } from '../json.js';
import { deleteFromListPrefix, retainKeysDirective, setElementOrderPrefix } from './patch-directives.js';
import { malformedPatch, PatchPanic } from './patch-errors.js';

/**
 * What `$retainKeys` leaves of an object, and the patch without it (apimachinery `strategicpatch.applyRetainKeysDirective`).
 * Throws a StatusError 400 if it is no list, or does not name all that the patch sets.
 */
export function retainKeys(
  document: JSONObject,
  patch: JSONObject,
): [kept: Map<string, JSONValue>, patch: Map<string, JSONValue>] {
  const kept = new Map(Object.entries(document));
  const asked = new Map(Object.entries(patch));
  if (!asked.has(retainKeysDirective)) return [kept, asked];

  const list = asked.get(retainKeysDirective);
  asked.delete(retainKeysDirective);
  if (!Array.isArray(list)) throw malformedPatch('invalid patch format of retainKeys');
  if (list.some((key) => typeof key === 'object' && key !== null)) throw new PatchPanic('runtime error: hash of unhashable type');
  const retained = new Set(list);
  for (const [key, value] of asked) {
    const set = value !== null && !key.startsWith(deleteFromListPrefix) && !key.startsWith(setElementOrderPrefix);
    if (set && !retained.has(key)) throw malformedPatch('invalid patch format of retainKeys');
  }
  for (const key of kept.keys()) if (!retained.has(key)) kept.delete(key);
  return [kept, asked];
}
