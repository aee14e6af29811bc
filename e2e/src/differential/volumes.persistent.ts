import type { DifferentialCase, DifferentialStep } from './case.js';
import { type Body, own, patch, post } from './case-builders.js';
import { rightSources, wrongSources } from './volumes.sources.js';

const path = '/api/v1/persistentvolumes';
const volume = (more: Body, metadata: Body = {}): Body => ({
  metadata: { ...own, ...metadata },
  spec: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], ...more },
});
const hostPath = { path: '/a' };
const csi = { driver: 'a', volumeHandle: 'b' };
const terms = (...all: readonly Body[]): Body => ({ nodeAffinity: { required: { nodeSelectorTerms: all } } });
const term = (...all: readonly (readonly [key: string, operator?: string, values?: readonly string[]])[]): Body => ({
  matchExpressions: all.map(([key, operator = 'In', values = ['a']]) => ({ key, operator, values })),
});

/** One case of a request for each body: nothing is stored, for volumes belong to the whole cluster. */
const dryRuns = (name: string, bodies: readonly Body[]): DifferentialCase => ({
  name: `Volumes: ${name}`,
  steps: bodies.map((body) => post(`${path}?dryRun=All`, body)),
});

const secret = { name: 'a', namespace: 'b' };
const csiSecrets = ['controllerPublish', 'controllerExpand', 'nodePublish', 'nodeExpand', 'nodeStage'];
const withSecrets = (reference: Body): Body => Object.fromEntries(csiSecrets.map((name) => [`${name}SecretRef`, reference]));

const rightOnes: readonly Body[] = [
  ...rightSources,
  { azureFile: { secretName: 'a', shareName: 'b' } },
  { azureFile: { secretName: 'a', shareName: 'b', secretNamespace: 'c' } },
  { glusterfs: { endpoints: 'a', path: 'b', endpointsNamespace: 'c' } },
  { scaleIO: { gateway: 'a', system: 'b', secretRef: secret, volumeName: 'd' } },
  { storageos: { volumeName: 'a', secretRef: { ...secret, kind: 'Secret' } } },
  { local: { path: '/a', fsType: 'ext4' }, ...terms(term(['a'], ['b', 'Exists', []], ['c', 'Gt', ['1']])) },
  { csi: { ...csi, fsType: 'ext4', volumeAttributes: { a: 'b' }, ...withSecrets(secret) }, volumeAttributesClassName: 'a' },
  { hostPath, capacity: { storage: '1024Mi' }, mountOptions: ['a'], claimRef: { name: 'a', namespace: 'b' } },
  { hostPath, accessModes: ['ReadWriteOncePod'], storageClassName: 'a', volumeMode: 'Block' },
  { hostPath, ...terms({ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['a'] }] }) },
];

const wrongOnes: readonly Body[] = [
  { azureFile: { secretName: 'a', shareName: 'b', secretNamespace: '' } },
  { glusterfs: { endpoints: 'a', path: 'b', endpointsNamespace: '' } },
  { glusterfs: { endpoints: 'a', path: 'b', endpointsNamespace: 'A.b' } },
  { cinder: { volumeID: 'a', secretRef: {} } },
  { iscsi: { targetPortal: 'a', iqn: 'a', lun: 1, secretRef: {} } },
  { local: {}, nodeAffinity: {} },
  { local: { path: '..' } },
  { csi: { driver: 'a', ...withSecrets({}) } },
  { csi: { ...csi, ...withSecrets({ name: 'A', namespace: 'A.b' }) } },
  { hostPath, csi, flexVolume: {}, cephfs: { monitors: [] }, local: { path: '' } },
  {},
  { hostPath: { path: '//' }, persistentVolumeReclaimPolicy: 'Recycle' },
  { hostPath: { path: '/a/..' }, persistentVolumeReclaimPolicy: 'Recycle' },
  { hostPath, volumeAttributesClassName: '', storageClassName: 'A', volumeMode: 'Some' },
  { csi, volumeAttributesClassName: 'A' },
  { hostPath, accessModes: ['ReadWriteOncePod', 'ReadWriteMany', 'Sometimes'] },
  { hostPath, accessModes: null, capacity: null },
  { hostPath, capacity: { storage: '-1500m' } },
  { hostPath, capacity: { cpu: '1' } },
  { hostPath, capacity: { storage: '0' } },
  { hostPath, ...terms() },
  {
    hostPath,
    ...terms({}, term(['a', 'In', []], ['b', 'Exists'], ['c', 'Lt', ['1', '2']], ['d', 'Is'], ['e f', 'NotIn', ['g h']]), {
      matchFields: [
        { key: 'metadata.name', operator: 'Exists' },
        { key: 'spec', operator: 'In', values: ['a', 'B'] },
      ],
    }),
  },
];

const changed = (name: string, body: Body, ...steps: readonly (Body | DifferentialStep)[]): DifferentialCase => ({
  name: `Volumes: ${name}`,
  steps: [
    post(path, body),
    ...steps.map((step) => ('method' in step ? (step as DifferentialStep) : patch(`${path}/{ns}`, step))),
    { method: 'DELETE', path: `${path}/{ns}` },
  ],
});
const beta = 'volume.beta.kubernetes.io/mount-options';
const oldZone = 'failure-domain.beta.kubernetes.io/zone';
const zone = 'topology.kubernetes.io/zone';

/** PersistentVolumes. */
export const persistentVolumeCases: DifferentialCase[] = [
  dryRuns(
    'of all sources',
    rightOnes.map((one) => volume(one)),
  ),
  dryRuns(
    'of sources that are wrong',
    wrongSources.map((one) => volume(one)),
  ),
  dryRuns(
    'that are wrong',
    wrongOnes.map((one) => volume(one)),
  ),
  dryRuns('with options in an annotation', [
    volume({ hostPath }, { annotations: { [beta]: 'a' } }),
    volume({ nfs: { server: 'a', path: '/a' } }, { annotations: { [beta]: 'a' } }),
  ]),
  dryRuns('of iSCSI with a name that is too long', [
    volume(
      { iscsi: { targetPortal: 'a'.repeat(60), iqn: 'iqn.2001-04.com:a', lun: 1, initiatorName: 'iqn.2001-04.com:a' } },
      { name: 'a'.repeat(10) },
    ),
  ]),
  changed(
    'what may change',
    volume({ csi }),
    { spec: { csi: { controllerExpandSecretRef: secret } } },
    { spec: { csi: { controllerExpandSecretRef: { name: 'b' } } } },
    { spec: { volumeAttributesClassName: 'a' } },
    { spec: { volumeAttributesClassName: 'b' } },
    { spec: { volumeAttributesClassName: null } },
    { spec: { capacity: { storage: '2Gi' }, accessModes: ['ReadOnlyMany'], storageClassName: 'c', mountOptions: ['d'] } },
    { spec: { volumeMode: 'Block', csi: { readOnly: true }, accessModes: [] } },
    { spec: { csi: null, hostPath } },
  ),
  changed(
    'nodes are named once',
    volume({ hostPath }),
    { spec: terms(term([oldZone], ['a'])) },
    { spec: terms(term([zone], ['a'])) },
    { spec: terms(term([zone], ['b'])) },
    { spec: { nodeAffinity: null } },
    patch(`${path}/{ns}/status`, { status: { phase: 'Available', message: 'a', reason: 'b' }, spec: { volumeMode: 'Block' } }),
  ),
];
