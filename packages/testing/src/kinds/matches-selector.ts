import { type Labels, matchesLabels } from '@kubewright/rest';
import { isJSONObject, type JSONObject, type JSONValue } from '../json.js';
import { objectAt } from '../json-fields.js';

/**
 * Whether a selector in an object (`matchLabels`, `matchExpressions`) selects another object by its labels. None, and one that
 * cannot be read, selects nothing.
 */
export function matchesSelector(selector: JSONValue | undefined, object: JSONObject): boolean {
  if (!isJSONObject(selector)) return false;
  try {
    return matchesLabels(selector, (objectAt(object, 'metadata', 'labels') ?? {}) as Labels);
  } catch {
    return false;
  }
}
