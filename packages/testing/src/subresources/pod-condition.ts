import type { JSONObject } from '../json.js';
import { ensureObject, objectsAt } from '../json-fields.js';

/**
 * Sets a condition of a pod: changes `pod`. The time of its transition changes only with its status.
 *
 * @param now RFC 3339, seconds
 */
export function setPodCondition(
  pod: JSONObject,
  condition: { type: string; status: string; reason?: string; message?: string },
  now: string,
): void {
  const status = ensureObject(pod, 'status');
  const conditions = objectsAt(status, 'conditions');
  const index = conditions.findIndex(({ type }) => type === condition.type);
  const before = conditions[index];
  const lastTransitionTime = before?.['status'] === condition.status ? (before['lastTransitionTime'] ?? null) : now;
  const { type, status: value, ...why } = condition;
  const written = { type, status: value, lastProbeTime: null, lastTransitionTime, ...why };
  status['conditions'] = before ? conditions.with(index, written) : [...conditions, written];
}
