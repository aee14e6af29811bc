import type { JSONObject } from '../../json.js';
import { isMissing, objectAt } from '../../json-fields.js';
import { type FieldError, forbiddenValue, invalidValue, requiredValue } from '../../validation/field-errors.js';
import { isTooLong, tooLongForInitiator } from './validate-iscsi.js';
import { sharedChecks, type SourceCheck, type SourceOwner } from './volume-source-checks.js';

/** What a source cannot do without. */
const needed: Readonly<Record<string, string>> = {
  awsElasticBlockStore: 'volumeID',
  azureDisk: 'diskName diskURI',
  azureFile: 'secretName shareName',
  cephfs: 'monitors',
  cinder: 'volumeID',
  configMap: 'name',
  ephemeral: 'volumeClaimTemplate',
  flexVolume: 'driver',
  gcePersistentDisk: 'pdName',
  gitRepo: 'repository',
  glusterfs: 'endpoints path',
  hostPath: 'path',
  local: 'path',
  nfs: 'server path',
  persistentVolumeClaim: 'claimName',
  photonPersistentDisk: 'pdID',
  portworxVolume: 'volumeID',
  rbd: 'monitors image',
  scaleIO: 'gateway system volumeName',
  secret: 'secretName',
  storageos: 'volumeName',
  vsphereVolume: 'volumePath',
};

/** What the server calls a source that is one too many, and a source whose fields are wrong, where that is not its name. */
const extraName: Readonly<Record<string, string>> = { cephfs: 'cephFS', downwardAPI: 'downwarAPI' };
const ownName: Readonly<Record<string, string>> = { gcePersistentDisk: 'persistentDisk' };

/**
 * The sources of a volume, of which there has to be one (Kubernetes validateVolumeSource, ValidatePersistentVolumeSpec).
 * @param order all sources that such a volume can have, in the order in which the server looks for them
 */
export function validateSources(
  volume: JSONObject,
  order: readonly string[],
  checks: Readonly<Record<string, SourceCheck>>,
  path: string,
  owner: SourceOwner,
): FieldError[] {
  const given = Object.keys(volume).filter((field) => order.includes(field) && objectAt(volume, field));
  if (given.length > 1) given.sort((a, b) => order.indexOf(a) - order.indexOf(b));
  if (given.length === 0) return [requiredValue(path, 'must specify a volume type')];
  return given.flatMap((name, index) => {
    const source = objectAt(volume, name) ?? {};
    // A flexVolume of a PersistentVolume is never one too many.
    const isExtra = index > 0 && !(owner.isPersistent && name === 'flexVolume');
    const errors = isExtra
      ? [forbiddenValue(`${path}.${extraName[name] ?? name}`, 'may not specify more than 1 volume type')]
      : validateSource(name, source, checks, `${path}.${ownName[name] ?? name}`, owner);
    if (name === 'iscsi' && !owner.isPersistent && isTooLong(source, owner)) {
      errors.push(invalidValue(`${path}.name`, owner.volume, tooLongForInitiator));
    }
    return errors;
  });
}

function validateSource(
  name: string,
  source: JSONObject,
  checks: Readonly<Record<string, SourceCheck>>,
  path: string,
  owner: SourceOwner,
): FieldError[] {
  const missing = (needed[name]?.split(' ') ?? []).filter((part) => {
    const value = source[part];
    return isMissing(source, part) || value === '' || (Array.isArray(value) && value.length === 0);
  });
  const further = checks[name] ?? sharedChecks[name];
  return [...missing.map((part) => requiredValue(`${path}.${part}`)), ...(further?.(source, path, owner) ?? [])];
}
