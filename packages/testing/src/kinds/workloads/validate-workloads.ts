import { isJSONObject, type JSONObject, type JSONValue } from '../../json.js';
import {
  type FieldError,
  forbiddenValue,
  invalidValue,
  notSupportedValue,
  requiredValue,
} from '../../validation/field-errors.js';
import { isMissing, listAt, numberAt, objectAt, objectsAt, textAt } from '../../json-fields.js';
import { meansTheSame } from '../semantic-equality.js';
import { validateClaimSpec } from '../storage/validate-claims.js';
import { validatePodTemplate } from '../pods/validate-pod-spec.js';
import { checkNotNegative } from '../value-rules.js';
import { asGoMap, asGoSelector } from '../shown-map.js';
import { isUsableSelector, validateSelector } from '../../validation/label-selectors.js';
import { matchesSelector } from '../matches-selector.js';
import { checkText, dnsLabel, percentText } from '../../validation/text-rules.js';

/** Kubernetes ValidateDeploymentSpec. */
export function validateDeployment(deployment: JSONObject, old?: JSONObject): FieldError[] {
  const spec = objectAt(deployment, 'spec') ?? {};
  const deadline = numberAt(spec, 'progressDeadlineSeconds');
  const errors = [
    ...checkNotNegative(numberAt(spec, 'replicas'), 'spec.replicas'),
    ...validateTemplateOf(spec, 'deployment', 'ReplicaSet', old),
    ...validateStrategy(objectAt(spec, 'strategy') ?? {}, 'spec.strategy'),
    ...checkNotNegative(numberAt(spec, 'minReadySeconds'), 'spec.minReadySeconds'),
    ...checkNotNegative(numberAt(spec, 'revisionHistoryLimit'), 'spec.revisionHistoryLimit'),
    ...checkNotNegative(deadline, 'spec.progressDeadlineSeconds'),
  ];
  if (deadline !== undefined && deadline <= (numberAt(spec, 'minReadySeconds') ?? 0)) {
    errors.push(invalidValue('spec.progressDeadlineSeconds', deadline, 'must be greater than minReadySeconds'));
  }
  return errors;
}

/** Kubernetes ValidateReplicaSetSpec. */
export function validateReplicaSet(replicaSet: JSONObject, old?: JSONObject): FieldError[] {
  const spec = objectAt(replicaSet, 'spec') ?? {};
  return [
    ...checkNotNegative(numberAt(spec, 'replicas'), 'spec.replicas'),
    ...checkNotNegative(numberAt(spec, 'minReadySeconds'), 'spec.minReadySeconds'),
    ...validateTemplateOf(spec, 'deployment', 'ReplicaSet', old), // The server says so of ReplicaSets, too.
  ];
}

/** Kubernetes ValidateDaemonSetSpec. */
export function validateDaemonSet(daemonSet: JSONObject, old?: JSONObject): FieldError[] {
  const spec = objectAt(daemonSet, 'spec') ?? {};
  return [
    ...validateDaemonSetTemplate(spec, old),
    ...checkNotNegative(numberAt(spec, 'minReadySeconds'), 'spec.minReadySeconds'),
    ...validateDaemonSetStrategy(objectAt(spec, 'updateStrategy') ?? {}, 'spec.updateStrategy'),
    ...checkNotNegative(numberAt(spec, 'revisionHistoryLimit'), 'spec.revisionHistoryLimit'),
  ];
}

