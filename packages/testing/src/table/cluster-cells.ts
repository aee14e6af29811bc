import type { JSONObject, JSONValue } from '../json.js';
import { numberAt, objectAt, objectsAt, textAt } from '../json-fields.js';
import type { StoredObject } from '../store/entry.js';
import { byText, scalarText } from './label-text.js';
import type { Age } from './row-of.js';

export function nodeCells(node: StoredObject, age: Age): JSONValue[] {
  const info = objectAt(node, 'status', 'nodeInfo');
  const architecture = textAt(info, 'architecture');
  const kernel = textAt(info, 'kernelVersion') || '<unknown>';
  return [
    node.metadata.name,
    nodeStatus(node),
    rolesOf(node.metadata).join(',') || '<none>',
    age(node.metadata.creationTimestamp),
    textAt(info, 'kubeletVersion'),
    nodeAddress(node, 'InternalIP'),
    nodeAddress(node, 'ExternalIP'),
    textAt(info, 'osImage') || '<unknown>',
    architecture === '' ? kernel : `${kernel} (${architecture})`,
    textAt(info, 'containerRuntimeVersion') || '<unknown>',
  ];
}

function nodeStatus(node: StoredObject): string {
  const ready = objectsAt(objectAt(node, 'status'), 'conditions').findLast((condition) => textAt(condition, 'type') === 'Ready');
  const state = ready ? (textAt(ready, 'status') === 'True' ? 'Ready' : 'NotReady') : 'Unknown';
  return objectAt(node, 'spec')?.['unschedulable'] === true ? `${state},SchedulingDisabled` : state;
}

const rolePrefix = 'node-role.kubernetes.io/';

/** By labels, each once, sorted. */
function rolesOf(metadata: JSONObject): string[] {
  const roles = Object.entries(objectAt(metadata, 'labels') ?? {}).flatMap(([key, value]) => {
    if (key.startsWith(rolePrefix)) return [key.slice(rolePrefix.length)];
    return key === 'kubernetes.io/role' ? [scalarText(value)] : [];
  });
  return [...new Set(roles)].filter((role) => role !== '').sort(byText);
}

function nodeAddress(node: StoredObject, type: string): string {
  const found = objectsAt(objectAt(node, 'status'), 'addresses').find((address) => textAt(address, 'type') === type);
  return found ? textAt(found, 'address') : '<none>';
}

export function namespaceCells(object: StoredObject, age: Age): JSONValue[] {
  const { name, creationTimestamp } = object.metadata;
  return [name, textAt(objectAt(object, 'status'), 'phase'), age(creationTimestamp)];
}

export function componentStatusCells(object: StoredObject): JSONValue[] {
  const healthy = objectsAt(object, 'conditions').find((condition) => textAt(condition, 'type') === 'Healthy');
  const state = healthy ? (textAt(healthy, 'status') === 'True' ? 'Healthy' : 'Unhealthy') : 'Unknown';
  return [object.metadata.name, state, textAt(healthy, 'message'), textAt(healthy, 'error')];
}

export function resourceQuotaCells(object: StoredObject, age: Age): JSONValue[] {
  const status = objectAt(object, 'status');
  const used = objectAt(status, 'used');
  const all = Object.entries(objectAt(status, 'hard') ?? {}).sort(([a], [b]) => byText(a, b));
  const isLimit = ([name]: [string, JSONValue]): boolean => name.startsWith('limits.');
  const text = (entries: [string, JSONValue][]): string =>
    entries.map(([name, hard]) => `${name}: ${textAt(used, name) || '0'}/${scalarText(hard)}`).join(', ');
  return [
    object.metadata.name,
    text(all.filter((entry) => !isLimit(entry))),
    text(all.filter(isLimit)),
    age(object.metadata.creationTimestamp),
  ];
}

export function podDisruptionBudgetCells(object: StoredObject, age: Age): JSONValue[] {
  const spec = objectAt(object, 'spec');
  return [
    object.metadata.name,
    scalarText(spec?.['minAvailable']) || 'N/A',
    scalarText(spec?.['maxUnavailable']) || 'N/A',
    numberAt(objectAt(object, 'status'), 'disruptionsAllowed') ?? 0,
    age(object.metadata.creationTimestamp),
  ];
}

export function priorityClassCells(object: StoredObject, age: Age): JSONValue[] {
  return [
    object.metadata.name,
    numberAt(object, 'value') ?? 0,
    object['globalDefault'] === true,
    age(object.metadata.creationTimestamp),
    textAt(object, 'preemptionPolicy'),
  ];
}

export function runtimeClassCells(object: StoredObject, age: Age): JSONValue[] {
  return [object.metadata.name, textAt(object, 'handler'), age(object.metadata.creationTimestamp)];
}

export function leaseCells(object: StoredObject, age: Age): JSONValue[] {
  const { name, creationTimestamp } = object.metadata;
  return [name, textAt(objectAt(object, 'spec'), 'holderIdentity'), age(creationTimestamp)];
}
