import type { JSONObject, JSONValue } from '../../json.js';
import { isMissing, listAt, numberAt, objectAt, objectsAt, textAt } from '../../json-fields.js';
import { duplicateValue, type FieldError, invalidValue, requiredValue } from '../../validation/field-errors.js';
import { commonIndex, countIndexes } from './job-indexes.js';
import { meansTheSame } from '../semantic-equality.js';
import { checkNotNegative } from '../value-rules.js';

type Status = JSONObject | undefined;

/** Kubernetes ValidateJobUpdateStatus: what is wrong already may stay, so most is only looked at where something changes. */
export function validateJobStatus(job: JSONObject, old: JSONObject): FieldError[] {
  const status = objectAt(job, 'status') ?? {};
  const before = objectAt(old, 'status') ?? {};
  return [...validateCounts(status), ...validateConditions(job, status, before), ...validateKept(job, status, before)];
}

const is = (status: Status, type: string): boolean => has(status, type, 'True');

const isFinished = (status: Status): boolean => is(status, 'Complete') || is(status, 'Failed');

function has(status: Status, type: string, value: string): boolean {
  return objectsAt(status, 'conditions').some((condition) => condition['type'] === type && condition['status'] === value);
}

function validateCounts(status: JSONObject): FieldError[] {
  const errors = ['active', 'succeeded', 'failed', 'ready', 'terminating'].flatMap((count) =>
    checkNotNegative(numberAt(status, count), `status.${count}`),
  );
  const uncounted = objectAt(status, 'uncountedTerminatedPods');
  const seen = new Set<JSONValue>();
  for (const list of ['succeeded', 'failed']) {
    for (const [index, uid] of listAt(uncounted, list).entries()) {
      const field = `status.uncountedTerminatedPods.${list}[${index}]`;
      if (uid === '') errors.push(invalidValue(field, uid, 'must not be empty'));
      else if (seen.has(uid)) errors.push(duplicateValue(field, uid));
      seen.add(uid);
    }
  }
  return errors;
}

function validateConditions(job: JSONObject, status: JSONObject, before: JSONObject): FieldError[] {
  const spec = objectAt(job, 'spec') ?? {};
  const errors: FieldError[] = [];
  const wrong = (detail: string): void => void errors.push(invalidValue('status.conditions', undefined, detail));
  const flips = (...types: string[]): boolean => types.some((type) => is(status, type) !== is(before, type));
  const changes = (...fields: string[]): boolean => fields.some((field) => !meansTheSame(status[field], before[field]));
  const invalid = (field: string, value: JSONValue, detail: string): void =>
    void errors.push(invalidValue(`status.${field}`, value, detail));
  const [complete, failed, met, target] = ['Complete', 'Failed', 'SuccessCriteriaMet', 'FailureTarget'].map((type) =>
    is(status, type),
  );
  if (flips('Complete', 'Failed') && complete && failed) wrong('cannot set Complete=True and Failed=true conditions');
  if (flips('Complete', 'FailureTarget') && complete && target)
    wrong('cannot set Complete=True and FailureTarget=true conditions');
  const completed = textAt(status, 'completionTime');
  if (flips('Complete') || changes('completionTime')) {
    if (completed !== '' && !complete) {
      invalid('completionTime', completed, 'cannot set completionTime when there is no Complete=True condition');
    }
    if (completed === '' && complete) {
      errors.push(requiredValue('status.completionTime', 'completionTime is required for Complete jobs'));
    }
  }
  const started = textAt(status, 'startTime');
  if (changes('startTime', 'completionTime') && Date.parse(completed) < Date.parse(started)) {
    invalid('completionTime', completed, 'must be equal to or after `startTime`');
  }
  if ((flips('Failed') || changes('failedIndexes')) && failed && !target) {
    wrong('cannot set Failed=True condition without the FailureTarget=true condition');
  }
  if (flips('Complete', 'SuccessCriteriaMet') && complete && !met) {
    wrong('cannot set Complete=True condition without the SuccessCriteriaMet=true condition');
  }
  const ends = isFinished(status);
  const hasEnded = ends !== isFinished(before);
  const active = numberAt(status, 'active') ?? 0;
  if ((hasEnded || changes('active')) && active > 0 && ends) invalid('active', active, 'active>0 is invalid for finished job');
  const isNothing = spec['suspend'] === true && spec['completions'] === 0;
  if ((hasEnded || changes('startTime')) && !isNothing && started === '' && ends) {
    errors.push(requiredValue('status.startTime', 'startTime is required for finished job'));
  }
  const uncounted = objectAt(status, 'uncountedTerminatedPods');
  if ((hasEnded || changes('uncountedTerminatedPods')) && ends && !meansTheSame(uncounted, {})) {
    const shown = { Succeeded: uncounted?.['succeeded'] ?? null, Failed: uncounted?.['failed'] ?? null };
    if (listAt(uncounted, 'succeeded').length + listAt(uncounted, 'failed').length > 0) {
      invalid('uncountedTerminatedPods', shown, 'must be empty for finished job');
    }
  }
  errors.push(...validateIndexes(spec, status, before));
  const terminating = numberAt(status, 'terminating') ?? 0;
  if ((hasEnded || changes('terminating')) && terminating > 0 && ends) {
    invalid('terminating', terminating, 'terminating>0 is invalid for finished job');
  }
  const ready = numberAt(status, 'ready') ?? 0;
  if (changes('ready', 'active') && !isMissing(status, 'ready') && ready > active) {
    invalid('ready', ready, 'cannot set more ready pods than active');
  }
  if (met && failed) wrong('cannot set SuccessCriteriaMet=True and Failed=true conditions');
  if (met && target) wrong('cannot set SuccessCriteriaMet=True and FailureTarget=true conditions');
  if (objectAt(spec, 'successPolicy') && !met && complete) {
    wrong('cannot set Complete=True for Job with SuccessPolicy unless SuccessCriteriaMet=True');
  }
  return errors;
}

