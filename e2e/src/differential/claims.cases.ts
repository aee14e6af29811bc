import type { DifferentialCase } from './case.js';
import { type Body, changes, claims, creations } from './case-builders.js';

const claim = (more: Body = {}): Body => ({
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...more },
});

/** PersistentVolumeClaims. */
export const claimCases: DifferentialCase[] = [
  ...creations('PersistentVolumeClaim', claims, {
    'the least that is allowed': claim(),
    'a quantity in other words': claim({ resources: { requests: { storage: '2048Mi' } } }),
    'a class': claim({ storageClassName: 'a' }),
    'no class': claim({ storageClassName: '' }),
    'a block': claim({ volumeMode: 'Block' }),
    'a claim as its source': claim({ dataSource: { kind: 'PersistentVolumeClaim', name: 'a' } }),
    'a reference as its source': claim({ dataSourceRef: { kind: 'PersistentVolumeClaim', name: 'a' } }),
    'a source of another sort': claim({ dataSource: { apiGroup: 'example.com', kind: 'A', name: 'a' } }),
    'a reference of another sort': claim({ dataSourceRef: { apiGroup: 'example.com', kind: 'A', name: 'a' } }),
    'a finalizer of its own': { metadata: { finalizers: ['example.com/a'] }, ...claim() },
    'a status that nobody may set here': { ...claim(), status: { phase: 'Bound' } },
    'no spec': {},
    'no modes': claim({ accessModes: [] }),
    'a mode that does not exist': claim({ accessModes: ['Sometimes'] }),
    'one pod alone and others': claim({ accessModes: ['ReadWriteOncePod', 'ReadWriteOnce'] }),
    'no size': claim({ resources: {} }),
    'a size of nothing': claim({ resources: { requests: { storage: '0' } } }),
    'a size of less': claim({ resources: { requests: { storage: '-1' } } }),
    'a class that is no name': claim({ storageClassName: 'A_B' }),
    'a volume mode that does not exist': claim({ volumeMode: 'Sometimes' }),
    'a source without name': claim({ dataSource: { kind: 'PersistentVolumeClaim' } }),
    'a selector that is none': claim({ selector: { matchLabels: { 'a b': 'c' } } }),
  }),
  ...changes('PersistentVolumeClaim', claims, claim({ storageClassName: 'a' }), {
    'labels may change': [{ metadata: { labels: { a: 'b' } } }],
    'the status by itself': [['/status', { status: { phase: 'Bound', capacity: { storage: '1024Mi' } } }]],
    'the status cannot change the spec': [['/status', { spec: { volumeName: 'v' } }]],
    'the spec cannot change the status': [{ status: { phase: 'Bound' } }],
    'a volume may be named once': [{ spec: { volumeName: 'v' } }],
    'it cannot grow before it is bound': [{ spec: { resources: { requests: { storage: '2Gi' } } } }],
    'the class stays': [{ spec: { storageClassName: 'b' } }],
    'the modes stay': [{ spec: { accessModes: ['ReadOnlyMany', 'ReadWriteOnce'] } }],
    'no class lets it grow': [
      ['/status', { status: { phase: 'Bound', capacity: { storage: '1Gi' } } }],
      { spec: { resources: { requests: { storage: '2Gi' } } } },
    ],
    'it cannot shrink': [
      ['/status', { status: { phase: 'Bound', capacity: { storage: '1Gi' } } }],
      { spec: { resources: { requests: { storage: '1Mi' } } } },
    ],
    'a status of less than nothing': [['/status', { status: { capacity: { storage: '-1' } } }]],
  }),
];
