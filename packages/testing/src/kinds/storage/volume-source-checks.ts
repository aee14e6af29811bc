import type { JSONObject } from '../../json.js';
import { isMissing, listAt, numberAt, objectAt, textAt } from '../../json-fields.js';
import { type FieldError, invalidValue, notSupportedValue, requiredValue } from '../../validation/field-errors.js';
import { checkDriverName } from './driver-name.js';
import { checkNoBacksteps } from './path-rules.js';
import { checkISCSI, checkUnit } from './validate-iscsi.js';
import { checkDescendingPath, checkGiven } from '../value-rules.js';
import { checkText, dnsLabel, dnsSubdomain } from '../../validation/text-rules.js';

/** Whose volume it is that has a source. */
export interface SourceOwner {
  /** A PersistentVolume, or else a pod or a template of pods. */
  readonly isPersistent: boolean;
  /** The name of the volume. */
  readonly volume: string;
  /** Whether it is of a pod, and not of a template. */
  readonly isPod: boolean;
  /** The pod's name; empty if there is none. */
  readonly podName: string;
}

/** Says what is wrong with a source beyond what it needs. */
export type SourceCheck = (source: JSONObject, path: string, owner: SourceOwner) => FieldError[];

const checkPartition: SourceCheck = (source, path) => {
  const partition = numberAt(source, 'partition') ?? 0;
  if (partition >= 0 && partition <= 255) return [];
  return [invalidValue(`${path}.partition`, partition, 'must be between 1 and 255, inclusive')];
};

/** What the sources are held to that pods and PersistentVolumes share, beyond what they need. */
export const sharedChecks: Readonly<Record<string, SourceCheck>> = {
  awsElasticBlockStore: checkPartition,
  azureDisk: (source, path) => {
    const kind = textAt(source, 'kind');
    const uri = textAt(source, 'diskURI');
    const [start, format] =
      kind === 'Managed'
        ? ['/subscriptions/', '{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}']
        : ['https://', '{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd'];
    return [
      ...checkGiven(source, 'cachingMode', ['None', 'ReadOnly', 'ReadWrite'], path),
      ...checkGiven(source, 'kind', ['Dedicated', 'Managed', 'Shared'], path),
      ...(uri.startsWith(start) ? [] : [notSupportedValue(`${path}.diskURI`, uri, [start + format])]),
    ];
  },
  azureFile: (source, path, { isPersistent }) =>
    isPersistent && source['secretNamespace'] === '' ? [requiredValue(`${path}.secretNamespace`)] : [],
  cinder: checkSecretName,
  csi: (source, path, { isPersistent }) => {
    const errors = checkDriverName(textAt(source, 'driver'), `${path}.driver`);
    if (!isPersistent) return [...errors, ...checkPublishingSecret(source, path)];
    const secrets = ['controllerPublish', 'controllerExpand', 'nodePublish', 'nodeExpand'];
    return [
      ...errors,
      ...(textAt(source, 'volumeHandle') === '' ? [requiredValue(`${path}.volumeHandle`)] : []),
      ...secrets.flatMap((secret) => checkSecretReference(objectAt(source, `${secret}SecretRef`), `${path}.${secret}SecretRef`)),
    ];
  },
  fc: (source, path) => {
    const names = listAt(source, 'targetWWNs');
    const hasIDs = listAt(source, 'wwids').length > 0;
    const lun = numberAt(source, 'lun');
    if (names.length === 0) {
      const detail = 'must specify either targetWWNs or wwids, but not both';
      return hasIDs ? [] : [requiredValue(`${path}.targetWWNs`, detail)];
    }
    const detail = 'targetWWNs and wwids can not be specified simultaneously';
    return [
      ...(hasIDs ? [invalidValue(`${path}.targetWWNs`, names, detail)] : []),
      ...(lun === undefined
        ? [requiredValue(`${path}.lun`, 'lun is required if targetWWNs is specified')]
        : checkUnit(lun, `${path}.lun`)),
    ];
  },
  flexVolume: (source, path) =>
    Object.keys(objectAt(source, 'options') ?? {})
      .filter((key) => /\.(?:kubernetes|k8s)\.io$/.test(`.${(key.split('/')[0] ?? '').toLowerCase()}`))
      .map((key) => invalidValue(`${path}.options[${key}]`, key, 'kubernetes.io and k8s.io namespaces are reserved')),
  flocker: (source, path) => {
    const name = textAt(source, 'datasetName');
    const hasID = textAt(source, 'datasetUUID') !== '';
    const detail = 'datasetName and datasetUUID can not be specified simultaneously';
    return [
      ...(name === '' && !hasID ? [requiredValue(path, 'one of datasetName and datasetUUID is required')] : []),
      ...(name !== '' && hasID ? [invalidValue(path, 'resource', detail)] : []),
      ...(name.includes('/') ? [invalidValue(`${path}.datasetName`, name, "must not contain '/'")] : []),
    ];
  },
  gcePersistentDisk: checkPartition,
  gitRepo: (source, path) => checkDescendingPath(textAt(source, 'directory'), `${path}.directory`),
  glusterfs: (source, path, { isPersistent }) => {
    if (!isPersistent || isMissing(source, 'endpointsNamespace')) return [];
    const namespace = textAt(source, 'endpointsNamespace');
    const field = `${path}.endpointsNamespace`;
    const detail = 'if the endpointnamespace is set, it must be a valid namespace name';
    return namespace === '' ? [invalidValue(field, namespace, detail)] : checkText(dnsLabel, namespace, field);
  },
  hostPath: (source, path) => {
    const text = textAt(source, 'path');
    return text === '' ? [] : [...checkNoBacksteps(text, `${path}.path`), ...checkGiven(source, 'type', hostPathTypes, path)];
  },
  iscsi: checkISCSI,
  local: (source, path) => checkNoBacksteps(textAt(source, 'path'), `${path}.path`),
  nfs: (source, path) => {
    const text = textAt(source, 'path');
    return text.startsWith('/') ? [] : [invalidValue(`${path}.path`, text, 'must be an absolute path')];
  },
  quobyte: (source, path) => {
    const registry = textAt(source, 'registry');
    const detail = 'must be a host:port pair or multiple pairs separated by commas';
    const errors: FieldError[] = [];
    if (registry === '') errors.push(requiredValue(`${path}.registry`, detail));
    else if (Buffer.byteLength(textAt(source, 'tenant')) >= 65) {
      errors.push(requiredValue(`${path}.tenant`, 'must be a UUID and may not exceed a length of 64 characters'));
    } else {
      const wrong = registry.split(',').filter((pair) => !hostAndPort.test(pair));
      errors.push(...wrong.map(() => invalidValue(`${path}.registry`, registry, detail)));
    }
    if (textAt(source, 'volume') === '') errors.push(requiredValue(`${path}.volume`));
    return errors;
  },
  storageos: (source, path, owner) => [
    ...['volumeName', 'volumeNamespace'].flatMap((part) => {
      const text = textAt(source, part);
      return text === '' ? [] : checkText(dnsLabel, text, `${path}.${part}`);
    }),
    ...checkSecretName(source, path, owner),
  ],
};

