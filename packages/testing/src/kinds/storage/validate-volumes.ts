import { posix } from 'node:path';
import { compareQuantities } from '@kubewright/rest';
import type { JSONObject } from '../../json.js';
import { isMissing, objectAt, objectsAt, textAt, textsAt } from '../../json-fields.js';
import {
  type FieldError,
  forbiddenValue,
  invalidValue,
  notSupportedValue,
  requiredValue,
} from '../../validation/field-errors.js';
import { asInternalStruct } from '../internal-struct.js';
import { meansTheSame } from '../semantic-equality.js';
import { checkNoBacksteps } from './path-rules.js';
import { structDifference } from '../struct-difference.js';
import { validateNodeSelector } from '../pods/validate-affinity.js';
import { checkAmount, validateAccessModes, volumeModes } from './validate-claims.js';
import { validateSources } from './validate-volume-sources.js';
import type { SourceCheck } from './volume-source-checks.js';
import { checkText, dnsSubdomain } from '../../validation/text-rules.js';

/** Sources of PersistentVolumes in the server's order, which decides what of two is one too many. */
const order =
  `hostPath gcePersistentDisk awsElasticBlockStore glusterfs flocker nfs rbd quobyte cephfs iscsi cinder fc flexVolume azureFile
  vsphereVolume photonPersistentDisk portworxVolume azureDisk scaleIO local storageos csi`.split(/\s+/);

/** Sources that are mounted with options. */
const mountable = new Set(
  `gcePersistentDisk awsElasticBlockStore glusterfs nfs rbd quobyte iscsi cinder cephfs azureFile vsphereVolume azureDisk
  photonPersistentDisk`.split(/\s+/),
);

/** What is wrong with a volume that does not say where it is. */
const ofAnyNode: Readonly<Record<string, SourceCheck>> = {
  local: (source, path) => [
    ...checkNoBacksteps(textAt(source, 'path'), `${path}.path`),
    requiredValue('spec.nodeAffinity', 'Local volume requires node affinity'),
  ],
};

/** A PersistentVolume (Kubernetes ValidatePersistentVolume, `pkg/volume/validation` too). */
export function validateVolume(volume: JSONObject): FieldError[] {
  return [...validateVolumeSpec(volume), ...validateMountOptions(volume)];
}

function validateVolumeSpec(volume: JSONObject): FieldError[] {
  const spec = objectAt(volume, 'spec') ?? {};
  const errors: FieldError[] = [];
  const modes = textsAt(spec, 'accessModes');
  if (modes.length === 0) errors.push(requiredValue('spec.accessModes'));
  errors.push(...validateAccessModes(modes, 'spec.accessModes'), ...validateCapacity(objectAt(spec, 'capacity')));
  const policy = textAt(spec, 'persistentVolumeReclaimPolicy');
  const policies = ['Delete', 'Recycle', 'Retain'];
  if (policy !== '' && !policies.includes(policy)) {
    errors.push(notSupportedValue('spec.persistentVolumeReclaimPolicy', policy, policies));
  }
  const affinity = objectAt(spec, 'nodeAffinity');
  if (affinity) errors.push(...validateVolumeAffinity(affinity, 'spec.nodeAffinity'));
  const name = textAt(objectAt(volume, 'metadata'), 'name');
  const owner = { isPersistent: true, volume: name, isPod: false, podName: '' };
  errors.push(...validateSources(spec, order, affinity ? {} : ofAnyNode, 'spec', owner));
  const hostPath = objectAt(spec, 'hostPath');
  if (hostPath && policy === 'Recycle' && /^\/+$/.test(posix.normalize(textAt(hostPath, 'path')))) {
    const why = "may not be 'recycle' for a hostPath mount of '/'";
    errors.push(forbiddenValue('spec.persistentVolumeReclaimPolicy', why));
  }
  const className = textAt(spec, 'storageClassName');
  if (className !== '') errors.push(...checkText(dnsSubdomain, className, 'spec.storageClassName'));
  const mode = textAt(spec, 'volumeMode');
  if (!volumeModes.includes(mode)) errors.push(notSupportedValue('spec.volumeMode', mode, volumeModes));
  return isMissing(spec, 'volumeAttributesClassName') ? errors : [...errors, ...validateAttributesClass(spec)];
}

function validateCapacity(capacity: JSONObject | undefined): FieldError[] {
  const names = Object.keys(capacity ?? {});
  const errors = names.length === 0 ? [requiredValue('spec.capacity')] : [];
  if (!names.includes('storage') || names.length > 1) {
    errors.push(notSupportedValue('spec.capacity', names.length === 0 ? null : capacity, ['storage']));
  }
  for (const name of names) {
    const [amount, field] = [textAt(capacity, name), `spec.capacity[${name}]`];
    errors.push(...checkAmount(amount, field));
    if (compareQuantities(amount, 0) <= 0) errors.push(invalidValue(field, amount, 'must be greater than zero'));
  }
  return errors;
}