/** Kubernetes ValidateStatefulSetSpec. */
export function validateStatefulSet(statefulSet: JSONObject, old?: JSONObject): FieldError[] {
  const isNew = !old;
  const spec = objectAt(statefulSet, 'spec') ?? {};
  const errors: FieldError[] = [];
  const management = textAt(spec, 'podManagementPolicy');
  if (!['OrderedReady', 'Parallel'].includes(management)) {
    errors.push(invalidValue('spec.podManagementPolicy', management, "must be 'OrderedReady' or 'Parallel'"));
  }
  const strategy = objectAt(spec, 'updateStrategy') ?? {};
  const type = textAt(strategy, 'type');
  if (!['OnDelete', 'RollingUpdate'].includes(type)) {
    errors.push(invalidValue('spec.updateStrategy', asGoStrategy(strategy), "must be 'RollingUpdate' or 'OnDelete'"));
  }
  const rollingUpdate = objectAt(strategy, 'rollingUpdate');
  if (type === 'RollingUpdate' && rollingUpdate) {
    errors.push(...checkNotNegative(numberAt(rollingUpdate, 'partition'), 'spec.updateStrategy.rollingUpdate.partition'));
  }
  for (const [index, claim] of (isNew ? objectsAt(spec, 'volumeClaimTemplates') : []).entries()) {
    errors.push(...validateClaimSpec(objectAt(claim, 'spec') ?? {}, `spec.volumeClaimTemplates[${index}].spec`));
  }
  errors.push(...checkNotNegative(numberAt(spec, 'replicas'), 'spec.replicas'));
  errors.push(...checkNotNegative(numberAt(spec, 'minReadySeconds'), 'spec.minReadySeconds'));
  errors.push(...checkNotNegative(numberAt(objectAt(spec, 'ordinals'), 'start'), 'spec.ordinals.start'));
  const serviceName = textAt(spec, 'serviceName');
  if (isNew && serviceName !== '') errors.push(...checkText(dnsLabel, serviceName, 'spec.serviceName'));
  const claimed = objectsAt(spec, 'volumeClaimTemplates').map((claim) => textAt(objectAt(claim, 'metadata'), 'name'));
  return [...errors, ...validateTemplateOf(withVolumes(spec, claimed), 'statefulset', 'StatefulSet', old)];
}

/** Kubernetes ValidateReplicationControllerSpec. */
export function validateReplicationController(controller: JSONObject, old?: JSONObject): FieldError[] {
  const spec = objectAt(controller, 'spec') ?? {};
  const selector = objectAt(spec, 'selector') ?? {};
  const template = objectAt(spec, 'template');
  const errors = [
    ...checkNotNegative(numberAt(spec, 'minReadySeconds'), 'spec.minReadySeconds'),
    ...(Object.keys(selector).length === 0 ? [requiredValue('spec.selector')] : []),
    ...checkNotNegative(numberAt(spec, 'replicas'), 'spec.replicas'),
  ];
  if (!template) return [...errors, requiredValue('spec.template')];
  return [...errors, ...validateMatchingTemplate(template, { matchLabels: selector }, 'ReplicationController', old)];
}

/** What cannot change of a workload: the selector. */
export function validateSelectorKept(object: JSONObject, old: JSONObject): FieldError[] {
  const selector = objectAt(object, 'spec', 'selector');
  if (meansTheSame(selector, objectAt(old, 'spec', 'selector'))) return [];
  return [invalidValue('spec.selector', asGoSelector(selector), 'field is immutable')];
}

/** What can change of a StatefulSet (Kubernetes ValidateStatefulSetUpdate). */
export function validateStatefulSetKept(statefulSet: JSONObject, old: JSONObject): FieldError[] {
  const free =
    'replicas template updateStrategy minReadySeconds ordinals revisionHistoryLimit persistentVolumeClaimRetentionPolicy';
  const kept = (object: JSONObject): JSONObject => {
    const spec = Object.entries(objectAt(object, 'spec') ?? {});
    return Object.fromEntries(spec.filter(([field]) => !free.split(' ').includes(field)));
  };
  if (meansTheSame(kept(statefulSet), kept(old))) return [];
  const fields =
    "'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds'";
  return [forbiddenValue('spec', `updates to statefulset spec for fields other than ${fields} are forbidden`)];
}

