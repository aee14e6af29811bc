import type { JSONObject } from '../json.js';
import { type FieldError, forbiddenValue, invalidValue, requiredValue } from '../validation/field-errors.js';
import { listAt, objectAt, objectsAt, textAt, textsAt } from '../json-fields.js';
import { checkText, labelValue, qualifiedName } from './value-rules.js';

/** Labels, as an object has them or selects others by (apimachinery ValidateLabels). */
export function validateLabels(labels: JSONObject | undefined, path: string): FieldError[] {
  return Object.entries(labels ?? {}).flatMap(([key, value]) => [
    ...checkText(qualifiedName, key, path),
    ...checkText(labelValue, typeof value === 'string' ? value : '', path),
  ]);
}

/** A label selector (apimachinery ValidateLabelSelector). Undefined is right. */
export function validateSelector(selector: JSONObject | undefined, path: string): FieldError[] {
  if (!selector) return [];
  const errors = validateLabels(objectAt(selector, 'matchLabels'), `${path}.matchLabels`);
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
  errors.push(...checkText(qualifiedName, textAt(requirement, 'key'), `${field}.key`));
  if (anyValues) return errors;
  return [...errors, ...values.flatMap((value, at) => checkText(labelValue, value, `${field}.values[${at}]`))];
}

/** A map as the server shows it in messages: in the order of its keys. Null if there is none. */
export function asGoMap(map: JSONObject | undefined): JSONObject | null {
  return map ? Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1))) : null;
}

/** The same for a selector. */
export function asGoSelector(selector: JSONObject | undefined): JSONObject | null {
  if (!selector) return null;
  const labels = asGoMap(objectAt(selector, 'matchLabels'));
  return labels ? { ...selector, matchLabels: labels } : selector;
}

/** Whether a selector can be used at all: without operators that do not exist, and with values where there have to be some. */
export function isUsableSelector(selector: JSONObject | undefined): boolean {
  return validateSelector(selector, '').length === 0;
}

/** Whether a selector picks labels. One that is not there picks none, an empty one everything. */
export function selects(selector: JSONObject | undefined, labels: JSONObject | undefined): boolean {
  if (!selector) return false;
  const has = labels ?? {};
  const isMatched = Object.entries(objectAt(selector, 'matchLabels') ?? {}).every(([key, value]) => has[key] === value);
  return isMatched && objectsAt(selector, 'matchExpressions').every((requirement) => meets(requirement, has));
}

function meets(requirement: JSONObject, labels: JSONObject): boolean {
  const value = labels[textAt(requirement, 'key')];
  const values = listAt(requirement, 'values');
  switch (requirement['operator']) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    default:
      return value === undefined;
  }
}
