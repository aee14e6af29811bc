import { completeObject } from '../decode/complete-object.js';
import { hasNoManagedFields } from '../decode/decode-object.js';
import { isJSONObject, type JSONObject } from '../json.js';
import type { ServedResource } from '../resources/served-resource.js';
import { rulesOf } from './rules-of.js';

/** The object, which is changed, with its defaults, as Go has it in memory: an empty list where Go writes one is told from none. */
export function prepared(object: JSONObject, resource: ServedResource): JSONObject {
  rulesOf(resource)?.defaults(object);
  const { schema } = resource;
  if (!schema || resource.isCustom) return object;
  const isUnmanaged = hasNoManagedFields(object);
  const completed = completeObject(object, schema, 'stay');
  // Of lists that may be left out this one is told from none.
  if (isUnmanaged && isJSONObject(completed['metadata'])) completed['metadata']['managedFields'] = [];
  return completed;
}
