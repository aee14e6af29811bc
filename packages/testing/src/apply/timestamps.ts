import { isJSONObject, type JSONObject, type JSONValue } from '../json.js';
import { equalValues } from './compare-values.js';
import { metadataOf } from '../json-fields.js';

/**
 * The object that is about to be stored, with the times of the managed fields of the stored one if nothing but these times would
 * change: then the write changes nothing at all (apiserver `handlers/fieldmanager/equality.go`). Neither is changed.
 */
export function withoutNewTimestamps(stored: JSONObject, object: JSONObject): JSONObject {
  const [before, after] = [metadataOf(stored).managedFields, metadataOf(object).managedFields];
  if (!Array.isArray(before) || !Array.isArray(after) || before.length !== after.length) return object;
  const sameTimes = after.every((entry, index) => timeOf(entry) === timeOf(before[index]));
  if (sameTimes || !after.every((entry, index) => equalValues(withoutTime(entry), withoutTime(before[index])))) return object;
  const restored = { ...object, metadata: { ...metadataOf(object), managedFields: before } };
  return equalValues(stored, restored) ? restored : object;
}

function timeOf(entry: JSONValue | undefined): JSONValue | undefined {
  return isJSONObject(entry) ? entry.time : undefined;
}

function withoutTime(entry: JSONValue | undefined): JSONValue | undefined {
  if (!isJSONObject(entry)) return entry;
  const { time: _, ...others } = entry;
  return others;
}
