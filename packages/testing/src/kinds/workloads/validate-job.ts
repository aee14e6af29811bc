import type { JSONObject } from '../../json.js';
import { type FieldError, invalidValue, notSupportedValue, requiredValue, tooLong } from '../../validation/field-errors.js';
import { isMissing, listAt, numberAt, objectAt, objectsAt, textAt } from '../../json-fields.js';
import { asInternalStruct } from '../internal-struct.js';
import { asShownPolicy, validateFailurePolicy, validateSuccessPolicy } from './validate-job-policies.js';
import { meansTheSame } from '../semantic-equality.js';
import { validatePodTemplate } from '../pods/validate-pod-spec.js';
import { checkDomainPath, checkGiven, checkNotNegative } from '../value-rules.js';
import { asGoMap, asGoSelector } from '../shown-map.js';
import { isUsableSelector, validateSelector } from '../../validation/label-selectors.js';
import { matchesSelector } from '../matches-selector.js';
import { dnsLabel } from '../../validation/text-rules.js';

/** Kubernetes ValidateJob. */
export function validateJob(job: JSONObject, old?: JSONObject): FieldError[] {
  const spec = objectAt(job, 'spec') ?? {};
  return [...validateGeneratedSelector(job), ...validateJobSpec(spec, objectAt(old, 'spec')), ...validateHostnames(job, spec)];
}

/** What may change of a job (Kubernetes ValidateJobUpdate). */
export function validateJobUpdate(job: JSONObject, old: JSONObject): FieldError[] {
  const spec = objectAt(job, 'spec') ?? {};
  const before = objectAt(old, 'spec') ?? {};
  const errors = [...validateJob(job, old), ...validateJobSpec(spec, before)];
  const kept = (field: string): void => {
    if (meansTheSame(spec[field], before[field])) return;
    const shown = field === 'selector' ? asGoSelector(objectAt(spec, field)) : asShownPolicy(spec[field] ?? null);
    errors.push(invalidValue(`spec.${field}`, shown, 'field is immutable'));
  };
  if (spec['completionMode'] !== 'Indexed') kept('completions');
  else if (
    spec['completions'] !== before['completions'] &&
    ![spec['parallelism'], null, undefined].includes(spec['completions'])
  ) {
    const detail = 'can only be modified in tandem with spec.parallelism';
    errors.push(invalidValue('spec.completions', spec['completions'], detail));
  }
  kept('selector');
  errors.push(...validateTemplateKept(spec, before, old));
  for (const field of ['completionMode', 'podFailurePolicy', 'backoffLimitPerIndex', 'managedBy', 'successPolicy']) kept(field);
  return errors;
}

function validateGeneratedSelector(job: JSONObject): FieldError[] {
  const selector = objectAt(job, 'spec', 'selector');
  if (objectAt(job, 'spec')?.['manualSelector'] === true || !selector) return [];
  const metadata = objectAt(job, 'metadata');
  const name = textAt(metadata, 'name');
  const uid = textAt(metadata, 'uid');
  const labels = objectAt(job, 'spec', 'template', 'metadata', 'labels') ?? {};
  const expected: Record<string, string> = {
    'controller-uid': uid,
    'job-name': name,
    'batch.kubernetes.io/controller-uid': uid,
    'batch.kubernetes.io/job-name': name,
  };
  const errors: FieldError[] = [];
  for (const [label, value] of Object.entries(expected)) {
    const field = 'spec.template.metadata.labels';
    if (labels[label] === undefined) errors.push(requiredValue(`${field}[${label}]`, `must be '${value}'`));
    else if (labels[label] !== value) errors.push(invalidValue(field, labels, `must be '${value}'`));
  }
  if (isUsableSelector(selector) && !matchesSelector(selector, expected)) {
    errors.push(invalidValue('spec.selector', asGoSelector(selector), '`selector` not auto-generated'));
  }
  return errors;
}

