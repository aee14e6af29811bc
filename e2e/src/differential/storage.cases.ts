import type { DifferentialCase } from './case.js';
import { type Body, changes, creations, grouped, inCluster, own } from './case-builders.js';

const storage = (resource: string): string => `/apis/storage.k8s.io/v1/${resource}`;
const capacities = grouped('storage.k8s.io/v1', 'csistoragecapacities');
const revisions = grouped('apps/v1', 'controllerrevisions');
const leases = grouped('coordination.k8s.io/v1', 'leases');

/** Kinds without namespaces, and those whose name is the case's own. */
const clustered = (what: string, path: string, bodies: Readonly<Record<string, readonly Body[]>>): DifferentialCase[] =>
  Object.entries(bodies).map(([how, [body = {}, ...patches]]) => ({
    ...inCluster('', path, body, ...patches),
    name: `${what} ${how}`,
  }));

const topology = (...matchLabelExpressions: Body[]): Body => ({ matchLabelExpressions });
const storageClass = (more: Body): Body => ({ provisioner: 'example.com/a', ...more });
const attachment = (more: Body = {}): Body => ({
  spec: { attacher: 'example.com', nodeName: 'n', source: { persistentVolumeName: 'v' }, ...more },
});
const drivers = (...all: Body[]): Body => ({ spec: { drivers: all } });
const driver: Body = { name: 'a.example.com', nodeID: 'n', topologyKeys: ['example.com/zone'], allocatable: { count: 5 } };
const toleration: Body = { key: 'a', operator: 'Equal', value: 'b', effect: 'NoSchedule' };

