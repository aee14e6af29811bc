import type { JSONObject } from '../../json.js';
import { objectAt, objectsAt, textAt } from '../../json-fields.js';
import { duplicateValue, type FieldError, requiredValue } from '../../validation/field-errors.js';
import { repeats } from '../value-rules.js';

/** Conditions have a type, and each a different one. */
export function validateTypedConditions(object: JSONObject): FieldError[] {
  const isRepeated = repeats<string>();
  return objectsAt(objectAt(object, 'status'), 'conditions').flatMap((condition, index) => {
    const field = `status.conditions[${index}].type`;
    const type = textAt(condition, 'type');
    const errors = isRepeated(type) ? [duplicateValue(field, type)] : [];
    return type === '' ? [...errors, requiredValue(field)] : errors;
  });
}