function validateVolumeAffinity(affinity: JSONObject, path: string): FieldError[] {
  const required = objectAt(affinity, 'required');
  if (required) return validateNodeSelector(required, `${path}.required`);
  return [requiredValue(`${path}.required`, 'must specify required node constraints')];
}

function validateAttributesClass(spec: JSONObject): FieldError[] {
  const field = 'spec.volumeAttributesClassName';
  const name = textAt(spec, 'volumeAttributesClassName');
  const errors = name === '' ? [requiredValue(field, 'an empty string is disallowed')] : checkText(dnsSubdomain, name, field);
  if (objectAt(spec, 'csi')) return errors;
  return [...errors, requiredValue('spec.csi', 'has to be specified when using volumeAttributesClassName')];
}

const mountOptions = 'volume.beta.kubernetes.io/mount-options';

function validateMountOptions(volume: JSONObject): FieldError[] {
  if (isMissing(objectAt(volume, 'metadata', 'annotations'), mountOptions)) return [];
  if (Object.keys(objectAt(volume, 'spec') ?? {}).some((source) => mountable.has(source))) return [];
  return [forbiddenValue(`metadata.annotations.${mountOptions}`, 'may not specify mount options for this volume type')];
}

/** What may change of a volume (Kubernetes ValidatePersistentVolumeUpdate). */
export function validateVolumeUpdate(volume: JSONObject, old: JSONObject): FieldError[] {
  const spec = objectAt(volume, 'spec') ?? {};
  const before = objectAt(old, 'spec') ?? {};
  // The server looks twice.
  const errors = [...validateVolume(volume), ...validateVolumeSpec(volume)];
  const changed = withoutNewSecret(spec, before);
  if (!order.every((source) => meansTheSame(changed[source], before[source]))) {
    const type = 'PersistentVolumeSource';
    const difference = structDifference(asInternalStruct(type, before), asInternalStruct(type, changed));
    const why = 'spec.persistentvolumesource is immutable after creation';
    errors.push(forbiddenValue('spec.persistentvolumesource', `${why}\n${difference}`));
  }
  if (!meansTheSame(spec['volumeMode'], before['volumeMode'])) {
    errors.push(invalidValue('volumeMode', spec['volumeMode'] ?? null, 'field is immutable'));
  }
  const [affinity, oldAffinity] = [objectAt(spec, 'nodeAffinity'), objectAt(before, 'nodeAffinity')];
  if (oldAffinity && !isAffinityKept(affinity, oldAffinity)) {
    const required = objectAt(affinity, 'required');
    const shown = affinity ? { Required: required ? asInternalStruct('NodeSelector', required) : null } : null;
    errors.push(invalidValue('nodeAffinity', shown, 'field is immutable, except for updating from beta label to GA'));
  }
  const attributes = 'volumeAttributesClassName';
  if (!isMissing(before, attributes) && isMissing(spec, attributes)) {
    errors.push(forbiddenValue(`spec.${attributes}`, 'update from non-nil value to nil is forbidden'));
  }
  return errors;
}

/** A secret for growing may be named once. */
function withoutNewSecret(spec: JSONObject, before: JSONObject): JSONObject {
  const [csi, was] = [objectAt(spec, 'csi'), objectAt(before, 'csi')];
  if (!csi || !was || !isMissing(was, 'controllerExpandSecretRef')) return spec;
  return { ...spec, csi: { ...csi, controllerExpandSecretRef: null } };
}

const betaToStable: Readonly<Record<string, string>> = {
  'failure-domain.beta.kubernetes.io/zone': 'topology.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/region': 'topology.kubernetes.io/region',
  'beta.kubernetes.io/os': 'kubernetes.io/os',
  'beta.kubernetes.io/arch': 'kubernetes.io/arch',
  'beta.kubernetes.io/instance-type': 'node.kubernetes.io/instance-type',
};

/** Whether a volume stays on the same nodes; labels may be called by their later names. */
function isAffinityKept(affinity: JSONObject | undefined, before: JSONObject): boolean {
  const renamed = structuredClone(before);
  const termsOf = (one: JSONObject | undefined): JSONObject[] => objectsAt(objectAt(one, 'required'), 'nodeSelectorTerms');
  for (const [index, term] of termsOf(renamed).entries()) {
    for (const list of ['matchExpressions', 'matchFields']) {
      const now = objectsAt(termsOf(affinity)[index], list);
      for (const [at, requirement] of objectsAt(term, list).entries()) {
        const key = betaToStable[textAt(requirement, 'key')];
        if (key !== undefined && key === now[at]?.['key']) requirement['key'] = key;
      }
    }
  }
  return affinity !== undefined && meansTheSame(affinity, renamed);
}
