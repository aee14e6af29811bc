import type { JSONObject } from '../json.js';
import { ensureObject, objectAt, objectsAt, textAt } from '../json-fields.js';
import {
  duplicateValue,
  type FieldError,
  forbiddenValue,
  invalidValue,
  notSupportedValue,
  requiredValue,
} from '../validation/field-errors.js';
import type { UpdateRules } from '../write/update-rules.js';
import { keepAllBut } from './keep-all-but.js';

/** `/approval` of a certificate signing request: changes its conditions only. */
export const approvalRules: UpdateRules = {
  prepare(request, old, { now }) {
    const conditions = objectsAt(objectAt(request, 'status'), 'conditions');
    const before = objectsAt(objectAt(old, 'status'), 'conditions');
    keepAllBut(request, old);
    for (const condition of conditions) {
      condition['lastUpdateTime'] ??= now;
      const same = before.find(({ type, status }) => type === condition['type'] && status === condition['status']);
      condition['lastTransitionTime'] ??= same?.['lastTransitionTime'] ?? now;
    }
    const status = ensureObject(request, 'status');
    if (conditions.length > 0) status['conditions'] = conditions;
    else delete status['conditions'];
  },
  validate: (request, old) => [
    ...validateConditions(objectsAt(objectAt(request, 'status'), 'conditions')),
    ...validateKept(request, old),
  ],
};

function validateConditions(conditions: readonly JSONObject[]): FieldError[] {
  const seen = new Set<string>();
  const errors: FieldError[] = [];
  conditions.forEach((condition, index) => {
    const path = `status.conditions[${String(index)}]`;
    const [type, status] = [textAt(condition, 'type'), textAt(condition, 'status')];
    if (type === '') errors.push(requiredValue(`${path}.type`));
    if (['Approved', 'Denied', 'Failed'].includes(type) && status !== 'True') {
      if (status === '') errors.push(requiredValue(`${path}.status`));
      else if (status === 'False' || status === 'Unknown')
        errors.push(invalidValue(`${path}.status`, status, `may not be "${status}" for type "${type}"`));
      else errors.push(notSupportedValue(`${path}.status`, status, ['True']));
    }
    if (type === 'Denied' && conditions.some((one) => one['type'] === 'Approved'))
      errors.push(invalidValue(`${path}.type`, 'Denied', 'Approved and Denied conditions are mutually exclusive'));
    if (seen.has(type)) errors.push(duplicateValue(`${path}.type`, type));
    seen.add(type);
  });
  return errors;
}

/** Who was approved or denied once, stays so. */
function validateKept(request: JSONObject, old: JSONObject): FieldError[] {
  const count = (object: JSONObject, type: string): number =>
    objectsAt(objectAt(object, 'status'), 'conditions').filter((condition) => condition['type'] === type).length;
  return ['Approved', 'Denied', 'Failed']
    .filter((type) => count(request, type) < count(old, type))
    .map((type) => forbiddenValue('status.conditions', `updates may not remove a condition of type "${type}"`));
}
