import type { StoredObject } from '../store/entry.js';
import type { ServedResource } from '../resources/served-resource.js';
import { eventInGroup } from '../resources/event-conversion.js';
import { isJSONObject, type JSONValue } from '../json.js';

/**
 * The fields by which objects can be selected, beside name and namespace, by group and resource (the servers' `GetAttrs` and
 * conversion functions).
 */
const selectable: Readonly<Record<string, readonly string[]>> = {
  pods: [
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.schedulerName',
    'spec.serviceAccountName',
    'spec.hostNetwork',
    'status.phase',
    'status.podIP',
    'status.podIPs',
    'status.nominatedNodeName',
  ],
  events: [
    'involvedObject.kind',
    'involvedObject.namespace',
    'involvedObject.name',
    'involvedObject.uid',
    'involvedObject.apiVersion',
    'involvedObject.resourceVersion',
    'involvedObject.fieldPath',
    'reason',
    'reportingComponent',
    'source',
    'type',
  ],
  'events.events.k8s.io': [
    'reason',
    'regarding.apiVersion',
    'regarding.fieldPath',
    'regarding.kind',
    'regarding.name',
    'regarding.namespace',
    'regarding.resourceVersion',
    'regarding.uid',
    'reportingController',
    'type',
  ],
  secrets: ['type'],
  namespaces: ['status.phase'],
  nodes: ['spec.unschedulable'],
  services: ['spec.clusterIP', 'spec.type'],
  replicationcontrollers: ['status.replicas'],
  'jobs.batch': ['status.successful'],
  'certificatesigningrequests.certificates.k8s.io': ['spec.signerName'],
  'resourceslices.resource.k8s.io': ['spec.nodeName', 'spec.driver'],
};

const ofAll = ['metadata.name', 'metadata.namespace'];
/** Resources without namespaces that know so: the others are asked for objects of a namespace, and have none. */
const withoutNamespace = new Set([
  'certificatesigningrequests.certificates.k8s.io',
  'namespaces',
  'nodes',
  'resourceslices.resource.k8s.io',
]);

/** Whether objects of a resource can be selected by a field. */
export function isSelectable({ groupResource, custom, info }: ServedResource, field: string): boolean {
  if (custom) return custom.selectableFields.includes(field) || field === ofAll[0] || (info.namespaced && field === ofAll[1]);
  const isOfAll = field === ofAll[0] || (field === ofAll[1] && !withoutNamespace.has(groupResource));
  return isOfAll || (selectable[groupResource]?.includes(field) ?? false);
}

/** Why objects cannot be selected by a field, in the words that the resource has for it. */
export function notSelectableText({ groupResource, isCustom, info: { version } }: ServedResource, field: string): string {
  if (groupResource === 'resourceslices.resource.k8s.io')
    return `field label not supported for resource.k8s.io/${version}, Kind=ResourceSlice: ${field}`;
  if (isCustom) return `field label not supported: ${field}`;
  if (groupResource === 'jobs.batch') return `field label "${field}" not supported for Job`;
  return Object.hasOwn(selectable, groupResource)
    ? `field label not supported: ${field}`
    : `"${field}" is not a known field selector: only "metadata.name", "metadata.namespace"`;
}

const eventsVersion = 'events.k8s.io/v1';

/** The field as a field selector sees it: numbers and truth values as text, what is missing as its type has it. */
export function selectableValue(stored: StoredObject, groupResource: string, field: string): string {
  const [group] = /^events(?:\.events\.k8s\.io)?$/.exec(groupResource) ?? [];
  // Events of both groups are kept together, in the fields of the group that they came by.
  const object = group === undefined ? stored : (eventInGroup(stored, group === 'events' ? 'v1' : eventsVersion) as StoredObject);
  switch (`${groupResource} ${field}`) {
    case 'jobs.batch status.successful':
      return textAt(object, 'status.succeeded') || '0';
    case 'replicationcontrollers status.replicas':
      return textAt(object, field) || '0';
    case 'pods spec.hostNetwork':
    case 'nodes spec.unschedulable':
      return textAt(object, field) || 'false';
    case 'events source':
      return textAt(object, 'source.component') || textAt(object, 'reportingComponent');
    default:
      return textAt(object, field);
  }
}

function textAt(object: StoredObject, path: string): string {
  let value: JSONValue | undefined = object;
  for (const key of path.split('.')) value = isJSONObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