function validateJobSpec(spec: JSONObject, old: JSONObject | undefined): FieldError[] {
  const selector = objectAt(spec, 'selector');
  const labels = objectAt(spec, 'template', 'metadata', 'labels');
  const errors = validateJobFields(spec, 'spec', old);
  if (selector) errors.push(...validateSelector(selector, 'spec.selector'));
  else errors.push(requiredValue('spec.selector'));
  if (isUsableSelector(selector) && !matchesSelector(selector, labels)) {
    const detail = '`selector` does not match template `labels`';
    errors.push(invalidValue('spec.template.metadata.labels', asGoMap(labels), detail));
  }
  return errors;
}

/** Kubernetes validateJobSpec: what jobs and those of a CronJob have in common. */
export function validateJobFields(spec: JSONObject, path: string, old?: JSONObject): FieldError[] {
  const counts =
    'parallelism completions activeDeadlineSeconds backoffLimit ttlSecondsAfterFinished backoffLimitPerIndex maxFailedIndexes';
  const errors = counts.split(' ').flatMap((count) => checkNotNegative(numberAt(spec, count), `${path}.${count}`));
  if (!isMissing(spec, 'maxFailedIndexes') && isMissing(spec, 'backoffLimitPerIndex')) {
    errors.push(requiredValue(`${path}.backoffLimitPerIndex`, 'when maxFailedIndexes is specified'));
  }
  if (!isMissing(spec, 'managedBy')) errors.push(...validateManager(textAt(spec, 'managedBy'), `${path}.managedBy`));
  errors.push(...validateCompletionMode(spec, path));
  if (!isMissing(spec, 'podFailurePolicy')) errors.push(...validateFailurePolicy(spec, `${path}.podFailurePolicy`));
  const success = objectAt(spec, 'successPolicy');
  if (success && textAt(spec, 'completionMode') !== 'Indexed') {
    errors.push(invalidValue(`${path}.successPolicy`, asShownPolicy(success), 'requires indexed completion mode'));
  } else if (success) errors.push(...validateSuccessPolicy(success, numberAt(spec, 'completions') ?? 0, `${path}.successPolicy`));
  errors.push(...validateReplacement(spec, `${path}.podReplacementPolicy`));
  const template = objectAt(spec, 'template') ?? {};
  errors.push(...validatePodTemplate(template, `${path}.template`, objectAt(old, 'template')));
  const policy = textAt(objectAt(template, 'spec'), 'restartPolicy');
  const field = `${path}.template.spec.restartPolicy`;
  if (policy === '' || policy === 'Always') errors.push(requiredValue(field, 'valid values: "OnFailure", "Never"'));
  else if (!['OnFailure', 'Never'].includes(policy)) errors.push(notSupportedValue(field, policy, ['OnFailure', 'Never']));
  else if (policy !== 'Never' && !isMissing(spec, 'podFailurePolicy')) {
    errors.push(invalidValue(field, policy, 'only "Never" is supported when podFailurePolicy is specified'));
  }
  return errors;
}

/** Most completions that need no other limits. */
const manyCompletions = 100_000;

