import type { JSONObject } from '../json.js';
import { type FieldError, invalidValue, notSupportedValue, requiredValue } from '../validation/field-errors.js';
import { isMissing, listAt, numberAt, objectAt, objectsAt, textAt } from '../json-fields.js';
import { asInternalStruct } from './internal-struct.js';
import { meansTheSame } from './semantic-equality.js';
import { validatePodTemplate } from './validate-pod-spec.js';
import { asGoMap, asGoSelector, isUsableSelector, selects, validateSelector } from './validate-selector.js';
import { checkNotNegative, checkOneOf } from './value-rules.js';

/** Kubernetes ValidateJob. */
export function validateJob(job: JSONObject, old?: JSONObject): FieldError[] {
  return [...validateGeneratedSelector(job), ...validateJobSpec(objectAt(job, 'spec') ?? {}, objectAt(old, 'spec'))];
}

/** What may change of a job (Kubernetes ValidateJobUpdate). */
export function validateJobUpdate(job: JSONObject, old: JSONObject): FieldError[] {
  const spec = objectAt(job, 'spec') ?? {};
  const before = objectAt(old, 'spec') ?? {};
  const errors = [...validateJob(job, old), ...validateJobSpec(spec, before)];
  const kept = (field: string): void => {
    if (meansTheSame(spec[field], before[field])) return;
    const shown = field === 'selector' ? asGoSelector(objectAt(spec, field)) : (spec[field] ?? null);
    errors.push(invalidValue(`spec.${field}`, shown, 'field is immutable'));
  };
  if (spec['completionMode'] !== 'Indexed') kept('completions');
  else if (spec['completions'] !== before['completions'] && spec['completions'] !== spec['parallelism']) {
    const detail = 'can only be modified in tandem with spec.parallelism';
    errors.push(invalidValue('spec.completions', spec['completions'] ?? null, detail));
  }
  kept('selector');
  errors.push(...validateTemplateKept(spec, before, old));
  for (const field of ['completionMode', 'podFailurePolicy', 'backoffLimitPerIndex', 'managedBy', 'successPolicy']) kept(field);
  return errors;
}

/** Kubernetes ValidateJobUpdateStatus, as far as numbers and what has ended go. */
export function validateJobStatus(job: JSONObject, old: JSONObject): FieldError[] {
  const status = objectAt(job, 'status');
  const before = objectAt(old, 'status');
  const errors = ['active', 'succeeded', 'failed', 'ready', 'terminating'].flatMap((count) =>
    checkNotNegative(numberAt(status, count), `status.${count}`),
  );
  const wrong = (detail: string): void => void errors.push(invalidValue('status.conditions', undefined, detail));
  const isTrue = (of: JSONObject | undefined, type: string): boolean =>
    objectsAt(of, 'conditions').some((condition) => condition['type'] === type && condition['status'] === 'True');
  const isComplete = isTrue(status, 'Complete');
  const isFailed = isTrue(status, 'Failed');
  if (isComplete && isFailed) wrong('cannot set Complete=True and Failed=true conditions');
  if (!isComplete && !isMissing(status, 'completionTime')) {
    const detail = 'cannot set completionTime when there is no Complete=True condition';
    errors.push(invalidValue('status.completionTime', status?.['completionTime'] ?? null, detail));
  }
  if (isComplete && isMissing(status, 'completionTime')) {
    errors.push(requiredValue('status.completionTime', 'completionTime is required for Complete jobs'));
  }
  if (isFailed && !isTrue(before, 'Failed') && !isTrue(status, 'FailureTarget')) {
    wrong('cannot set Failed=True condition without the FailureTarget=true condition');
  }
  if (isComplete && !isTrue(before, 'Complete') && !isTrue(status, 'SuccessCriteriaMet')) {
    wrong('cannot set Complete=True condition without the SuccessCriteriaMet=true condition');
  }
  const active = numberAt(status, 'active') ?? 0;
  if ((isComplete || isFailed) && active > 0) {
    errors.push(invalidValue('status.active', active, 'active>0 is invalid for finished job'));
  }
  if ((isComplete || isFailed) && isMissing(status, 'startTime')) {
    errors.push(requiredValue('status.startTime', 'startTime is required for finished job'));
  }
  const ready = numberAt(status, 'ready');
  if (ready !== undefined && ready > active) {
    errors.push(invalidValue('status.ready', ready, 'cannot set more ready pods than active'));
  }
  for (const type of ['Failed', 'Complete', 'FailureTarget']) {
    if (isTrue(before, type) && !isTrue(status, type)) wrong(`cannot disable the terminal ${type}=True condition`);
  }
  for (const count of ['failed', 'succeeded']) {
    const value = numberAt(status, count) ?? 0;
    if (value >= (numberAt(before, count) ?? 0)) continue;
    errors.push(invalidValue(`status.${count}`, value, `cannot decrease the ${count} counter`));
  }
  return errors;
}

