import type { JSONObject, JSONValue } from '../json.js';
import { listAt, objectAt, objectsAt, textAt } from '../json-fields.js';
import type { StoredObject } from '../store/entry.js';
import { scalarText } from './label-text.js';
import type { Age } from './row-of.js';

const accessModes: readonly [mode: string, short: string][] = [
  ['ReadWriteOnce', 'RWO'],
  ['ReadOnlyMany', 'ROX'],
  ['ReadWriteMany', 'RWX'],
  ['ReadWriteOncePod', 'RWOP'],
];

function accessModesText(object: JSONObject | undefined): string {
  const modes = listAt(object, 'accessModes');
  return accessModes
    .filter(([mode]) => modes.includes(mode))
    .map(([, short]) => short)
    .join(',');
}

function phaseOf(object: StoredObject): string {
  return object.metadata.deletionTimestamp === undefined ? textAt(objectAt(object, 'status'), 'phase') : 'Terminating';
}

/** The old annotation goes before the field. */
function classOf(object: StoredObject): JSONValue {
  const annotation = objectAt(object.metadata, 'annotations')?.['volume.beta.kubernetes.io/storage-class'];
  return annotation ?? textAt(objectAt(object, 'spec'), 'storageClassName');
}

/** A quantity; a missing one is none. */
function storageText(capacity: JSONObject | undefined): string {
  return textAt(capacity, 'storage') || '0';
}

export function persistentVolumeCells(object: StoredObject, age: Age): JSONValue[] {
  const spec = objectAt(object, 'spec');
  const claim = objectAt(spec, 'claimRef');
  return [
    object.metadata.name,
    storageText(objectAt(spec, 'capacity')),
    accessModesText(spec),
    textAt(spec, 'persistentVolumeReclaimPolicy'),
    phaseOf(object),
    claim ? `${textAt(claim, 'namespace')}/${textAt(claim, 'name')}` : '',
    classOf(object),
    spec?.['volumeAttributesClassName'] ?? '<unset>',
    textAt(objectAt(object, 'status'), 'reason'),
    age(object.metadata.creationTimestamp),
    spec?.['volumeMode'] ?? '<unset>',
  ];
}

export function persistentVolumeClaimCells(object: StoredObject, age: Age): JSONValue[] {
  const spec = objectAt(object, 'spec');
  const status = objectAt(object, 'status');
  const volume = textAt(spec, 'volumeName');
  return [
    object.metadata.name,
    phaseOf(object),
    volume,
    volume === '' ? '' : storageText(objectAt(status, 'capacity')),
    volume === '' ? '' : accessModesText(status),
    classOf(object),
    spec?.['volumeAttributesClassName'] ?? '<unset>',
    age(object.metadata.creationTimestamp),
    spec?.['volumeMode'] ?? '<unset>',
  ];
}

const defaultClass = ['storageclass.kubernetes.io/is-default-class', 'storageclass.beta.kubernetes.io/is-default-class'];

export function storageClassCells(object: StoredObject, age: Age): JSONValue[] {
  const { metadata } = object;
  const isDefault = defaultClass.some((name) => textAt(objectAt(metadata, 'annotations'), name) === 'true');
  return [
    `${metadata.name}${isDefault ? ' (default)' : ''}`,
    textAt(object, 'provisioner'),
    object['reclaimPolicy'] ?? 'Delete',
    object['volumeBindingMode'] ?? 'Immediate',
    object['allowVolumeExpansion'] ?? false,
    age(metadata.creationTimestamp),
  ];
}

export function csiDriverCells(object: StoredObject, age: Age): JSONValue[] {
  const spec = objectAt(object, 'spec');
  const tokens = spec?.['tokenRequests'];
  return [
    object.metadata.name,
    spec?.['attachRequired'] ?? true,
    spec?.['podInfoOnMount'] ?? false,
    spec?.['storageCapacity'] ?? false,
    tokens
      ? objectsAt(spec, 'tokenRequests')
          .map((token) => textAt(token, 'audience'))
          .join(',')
      : '<unset>',
    spec?.['requiresRepublish'] ?? false,
    listAt(spec, 'volumeLifecycleModes').map(scalarText).join(',') || '<none>',
    age(object.metadata.creationTimestamp),
  ];
}

export function csiNodeCells(object: StoredObject, age: Age): JSONValue[] {
  const { name, creationTimestamp } = object.metadata;
  return [name, listAt(objectAt(object, 'spec'), 'drivers').length, age(creationTimestamp)];
}

export function volumeAttachmentCells(object: StoredObject, age: Age): JSONValue[] {
  const spec = objectAt(object, 'spec');
  return [
    object.metadata.name,
    textAt(spec, 'attacher'),
    textAt(objectAt(spec, 'source'), 'persistentVolumeName'),
    textAt(spec, 'nodeName'),
    objectAt(object, 'status')?.['attached'] ?? false,
    age(object.metadata.creationTimestamp),
  ];
}

export function volumeAttributesClassCells(object: StoredObject, age: Age): JSONValue[] {
  const { name, creationTimestamp } = object.metadata;
  return [name, textAt(object, 'driverName'), age(creationTimestamp)];
}
