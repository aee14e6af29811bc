import { compareQuantities } from '@kubewright/rest';
import type { JSONObject } from '../../json.js';
import { isMissing, numberAt, objectAt, objectsAt, textAt } from '../../json-fields.js';
import {
  type FieldError,
  forbiddenValue,
  invalidValue,
  notSupportedValue,
  requiredValue,
} from '../../validation/field-errors.js';
import { validateNonnegativeAmount, validateResourceName } from '../pods/validate-resources.js';
import { checkGiven, checkNotNegative, checkSegment } from '../value-rules.js';
import { checkText, dnsLabel } from '../../validation/text-rules.js';

/** Kubernetes validateHorizontalPodAutoscalerSpec, of `autoscaling/v2`. */
export function validateAutoscaler(autoscaler: JSONObject, old?: JSONObject): FieldError[] {
  const spec = objectAt(autoscaler, 'spec') ?? {};
  const errors: FieldError[] = [];
  const least = numberAt(spec, 'minReplicas');
  const most = numberAt(spec, 'maxReplicas') ?? 0;
  const atLeastOne = 'must be greater than or equal to 1';
  if (least !== undefined && least < 1) errors.push(invalidValue('spec.minReplicas', least, atLeastOne));
  if (most === 0) errors.push(requiredValue('spec.maxReplicas', 'must be set and greater than 0'));
  else if (most < 0) errors.push(invalidValue('spec.maxReplicas', most, atLeastOne));
  if (least !== undefined && most < least) {
    errors.push(invalidValue('spec.maxReplicas', most, 'must be greater than or equal to `minReplicas`'));
  }
  const target = objectAt(spec, 'scaleTargetRef') ?? {};
  const before = objectAt(old, 'spec', 'scaleTargetRef');
  const isKept = before && textAt(before, 'apiVersion') === textAt(target, 'apiVersion') && before['kind'] === target['kind'];
  const version = isKept ? 'any' : textAt(target, 'kind') === 'ReplicationController' ? 'right' : 'grouped';
  errors.push(...validateReference(target, version, 'spec.scaleTargetRef'));
  const metrics = objectsAt(spec, 'metrics');
  // Who has had a wrong one may go on.
  const wasWrong = objectsAt(objectAt(old, 'spec'), 'metrics').some(
    (metric) =>
      metric['type'] === 'Object' && isVersionWrong(textAt(objectAt(metric, 'object', 'describedObject'), 'apiVersion')),
  );
  for (const [index, metric] of metrics.entries()) {
    errors.push(...validateMetric(metric, wasWrong ? 'any' : 'right', `spec.metrics[${index}]`));
  }
  if (least === 0 && !metrics.some(({ type }) => type === 'Object' || type === 'External')) {
    errors.push(
      forbiddenValue('spec.metrics', 'must specify at least one Object or External metric to support scaling to zero replicas'),
    );
  }
  for (const direction of ['scaleUp', 'scaleDown']) {
    errors.push(...validateRules(objectAt(spec, 'behavior', direction), `spec.behavior.${direction}`));
  }
  return errors;
}

/** Kubernetes ValidateHorizontalPodAutoscalerStatusUpdate. */
export function validateAutoscalerStatus(autoscaler: JSONObject): FieldError[] {
  const status = objectAt(autoscaler, 'status');
  return ['currentReplicas', 'desiredReplicas'].flatMap((count) => checkNotNegative(numberAt(status, count), `status.${count}`));
}

/** What a reference's version has to be: of a group, of any group, or whatever it is. */
type Version = 'any' | 'grouped' | 'right';

const isVersionWrong = (apiVersion: string): boolean => apiVersion.split('/').length > 2;

