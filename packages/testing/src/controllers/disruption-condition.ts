import type { JSONObject } from '../json.js';
import { ensureObject, numberAt, objectsAt, textAt } from '../json-fields.js';

const type = 'DisruptionAllowed';

/** What a budget's condition says: whether pods may go, else why not. */
export type DisruptionReason = 'InsufficientPods' | 'SufficientPods' | 'SyncFailed';

/** The condition of a PodDisruptionBudget; undefined as long as it has none. */
export function disruptionCondition(status: JSONObject | undefined): JSONObject | undefined {
  return objectsAt(status, 'conditions').find((condition) => condition['type'] === type);
}

/**
 * Says in the status of a PodDisruptionBudget whether pods may go: changes `budget`. The time changes only with the answer.
 *
 * @param now RFC 3339, seconds
 */
export function setDisruptionCondition(budget: JSONObject, reason: DisruptionReason, message: string, now: string): void {
  const status = ensureObject(budget, 'status');
  const before = disruptionCondition(status);
  const answer = reason === 'SufficientPods' ? 'True' : 'False';
  const observedGeneration = numberAt(status, 'observedGeneration') ?? 0;
  const condition: JSONObject = {
    type,
    status: answer,
    ...(observedGeneration > 0 && { observedGeneration }),
    lastTransitionTime: before?.['status'] === answer ? textAt(before, 'lastTransitionTime') || now : now,
    reason,
    message,
  };
  const others = objectsAt(status, 'conditions');
  status['conditions'] = before ? others.map((one) => (one === before ? condition : one)) : [...others, condition];
}
