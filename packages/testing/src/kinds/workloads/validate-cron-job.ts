import type { JSONObject } from '../../json.js';
import { isMissing, numberAt, objectAt, textAt } from '../../json-fields.js';
import { type FieldError, invalidValue, notSupportedValue, requiredValue } from '../../validation/field-errors.js';
import { scheduleProblem } from './cron-schedule.js';
import { timeZoneProblem } from './time-zone.js';
import { validateJobFields } from './validate-job.js';
import { checkNotNegative, checkOneOf } from '../value-rules.js';
import { asGoSelector } from '../shown-map.js';

/** Kubernetes validateCronJobSpec. @param old what it was before; a time zone that stays is not looked at again */
export function validateCronJob(cronJob: JSONObject, old?: JSONObject): FieldError[] {
  const spec = objectAt(cronJob, 'spec') ?? {};
  const before = objectAt(old, 'spec');
  const schedule = textAt(spec, 'schedule');
  const policies = ['Allow', 'Forbid', 'Replace'];
  const isSameZone = before !== undefined && (spec['timeZone'] ?? null) === (before['timeZone'] ?? null);
  return [
    ...(schedule === '' ? [requiredValue('spec.schedule')] : validateSchedule(schedule, spec, before)),
    ...checkNotNegative(numberAt(spec, 'startingDeadlineSeconds'), 'spec.startingDeadlineSeconds'),
    ...(isMissing(spec, 'timeZone') || isSameZone ? [] : validateTimeZone(textAt(spec, 'timeZone'))),
    ...checkOneOf(textAt(spec, 'concurrencyPolicy'), policies, 'spec.concurrencyPolicy'),
    ...validateTemplate(objectAt(spec, 'jobTemplate', 'spec') ?? {}, objectAt(before, 'jobTemplate', 'spec')),
    ...checkNotNegative(numberAt(spec, 'successfulJobsHistoryLimit'), 'spec.successfulJobsHistoryLimit'),
    ...checkNotNegative(numberAt(spec, 'failedJobsHistoryLimit'), 'spec.failedJobsHistoryLimit'),
  ];
}

/** The names of its jobs are longer, and may not be longer than a label. */
export function validateCronJobName(cronJob: JSONObject): FieldError[] {
  const name = textAt(objectAt(cronJob, 'metadata'), 'name');
  return Buffer.byteLength(name) > 52 ? [invalidValue('metadata.name', name, 'must be no more than 52 characters')] : [];
}

function validateTemplate(spec: JSONObject, before: JSONObject | undefined): FieldError[] {
  const path = 'spec.jobTemplate.spec';
  const errors = validateJobFields(spec, path, before);
  const selector = objectAt(spec, 'selector');
  const detail = '`selector` will be auto-generated';
  if (selector) errors.push(invalidValue(`${path}.selector`, asGoSelector(selector), detail));
  if (spec['manualSelector'] === true) errors.push(notSupportedValue(`${path}.manualSelector`, true, ['nil', 'false']));
  return errors;
}

function validateSchedule(schedule: string, spec: JSONObject, before: JSONObject | undefined): FieldError[] {
  const wrong = (detail: string): FieldError => invalidValue('spec.schedule', schedule, detail);
  const problem = scheduleProblem(schedule);
  const errors = problem === undefined ? [] : [wrong(problem)];
  if (!schedule.includes('TZ')) return errors;
  // Who has a zone in the schedule from former times may keep it.
  if (!textAt(before, 'schedule').includes('TZ')) {
    errors.push(wrong('cannot use TZ or CRON_TZ in schedule, use timeZone field instead'));
  } else if (!isMissing(spec, 'timeZone')) {
    errors.push(wrong('cannot use both timeZone field and TZ or CRON_TZ in schedule'));
  }
  return errors;
}

function validateTimeZone(timeZone: string): FieldError[] {
  const wrong = (detail: string): FieldError => invalidValue('spec.timeZone', timeZone, detail);
  if (timeZone === '') return [wrong('timeZone must be nil or non-empty string')];
  const isName = timeZone.split('/').every((part) => /^(?!-|\.{1,2}$)[A-Za-z._0-9+-]{1,14}$/.test(part));
  if (!isName) return [wrong(`unknown time zone ${timeZone}`)];
  const detail = 'timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones';
  const problem = timeZoneProblem(timeZone);
  return [...(timeZone.toLowerCase() === 'local' ? [wrong(detail)] : []), ...(problem === undefined ? [] : [wrong(problem)])];
}