/** Numbers of a status: not below zero, and of `most` and `ready` not more than there are replicas. */
export function validateCounts(
  object: JSONObject,
  counts: readonly string[],
  limited: readonly string[],
  ready: string,
): FieldError[] {
  const status = objectAt(object, 'status') ?? {};
  const errors = counts.flatMap((count) => checkNotNegative(numberAt(status, count), `status.${count}`));
  const replicas = numberAt(status, 'replicas') ?? 0;
  for (const count of limited) {
    const value = numberAt(status, count) ?? 0;
    if (value > replicas) errors.push(invalidValue(`status.${count}`, value, 'cannot be greater than status.replicas'));
  }
  const available = numberAt(status, 'availableReplicas') ?? 0;
  if (limited.length > 0 && available > (numberAt(status, 'readyReplicas') ?? 0)) {
    errors.push(invalidValue('status.availableReplicas', available, `cannot be greater than ${ready}`));
  }
  return errors;
}

/** A number, or a share as `25%` (Kubernetes ValidatePositiveIntOrPercent and IsNotMoreThan100Percent). */
export function checkNumberOrShare(value: JSONValue | undefined, field: string): FieldError[] {
  if (typeof value !== 'string') return checkNotNegative(typeof value === 'number' ? value : 0, field);
  return checkText(percentText, value, field);
}

export function checkShareOfAll(value: JSONValue | undefined, field: string): FieldError[] {
  const isMore = typeof value === 'string' && /^\d+%$/.test(value) && Number.parseInt(value, 10) > 100;
  return isMore ? [invalidValue(field, value, 'must not be greater than 100%')] : [];
}

function validateTemplateOf(spec: JSONObject, empty: string, kind: string, old: JSONObject | undefined): FieldError[] {
  const selector = objectAt(spec, 'selector');
  const errors = validateSelectorOf(selector, empty);
  if (selector && !isUsableSelector(selector)) {
    return [
      ...errors,
      invalidValue('spec.selector', asGoSelector(selector), empty === 'statefulset' ? '' : 'invalid label selector'),
    ];
  }
  return [...errors, ...validateMatchingTemplate(objectAt(spec, 'template') ?? {}, selector, kind, old)];
}

function validateSelectorOf(selector: JSONObject | undefined, kind: string): FieldError[] {
  if (!selector) return [requiredValue('spec.selector')];
  const errors = validateSelector(selector, 'spec.selector');
  const isEmpty = Object.keys(objectAt(selector, 'matchLabels') ?? {}).length + listAt(selector, 'matchExpressions').length === 0;
  return isEmpty ? [...errors, invalidValue('spec.selector', selector, `empty selector is invalid for ${kind}`)] : errors;
}

function validateMatchingTemplate(
  template: JSONObject,
  selector: JSONObject | undefined,
  kind: string,
  old: JSONObject | undefined,
): FieldError[] {
  const labels = objectAt(template, 'metadata', 'labels');
  const errors: FieldError[] = [];
  if (!matchesSelector(selector, labels)) {
    errors.push(invalidValue('spec.template.metadata.labels', asGoMap(labels), '`selector` does not match template `labels`'));
  }
  errors.push(...validatePodTemplate(template, 'spec.template', objectAt(old, 'spec', 'template')));
  const podSpec = objectAt(template, 'spec');
  const policy = textAt(podSpec, 'restartPolicy');
  if (policy !== 'Always') errors.push(notSupportedValue('spec.template.spec.restartPolicy', policy, ['Always']));
  if (!isMissing(podSpec, 'activeDeadlineSeconds')) {
    const why = `activeDeadlineSeconds in ${kind} is not Supported`;
    errors.push(forbiddenValue('spec.template.spec.activeDeadlineSeconds', why));
  }
  return errors;
}

function validateDaemonSetTemplate(spec: JSONObject, old: JSONObject | undefined): FieldError[] {
  const selector = objectAt(spec, 'selector');
  const template = objectAt(spec, 'template') ?? {};
  const labels = objectAt(template, 'metadata', 'labels');
  const errors = validateSelector(selector, 'spec.selector');
  if (isUsableSelector(selector) && !matchesSelector(selector, labels)) {
    errors.push(invalidValue('spec.template.metadata.labels', asGoMap(labels), '`selector` does not match template `labels`'));
  }
  if (selector && Object.keys(selector).length === 0) {
    errors.push(invalidValue('spec.selector', selector, 'empty selector is invalid for daemonset'));
  }
  errors.push(...validatePodTemplate(template, 'spec.template', objectAt(old, 'spec', 'template')));
  const policy = textAt(objectAt(template, 'spec'), 'restartPolicy');
  if (policy !== 'Always') errors.push(notSupportedValue('spec.template.spec.restartPolicy', policy, ['Always']));
  return errors;
}

