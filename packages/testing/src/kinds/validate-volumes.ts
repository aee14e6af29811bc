import { compareQuantities } from '@kubewright/rest';
import type { JSONObject } from '../json.js';
import { type FieldError, forbiddenValue, invalidValue, notSupportedValue, requiredValue } from '../validation/field-errors.js';
import { isMissing, objectAt, textAt, textsAt } from '../json-fields.js';
import { asInternalStruct } from './internal-struct.js';
import { structDifference } from './struct-difference.js';
import { meansTheSame } from './semantic-equality.js';
import { validateLabels } from './validate-selector.js';
import { checkText, dnsSubdomain } from './value-rules.js';

const accessModes = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];
const volumeModes = ['Block', 'Filesystem'];

/** What a claim asks for (Kubernetes ValidatePersistentVolumeClaimSpec). */
export function validateClaimSpec(spec: JSONObject, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const modes = textsAt(spec, 'accessModes');
  if (modes.length === 0) errors.push(requiredValue(`${path}.accessModes`, 'at least 1 access mode is required'));
  errors.push(...validateLabels(objectAt(spec, 'selector', 'matchLabels'), `${path}.selector.matchLabels`));
  errors.push(...validateAccessModes(modes, `${path}.accessModes`));
  const size = objectAt(spec, 'resources', 'requests')?.['storage'];
  if (typeof size !== 'string') errors.push(requiredValue(`${path}.resources[storage]`));
  else if (compareQuantities(size, 0) <= 0) {
    errors.push(invalidValue(`${path}.resources[storage]`, size, 'must be greater than zero'));
  }
  const className = textAt(spec, 'storageClassName');
  if (className !== '') errors.push(...checkText(dnsSubdomain, className, `${path}.storageClassName`));
  if (!isMissing(spec, 'volumeMode') && !volumeModes.includes(textAt(spec, 'volumeMode'))) {
    errors.push(notSupportedValue(`${path}.volumeMode`, textAt(spec, 'volumeMode'), volumeModes));
  }
  for (const source of ['dataSource', 'dataSourceRef']) {
    const given = objectAt(spec, source);
    if (!given) continue;
    for (const part of ['name', 'kind']) if (textAt(given, part) === '') errors.push(requiredValue(`${path}.${source}.${part}`));
    if (textAt(given, 'apiGroup') === '' && textAt(given, 'kind') !== 'PersistentVolumeClaim') {
      const detail = "must be 'PersistentVolumeClaim' when referencing the default apiGroup";
      errors.push(invalidValue(`${path}.${source}`, textAt(given, 'kind'), detail));
    }
  }
  return errors;
}

/** What may change of a claim (Kubernetes ValidatePersistentVolumeClaimUpdate). */
export function validateClaimUpdate(claim: JSONObject, old: JSONObject): FieldError[] {
  const spec = objectAt(claim, 'spec') ?? {};
  const before = objectAt(old, 'spec') ?? {};
  const errors = validateClaimSpec(spec, 'spec');
  const changed: JSONObject = { ...spec, volumeAttributesClassName: before['volumeAttributesClassName'] ?? null };
  if (textAt(before, 'volumeName') === '') changed['volumeName'] = before['volumeName'] ?? null;
  const isBound = textAt(objectAt(old, 'status'), 'phase') === 'Bound';
  const size = sizeOf(spec);
  if (isBound && compareQuantities(size, sizeOf(before)) !== 0) {
    changed['resources'] = before['resources'] ?? {};
    const capacity = textAt(objectAt(old, 'status', 'capacity'), 'storage') || '0';
    if (compareQuantities(size, sizeOf(before)) < 0 && compareQuantities(size, capacity) <= 0) {
      errors.push(forbiddenValue('spec.resources.requests.storage', 'field can not be less than status.capacity'));
    }
  }
  if (!meansTheSame(changed, before)) {
    const why = 'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims';
    const type = 'PersistentVolumeClaimSpec';
    const difference = structDifference(asInternalStruct(type, before), asInternalStruct(type, changed));
    errors.push(forbiddenValue('spec', `${why}\n${difference}`));
  }
  return errors;
}

