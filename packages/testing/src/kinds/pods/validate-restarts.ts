import type { JSONObject } from '../../json.js';
import { isMissing, listAt, objectAt, objectsAt, textAt } from '../../json-fields.js';
import { type FieldError, notSupportedValue, requiredValue, tooMany } from '../../validation/field-errors.js';

const policies = ['Always', 'Never', 'OnFailure'];
const actions = ['Restart', 'RestartAllContainers'];
const operators = ['In', 'NotIn'];

/** When a container is started again, apart from what its pod says (Kubernetes validateContainerRestartPolicy). */
export function validateRestarts(container: JSONObject, isInit: boolean, path: string): FieldError[] {
  const rules = objectsAt(container, 'restartPolicyRules');
  const policy = textAt(container, 'restartPolicy');
  const errors: FieldError[] = [];
  const one = (value: string, supported: readonly string[], field: string): void => {
    if (!supported.includes(value)) errors.push(notSupportedValue(field, value, supported));
  };
  if (!isMissing(container, 'restartPolicy')) one(policy, policies, `${path}.restartPolicy`);
  else if (rules.length > 0) {
    errors.push(requiredValue(`${path}.restartPolicy`, 'must specify restartPolicy when restart rules are used'));
    if (isInit) return errors;
  }
  if (rules.length > 20) errors.push(tooMany(`${path}.restartPolicyRules`, rules.length, 20));
  for (const [index, rule] of rules.entries()) {
    const field = `${path}.restartPolicyRules[${index}]`;
    one(textAt(rule, 'action'), actions, `${field}.action`);
    const codes = objectAt(rule, 'exitCodes');
    if (!codes) {
      errors.push(requiredValue(`${field}.exitCodes`, 'must be specified'));
      continue;
    }
    one(textAt(codes, 'operator'), operators, `${field}.exitCodes.operator`);
    const { length } = listAt(codes, 'values');
    if (length > 255) errors.push(tooMany(`${field}.exitCodes.values`, length, 255));
  }
  return errors;
}
