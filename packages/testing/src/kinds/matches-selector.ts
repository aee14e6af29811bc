import { type Labels, matchesLabels } from '@kubewright/rest';
import type { JSONObject } from '../json.js';

/**
 * Whether a selector in an object (`matchLabels`, `matchExpressions`) selects what has these labels. None, and one that cannot
 * be read, selects nothing; an empty one selects everything.
 */
export function matchesSelector(selector: JSONObject | undefined, labels: JSONObject | undefined): boolean {
  try {
    return selector !== undefined && matchesLabels(selector, (labels ?? {}) as Labels);
  } catch {
    return false;
  }
}