/** Kubernetes ValidatePersistentVolumeClaimStatusUpdate. */
export function validateClaimStatusUpdate(claim: JSONObject): FieldError[] {
  const capacity = objectAt(claim, 'status', 'capacity') ?? {};
  return Object.keys(capacity)
    .filter((name) => compareQuantities(textAt(capacity, name) || '0', 0) < 0)
    .map((name) => invalidValue(`status.capacity[${name}]`, Number(textAt(capacity, name)), 'must be a valid resource quantity'));
}

/** Kubernetes ValidatePersistentVolumeSpec. */
export function validateVolume(volume: JSONObject): FieldError[] {
  const spec = objectAt(volume, 'spec') ?? {};
  const errors: FieldError[] = [];
  const modes = textsAt(spec, 'accessModes');
  if (modes.length === 0) errors.push(requiredValue('spec.accessModes'));
  errors.push(...validateAccessModes(modes, 'spec.accessModes'));
  const capacity = objectAt(spec, 'capacity') ?? {};
  const isEmpty = Object.keys(capacity).length === 0;
  if (isEmpty) errors.push(requiredValue('spec.capacity'));
  if (isMissing(capacity, 'storage') || Object.keys(capacity).length > 1) {
    errors.push(notSupportedValue('spec.capacity', isEmpty ? null : capacity, ['storage']));
  }
  const size = textAt(capacity, 'storage');
  if (size !== '' && compareQuantities(size, 0) <= 0) {
    errors.push(invalidValue('spec.capacity[storage]', size, 'must be greater than zero'));
  }
  const policies = ['Delete', 'Recycle', 'Retain'];
  const policy = textAt(spec, 'persistentVolumeReclaimPolicy');
  if (policy !== '' && !policies.includes(policy)) {
    errors.push(notSupportedValue('spec.persistentVolumeReclaimPolicy', policy, policies));
  }
  const [source, ...others] = sources.filter((known) => objectAt(spec, known));
  if (source === 'hostPath' && textAt(objectAt(spec, 'hostPath'), 'path') === '') {
    errors.push(requiredValue('spec.hostPath.path'));
  }
  for (const other of others) errors.push(forbiddenValue(`spec.${other}`, 'may not specify more than 1 volume type'));
  if (source === undefined) errors.push(requiredValue('spec', 'must specify a volume type'));
  const className = textAt(spec, 'storageClassName');
  if (className !== '') errors.push(...checkText(dnsSubdomain, className, 'spec.storageClassName'));
  const mode = textAt(spec, 'volumeMode');
  if (mode !== '' && !volumeModes.includes(mode)) errors.push(notSupportedValue('spec.volumeMode', mode, volumeModes));
  return errors;
}

/** What may change of a volume (Kubernetes ValidatePersistentVolumeUpdate). */
export function validateVolumeUpdate(volume: JSONObject, old: JSONObject): FieldError[] {
  const spec = objectAt(volume, 'spec') ?? {};
  const before = objectAt(old, 'spec') ?? {};
  const errors = validateVolume(volume);
  if (!sources.every((source) => meansTheSame(spec[source], before[source]))) {
    const type = 'PersistentVolumeSource';
    const difference = structDifference(asInternalStruct(type, before), asInternalStruct(type, spec));
    const why = 'spec.persistentvolumesource is immutable after creation';
    errors.push(forbiddenValue('spec.persistentvolumesource', `${why}\n${difference}`));
  }
  if (!meansTheSame(spec['volumeMode'], before['volumeMode'])) {
    errors.push(invalidValue('volumeMode', spec['volumeMode'] ?? null, 'field is immutable'));
  }
  return errors;
}

const sources =
  `hostPath gcePersistentDisk awsElasticBlockStore glusterfs nfs rbd quobyte cephfs iscsi cinder fc flocker azureFile
  vsphereVolume photonPersistentDisk portworxVolume azureDisk scaleIO local storageos csi flexVolume`.split(/\s+/);

function validateAccessModes(modes: readonly string[], path: string): FieldError[] {
  const errors = modes.filter((mode) => !accessModes.includes(mode)).map((mode) => notSupportedValue(path, mode, accessModes));
  if (modes.includes('ReadWriteOncePod') && modes.some((mode) => mode !== 'ReadWriteOncePod' && accessModes.includes(mode))) {
    errors.push(forbiddenValue(path, 'may not use ReadWriteOncePod with other access modes'));
  }
  return errors;
}

function sizeOf(spec: JSONObject): string {
  return textAt(objectAt(spec, 'resources', 'requests'), 'storage') || '0';
}