function validateStrategy(strategy: JSONObject, path: string): FieldError[] {
  const type = textAt(strategy, 'type');
  const rollingUpdate = objectAt(strategy, 'rollingUpdate');
  if (type === 'Recreate') {
    const why = "may not be specified when strategy `type` is 'Recreate'";
    return rollingUpdate ? [forbiddenValue(`${path}.rollingUpdate`, why)] : [];
  }
  if (type !== 'RollingUpdate') return [notSupportedValue(path, asGoStrategy(strategy), ['Recreate', 'RollingUpdate'])];
  return validateRollingUpdate(rollingUpdate ?? {}, `${path}.rollingUpdate`);
}

function validateRollingUpdate(rollingUpdate: JSONObject, path: string): FieldError[] {
  const { maxUnavailable, maxSurge } = rollingUpdate;
  const errors = [
    ...checkNumberOrShare(maxUnavailable, `${path}.maxUnavailable`),
    ...checkNumberOrShare(maxSurge, `${path}.maxSurge`),
  ];
  if (isZero(maxUnavailable) && isZero(maxSurge)) {
    errors.push(invalidValue(`${path}.maxUnavailable`, maxUnavailable ?? 0, 'may not be 0 when `maxSurge` is 0'));
  }
  return [...errors, ...checkShareOfAll(maxUnavailable, `${path}.maxUnavailable`)];
}

function validateDaemonSetStrategy(strategy: JSONObject, path: string): FieldError[] {
  const type = textAt(strategy, 'type');
  if (type === 'OnDelete') return [];
  if (type !== 'RollingUpdate') return [notSupportedValue(path, asGoStrategy(strategy), ['RollingUpdate', 'OnDelete'])];
  const { maxUnavailable, maxSurge } = objectAt(strategy, 'rollingUpdate') ?? {};
  const field = `${path}.rollingUpdate`;
  const errors = [
    ...checkNumberOrShare(maxUnavailable, `${field}.maxUnavailable`),
    ...checkShareOfAll(maxUnavailable, `${field}.maxUnavailable`),
    ...checkNumberOrShare(maxSurge, `${field}.maxSurge`),
    ...checkShareOfAll(maxSurge, `${field}.maxSurge`),
  ];
  if (isZero(maxUnavailable) && isZero(maxSurge)) {
    errors.push(invalidValue(`${field}.maxUnavailable`, maxUnavailable ?? 0, 'cannot be 0 when maxSurge is 0'));
  } else if (!isZero(maxUnavailable) && !isZero(maxSurge)) {
    errors.push(invalidValue(`${field}.maxSurge`, maxSurge, 'may not be set when maxUnavailable is non-zero'));
  }
  return errors;
}

const isZero = (value: JSONValue | undefined): boolean =>
  value === undefined || value === null || value === 0 || (typeof value === 'string' && /^0+%$/.test(value));

/** As Go writes its struct of a strategy, which has no names for JSON. */
function asGoStrategy(strategy: JSONObject): JSONObject {
  return { Type: textAt(strategy, 'type'), RollingUpdate: objectAt(strategy, 'rollingUpdate') ?? null };
}

function withVolumes(spec: JSONObject, names: readonly string[]): JSONObject {
  const template = objectAt(spec, 'template') ?? {};
  const podSpec = objectAt(template, 'spec') ?? {};
  const own = listAt(podSpec, 'volumes').filter((one) => isJSONObject(one) && !names.includes(textAt(one, 'name')));
  const volumes = [...names.map((name) => ({ name, persistentVolumeClaim: { claimName: name } })), ...own];
  const changed = { ...podSpec, volumes };
  return { ...spec, template: { ...template, spec: { ...changed, hostname: null, subdomain: null } } };
}
