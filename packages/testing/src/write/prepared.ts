import { completeObject } from '../decode/complete-object.js';
import type { JSONObject } from '../json.js';
import type { ServedResource } from '../resources/served-resource.js';
import { rulesOf } from './rules-of.js';

/** The object, which is changed, with its defaults, as the server writes it. */
export function prepared(object: JSONObject, resource: ServedResource): JSONObject {
  rulesOf(resource)?.defaults(object);
  const { schema } = resource;
  return schema && !resource.isCustom ? completeObject(object, schema) : object;
}