function validateReference(reference: JSONObject, version: Version, path: string): FieldError[] {
  const errors = ['kind', 'name'].flatMap((part) => checkSegment(textAt(reference, part), `${path}.${part}`));
  const apiVersion = textAt(reference, 'apiVersion');
  const wrong = (detail: string): void => void errors.push(invalidValue(`${path}.apiVersion`, apiVersion, detail));
  if (version === 'any') return errors;
  if (isVersionWrong(apiVersion)) wrong(`unexpected GroupVersion string: ${apiVersion}`);
  else if (version === 'grouped' && !/^[^/]+\//.test(apiVersion)) wrong('apiVersion must specify API group');
  return errors;
}

/** In the order in which they are looked at: only the first is. */
const sources = ['object', 'external', 'pods', 'resource', 'containerResource'];
const types = ['ContainerResource', 'External', 'Object', 'Pods', 'Resource'];

function validateMetric(metric: JSONObject, version: Version, path: string): FieldError[] {
  const type = textAt(metric, 'type');
  const errors = type === '' ? [requiredValue(`${path}.type`, 'must specify a metric source type')] : [];
  const unknown = types.includes(type) ? [] : [notSupportedValue(`${path}.type`, type, types)];
  errors.push(...unknown);
  const present = sources.filter((source) => objectAt(metric, source));
  const [first] = present;
  if (first) errors.push(...validateSource(first, objectAt(metric, first) ?? {}, version, `${path}.${first}`));
  const expected = type.charAt(0).toLowerCase() + type.slice(1);
  errors.push(...unknown);
  if (unknown.length === 0 && !present.includes(expected)) {
    errors.push(requiredValue(`${path}.${expected}`, 'must populate information for the given metric source'));
  }
  if (present.length > 1) {
    for (const source of present.filter((one) => one !== expected)) {
      errors.push(forbiddenValue(`${path}.${source}`, 'must populate the given metric source only'));
    }
  }
  return errors;
}

function validateSource(source: string, given: JSONObject, version: Version, path: string): FieldError[] {
  const target = objectAt(given, 'target') ?? {};
  const errors: FieldError[] = [];
  const missing = (field: string, detail: string): void => void errors.push(requiredValue(`${path}.${field}`, detail));
  const has = (field: string): boolean => !isMissing(target, field);
  if (source === 'object') {
    errors.push(...validateReference(objectAt(given, 'describedObject') ?? {}, version, `${path}.describedObject`));
  }
  if (source.endsWith('esource')) errors.push(...validateResource(source, given, path));
  else {
    errors.push(...checkSegment(textAt(objectAt(given, 'metric'), 'name'), `${path}.metric.name`, 'must specify a metric name'));
  }
  errors.push(...validateTarget(target, `${path}.target`));
  if (source.endsWith('esource')) {
    if (!has('averageUtilization') && !has('averageValue')) {
      missing('target.averageUtilization', 'must set either a target raw value or a target utilization');
    }
    const both = 'may not set both a target raw value and a target utilization';
    if (has('averageUtilization') && has('averageValue')) errors.push(forbiddenValue(`${path}.target.averageValue`, both));
  } else if (source === 'pods') {
    if (!has('averageValue')) missing('target.averageValue', 'must specify a positive target averageValue');
  } else if (!has('value') && !has('averageValue')) {
    const either = source === 'object' ? 'value or averageValue' : 'value for metric or a per-pod target';
    missing('target.averageValue', `must set either a target ${either}`);
  } else if (source === 'external' && has('value') && has('averageValue')) {
    errors.push(forbiddenValue(`${path}.target.value`, 'may not set both a target value for metric and a per-pod target'));
  }
  return errors;
}

function validateResource(source: string, given: JSONObject, path: string): FieldError[] {
  const name = textAt(given, 'name');
  const errors = name === '' ? [requiredValue(`${path}.name`, 'must specify a resource name')] : [];
  if (source === 'resource') return errors;
  if (name !== '') {
    const wrong = validateResourceName(name, `${path}.name`);
    errors.push(...wrong);
    const isStandard = /^(?:cpu|memory|ephemeral-storage|hugepages-.*)$/.test(name);
    const refused = (detail: string): void => void errors.push(invalidValue(`${path}.name`, name, detail));
    if (name.includes('/') && wrong.length > 0) refused("doesn't follow extended resource name standard");
    else if (!name.includes('/') && !isStandard) refused('must be a standard resource for containers');
  }
  const container = textAt(given, 'container');
  if (container === '') return [...errors, requiredValue(`${path}.container`, 'must specify a container')];
  return [...errors, ...checkText(dnsLabel, container, `${path}.container`)];
}

function validateTarget(target: JSONObject, path: string): FieldError[] {
  const type = textAt(target, 'type');
  const errors = type === '' ? [requiredValue(`${path}.type`, 'must specify a metric target type')] : [];
  if (!['Utilization', 'Value', 'AverageValue'].includes(type)) {
    errors.push(invalidValue(`${path}.type`, type, 'must be either Utilization, Value, or AverageValue'));
  }
  for (const field of ['value', 'averageValue']) {
    const amount = textAt(target, field);
    if (amount !== '' && compareQuantities(amount, 0) <= 0)
      errors.push(invalidValue(`${path}.${field}`, amount, 'must be positive'));
  }
  const percent = numberAt(target, 'averageUtilization');
  if (percent !== undefined && percent < 1) {
    errors.push(invalidValue(`${path}.averageUtilization`, percent, 'must be greater than 0'));
  }
  return errors;
}

function validateRules(rules: JSONObject | undefined, path: string): FieldError[] {
  if (!rules) return [];
  const errors: FieldError[] = [];
  const between = (value: number, least: number, most: number, field: string, tooLittle: string): void => {
    if (value < least) errors.push(invalidValue(field, value, tooLittle));
    if (value > most) errors.push(invalidValue(field, value, `must be less than or equal to ${most}`));
  };
  const window = numberAt(rules, 'stabilizationWindowSeconds') ?? 0;
  between(window, 0, 3600, `${path}.stabilizationWindowSeconds`, 'must be greater than or equal to zero');
  errors.push(...checkGiven(rules, 'selectPolicy', ['Disabled', 'Max', 'Min'], path));
  const policies = objectsAt(rules, 'policies');
  if (policies.length === 0) errors.push(requiredValue(`${path}.policies`, 'must specify at least one Policy'));
  for (const [index, policy] of policies.entries()) {
    const at = `${path}.policies[${index}]`;
    const type = textAt(policy, 'type');
    if (!['Percent', 'Pods'].includes(type)) errors.push(notSupportedValue(`${at}.type`, type, ['Percent', 'Pods']));
    between(numberAt(policy, 'value') ?? 0, 1, Infinity, `${at}.value`, 'must be greater than zero');
    between(numberAt(policy, 'periodSeconds') ?? 0, 1, 1800, `${at}.periodSeconds`, 'must be greater than zero');
  }
  return [...errors, ...validateNonnegativeAmount(textAt(rules, 'tolerance'), `${path}.tolerance`)];
}
