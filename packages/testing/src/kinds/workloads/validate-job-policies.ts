import { labelKeyProblems } from '@kubewright/rest';
import { isJSONObject, type JSONObject, type JSONValue } from '../../json.js';
import { isMissing, listAt, numberAt, objectAt, objectsAt, textAt } from '../../json-fields.js';
import {
  duplicateValue,
  type FieldError,
  invalidValue,
  notSupportedValue,
  requiredValue,
  tooLong,
  tooMany,
} from '../../validation/field-errors.js';
import { countIndexes } from './job-indexes.js';
import { checkNotNegative, repeats } from '../value-rules.js';
import { checkText } from '../../validation/text-rules.js';

/** When a job fails or goes on after a pod has failed (Kubernetes validatePodFailurePolicy). @param spec of the job */
export function validateFailurePolicy(spec: JSONObject, path: string): FieldError[] {
  const rules = objectsAt(objectAt(spec, 'podFailurePolicy'), 'rules');
  const errors = atMost(rules, 20, `${path}.rules`);
  const podSpec = objectAt(spec, 'template', 'spec');
  const names = ['containers', 'initContainers'].flatMap((list) => objectsAt(podSpec, list).map(({ name }) => name));
  for (const [index, rule] of rules.entries()) {
    const at = `${path}.rules[${index}]`;
    const action = textAt(rule, 'action');
    if (action !== 'FailIndex') {
      errors.push(...oneOf(action, ['Count', 'FailIndex', 'FailJob', 'Ignore'], `${at}.action`));
    } else if (isMissing(spec, 'backoffLimitPerIndex')) {
      errors.push(invalidValue(`${at}.action`, action, 'requires the backoffLimitPerIndex to be set'));
    }
    const exitCodes = objectAt(rule, 'onExitCodes');
    const conditions = objectsAt(rule, 'onPodConditions');
    if (exitCodes) errors.push(...validateExitCodes(exitCodes, names, `${at}.onExitCodes`));
    errors.push(...validateConditions(conditions, `${at}.onPodConditions`));
    const wrong = (detail: string): void => void errors.push(invalidValue(at, undefined, `specifying ${detail}`));
    if (exitCodes && conditions.length > 0) wrong('both OnExitCodes and OnPodConditions is not supported');
    if (!exitCodes && conditions.length === 0) wrong('one of OnExitCodes and OnPodConditions is required');
  }
  return errors;
}

/** When an indexed job has succeeded (Kubernetes validateSuccessPolicy). */
export function validateSuccessPolicy(policy: JSONObject, completions: number, path: string): FieldError[] {
  const rules = objectsAt(policy, 'rules');
  const detail = 'at least one rules must be specified when the successPolicy is specified';
  const errors = rules.length === 0 ? [requiredValue(`${path}.rules`, detail)] : atMost(rules, 20, `${path}.rules`);
  for (const [index, rule] of rules.entries()) errors.push(...validateSuccessRule(rule, completions, `${path}.rules[${index}]`));
  return errors;
}

/** A policy as the server shows it in messages: as a struct with Go's names, with nothing left out. */
export function asShownPolicy(policy: JSONValue): JSONValue {
  if (!isJSONObject(policy)) return policy;
  return { Rules: Array.isArray(policy['rules']) ? objectsAt(policy, 'rules').map(asShownRule) : null };
}

function asShownRule(rule: JSONObject): JSONObject {
  const given = (field: string): JSONValue => rule[field] ?? null;
  if (!('action' in rule)) return { SucceededIndexes: given('succeededIndexes'), SucceededCount: given('succeededCount') };
  const codes = objectAt(rule, 'onExitCodes');
  const conditions = rule['onPodConditions'];
  return {
    Action: given('action'),
    OnExitCodes: codes
      ? { ContainerName: codes['containerName'] ?? null, Operator: codes['operator'] ?? '', Values: codes['values'] ?? null }
      : null,
    OnPodConditions: Array.isArray(conditions)
      ? conditions.filter(isJSONObject).map(({ type = '', status = '' }) => ({ Type: type, Status: status }))
      : null,
  };
}

function validateSuccessRule(rule: JSONObject, completions: number, path: string): FieldError[] {
  const indexes = isMissing(rule, 'succeededIndexes') ? undefined : textAt(rule, 'succeededIndexes');
  const count = numberAt(rule, 'succeededCount');
  const errors: FieldError[] = [];
  if (indexes === undefined && count === undefined) {
    errors.push(requiredValue(path, 'at least one of succeededCount or succeededIndexes must be specified'));
  }
  let total = 0;
  if (indexes !== undefined) {
    const field = `${path}.succeededIndexes`;
    if (indexes.length > 65_536) errors.push(tooLong(field, 65_536));
    try {
      total = countIndexes(indexes, completions);
    } catch (error) {
      errors.push(invalidValue(field, indexes, `error parsing succeededIndexes: ${(error as Error).message}`));
    }
  }
  if (count === undefined) return errors;
  const field = `${path}.succeededCount`;
  const most = (limit: number, what: string): void => {
    if (count > limit) errors.push(invalidValue(field, count, `must be less than or equal to ${limit} (the number of ${what})`));
  };
  errors.push(...checkNotNegative(count, field));
  most(completions, 'specified completions');
  if (indexes !== undefined) most(total, 'indexes in the specified succeededIndexes field');
  return errors;
}

function validateExitCodes(codes: JSONObject, containers: readonly (JSONValue | undefined)[], path: string): FieldError[] {
  const operator = textAt(codes, 'operator');
  const errors = oneOf(operator, ['In', 'NotIn'], `${path}.operator`);
  if (!isMissing(codes, 'containerName') && !containers.includes(codes['containerName'])) {
    const detail = 'must be one of the container or initContainer names in the pod template';
    errors.push(invalidValue(`${path}.containerName`, codes['containerName'], detail));
  }
  const values = listAt(codes, 'values').map(Number);
  const field = `${path}.values`;
  if (values.length === 0) errors.push(invalidValue(field, codes['values'] ?? null, 'at least one value is required'));
  else errors.push(...atMost(values, 255, field));
  const isRepeated = repeats<number>();
  for (const [index, value] of values.entries()) {
    const at = `${field}[${index}]`;
    if (operator === 'In' && value === 0) errors.push(invalidValue(at, value, 'must not be 0 for the In operator'));
    if (isRepeated(value)) errors.push(duplicateValue(at, value));
  }
  if (values.some((value, index) => value < (values[index - 1] ?? value)))
    errors.push(invalidValue(field, values, 'must be ordered'));
  return errors;
}

function validateConditions(patterns: readonly JSONObject[], path: string): FieldError[] {
  const errors = atMost(patterns, 20, path);
  for (const [index, pattern] of patterns.entries()) {
    const at = `${path}[${index}]`;
    errors.push(...checkText(labelKeyProblems, textAt(pattern, 'type'), `${at}.type`));
    errors.push(...oneOf(textAt(pattern, 'status'), ['False', 'True', 'Unknown'], `${at}.status`));
  }
  return errors;
}

function oneOf(value: string, supported: readonly string[], field: string): FieldError[] {
  if (value === '') return [requiredValue(field, `valid values: [${supported.map((one) => `"${one}"`).join(' ')}]`)];
  return supported.includes(value) ? [] : [notSupportedValue(field, value, supported)];
}

function atMost(list: readonly unknown[], most: number, field: string): FieldError[] {
  return list.length > most ? [tooMany(field, list.length, most)] : [];
}
