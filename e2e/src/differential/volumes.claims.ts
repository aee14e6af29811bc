import type { DifferentialCase } from './case.js';
import { type Body, changes, claims, creations, grouped, named, own, patch, post, put, template } from './case-builders.js';

const size = (storage: string): Body => ({ requests: { storage } });
/** Of no class, or else it would be of the default one, if there is any. */
const claim = (more: Body = {}): Body => ({
  spec: { accessModes: ['ReadWriteOnce'], resources: size('1Gi'), storageClassName: '', ...more },
});
const source = { apiGroup: 'example.com', kind: 'A', name: 'a' };
const snapshot = { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: 'a' };
const other = { kind: 'PersistentVolumeClaim', name: 'a' };
const beta = 'volume.beta.kubernetes.io/storage-class';
const bound = (more: Body = {}): readonly [string, Body] => [
  '/status',
  { status: { phase: 'Bound', capacity: { storage: '2Gi' }, ...more } },
];
const classes = '/apis/storage.k8s.io/v1/storageclasses';
const statefulSets = grouped('apps/v1', 'statefulsets');
const statefulSet = (spec: unknown): Body =>
  named({
    spec: {
      selector: { matchLabels: { app: 'a' } },
      template,
      volumeClaimTemplates: [{ metadata: { name: 'v' }, spec }],
    },
  });

