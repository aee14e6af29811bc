import { isJSONObject, type JSONObject } from '../../json.js';
import { type FieldError, forbiddenValue, invalidValue, requiredValue } from '../../validation/field-errors.js';
import { listAt, numberAt, objectAt, objectsAt, textAt } from '../../json-fields.js';
import { meansTheSame } from '../semantic-equality.js';
import { validateClaimSpec } from '../storage/validate-claims.js';
import { checkNotNegative } from '../value-rules.js';
import { asGoSelector } from '../shown-map.js';
import { checkText, dnsLabel } from '../../validation/text-rules.js';
import { asGoStrategy, validateDaemonSetStrategy, validateStrategy } from './validate-rollout.js';
import { validateDaemonSetTemplate, validateMatchingTemplate, validateTemplateOf } from './validate-workload-template.js';

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
  const labels = objectAt(template, 'metadata', 'labels');
  // The server looks at no label of the selector itself.
  const isMatched = Object.entries(selector).every(([key, value]) => labels?.[key] === value);
  return [...errors, ...validateMatchingTemplate(template, isMatched, 'ReplicationController', old)];
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

function withVolumes(spec: JSONObject, names: readonly string[]): JSONObject {
  const template = objectAt(spec, 'template') ?? {};
  const podSpec = objectAt(template, 'spec') ?? {};
  const own = listAt(podSpec, 'volumes').filter((one) => isJSONObject(one) && !names.includes(textAt(one, 'name')));
  const volumes = [...names.map((name) => ({ name, persistentVolumeClaim: { claimName: name } })), ...own];
  const changed = { ...podSpec, volumes };
  return { ...spec, template: { ...template, spec: { ...changed, hostname: null, subdomain: null } } };
}
