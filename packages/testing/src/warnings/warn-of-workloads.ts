import type { JSONObject } from '../json.js';
import { isMissing, numberAt, objectAt, objectsAt, textAt } from '../json-fields.js';
import { nameWarnings, podWarnings } from './warn-of-pods.js';
import { claimSpecWarnings } from './warn-of-volumes.js';

/** What to warn of in the template of a workload. */
export function templateWarnings(object: JSONObject): string[] {
  return podWarnings(objectAt(object, 'spec', 'template'), 'spec.template');
}

/** The same if the template, or another part of the spec, is new. */
export function changedTemplateWarnings(object: JSONObject, old: JSONObject): string[] {
  return hasNewGeneration(object, old) ? templateWarnings(object) : [];
}

/** Whether the spec is another one. */
export function hasNewGeneration(object: JSONObject, old: JSONObject): boolean {
  return generationOf(object) !== generationOf(old);
}

/** What to warn of in a new Deployment, ReplicaSet or ReplicationController: their names become those of pods. */
export function newWorkloadWarnings(object: JSONObject): string[] {
  return [...nameWarnings(object), ...templateWarnings(object)];
}

/** What to warn of in a DaemonSet, which counts the changes of its template. */
export function changedDaemonSetWarnings(object: JSONObject, old: JSONObject): string[] {
  return templateGeneration(object) === templateGeneration(old) ? [] : templateWarnings(object);
}

/** What to warn of in a new StatefulSet. */
export function newStatefulSetWarnings(object: JSONObject): string[] {
  return [...templateWarnings(object), ...claimTemplateWarnings(object, ''), ...historyWarnings(object)];
}

/** The same in one that was there. */
export function changedStatefulSetWarnings(object: JSONObject, old: JSONObject): string[] {
  return [
    ...changedTemplateWarnings(object, old),
    // The server writes the field so here, and only here.
    ...claimTemplateWarnings(object, '.Spec'),
    ...historyWarnings(object),
  ];
}

/** What to warn of in a new Job. */
export function newJobWarnings(object: JSONObject): string[] {
  return [...nameWarnings(object), ...jobSpecWarnings(objectAt(object, 'spec'), 'spec')];
}

/** What to warn of in a Job with another spec. */
export function changedJobWarnings(object: JSONObject, old: JSONObject): string[] {
  return hasNewGeneration(object, old) ? jobSpecWarnings(objectAt(object, 'spec'), 'spec') : [];
}

/** What to warn of in a new CronJob. */
export function newCronJobWarnings(object: JSONObject): string[] {
  return [...nameWarnings(object), ...jobTemplateWarnings(object)];
}

/** What to warn of in a CronJob with another spec, or with a time zone where none can be. */
export function changedCronJobWarnings(object: JSONObject, old: JSONObject): string[] {
  const hasZone = textAt(objectAt(object, 'spec'), 'schedule').includes('TZ');
  const where = 'https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/';
  return [
    ...(hasNewGeneration(object, old) ? jobTemplateWarnings(object) : []),
    ...(hasZone ? [`cannot use TZ or CRON_TZ in spec.spec.schedule, use timeZone instead, see ${where} for more details`] : []),
  ];
}

function jobTemplateWarnings(object: JSONObject): string[] {
  return jobSpecWarnings(objectAt(object, 'spec', 'jobTemplate', 'spec'), 'spec.jobTemplate.spec');
}

function jobSpecWarnings(spec: JSONObject | undefined, field: string): string[] {
  const isHuge =
    spec?.['completionMode'] === 'Indexed' &&
    (numberAt(spec, 'completions') ?? 0) > 100_000 &&
    (numberAt(spec, 'parallelism') ?? 0) > 10_000;
  const text =
    'In Indexed Jobs with a number of completions higher than 10^5 and a parallelism higher than 10^4, Kubernetes might not be able to track completedIndexes when a big number of indexes fail';
  return [...(isHuge ? [`${field}: ${text}`] : []), ...podWarnings(objectAt(spec, 'template'), `${field}.template`)];
}

function claimTemplateWarnings(object: JSONObject, suffix: string): string[] {
  return objectsAt(objectAt(object, 'spec'), 'volumeClaimTemplates').flatMap((claim, i) =>
    claimSpecWarnings(objectAt(claim, 'spec'), `spec.volumeClaimTemplates[${String(i)}]${suffix}`),
  );
}

function historyWarnings(object: JSONObject): string[] {
  if ((numberAt(objectAt(object, 'spec'), 'revisionHistoryLimit') ?? 0) >= 0) return [];
  return ['spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 is recommended'];
}

function generationOf(object: JSONObject): number {
  return numberAt(objectAt(object, 'metadata'), 'generation') ?? 0;
}

function templateGeneration(object: JSONObject): string {
  const annotations = objectAt(object, 'metadata', 'annotations');
  const annotation = 'deprecated.daemonset.template.generation';
  return isMissing(annotations, annotation) ? '' : textAt(annotations, annotation);
}
