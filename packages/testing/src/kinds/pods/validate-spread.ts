import type { JSONObject } from '../../json.js';
import { numberAt, objectAt, textAt } from '../../json-fields.js';
import {
  duplicateValue,
  type FieldError,
  invalidValue,
  notSupportedValue,
  requiredValue,
} from '../../validation/field-errors.js';
import { validateLabelKeys } from './validate-affinity.js';
import { checkGiven } from '../value-rules.js';
import { validateSelector } from '../../validation/label-selectors.js';

const actions = ['DoNotSchedule', 'ScheduleAnyway'];

/** How the pods of a kind are spread (Kubernetes validateTopologySpreadConstraints). */
export function validateSpread(constraints: readonly JSONObject[], path: string): FieldError[] {
  const last = new Map(constraints.map((constraint, index) => [keyOf(constraint), index]));
  return constraints.flatMap((constraint, index) => {
    const field = `${path}[${index}]`;
    const [key, action] = [textAt(constraint, 'topologyKey'), textAt(constraint, 'whenUnsatisfiable')];
    return [
      ...checkPositive(numberAt(constraint, 'maxSkew') ?? 0, `${field}.maxSkew`),
      ...(key === '' ? [requiredValue(`${field}.topologyKey`, 'can not be empty')] : []),
      ...(actions.includes(action) ? [] : [notSupportedValue(`${field}.whenUnsatisfiable`, action, actions)]),
      ...(last.get(keyOf(constraint)) !== index
        ? [duplicateValue(`${field}.{topologyKey, whenUnsatisfiable}`, `{${key}, ${action}}`)]
        : []),
      ...validateDomains(constraint, action, `${field}.minDomains`),
      ...['nodeAffinityPolicy', 'nodeTaintsPolicy'].flatMap((policy) =>
        checkGiven(constraint, policy, ['Honor', 'Ignore'], field),
      ),
      ...validateLabelKeys(constraint, field),
      ...validateSelector(objectAt(constraint, 'labelSelector'), `${field}.labelSelector`),
    ];
  });
}

/** What tells one constraint from others. */
function keyOf(constraint: JSONObject): string {
  return JSON.stringify([textAt(constraint, 'topologyKey'), textAt(constraint, 'whenUnsatisfiable')]);
}

function validateDomains(constraint: JSONObject, action: string, path: string): FieldError[] {
  const count = numberAt(constraint, 'minDomains');
  if (count === undefined) return [];
  const why = `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${action}`;
  return [...checkPositive(count, path), ...(action === 'DoNotSchedule' ? [] : [invalidValue(path, count, why)])];
}

function checkPositive(value: number, path: string): FieldError[] {
  return value > 0 ? [] : [invalidValue(path, value, 'must be greater than zero')];
}
