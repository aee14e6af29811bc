import type { StoredObject } from '../store/entry.js';
import { isJSONObject, type JSONValue } from '../json.js';

/**
 * The object, with the times of its managed fields as they were if nothing else has changed: then nothing is written (apiserver
 * `fieldmanager.IgnoreManagedFieldsTimestampsTransformer`).
 */
export function ignoringTimes(object: StoredObject, old: StoredObject): StoredObject {
  return canonical(object) === canonical(old) ? { ...old } : object;
}

/** The object as a text that is the same for the same object, whatever the times and the order of its keys. */
function canonical(object: StoredObject): string {
  return JSON.stringify(object, function (this: unknown, key, value: JSONValue) {
    if (key === 'resourceVersion' || (key === 'time' && isJSONObject(this) && 'fieldsV1' in this)) return undefined;
    return isJSONObject(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value;
  });
}
