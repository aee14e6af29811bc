import { isJSONObject, type JSONObject, type JSONValue } from '../json.js';

/** The fields of metadata in the order of Go's struct. */
const metadataFields = [
  'name',
  'generateName',
  'selfLink',
  'namespace',
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'labels',
  'annotations',
  'ownerReferences',
  'finalizers',
  'managedFields',
];

/**
 * A patched document with its fields in the order in which json-patch writes them: those of the objects that the patch went into by
 * name, all others as they were.
 */
export function inGoOrder(patched: JSONValue, patch: JSONValue): JSONValue {
  if (!isJSONObject(patched) || !isJSONObject(patch)) return patched;
  const metadata = patched['metadata'];
  const isAsBefore = isJSONObject(metadata) && !isJSONObject(patch['metadata']);
  return byName(isAsBefore ? { ...patched, metadata: structOrder(metadata) } : patched, patch);
}

function byName(object: JSONObject, patch: JSONObject): JSONObject {
  const fields = Object.keys(object).sort();
  return Object.fromEntries(
    fields.map((field) => {
      const [value, change] = [object[field] as JSONValue, patch[field]];
      return [field, isJSONObject(value) && isJSONObject(change) ? byName(value, change) : value];
    }),
  );
}

function structOrder(metadata: JSONObject): JSONObject {
  const place = (field: string): number => metadataFields.indexOf(field);
  return Object.fromEntries(Object.entries(metadata).sort(([a], [b]) => place(a) - place(b)));
}
