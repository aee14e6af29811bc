import type { DifferentialCase } from './case.js';
import { type Body, container, creations, deployments, pods, selector, workload } from './case-builders.js';

const iqn = 'iqn.2001-04.com.example:storage.kube.sys1.xyz';
const long = 'a'.repeat(64);

/** Sources that need nothing but what is here. */
export const rightSources: readonly Body[] = [
  { hostPath: { path: '/a', type: 'DirectoryOrCreate' } },
  { gcePersistentDisk: { pdName: 'a', fsType: 'ext4', partition: 255, readOnly: true } },
  { awsElasticBlockStore: { volumeID: 'a', partition: 1 } },
  { glusterfs: { endpoints: 'a', path: 'b' } },
  { flocker: { datasetName: 'a' } },
  { nfs: { server: 'a', path: '/a' } },
  { rbd: { monitors: ['a'], image: 'b' } },
  { quobyte: { registry: 'a:1,[::1]:2', volume: 'b', tenant: 'c' } },
  { cephfs: { monitors: ['a'] } },
  { iscsi: { targetPortal: 'a:3260', iqn, lun: 255, initiatorName: 'eui.0123456789abcdef' } },
  { iscsi: { targetPortal: 'a', iqn: `naa.${'0'.repeat(32)}`, lun: 0, chapAuthSession: true, secretRef: { name: 'a' } } },
  { cinder: { volumeID: 'a' } },
  { fc: { targetWWNs: ['a'], lun: 2 } },
  { fc: { wwids: ['a'] } },
  { flexVolume: { driver: 'a/b', options: { 'example.com/a': 'b' } } },
  { vsphereVolume: { volumePath: 'a' } },
  { photonPersistentDisk: { pdID: 'a' } },
  { portworxVolume: { volumeID: 'a' } },
  { azureDisk: { diskName: 'a', diskURI: 'https://a.blob.core.windows.net/b/c.vhd' } },
  { azureDisk: { diskName: 'a', diskURI: '/subscriptions/a', kind: 'Managed', cachingMode: 'None', fsType: 'xfs' } },
];

/** Sources with which something is wrong, in all ways that pods and PersistentVolumes share. */
export const wrongSources: readonly Body[] = [
  { hostPath: {} },
  { hostPath: { path: '/a/../b', type: 'Folder' } },
  { gcePersistentDisk: { partition: 256 } },
  { awsElasticBlockStore: { partition: -1 } },
  { glusterfs: {} },
  { flocker: {} },
  { flocker: { datasetName: 'a/b', datasetUUID: 'c' } },
  { nfs: {} },
  { nfs: { server: 'a', path: 'a' } },
  { rbd: {} },
  { quobyte: {} },
  { quobyte: { registry: 'a', tenant: 'a'.repeat(65), volume: 'a' } },
  { quobyte: { registry: 'a:1,b,c:d:e', volume: 'a' } },
  { cephfs: {} },
  { iscsi: { lun: 256 } },
  { iscsi: { targetPortal: 'a', iqn: 'a', lun: -1, chapAuthDiscovery: true, initiatorName: '' } },
  { iscsi: { targetPortal: 'a', iqn: 'iqn.a', lun: 1, initiatorName: 'eui.a' } },
  { iscsi: { targetPortal: 'a', iqn: 'naa.a', lun: 1, initiatorName: 'iqn.2001-04.com' } },
  { iscsi: { targetPortal: long, iqn, lun: 1, initiatorName: iqn } },
  { cinder: {} },
  { cinder: { volumeID: 'a', secretRef: {} } },
  { fc: {} },
  { fc: { targetWWNs: ['a', 'b'], wwids: ['c'] } },
  { fc: { targetWWNs: ['a'], lun: 256 } },
  { flexVolume: { options: { 'A.Kubernetes.io/b': 'c' } } },
  { azureFile: {} },
  { vsphereVolume: {} },
  { photonPersistentDisk: {} },
  { portworxVolume: {} },
  { azureDisk: {} },
  { azureDisk: { diskName: 'a', diskURI: 'a', kind: 'Managed', cachingMode: 'a' } },
  { azureDisk: { diskName: 'a', diskURI: 'a', kind: 'a' } },
  { scaleIO: { gateway: '', system: '', secretRef: null } },
  { storageos: {} },
  { storageos: { volumeName: 'A', volumeNamespace: 'A.b', secretRef: {} } },
  { csi: { driver: '' } },
  { csi: { driver: `A_b${long}` } },
];