function validateCompletionMode(spec: JSONObject, path: string): FieldError[] {
  const mode = textAt(spec, 'completionMode');
  const errors = checkGiven(spec, 'completionMode', ['NonIndexed', 'Indexed'], path);
  const value = (field: string): number => numberAt(spec, field) ?? 0;
  const most = (field: string, limit: number, when: string): void => {
    if (value(field) > limit)
      errors.push(invalidValue(`${path}.${field}`, value(field), `must be less than or equal to ${when}`));
  };
  if (mode === 'Indexed') {
    if (isMissing(spec, 'completions')) errors.push(requiredValue(`${path}.completions`, 'when completion mode is Indexed'));
    most('parallelism', manyCompletions, `${manyCompletions} when completion mode is Indexed`);
    if (!isMissing(spec, 'completions')) most('maxFailedIndexes', value('completions'), 'completions');
    most('maxFailedIndexes', manyCompletions, String(manyCompletions));
    if (value('completions') > manyCompletions && !isMissing(spec, 'backoffLimitPerIndex')) {
      const detail = `must be specified when completions is above ${manyCompletions}`;
      if (isMissing(spec, 'maxFailedIndexes')) errors.push(requiredValue(`${path}.maxFailedIndexes`, detail));
      const when = `10000 when completions are above ${manyCompletions} and used with backoff limit per index`;
      for (const field of ['parallelism', 'maxFailedIndexes']) most(field, 10_000, when);
    }
  } else if (isMissing(spec, 'completionMode') || mode === 'NonIndexed') {
    for (const field of ['backoffLimitPerIndex', 'maxFailedIndexes']) {
      if (!isMissing(spec, field)) {
        errors.push(invalidValue(`${path}.${field}`, value(field), 'requires indexed completion mode'));
      }
    }
  }
  return errors;
}

/** Who manages a job: a path behind a domain (apimachinery IsDomainPrefixedPath). */
function validateManager(manager: string, path: string): FieldError[] {
  const errors = checkDomainPath(manager, path);
  if (Buffer.byteLength(manager) > 63) errors.push(tooLong(path, 63));
  return errors;
}

/** Pods of an indexed job have its name and their index as their host name. */
function validateHostnames(job: JSONObject, spec: JSONObject): FieldError[] {
  const completions = numberAt(spec, 'completions') ?? 0;
  if (spec['completionMode'] !== 'Indexed' || completions <= 0) return [];
  const name = textAt(objectAt(job, 'metadata'), 'name');
  const last = `${name}-${completions - 1}`;
  if (dnsLabel(last).length === 0) return [];
  return [invalidValue('metadata.name', name, `will not able to create pod with invalid DNS label: ${last}`)];
}

function validateReplacement(spec: JSONObject, path: string): FieldError[] {
  const policy = textAt(spec, 'podReplacementPolicy');
  if (policy === '') return [];
  const policies = isMissing(spec, 'podFailurePolicy') ? ['Failed', 'TerminatingOrFailed'] : ['Failed'];
  return policies.includes(policy) ? [] : [notSupportedValue(path, policy, policies)];
}

/** While a job waits and has not begun, where its pods may run can change, and what they ask for. */
function validateTemplateKept(spec: JSONObject, before: JSONObject, old: JSONObject): FieldError[] {
  const status = objectAt(old, 'status');
  const isSuspended = objectsAt(status, 'conditions').some(({ type, status }) => type === 'Suspended' && status === 'True');
  const isWaiting =
    before['suspend'] === true && (isMissing(status, 'startTime') || isSuspended) && (numberAt(status, 'active') ?? 0) === 0;
  const [now, was] = [spec, before].map((one) => {
    const template = objectAt(one, 'template') ?? {};
    if (!isWaiting) return template;
    const podSpec: JSONObject = { ...objectAt(template, 'spec') };
    for (const field of ['nodeSelector', 'tolerations', 'schedulingGates']) podSpec[field] = null;
    podSpec['affinity'] = { ...objectAt(podSpec, 'affinity'), nodeAffinity: null };
    for (const list of ['containers', 'initContainers']) {
      podSpec[list] = listAt(podSpec, list).map((one) => ({ ...(one as JSONObject), resources: null }));
    }
    return { spec: podSpec };
  });
  if (meansTheSame(now, was)) return [];
  const template = objectAt(spec, 'template') ?? {};
  if (!isWaiting) return [invalidValue('spec.template', asInternalStruct('PodTemplateSpec', template), 'field is immutable')];
  const shown = asInternalStruct('PodSpec', objectAt(template, 'spec') ?? {});
  return [invalidValue('spec.template.spec', shown, 'field is immutable')];
}
