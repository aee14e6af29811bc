import { completeObject } from '../decode/complete-object.js';
import type { JSONObject } from '../json.js';
import { kindRules } from '../kinds/rules-by-kind.js';
import type { ServedResource } from '../resources/served-resource.js';

/** The object, which is changed, with its defaults, as the server writes it. */
export function prepared(object: JSONObject, { info, schema }: ServedResource): JSONObject {
  kindRules(info.kind.group, info.kind.kind)?.defaults(object);
  return schema ? completeObject(object, schema) : object;
}