/** Kubernetes validateCronJobSpec. Schedules are checked by their fields, time zones by what this machine knows. */
export function validateCronJob(cronJob: JSONObject, old?: JSONObject): FieldError[] {
  const spec = objectAt(cronJob, 'spec') ?? {};
  const schedule = textAt(spec, 'schedule');
  const policies = ['Allow', 'Forbid', 'Replace'];
  return [
    ...(schedule === '' ? [requiredValue('spec.schedule')] : validateSchedule(schedule)),
    ...checkNotNegative(numberAt(spec, 'startingDeadlineSeconds'), 'spec.startingDeadlineSeconds'),
    ...(isMissing(spec, 'timeZone') ? [] : validateTimeZone(textAt(spec, 'timeZone'))),
    ...checkOneOf(textAt(spec, 'concurrencyPolicy'), policies, 'spec.concurrencyPolicy'),
    ...validateJobFields(
      objectAt(spec, 'jobTemplate', 'spec') ?? {},
      'spec.jobTemplate.spec',
      objectAt(old, 'spec', 'jobTemplate', 'spec'),
    ),
    ...checkNotNegative(numberAt(spec, 'successfulJobsHistoryLimit'), 'spec.successfulJobsHistoryLimit'),
    ...checkNotNegative(numberAt(spec, 'failedJobsHistoryLimit'), 'spec.failedJobsHistoryLimit'),
  ];
}

/** The names of its jobs are longer, and may not be longer than a label. */
export function validateCronJobName(cronJob: JSONObject): FieldError[] {
  const name = textAt(objectAt(cronJob, 'metadata'), 'name');
  return name.length > 52 ? [invalidValue('metadata.name', name, 'must be no more than 52 characters')] : [];
}

function validateSchedule(schedule: string): FieldError[] {
  const wrong = (detail: string): FieldError[] => [invalidValue('spec.schedule', schedule, detail)];
  if (/TZ/.test(schedule)) return wrong('cannot use TZ or CRON_TZ in schedule, use timeZone field instead');
  if (schedule.startsWith('@')) {
    const known = /^@(?:yearly|annually|monthly|weekly|daily|midnight|hourly|every \S+)$/;
    return known.test(schedule) ? [] : wrong(`unrecognized descriptor: ${schedule}`);
  }
  const fields = schedule.split(/\s+/).filter((field) => field !== '');
  return fields.length === 5 ? [] : wrong(`expected exactly 5 fields, found ${fields.length}: [${fields.join(' ')}]`);
}

function validateTimeZone(timeZone: string): FieldError[] {
  const wrong = (detail: string): FieldError[] => [invalidValue('spec.timeZone', timeZone, detail)];
  if (timeZone === '') return wrong('timeZone must be nil or non-empty string');
  if (timeZone.toLowerCase() === 'local')
    return wrong('timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones');
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return [];
  } catch {
    return wrong(`unknown time zone ${timeZone}`); // What the clock of this machine does not know.
  }
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
  if (isUsableSelector(selector) && !selects(selector, expected)) {
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
  if (isUsableSelector(selector) && !selects(selector, labels)) {
    const detail = '`selector` does not match template `labels`';
    errors.push(invalidValue('spec.template.metadata.labels', asGoMap(labels), detail));
  }
  return errors;
}

function validateJobFields(spec: JSONObject, path: string, old?: JSONObject): FieldError[] {
  const counts =
    'parallelism completions activeDeadlineSeconds backoffLimit ttlSecondsAfterFinished backoffLimitPerIndex maxFailedIndexes';
  const errors = counts.split(' ').flatMap((count) => checkNotNegative(numberAt(spec, count), `${path}.${count}`));
  const mode = textAt(spec, 'completionMode');
  const modes = ['NonIndexed', 'Indexed'];
  if (mode !== '' && !modes.includes(mode)) errors.push(notSupportedValue(`${path}.completionMode`, mode, modes));
  if (mode === 'Indexed' && isMissing(spec, 'completions')) {
    errors.push(requiredValue(`${path}.completions`, 'when completion mode is Indexed'));
  }
  if (mode === '' || mode === 'NonIndexed') {
    for (const field of ['backoffLimitPerIndex', 'maxFailedIndexes']) {
      const value = numberAt(spec, field);
      if (value !== undefined) errors.push(invalidValue(`${path}.${field}`, value, 'requires indexed completion mode'));
    }
  }
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
