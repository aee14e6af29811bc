import { labelKeyProblems, labelValueProblems } from '@kubewright/rest';
import { isJSONObject, type JSONObject, type JSONValue } from '../json.js';
import { type FieldError, forbiddenValue, invalidValue, requiredValue, tooLong } from './field-errors.js';

/** All keys and values of annotations together, in bytes. */
const largestAnnotations = 256 * 1024;

/** What is wrong with labels. @param labels as an object has them; absent is right */
export function validateLabels(labels: JSONValue | undefined, field: string): FieldError[] {
  return entries(labels).flatMap(([key, value]) => [
    ...labelKeyProblems(key).map((problem) => invalidValue(field, key, problem)),
    ...labelValueProblems(value).map((problem) => invalidValue(field, value, problem)),
  ]);
}

/** What is wrong with annotations: their keys, in any case, and 256 KiB for all of them. */
export function validateAnnotations(annotations: JSONValue | undefined, field: string): FieldError[] {
  const all = entries(annotations);
  const errors = all.flatMap(([key]) => labelKeyProblems(key.toLowerCase()).map((problem) => invalidValue(field, key, problem)));
  const size = all.reduce((sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(value), 0);
  return size > largestAnnotations ? [...errors, tooLong(field, largestAnnotations)] : errors;
}

/**
 * What is wrong with a label selector of an object (apimachinery `metav1/validation.ValidateLabelSelector`), as
 * `spec.selector.matchExpressions[0].operator`. Absent is right.
 */
export function validateLabelSelector(selector: JSONValue | undefined, field: string): FieldError[] {
  if (!isJSONObject(selector)) return [];
  const requirements = Array.isArray(selector['matchExpressions']) ? selector['matchExpressions'] : [];
  return [
    ...validateLabels(selector['matchLabels'], `${field}.matchLabels`),
    ...requirements.flatMap((requirement, i) =>
      isJSONObject(requirement) ? validateRequirement(requirement, `${field}.matchExpressions[${String(i)}]`) : [],
    ),
  ];
}

/** What is wrong with a requirement of a label selector (apimachinery `metav1/validation.ValidateLabelSelectorRequirement`). */
export function validateRequirement({ key, operator, values }: JSONObject, field: string): FieldError[] {
  const list = (Array.isArray(values) ? values : []).map(String);
  const errors: FieldError[] = [];
  switch (operator) {
    case 'In':
    case 'NotIn':
      if (list.length === 0)
        errors.push(requiredValue(`${field}.values`, "must be specified when `operator` is 'In' or 'NotIn'"));
      break;
    case 'Exists':
    case 'DoesNotExist':
      if (list.length > 0)
        errors.push(forbiddenValue(`${field}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"));
      break;
    default:
      errors.push(invalidValue(`${field}.operator`, operator ?? '', 'not a valid selector operator'));
  }
  const name = typeof key === 'string' ? key : '';
  errors.push(...labelKeyProblems(name).map((problem) => invalidValue(`${field}.key`, name, problem)));
  const wrong = list.flatMap((value, i) =>
    labelValueProblems(value).map((problem) => invalidValue(`${field}.values[${String(i)}]`, value, problem)),
  );
  return [...errors, ...wrong];
}

function entries(map: JSONValue | undefined): [string, string][] {
  return isJSONObject(map) ? Object.entries(map).map(([key, value]) => [key, typeof value === 'string' ? value : '']) : [];
}
