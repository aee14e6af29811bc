import type { JSONObject } from '../json.js';
import { objectsAt, textAt } from '../json-fields.js';
import { type FieldError, invalidValue, notSupportedValue, requiredValue } from '../validation/field-errors.js';
import { readFieldPath } from './rules/field-path.js';

const reasons = ['FieldValueDuplicate', 'FieldValueForbidden', 'FieldValueInvalid', 'FieldValueRequired'];
const newline = /[\n\r]/;

/** What is wrong with the rules of a schema before they are compiled. */
export function validateRuleFields(schema: JSONObject, path: string): FieldError[] {
  return objectsAt(schema, 'x-kubernetes-validations').flatMap((rule, i) =>
    validateRule(rule, schema, `${path}.x-kubernetes-validations[${String(i)}]`),
  );
}

function validateRule(rule: JSONObject, schema: JSONObject, at: string): FieldError[] {
  const [text, message, expression] = ['rule', 'message', 'messageExpression'].map((field) => textAt(rule, field));
  const [trimmed, told] = [(text ?? '').trim(), (message ?? '').trim()];
  const errors: FieldError[] = [];
  if (trimmed === '') errors.push(requiredValue(`${at}.rule`, 'rule is not specified'));
  else if (message !== '' && told === '') errors.push(invalidValue(`${at}.message`, message, 'must be non-empty if specified'));
  else if (newline.test(told)) errors.push(invalidValue(`${at}.message`, message, 'must not contain line breaks'));
  else if (newline.test(trimmed) && told === '')
    errors.push(requiredValue(`${at}.message`, 'message must be specified if rule contains line breaks'));
  if (expression !== '' && (expression ?? '').trim() === '')
    errors.push(requiredValue(`${at}.messageExpression`, 'messageExpression must be non-empty if specified'));
  const reason = textAt(rule, 'reason');
  if (rule['reason'] !== undefined && !reasons.includes(reason)) errors.push(notSupportedValue(`${at}.reason`, reason, reasons));
  const fieldPath = textAt(rule, 'fieldPath');
  if (fieldPath === '') return errors;
  if (fieldPath.trim() === '') errors.push(invalidValue(`${at}.fieldPath`, fieldPath, 'must be non-empty if specified'));
  if (newline.test(fieldPath)) errors.push(invalidValue(`${at}.fieldPath`, fieldPath, 'must not contain line breaks'));
  if ('problem' in readFieldPath(fieldPath, schema))
    errors.push(invalidValue(`${at}.fieldPath`, fieldPath, 'must be a valid path'));
  return errors;
}