/** Volumes of a pod, one for each source. */
export const volumesOf = (sources: readonly Body[]): Body[] => sources.map((source, index) => ({ name: `v${index}`, ...source }));
const pod = (volumes: readonly Body[]): Body => ({ spec: { containers: [container], volumes } });
const claim = (more: Body = {}): Body => ({
  accessModes: ['ReadWriteOnce'],
  resources: { requests: { storage: '1Gi' } },
  ...more,
});
const ephemeral = (template: unknown): Body => ({ ephemeral: { volumeClaimTemplate: template } });

const ofPods: readonly Body[] = [
  { emptyDir: { medium: 'Memory', sizeLimit: '1Gi' } },
  { gitRepo: { repository: 'a', directory: 'b' } },
  { azureFile: { secretName: 'a', shareName: 'b' } },
  { scaleIO: { gateway: 'a', system: 'b', secretRef: { name: 'c' }, volumeName: 'd' } },
  { storageos: { volumeName: 'a', volumeNamespace: 'b' } },
  { csi: { driver: 'A.example.com', nodePublishSecretRef: { name: 'a' } } },
  ephemeral({ metadata: { labels: { a: 'b' }, annotations: { C: 'd' } }, spec: claim({ volumeMode: 'Block' }) }),
  ephemeral({ spec: claim({ dataSource: { kind: 'PersistentVolumeClaim', name: 'a' } }) }),
  { image: { reference: 'a' } },
  { image: { reference: 'a:1', pullPolicy: 'Never' } },
];

const wrongOfPods: readonly Body[] = [
  { emptyDir: { sizeLimit: '-1' } },
  { gitRepo: { directory: '/../a' } },
  { csi: { driver: 'a', nodePublishSecretRef: {} } },
  { csi: { driver: 'a', nodePublishSecretRef: { name: 'A' } } },
  { persistentVolumeClaim: { claimName: '' } },
  { ephemeral: {} },
  ephemeral({ spec: {} }),
  ephemeral({
    metadata: {
      name: 'a',
      namespace: 'b',
      labels: { 'a b': 'c' },
      annotations: { 'a b': 'c' },
      finalizers: ['a/b'],
      generation: 1,
    },
    spec: claim({
      accessModes: ['Never'],
      storageClassName: 'A',
      selector: { matchExpressions: [{ key: 'a', operator: 'Is' }] },
    }),
  }),
  { image: { pullPolicy: 'Sometimes' } },
  { unknown: {} },
];

const all = Object.assign({}, ...rightSources, ...ofPods, {
  secret: {},
  configMap: {},
  downwardAPI: {},
  projected: {},
  persistentVolumeClaim: { claimName: 'a' },
}) as Body;

/** Sources of the volumes of pods and of templates. */
export const sourceCases: DifferentialCase[] = [
  ...creations('Sources', pods, {
    'that pods and PersistentVolumes share': pod(volumesOf(rightSources)),
    'that only pods have': pod(volumesOf(ofPods)),
    'shared, that are wrong': pod(volumesOf(wrongSources)),
    'of pods, that are wrong': pod(volumesOf(wrongOfPods)),
    'all at once': pod([{ name: 'a', ...all }]),
    'a driver of nothing that is one too many': pod([
      { name: 'a', emptyDir: {}, cephfs: {}, downwardAPI: {}, gcePersistentDisk: {} },
    ]),
    'an initiator of a volume with too long a name, one too many': pod([
      { name: 'a', emptyDir: {}, iscsi: { targetPortal: long, iqn, lun: 1, initiatorName: iqn } },
    ]),
    'a source that is null': pod([{ name: 'a', hostPath: null }]),
    'names that are wrong': pod([{ name: '', emptyDir: {} }, { name: 'A' }, { name: 'a.b' }, { name: 'a' }, { name: 'a' }]),
    'a claim that another volume makes': pod([
      { name: 'a', ...ephemeral({ spec: claim() }) },
      { name: 'b', persistentVolumeClaim: { claimName: 'x-a' } },
    ]),
    'a name that is too long for a claim': {
      metadata: { name: 'a'.repeat(252) },
      ...pod([{ name: 'v', ...ephemeral({ spec: claim() }) }]),
    },
  }),
  ...creations('Sources of a template', deployments, {
    'that are right': workload({ template: { metadata: { labels: selector['matchLabels'] }, ...pod(volumesOf(ofPods)) } }),
    'that are wrong': workload({ template: { metadata: { labels: selector['matchLabels'] }, ...pod(volumesOf(wrongOfPods)) } }),
    'an image that nobody named': workload({
      template: { metadata: { labels: selector['matchLabels'] }, ...pod([{ name: 'a', image: {} }]) },
    }),
  }),
];
