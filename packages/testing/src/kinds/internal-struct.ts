import { readFileSync } from 'node:fs';
import { objectAt } from '../json-fields.js';
import { isJSONObject, type JSONObject, type JSONValue } from '../json.js';

/** Name in Go, name in the API, type: as `tables/internal-structs.go` says. */
type StructField = readonly [goName: string, name: string, type: string];

let table: Readonly<Record<string, readonly StructField[]>> | undefined;

/**
 * An object as the server's own struct, in which it shows it in some messages: Go's names, nothing left out.
 * @param type as `PodSpec`: of pods or volumes. Throws an Error for one that is not known
 */
export function asInternalStruct(type: string, object: JSONObject): JSONObject {
  return structOf(type, object, object);
}

/** @param holder what the object stands in: some fields have moved from there */
function structOf(type: string, object: JSONObject, holder: JSONObject): JSONObject {
  table ??= JSON.parse(readFileSync(new URL('../../data/internal-structs.json', import.meta.url), 'utf8')) as typeof table &
    object;
  const fields = table[type];
  if (!fields) throw new Error(`no struct ${type}`);
  const struct: JSONObject = {};
  for (const [goName, name, fieldType] of fields) {
    if (goName === '') Object.assign(struct, metadataOf(objectAt(object, name) ?? {}));
    else struct[goName] = valueOf(fieldType, name.startsWith('^') ? holder[name.slice(1)] : object[name], object);
  }
  return struct;
}

/** What a template can have of metadata, in the server's order. */
const metadataFields =
  'name generateName namespace uid resourceVersion generation creationTimestamp labels annotations ownerReferences finalizers';

function metadataOf(metadata: JSONObject): JSONObject {
  const fields = metadataFields.split(' ').filter((field) => field in metadata);
  return Object.fromEntries(fields.map((field) => [field, sorted(metadata[field] ?? null)]));
}

function valueOf(type: string, value: JSONValue | undefined, holder: JSONObject): JSONValue {
  if (type.startsWith('*')) return value === undefined || value === null ? null : valueOf(type.slice(1), value, holder);
  if (type.startsWith('[]')) {
    const isThere = Array.isArray(value) && value.length > 0;
    return isThere ? value.map((element) => valueOf(type.slice(2), element, {})) : null;
  }
  if (type.startsWith('json:')) return value === undefined ? (JSON.parse(type.slice(5)) as JSONValue) : sorted(value);
  if (type === 'map') return isJSONObject(value) ? sorted(value) : null;
  if (type === 'string') return value ?? '';
  if (type === 'number') return value ?? 0;
  if (type === 'boolean') return value ?? false;
  return structOf(type, isJSONObject(value) ? value : {}, holder);
}

/** Keys of maps in order, as Go writes them; `matchLabels` stands before `matchExpressions` either way. */
function sorted(value: JSONValue): JSONValue {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isJSONObject(value)) return value;
  const entries = Object.entries(value).map(([key, one]): [string, JSONValue] => [key, sorted(one)]);
  return Object.fromEntries('matchExpressions' in value ? entries.reverse() : entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