const hostPathTypes = ['', 'BlockDevice', 'CharDevice', 'Directory', 'DirectoryOrCreate', 'File', 'FileOrCreate', 'Socket'];

/** As Go's `net.SplitHostPort` reads it. */
const hostAndPort = /^(?:[^:[\]]*|\[[^[\]]*\]):[^:[\]]*$/;

/** A secret of a source; it has to say of which namespace if the source has none itself. */
function checkSecretName(source: JSONObject, path: string, { isPersistent }: SourceOwner): FieldError[] {
  const secret = objectAt(source, 'secretRef');
  if (!secret) return [];
  const parts = isPersistent ? ['name', 'namespace'] : ['name'];
  return parts.filter((part) => textAt(secret, part) === '').map((part) => requiredValue(`${path}.secretRef.${part}`));
}

function checkPublishingSecret(source: JSONObject, path: string): FieldError[] {
  const secret = objectAt(source, 'nodePublishSecretRef');
  if (!secret) return [];
  const name = textAt(secret, 'name');
  if (name === '') return [requiredValue(`${path}.nodePublishSecretRef.name`)];
  return checkText(dnsSubdomain, name, `${path}.name`); // The server says so.
}

function checkSecretReference(secret: JSONObject | undefined, path: string): FieldError[] {
  if (!secret) return [];
  return (['name', 'namespace'] as const).flatMap((part) => {
    const text = textAt(secret, part);
    if (text === '') return [requiredValue(`${path}.${part}`)];
    return checkText(part === 'name' ? dnsSubdomain : dnsLabel, text, `${path}.${part}`);
  });
}
