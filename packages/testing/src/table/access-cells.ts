import type { JSONObject, JSONValue } from '../json.js';
import { listAt, numberAt, objectAt, objectsAt, textAt } from '../json-fields.js';
import type { StoredObject } from '../store/entry.js';
import { humanDuration } from './human-duration.js';
import { selectorOrNone } from './label-text.js';
import type { Age } from './row-of.js';

/** Of bindings of roles, in a namespace or not. */
export function roleBindingCells(object: StoredObject, age: Age): JSONValue[] {
  const role = objectAt(object, 'roleRef');
  const subjects = objectsAt(object, 'subjects');
  const named = (kind: string, nameOf: (subject: JSONObject) => string): string =>
    subjects
      .filter((subject) => textAt(subject, 'kind') === kind)
      .map(nameOf)
      .join(', ');
  return [
    object.metadata.name,
    `${textAt(role, 'kind')}/${textAt(role, 'name')}`,
    age(object.metadata.creationTimestamp),
    named('User', (subject) => textAt(subject, 'name')),
    named('Group', (subject) => textAt(subject, 'name')),
    named('ServiceAccount', (subject) => `${textAt(subject, 'namespace')}/${textAt(subject, 'name')}`),
  ];
}

/** Of kinds for which the server has no columns: when objects came to be, not how long ago. */
export function createdAtCells(object: StoredObject): JSONValue[] {
  return [object.metadata.name, object.metadata.creationTimestamp || '0001-01-01T00:00:00Z'];
}

/** Of kinds of which there is nothing to say. */
export function nameAndAgeCells(object: StoredObject, age: Age): JSONValue[] {
  return [object.metadata.name, age(object.metadata.creationTimestamp)];
}

export function certificateSigningRequestCells(object: StoredObject, age: Age): JSONValue[] {
  const spec = objectAt(object, 'spec');
  const seconds = numberAt(spec, 'expirationSeconds');
  return [
    object.metadata.name,
    age(object.metadata.creationTimestamp),
    textAt(spec, 'signerName') || '<none>',
    textAt(spec, 'username'),
    seconds === undefined ? '<none>' : humanDuration(seconds * 1000),
    signingState(objectAt(object, 'status')),
  ];
}

function signingState(status: JSONObject | undefined): string {
  const types = objectsAt(status, 'conditions').map((condition) => textAt(condition, 'type'));
  const verdict = types.includes('Denied') ? 'Denied' : types.includes('Approved') ? 'Approved' : 'Pending';
  return [
    verdict,
    ...(types.includes('Failed') ? ['Failed'] : []),
    ...(textAt(status, 'certificate') === '' ? [] : ['Issued']),
  ].join(',');
}

export function webhookConfigurationCells(object: StoredObject, age: Age): JSONValue[] {
  const { name, creationTimestamp } = object.metadata;
  return [name, listAt(object, 'webhooks').length, age(creationTimestamp)];
}

export function validatingPolicyCells(object: StoredObject, age: Age): JSONValue[] {
  return policyCells(object, 'validations', age);
}

export function mutatingPolicyCells(object: StoredObject, age: Age): JSONValue[] {
  return policyCells(object, 'mutations', age);
}

function policyCells(object: StoredObject, rules: string, age: Age): JSONValue[] {
  const spec = objectAt(object, 'spec');
  const kind = objectAt(spec, 'paramKind');
  return [
    object.metadata.name,
    listAt(spec, rules).length,
    kind ? `${textAt(kind, 'apiVersion')}/${textAt(kind, 'kind')}` : '<unset>',
    age(object.metadata.creationTimestamp),
  ];
}

/** Of bindings of admission policies of both sorts. */
export function policyBindingCells(object: StoredObject, age: Age): JSONValue[] {
  const spec = objectAt(object, 'spec');
  const { name, creationTimestamp } = object.metadata;
  return [name, textAt(spec, 'policyName'), parametersText(objectAt(spec, 'paramRef')), age(creationTimestamp)];
}

function parametersText(reference: JSONObject | undefined): string {
  const name = textAt(reference, 'name');
  if (name !== '') return `${textAt(reference, 'namespace') || '*'}/${name}`;
  const selector = objectAt(reference, 'selector');
  return selector ? selectorOrNone(selector) : '<unset>';
}

export function apiServiceCells(object: StoredObject, age: Age): JSONValue[] {
  const service = objectAt(object, 'spec', 'service');
  const { name, creationTimestamp } = object.metadata;
  const found = objectsAt(objectAt(object, 'status'), 'conditions').find(
    (condition) => textAt(condition, 'type') === 'Available',
  );
  const [status, reason] = [textAt(found, 'status'), textAt(found, 'reason')];
  return [
    name,
    service ? `${textAt(service, 'namespace')}/${textAt(service, 'name')}` : 'Local',
    found ? (status === 'True' || reason === '' ? status : `${status} (${reason})`) : 'Unknown',
    age(creationTimestamp),
  ];
}

export function flowSchemaCells(object: StoredObject, age: Age): JSONValue[] {
  const spec = objectAt(object, 'spec');
  const dangling = objectsAt(objectAt(object, 'status'), 'conditions').find(
    (condition) => textAt(condition, 'type') === 'Dangling',
  );
  return [
    object.metadata.name,
    textAt(objectAt(spec, 'priorityLevelConfiguration'), 'name'),
    numberAt(spec, 'matchingPrecedence') ?? 0,
    textAt(objectAt(spec, 'distinguisherMethod'), 'type') || '<none>',
    age(object.metadata.creationTimestamp),
    dangling ? textAt(dangling, 'status') : '?',
  ];
}

export function priorityLevelCells(object: StoredObject, age: Age): JSONValue[] {
  const limited = objectAt(object, 'spec', 'limited');
  const queuing = objectAt(limited, 'limitResponse', 'queuing');
  return [
    object.metadata.name,
    textAt(objectAt(object, 'spec'), 'type'),
    limited?.['nominalConcurrencyShares'] ?? '<none>',
    queuing?.['queues'] ?? '<none>',
    queuing?.['handSize'] ?? '<none>',
    queuing?.['queueLengthLimit'] ?? '<none>',
    age(object.metadata.creationTimestamp),
  ];
}

export function resourceClaimCells(object: StoredObject, age: Age): JSONValue[] {
  const status = objectAt(object, 'status');
  const isDeleted = object.metadata.deletionTimestamp !== undefined;
  const isAllocated = objectAt(status, 'allocation') !== undefined;
  const states = [
    ...(isDeleted ? ['deleted'] : []),
    ...(isAllocated ? ['allocated'] : isDeleted ? [] : ['pending']),
    ...(isAllocated && listAt(status, 'reservedFor').length > 0 ? ['reserved'] : []),
  ];
  return [object.metadata.name, states.join(','), age(object.metadata.creationTimestamp)];
}

export function resourceSliceCells(object: StoredObject, age: Age): JSONValue[] {
  const spec = objectAt(object, 'spec');
  const { name, creationTimestamp } = object.metadata;
  const pool = textAt(objectAt(spec, 'pool'), 'name');
  return [name, textAt(spec, 'nodeName'), textAt(spec, 'driver'), pool, age(creationTimestamp)];
}
