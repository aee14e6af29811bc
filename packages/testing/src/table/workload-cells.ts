import type { JSONObject, JSONValue } from '../json.js';
import { listAt, numberAt, objectAt, objectsAt, textAt } from '../json-fields.js';
import type { StoredObject } from '../store/entry.js';
import { humanDuration } from './human-duration.js';
import { labelsText, selectorOrNone, selectorText } from './label-text.js';
import type { Age } from './row-of.js';

/** The names of a template's containers, and their images. */
function containerCells(template: JSONObject | undefined): [names: string, images: string] {
  const containers = objectsAt(objectAt(template, 'spec'), 'containers');
  return [
    containers.map((container) => textAt(container, 'name')).join(','),
    containers.map((container) => textAt(container, 'image')).join(','),
  ];
}

function templateCells(spec: JSONObject | undefined): [names: string, images: string] {
  return containerCells(objectAt(spec, 'template'));
}

/** A number of a status, 0 if nobody has counted. */
function count(object: JSONObject | undefined, field: string): number {
  return numberAt(object, field) ?? 0;
}

function parts(object: StoredObject): { spec: JSONObject | undefined; status: JSONObject | undefined } {
  return { spec: objectAt(object, 'spec'), status: objectAt(object, 'status') };
}

export function deploymentCells(object: StoredObject, age: Age): JSONValue[] {
  const { spec, status } = parts(object);
  return [
    object.metadata.name,
    `${String(count(status, 'readyReplicas'))}/${String(count(spec, 'replicas'))}`,
    count(status, 'updatedReplicas'),
    count(status, 'availableReplicas'),
    age(object.metadata.creationTimestamp),
    ...templateCells(spec),
    selectorText(objectAt(spec, 'selector')),
  ];
}

export function replicaSetCells(object: StoredObject, age: Age): JSONValue[] {
  const { spec } = parts(object);
  return [...replicaCells(object, age), ...templateCells(spec), selectorOrNone(objectAt(spec, 'selector'))];
}

export function replicationControllerCells(object: StoredObject, age: Age): JSONValue[] {
  const { spec } = parts(object);
  return [...replicaCells(object, age), ...templateCells(spec), labelsText(spec?.['selector'])];
}

function replicaCells(object: StoredObject, age: Age): JSONValue[] {
  const { spec, status } = parts(object);
  const { name, creationTimestamp } = object.metadata;
  return [name, count(spec, 'replicas'), count(status, 'replicas'), count(status, 'readyReplicas'), age(creationTimestamp)];
}

export function scaleCells(object: StoredObject, age: Age): JSONValue[] {
  const { spec, status } = parts(object);
  const { name, creationTimestamp } = object.metadata;
  return [name, count(spec, 'replicas'), count(status, 'replicas'), age(creationTimestamp)];
}

export function statefulSetCells(object: StoredObject, age: Age): JSONValue[] {
  const { spec, status } = parts(object);
  const { name, creationTimestamp } = object.metadata;
  const ready = `${String(count(status, 'readyReplicas'))}/${String(count(spec, 'replicas'))}`;
  return [name, ready, age(creationTimestamp), ...templateCells(spec)];
}

const daemonCounts = [
  'desiredNumberScheduled',
  'currentNumberScheduled',
  'numberReady',
  'updatedNumberScheduled',
  'numberAvailable',
];

export function daemonSetCells(object: StoredObject, age: Age): JSONValue[] {
  const { spec, status } = parts(object);
  return [
    object.metadata.name,
    ...daemonCounts.map((field) => count(status, field)),
    labelsText(objectAt(spec, 'template', 'spec')?.['nodeSelector']),
    age(object.metadata.creationTimestamp),
    ...templateCells(spec),
    selectorOrNone(objectAt(spec, 'selector')),
  ];
}

/** The conditions that a job's state is called by; the first one that holds. */
const jobStates: readonly [condition: string, state: string][] = [
  ['Suspended', 'Suspended'],
  ['FailureTarget', 'FailureTarget'],
  ['SuccessCriteriaMet', 'SuccessCriteriaMet'],
];

export function jobCells(object: StoredObject, age: Age): JSONValue[] {
  const { spec, status } = parts(object);
  return [
    object.metadata.name,
    jobState(object),
    `${String(count(status, 'succeeded'))}/${completions(spec)}`,
    jobDuration(status, age),
    age(object.metadata.creationTimestamp),
    ...templateCells(spec),
    selectorOrNone(objectAt(spec, 'selector')),
  ];
}

function jobState(object: StoredObject): string {
  const conditions = objectsAt(objectAt(object, 'status'), 'conditions');
  const holds = (type: string): boolean => {
    const found = conditions.find((condition) => textAt(condition, 'type') === type);
    return textAt(found, 'status') === 'True';
  };
  if (holds('Complete')) return 'Complete';
  if (holds('Failed')) return 'Failed';
  if (object.metadata.deletionTimestamp !== undefined) return 'Terminating';
  return jobStates.find(([condition]) => holds(condition))?.[1] ?? 'Running';
}

function completions(spec: JSONObject | undefined): string {
  const wanted = numberAt(spec, 'completions');
  if (wanted !== undefined) return String(wanted);
  const parallelism = count(spec, 'parallelism');
  return parallelism > 1 ? `1 of ${String(parallelism)}` : '1';
}

function jobDuration(status: JSONObject | undefined, age: Age): string {
  const [start, end] = [textAt(status, 'startTime'), textAt(status, 'completionTime')];
  if (start === '') return '';
  return end === '' ? age(start) : humanDuration(Date.parse(end) - Date.parse(start));
}

export function cronJobCells(object: StoredObject, age: Age): JSONValue[] {
  const { spec, status } = parts(object);
  const { name, creationTimestamp } = object.metadata;
  const last = textAt(status, 'lastScheduleTime');
  const jobSpec = objectAt(spec, 'jobTemplate', 'spec');
  const suspend = spec?.['suspend'];
  return [
    name,
    textAt(spec, 'schedule'),
    spec?.['timeZone'] ?? '<none>',
    typeof suspend === 'boolean' ? (suspend ? 'True' : 'False') : '<unset>',
    listAt(status, 'active').length,
    last === '' ? '<none>' : age(last),
    age(creationTimestamp),
    ...templateCells(jobSpec),
    selectorOrNone(objectAt(jobSpec, 'selector')),
  ];
}

export function podTemplateCells(object: StoredObject): JSONValue[] {
  const template = objectAt(object, 'template');
  return [object.metadata.name, ...containerCells(template), labelsText(objectAt(template, 'metadata')?.['labels'])];
}

export function controllerRevisionCells(object: StoredObject, age: Age): JSONValue[] {
  const { metadata } = object;
  const owner = objectsAt(metadata, 'ownerReferences').find((reference) => reference['controller'] === true);
  return [metadata.name, owner ? ownerText(owner) : '<none>', count(object, 'revision'), age(metadata.creationTimestamp)];
}

/** As `statefulset.apps/web`. */
function ownerText(owner: JSONObject): string {
  const [group] = textAt(owner, 'apiVersion').split('/');
  const isCore = !textAt(owner, 'apiVersion').includes('/');
  const kind = textAt(owner, 'kind').toLowerCase();
  return `${isCore ? kind : `${kind}.${group ?? ''}`}/${textAt(owner, 'name')}`;
}