function validateIndexes(spec: JSONObject, status: JSONObject, before: JSONObject): FieldError[] {
  const errors: FieldError[] = [];
  const completed = textAt(status, 'completedIndexes');
  const failed = isMissing(status, 'failedIndexes') ? undefined : textAt(status, 'failedIndexes');
  const isCompletedNew = completed !== textAt(before, 'completedIndexes');
  const isFailedNew = (status['failedIndexes'] ?? null) !== (before['failedIndexes'] ?? null);
  const completions = numberAt(spec, 'completions');
  const format = (field: string, text: string): void => {
    try {
      if (completions !== undefined) countIndexes(text, completions);
    } catch (error) {
      errors.push(invalidValue(`status.${field}`, text, `error parsing ${field}: ${(error as Error).message}`));
    }
  };
  const isLimited = !isMissing(spec, 'backoffLimitPerIndex');
  if (isCompletedNew) format('completedIndexes', completed);
  if (isFailedNew && isLimited && failed !== undefined) format('failedIndexes', failed);
  if (isCompletedNew && completed !== '' && spec['completionMode'] !== 'Indexed') {
    const detail = 'cannot set non-empty completedIndexes when non-indexed completion mode';
    errors.push(invalidValue('status.completedIndexes', completed, detail));
  }
  if (isFailedNew && !isLimited && failed !== undefined) {
    const detail = 'cannot set non-null failedIndexes when backoffLimitPerIndex is null';
    errors.push(invalidValue('status.failedIndexes', failed, detail));
  }
  if ((isFailedNew || isCompletedNew) && completions !== undefined && failed && completed) {
    const both = commonIndex(completed, failed, completions);
    const detail = `failedIndexes and completedIndexes overlap at index: ${String(both)}`;
    if (both !== undefined) errors.push(invalidValue('status.failedIndexes', failed, detail));
  }
  return errors;
}

/** What a controller may not take back. */
function validateKept(job: JSONObject, status: JSONObject, before: JSONObject): FieldError[] {
  const spec = objectAt(job, 'spec');
  const errors: FieldError[] = [];
  const wrong = (detail: string): void => void errors.push(invalidValue('status.conditions', undefined, detail));
  for (const type of ['Failed', 'Complete', 'FailureTarget']) {
    if (is(before, type) && !is(status, type)) wrong(`cannot disable the terminal ${type}=True condition`);
  }
  // What is scaled down may have succeeded less often.
  const isElastic = spec?.['completionMode'] === 'Indexed' && spec['completions'] === spec['parallelism'];
  for (const count of isElastic ? ['failed'] : ['failed', 'succeeded']) {
    const value = numberAt(status, count) ?? 0;
    if (value >= (numberAt(before, count) ?? 0)) continue;
    errors.push(invalidValue(`status.${count}`, value, `cannot decrease the ${count} counter`));
  }
  const isOther = (field: string): boolean => !isMissing(before, field) && status[field] !== before[field];
  if (isOther('completionTime') && !isMissing(status, 'completionTime')) {
    errors.push(invalidValue('status.completionTime', status['completionTime'], 'field is immutable'));
  }
  const isResuming = is(before, 'Suspended') && has(status, 'Suspended', 'False');
  if (isOther('startTime') && spec?.['suspend'] !== true && !isResuming) {
    const detail = 'field is immutable for unsuspended job once set';
    errors.push(invalidValue('status.startTime', status['startTime'] ?? null, detail));
  }
  const [met, wasMet] = [is(status, 'SuccessCriteriaMet'), is(before, 'SuccessCriteriaMet')];
  if (wasMet && !met) wrong('cannot disable the SuccessCriteriaMet=True condition');
  if (is(before, 'Complete') && !wasMet && met) {
    wrong('cannot set SuccessCriteriaMet=True for Job already has Complete=true conditions');
  }
  return errors;
}