/** PersistentVolumeClaims, beyond the usual. */
export const persistentVolumeClaimCases: DifferentialCase[] = [
  ...creations('Claims', claims, {
    'with all there is': claim({
      accessModes: ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce'],
      selector: { matchLabels: { a: 'b' }, matchExpressions: [{ key: 'c', operator: 'In', values: ['d'] }] },
      resources: { requests: { storage: '1.5Gi' }, limits: { storage: '2000M' } },
      volumeName: 'v',
      storageClassName: 'a',
      volumeMode: 'Block',
      dataSource: snapshot,
      dataSourceRef: snapshot,
      volumeAttributesClassName: 'b',
    }),
    'an empty class of attributes': claim({ volumeAttributesClassName: '' }),
    'an empty group': claim({ dataSource: { ...other, apiGroup: '' } }),
    'a claim of another namespace': claim({ dataSourceRef: { ...other, namespace: 'a' } }),
    'a claim of another namespace, and of this one': claim({ dataSource: other, dataSourceRef: { ...other, namespace: 'a' } }),
    'an empty namespace': claim({ dataSourceRef: { ...source, namespace: '' } }),
    'sources that differ': claim({ dataSource: snapshot, dataSourceRef: source }),
    'sources of which one is of no group': claim({ dataSource: other, dataSourceRef: { ...other, apiGroup: '' } }),
    'sources without anything': claim({ dataSource: {}, dataSourceRef: {} }),
    'sources of a group that is none': claim({ dataSourceRef: { ...source, apiGroup: 'A_b' } }),
    'a kind of no group': claim({ dataSourceRef: { kind: 'A', name: 'a' } }),
    'what is wrong in other ways': claim({
      accessModes: ['ReadWriteOncePod', 'ReadWriteMany', 'Sometimes'],
      selector: {
        matchExpressions: [
          { key: 'a', operator: 'In' },
          { key: 'a b', operator: 'Exists', values: ['c'] },
          { key: 'a', operator: 'Is', values: ['b c'] },
        ],
      },
      resources: { requests: { storage: '-1m' } },
      storageClassName: 'A',
      volumeMode: '',
      volumeAttributesClassName: 'A',
    }),
  }),
  ...changes('Claims', claims, claim({ storageClassName: 'a', volumeAttributesClassName: 'a' }), {
    'the attributes of one that is not bound': [{ spec: { volumeAttributesClassName: 'b' } }],
    'the attributes of one that is bound': [
      bound(),
      { spec: { volumeAttributesClassName: 'b' } },
      { spec: { volumeAttributesClassName: null } },
      { spec: { volumeAttributesClassName: '' } },
    ],
    'attributes that it has': [
      bound({ currentVolumeAttributesClassName: 'a' }),
      { spec: { volumeAttributesClassName: '' } },
      { spec: { volumeAttributesClassName: null } },
      { spec: { volumeAttributesClassName: 'A' } },
    ],
    'smaller before it is bound': [{ spec: { resources: size('1Mi') } }],
    'the same size in other words': [{ spec: { resources: size('1073741824') } }],
    'limits and size of one that is bound': [bound(), { spec: { resources: { ...size('1Gi'), limits: { storage: '3Gi' } } } }],
    'no size any more': [{ spec: { resources: null } }],
    'a mode and a volume': [{ spec: { volumeMode: 'Block', volumeName: 'a' } }, { spec: { volumeName: 'b' } }],
    'a volume, and another': [{ spec: { volumeName: 'a' } }, { spec: { volumeName: 'b' } }],
    'a source that comes later': [{ spec: { dataSource: other } }, { spec: { dataSource: source } }],
    'another source of a sort that is left out': [{ spec: { dataSource: source } }],
    'a reference elsewhere': [{ spec: { dataSourceRef: { ...other, namespace: 'a' } } }],
    'sizes in the status that are wrong': [
      ['/status', { status: { capacity: { storage: '-1Gi' } } }],
      ['/status', { status: { allocatedResources: { storage: '-1' } } }],
      ['/status', { status: { allocatedResources: { storage: '-1m' } } }],
      ['/status', { status: { allocatedResources: { cpu: '1' } } }],
      ['/status', { status: { allocatedResources: { 'a b': '1' } } }],
      ['/status', { status: { allocatedResources: { 'example.com/a': '1' } } }],
      ['/status', { status: { allocatedResourceStatuses: { storage: 'Some' } } }],
      ['/status', { status: { allocatedResourceStatuses: { storage: null, cpu: 'NodeResizePending' } } }],
      ['/status', { status: { allocatedResourceStatuses: { cpu: null, 'a.kubernetes.io/b': 'Some' } } }],
    ],
    'a status with all there is': [
      bound({
        accessModes: ['ReadWriteOnce'],
        allocatedResources: { storage: '3072Mi' },
        allocatedResourceStatuses: { storage: 'ControllerResizeInProgress' },
        conditions: [{ type: 'Resizing', status: 'True' }],
        modifyVolumeStatus: { status: 'Pending', targetVolumeAttributesClassName: 'b' },
      }),
    ],
  }),
  ...changes('Claims of a source', claims, claim({ dataSourceRef: source }), {
    'stay with it': [
      { spec: { dataSource: null } },
      { spec: { dataSourceRef: null } },
      { metadata: { labels: { a: 'b' } }, spec: { dataSource: null, dataSourceRef: null } },
      { spec: { dataSource: snapshot, dataSourceRef: snapshot } },
    ],
  }),
  ...changes('Claims without class', claims, claim({ storageClassName: null }), {
    'get one': [{ spec: { storageClassName: 'a' } }, { spec: { storageClassName: 'b' } }, { spec: { storageClassName: null } }],
    'get an annotation': [{ metadata: { annotations: { [beta]: 'a' } } }],
  }),
  ...changes(
    'Claims with an annotation',
    claims,
    { metadata: { annotations: { [beta]: 'a' } }, ...claim() },
    {
      'get another class': [{ spec: { storageClassName: 'b' } }],
      'get that class': [{ metadata: { annotations: { [beta]: null } }, spec: { storageClassName: 'a' } }],
      'get that class and keep it': [{ spec: { storageClassName: 'a' } }],
      'get another annotation and the class': [{ metadata: { annotations: { [beta]: 'b' } }, spec: { storageClassName: 'a' } }],
      'lose it': [{ metadata: { annotations: { [beta]: null } } }],
    },
  ),
  {
    name: 'Claims: of a StatefulSet that are wrong',
    steps: [
      post(statefulSets, statefulSet({ accessModes: ['Never'], volumeMode: 'Some' })),
      post(statefulSets, statefulSet({ accessModes: ['ReadWriteOnce'], resources: size('1Gi') })),
      patch(`${statefulSets}/x`, { spec: { volumeClaimTemplates: [{ metadata: { name: 'v' }, spec: {} }] } }),
    ],
  },
  {
    name: 'Claims: a replacement without what the server put there',
    steps: [post(claims, named(claim({ dataSource: other }))), put(`${claims}/x`, named(claim()))],
  },
  {
    name: 'Claims: of a class that lets them grow',
    steps: [
      post(classes, { metadata: own, provisioner: 'example.com/a', allowVolumeExpansion: true }),
      post(claims, named({ spec: { accessModes: ['ReadWriteOnce'], storageClassName: '{ns}', resources: size('1Gi') } })),
      patch(`${claims}/x/status`, { status: { phase: 'Bound', capacity: { storage: '1Gi' } } }),
      // What decides is a copy of the class, which may come later.
      { ...patch(`${claims}/x`, { spec: { resources: size('3Gi') } }), until: { status: 200 } },
      patch(`${claims}/x`, { spec: { resources: size('2Gi') } }),
      patch(`${claims}/x`, { spec: { resources: size('1Gi') } }),
      { method: 'DELETE', path: `${classes}/{ns}` },
    ],
  },
];
