import { labelKeyProblems, labelValueProblems } from '@kubewright/rest';
import type { JSONObject } from '../../json.js';
import { type FieldError, invalidValue, notSupportedValue } from '../../validation/field-errors.js';
import { isMissing, textAt } from '../../json-fields.js';
import { checkText } from '../../validation/text-rules.js';

/** Tolerations of a pod (Kubernetes ValidateTolerations). */
export function validateTolerations(tolerations: readonly JSONObject[], path: string): FieldError[] {
  return tolerations.flatMap((toleration, index) => validateToleration(toleration, `${path}[${index}]`));
}

/** Where pods may be kept away: effects of taints, in the order in which the server names them. */
export const taintEffects: readonly string[] = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

function validateToleration(toleration: JSONObject, path: string): FieldError[] {
  const [key, operator, value, effect] = ['key', 'operator', 'value', 'effect'].map((field) => textAt(toleration, field)) as [
    string,
    string,
    string,
    string,
  ];
  const errors = key === '' ? [] : checkText(labelKeyProblems, key, `${path}.key`);
  if (key === '' && operator !== 'Exists') {
    const detail = 'operator must be Exists when `key` is empty, which means "match all values and all keys"';
    errors.push(invalidValue(`${path}.operator`, operator, detail));
  }
  if (!isMissing(toleration, 'tolerationSeconds') && effect !== 'NoExecute') {
    errors.push(invalidValue(`${path}.effect`, effect, "effect must be 'NoExecute' when `tolerationSeconds` is set"));
  }
  if (operator === '' || operator === 'Equal') {
    const wrong = labelValueProblems(value);
    if (wrong.length > 0) errors.push(invalidValue(`${path}.operator`, value, wrong.join(';')));
  } else if (operator === 'Exists') {
    const detail = "value must be empty when `operator` is 'Exists'";
    if (value !== '') errors.push(invalidValue(`${path}.operator`, value, detail));
  } else {
    // Whoever means numbers is told of operators that the server knows, but does not take.
    const known = ['Equal', 'Exists', ...(operator === 'Lt' || operator === 'Gt' ? ['Lt', 'Gt'] : [])];
    errors.push(notSupportedValue(`${path}.operator`, operator, known));
  }
  if (effect !== '' && !taintEffects.includes(effect)) {
    errors.push(notSupportedValue(`${path}.effect`, effect, taintEffects));
  }
  return errors;
}
