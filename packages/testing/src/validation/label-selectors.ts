import { labelKeyProblems, labelValueProblems } from '@kubewright/rest';
import type { JSONObject } from '../json.js';
import { objectsAt, textAt, textsAt } from '../json-fields.js';
import { type FieldError, forbiddenValue, invalidValue, requiredValue } from './field-errors.js';
import { validateLabels } from './labels.js';
import { checkText } from './text-rules.js';

/**
 * What is wrong with a label selector of an object (apimachinery `metav1/validation.ValidateLabelSelector`), as
 * `spec.selector.matchExpressions[0].operator`. Undefined is right.
 */
export function validateSelector(selector: JSONObject | undefined, path: string): FieldError[] {
  if (!selector) return [];
  const errors = validateLabels(selector['matchLabels'], `${path}.matchLabels`);
  for (const [index, requirement] of objectsAt(selector, 'matchExpressions').entries()) {
    errors.push(...validateRequirement(requirement, `${path}.matchExpressions[${index}]`));
  }
  return errors;
}

/** What a requirement of a selector may be besides what one of labels is. */
export interface RequirementOptions {
  /** Whether it is one of nodes, which may compare numbers. */
  ofNodes?: boolean;
  /** Whether the values may be any. @default false */
  anyValues?: boolean;
}

/** One requirement of a selector (apimachinery ValidateLabelSelectorRequirement, Kubernetes ValidateNodeSelectorRequirement). */
export function validateRequirement(
  requirement: JSONObject,
  field: string,
  { ofNodes = false, anyValues = false }: RequirementOptions = {},
): FieldError[] {
  const errors: FieldError[] = [];
  const operator = textAt(requirement, 'operator');
  const values = textsAt(requirement, 'values');
  if (operator === 'In' || operator === 'NotIn') {
    const when = "must be specified when `operator` is 'In' or 'NotIn'";
    if (values.length === 0) errors.push(requiredValue(`${field}.values`, when));
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    const when = "may not be specified when `operator` is 'Exists' or 'DoesNotExist'";
    if (values.length > 0) errors.push(forbiddenValue(`${field}.values`, when));
  } else if (ofNodes && (operator === 'Gt' || operator === 'Lt')) {
    const when = "must be specified single value when `operator` is 'Lt' or 'Gt'";
    if (values.length !== 1) errors.push(requiredValue(`${field}.values`, when));
  } else errors.push(invalidValue(`${field}.operator`, operator, 'not a valid selector operator'));
  errors.push(...checkText(labelKeyProblems, textAt(requirement, 'key'), `${field}.key`));
  if (anyValues) return errors;
  return [...errors, ...values.flatMap((value, at) => checkText(labelValueProblems, value, `${field}.values[${at}]`))];
}

/** Whether a selector can be used at all: without operators that do not exist, and with values where there have to be some. */
export function isUsableSelector(selector: JSONObject | undefined): boolean {
  return validateSelector(selector, '').length === 0;
}