/** Kinds of storage.k8s.io, RuntimeClasses, ControllerRevisions and Leases. */
export const storageCases: readonly DifferentialCase[] = [
  ...clustered('StorageClass', storage('storageclasses'), {
    'of everything': [
      storageClass({
        parameters: { a: 'b' },
        mountOptions: ['a'],
        allowVolumeExpansion: true,
        allowedTopologies: [topology({ key: 'zone', values: ['a', 'b'] }), topology({ key: 'zone', values: ['b'] })],
      }),
      { allowedTopologies: null },
    ],
    'of wrong names': [{ provisioner: 'A b', parameters: { '': 'a' } }],
    'of an empty parameter': [storageClass({ parameters: { '': 'b' } })],
    'of too much': [storageClass({ parameters: { a: 'b'.repeat(256 * 1024) } })],
    'of wrong places': [
      storageClass({
        allowedTopologies: [
          topology({ key: 'a b', values: ['a', 'a'] }, { key: 'c', values: [] }, { key: 'c', values: ['d'] }),
          topology({ key: 'e', values: ['f', 'g'] }),
          topology({ key: 'e', values: ['g', 'f'] }),
          {},
        ],
      }),
    ],
  }),
  ...clustered('VolumeAttributesClass', storage('volumeattributesclasses'), {
    'of nothing': [{}],
    'of wrong names': [{ driverName: 'a b', parameters: { '': 'a' } }],
    'that stays': [
      { driverName: 'example.com', parameters: { a: 'b' } },
      { driverName: 'a b', parameters: null },
    ],
  }),
  ...clustered('VolumeAttachment', storage('volumeattachments'), {
    'of nothing': [{ spec: {} }],
    'of wrong names': [attachment({ attacher: `A_${'b'.repeat(63)}`, nodeName: 'A_', source: { persistentVolumeName: 'A_' } })],
    'of a volume without a name': [attachment({ source: { persistentVolumeName: '' } })],
    'that stays': [attachment(), { spec: { nodeName: 'm' } }, { metadata: { labels: { a: 'b' } } }],
  }),
  {
    name: 'VolumeAttachment with a status',
    steps: [
      { method: 'POST', path: storage('volumeattachments'), body: { ...attachment(), metadata: own } },
      ...[
        { attached: true, attachmentMetadata: { a: 'b' }, attachError: { message: 'm', errorCode: 1 } },
        { attachError: { message: 'm'.repeat(1025), errorCode: -1 }, detachError: { errorCode: -2 } },
      ].map((status) => ({
        method: 'PATCH' as const,
        path: `${storage('volumeattachments')}/{ns}/status`,
        contentType: 'application/merge-patch+json',
        body: { status, metadata: { labels: { a: 'b' } } },
      })),
      { method: 'DELETE', path: `${storage('volumeattachments')}/{ns}` },
    ],
  },
  ...clustered('CSINode', storage('csinodes'), {
    'of a driver': [
      drivers(driver),
      drivers({ ...driver, allocatable: { count: 6 } }),
      drivers({ ...driver, nodeID: 'm' }),
      drivers(),
    ],
    'of drivers that are none': [
      drivers(
        {},
        { name: 'A_', nodeID: 'n'.repeat(257), allocatable: { count: -1 } },
        { ...driver, topologyKeys: ['', 'a', 'a', 'b c'] },
        { ...driver, name: `a.${'b'.repeat(63)}` },
        driver,
      ),
    ],
  }),
  ...clustered('CSIDriver', storage('csidrivers'), {
    'of everything': [
      {
        spec: {
          attachRequired: false,
          podInfoOnMount: true,
          volumeLifecycleModes: ['Persistent', 'Ephemeral'],
          storageCapacity: true,
          fsGroupPolicy: 'File',
          tokenRequests: [{ audience: 'a', expirationSeconds: 600 }, { audience: '' }],
          requiresRepublish: true,
          seLinuxMount: true,
          nodeAllocatableUpdatePeriodSeconds: 10,
          serviceAccountTokenInSecrets: true,
        },
      },
      { spec: { attachRequired: true, volumeLifecycleModes: ['Persistent'], fsGroupPolicy: 'None' } },
      { spec: { fsGroupPolicy: 'None' } },
    ],
    'with mistakes': [
      {
        spec: {
          fsGroupPolicy: 'Some',
          volumeLifecycleModes: ['Some', 'Persistent'],
          tokenRequests: [
            { audience: 'a', expirationSeconds: 599 },
            { audience: 'a' },
            { audience: 'b', expirationSeconds: 4_294_967_297 },
          ],
          nodeAllocatableUpdatePeriodSeconds: 9,
        },
      },
    ],
    'of secrets without tokens': [{ spec: { serviceAccountTokenInSecrets: false, preventPodSchedulingIfMissing: true } }],
  }),
  ...creations('CSIStorageCapacity', capacities, {
    'of everything': {
      storageClassName: 'a',
      capacity: '1000Mi',
      maximumVolumeSize: '1Gi',
      nodeTopology: { matchLabels: { a: 'b' } },
    },
    'with mistakes': {
      storageClassName: 'A',
      capacity: '-1',
      nodeTopology: { matchExpressions: [{ key: 'a b', operator: 'Some' }] },
    },
    'of nothing': {},
  }),
  ...changes(
    'CSIStorageCapacity',
    capacities,
    { storageClassName: 'a' },
    {
      'it stays': [{ capacity: '1Gi' }, { storageClassName: 'B', nodeTopology: { matchLabels: { a: 'b' } } }],
    },
  ),
  ...clustered('RuntimeClass', '/apis/node.k8s.io/v1/runtimeclasses', {
    'of everything': [
      {
        handler: 'a',
        overhead: { podFixed: { cpu: '1000m' } },
        scheduling: { nodeSelector: { a: 'b' }, tolerations: [toleration] },
      },
      { overhead: null, scheduling: null },
      { handler: 'B' },
    ],
    'of nothing': [{}],
    'with mistakes': [
      {
        handler: 'A.b',
        overhead: { podFixed: { bananas: '1' } },
        scheduling: { nodeSelector: { 'a b': 'c d' }, tolerations: [toleration, { ...toleration, tolerationSeconds: 5 }, {}] },
      },
    ],
  }),
  ...creations('ControllerRevision', revisions, {
    'of everything': { revision: 1, data: { spec: { template: { $patch: 'replace' } } } },
    'of nothing': {},
    'of no object': { revision: -1, data: [] },
    'of null': { revision: 1, data: null },
  }),
  ...changes(
    'ControllerRevision',
    revisions,
    { revision: 1, data: { a: 'b' } },
    {
      'its data stay': [{ revision: 2 }, { data: { a: 'c' } }, { revision: -1 }],
    },
  ),
  ...creations('Lease', leases, {
    'with a strategy': { spec: { holderIdentity: 'a', strategy: 'Some', preferredHolder: 'b' } },
    'of times': {
      spec: { acquireTime: '2026-01-02T03:04:05.678901Z', renewTime: '2026-01-02T03:04:05.000000Z', leaseTransitions: 3 },
    },
  }),
];
