import type { DifferentialCase } from './case.js';
import { configMaps, createMap, get, merge, ownedBy, remove, wait, waitGone } from './lifecycle.steps.js';

const owner = `${configMaps}/owner`;
const other = `${configMaps}/other`;
const child = `${configMaps}/child`;
const grandchild = `${configMaps}/grandchild`;
const owned = (...names: string[]): object => ({ ownerReferences: names.map((name) => ownedBy(name)) });
const blocking = (...names: string[]): object => ({
  ownerReferences: names.map((name) => ownedBy(name, { blockOwnerDeletion: true })),
});
const held = { finalizers: ['example.com/hold'] };
const release = (path: string) => merge(path, { metadata: { finalizers: null } });

/** What becomes of objects that have owners. */
export const ownerCases: readonly DifferentialCase[] = [
  {
    name: 'what is owned goes after its owner',
    steps: [createMap('owner'), createMap('child', owned('owner')), remove(owner), waitGone(child)],
  },
  {
    name: 'what is owned by what is owned goes too',
    steps: [
      createMap('owner'),
      createMap('child', owned('owner')),
      createMap('grandchild', owned('child')),
      remove(owner, { propagationPolicy: 'Background' }),
      waitGone(grandchild),
      get(child),
    ],
  },
  {
    name: 'one of two owners goes, and the reference with it',
    steps: [
      createMap('owner'),
      createMap('other'),
      createMap('child', owned('owner', 'other')),
      remove(owner),
      wait(child, { fields: { 'metadata.ownerReferences.1': null } }),
    ],
  },
  {
    name: 'both of two owners go',
    steps: [
      createMap('owner'),
      createMap('other'),
      createMap('child', owned('owner', 'other')),
      remove(owner),
      remove(other),
      waitGone(child),
    ],
  },
  {
    name: 'an owner that is orphaned leaves what it owned',
    steps: [
      createMap('owner'),
      createMap('child', owned('owner')),
      remove(owner, { propagationPolicy: 'Orphan' }),
      waitGone(owner),
      get(child),
    ],
  },
  {
    name: 'the old option orphans too',
    steps: [
      createMap('owner'),
      createMap('child', owned('owner')),
      remove(owner, { orphanDependents: true }),
      waitGone(owner),
      get(child),
    ],
  },
  {
    name: 'an owner in the foreground waits for what blocks it',
    steps: [
      createMap('owner'),
      createMap('child', { ...blocking('owner'), ...held }),
      remove(owner, { propagationPolicy: 'Foreground' }),
      wait(child, { fields: { 'metadata.deletionGracePeriodSeconds': 0 } }),
      get(owner),
      release(child),
      waitGone(owner),
    ],
  },
  {
    name: 'an owner in the foreground does not wait for what does not block it',
    steps: [
      createMap('owner'),
      createMap('child', { ...owned('owner'), ...held }),
      remove(owner, { propagationPolicy: 'Foreground' }),
      waitGone(owner),
      wait(child, { fields: { 'metadata.deletionGracePeriodSeconds': 0 } }),
    ],
  },
  {
    name: 'what is owned and owns is deleted in the foreground with its owner',
    steps: [
      createMap('owner'),
      createMap('child', blocking('owner')),
      createMap('grandchild', { ...blocking('child'), ...held }),
      remove(owner, { propagationPolicy: 'Foreground' }),
      wait(grandchild, { fields: { 'metadata.deletionGracePeriodSeconds': 0 } }),
      get(child),
      release(grandchild),
      waitGone(owner),
      get(child),
    ],
  },
  {
    name: 'an owner in the foreground that owns nothing goes',
    steps: [createMap('owner'), remove(owner, { propagationPolicy: 'Foreground' }), waitGone(owner)],
  },
  {
    name: 'an owner in the foreground leaves what has another owner',
    steps: [
      createMap('owner'),
      createMap('other'),
      createMap('child', blocking('owner', 'other')),
      remove(owner, { propagationPolicy: 'Foreground' }),
      waitGone(owner),
      get(child),
    ],
  },
  {
    name: 'a deletion changes its mind from the foreground to orphans',
    steps: [
      createMap('owner', held),
      createMap('child', { ...blocking('owner'), ...held }),
      remove(owner, { propagationPolicy: 'Foreground' }),
      wait(child, { fields: { 'metadata.deletionGracePeriodSeconds': 0 } }),
      remove(owner, { propagationPolicy: 'Orphan' }),
      wait(owner, { fields: { 'metadata.finalizers': ['example.com/hold'] } }),
      get(child),
    ],
  },
  {
    name: 'an owner that never was takes its object with it',
    steps: [
      createMap('child', { ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid: 'none' }] }),
      waitGone(child),
    ],
  },
  {
    name: 'an owner of the same name with another uid is none',
    steps: [
      createMap('owner'),
      createMap('child', { ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid: 'none' }] }),
      waitGone(child),
      get(owner),
    ],
  },
  {
    name: 'an owner in another namespace is none',
    steps: [
      {
        method: 'GET',
        path: '/api/v1/namespaces/default/configmaps/kube-root-ca.crt',
        headers: { accept: 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1' },
        save: { uid: 'metadata.uid' },
      },
      createMap('child', {
        ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'kube-root-ca.crt', uid: '{uid}' }],
      }),
      waitGone(child),
    ],
  },
  {
    name: 'an owner without namespace is one for what has a namespace',
    steps: [
      { method: 'GET', path: '/api/v1/namespaces/{ns}', save: { uid: 'metadata.uid' } },
      createMap('child', { ownerReferences: [{ apiVersion: 'v1', kind: 'Namespace', name: '{ns}', uid: '{uid}' }] }),
      createMap('probe', { ownerReferences: [{ apiVersion: 'v1', kind: 'Namespace', name: '{ns}', uid: 'none' }] }),
      waitGone(`${configMaps}/probe`),
      get(child),
    ],
  },
  {
    name: 'a reference that is given up frees what was owned',
    steps: [
      createMap('owner'),
      createMap('child', owned('owner')),
      createMap('probe', owned('owner')),
      merge(child, { metadata: { ownerReferences: null } }),
      remove(owner),
      waitGone(`${configMaps}/probe`),
      get(child),
    ],
  },
  {
    name: 'a Job leaves what it owns if nobody says otherwise',
    steps: [
      {
        method: 'POST',
        path: '/apis/batch/v1/namespaces/{ns}/jobs',
        body: {
          apiVersion: 'batch/v1',
          kind: 'Job',
          metadata: { name: 'job' },
          spec: {
            suspend: true,
            template: { spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'web:1' }] } },
          },
        },
        save: { job: 'metadata.uid' },
      },
      createMap('child', { ownerReferences: [{ apiVersion: 'batch/v1', kind: 'Job', name: 'job', uid: '{job}' }] }),
      remove('/apis/batch/v1/namespaces/{ns}/jobs/job'),
      waitGone('/apis/batch/v1/namespaces/{ns}/jobs/job'),
      get(child),
    ],
  },
];
