import type { JSONObject } from '../json.js';
import { ensureObject, objectAt, objectsAt } from '../json-fields.js';

/** A condition of a CustomResourceDefinition. */
export interface DefinitionCondition {
  readonly type: string;
  readonly status: 'False' | 'True';
  readonly reason: string;
  readonly message: string;
}

/** The condition of a type; undefined if there is none. */
export function definitionCondition(definition: JSONObject, type: string): JSONObject | undefined {
  return objectsAt(objectAt(definition, 'status'), 'conditions').find((condition) => condition['type'] === type);
}

/**
 * Says how something stands: changes `definition`. The time changes only with the status. @param now RFC 3339, seconds
 */
export function setDefinitionCondition(definition: JSONObject, condition: DefinitionCondition, now: string): void {
  const status = ensureObject(definition, 'status');
  const conditions = objectsAt(status, 'conditions');
  const index = conditions.findIndex(({ type }) => type === condition.type);
  const before = conditions[index];
  const lastTransitionTime = before?.['status'] === condition.status ? (before['lastTransitionTime'] ?? now) : now;
  const { type, status: value, reason, message } = condition;
  const written = { type, status: value, lastTransitionTime, reason, message };
  status['conditions'] = before ? conditions.with(index, written) : [...conditions, written];
}
