import type { DifferentialCase } from './case.js';
import { configMap, createNamespace, get, merge, pod, post, put, remove, wait, waitGone } from './lifecycle.steps.js';

const own = '/api/v1/namespaces/{ns}-x';
const maps = `${own}/configmaps`;
const held = { finalizers: ['example.com/hold'] };
/** Waits for what each namespace is given: what comes after it comes in the same order on all servers. */
const settled = [
  wait(`${own}/serviceaccounts/default`, { status: 200 }),
  {
    ...wait(`${own}/configmaps/kube-root-ca.crt`, { status: 200 }),
    headers: { accept: 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1' },
  },
];

/** How namespaces begin and end. */
export const namespaceCases: readonly DifferentialCase[] = [
  { name: 'a namespace begins with an account and a certificate', steps: [createNamespace('x'), ...settled, get(own)] },
  {
    name: 'the account and the certificate of a namespace come again',
    steps: [
      createNamespace('x'),
      { ...wait(`${own}/serviceaccounts/default`, { status: 200 }), save: { uid: 'metadata.uid' } },
      remove(`${own}/serviceaccounts/default`, { preconditions: { uid: '{uid}' } }),
      wait(`${own}/serviceaccounts/default`, { status: 200 }),
    ],
  },
  { name: 'an empty namespace goes', steps: [createNamespace('x'), ...settled, remove(own), waitGone(own)] },
  {
    name: 'what is in a namespace goes with it',
    steps: [createNamespace('x'), ...settled, post(maps, configMap('a')), remove(own), waitGone(own), get(`${maps}/a`)],
  },
  {
    name: 'a finalizer in a namespace keeps it, and it says so',
    steps: [
      createNamespace('x'),
      ...settled,
      post(maps, configMap('a', held)),
      remove(own),
      wait(own, { fields: { 'status.conditions.4.status': 'True' } }),
      get(`${maps}/a`),
      merge(`${maps}/a`, { metadata: { finalizers: null } }),
      waitGone(`${maps}/a`),
    ],
  },
  {
    name: 'nothing is created in a namespace that is being deleted',
    steps: [
      createNamespace('x'),
      ...settled,
      post(maps, configMap('a', held)),
      remove(own),
      wait(own, { fields: { 'status.conditions.4.status': 'True' } }),
      post(maps, configMap('b')),
      merge(`${maps}/a`, { data: { key: 'value' } }),
    ],
  },
  {
    name: 'a namespace that is being deleted is deleted again',
    steps: [
      createNamespace('x'),
      ...settled,
      post(maps, configMap('a', held)),
      remove(own),
      wait(own, { fields: { 'status.conditions.4.status': 'True' } }),
      remove(own),
    ],
  },
  {
    name: 'a uid that is another one keeps a namespace',
    steps: [createNamespace('x'), remove(own, { preconditions: { uid: 'o' } })],
  },
  {
    name: 'a resourceVersion that is another one keeps a namespace',
    steps: [createNamespace('x'), remove(own, { preconditions: { resourceVersion: '1' } })],
  },
  { name: 'a dry deletion of a namespace', steps: [createNamespace('x'), ...settled, remove(`${own}?dryRun=All`), get(own)] },
  { name: 'default is no namespace that may be deleted', steps: [remove('/api/v1/namespaces/default')] },
  { name: 'kube-system is no namespace that may be deleted', steps: [remove('/api/v1/namespaces/kube-system')] },
  { name: 'kube-node-lease is there from the start', steps: [get('/api/v1/namespaces/kube-node-lease')] },
  { name: 'nothing is created in a namespace that is not there', steps: [post(maps, configMap('a'))] },
  {
    name: 'finalizers of the spec are changed by finalize alone',
    steps: [
      createNamespace('x'),
      merge(own, { spec: { finalizers: [] } }),
      put(`${own}/finalize`, {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: '{ns}-x' },
        spec: { finalizers: ['example.com/one', 'kubernetes'] },
      }),
      get(own),
    ],
  },
  {
    name: 'a finalizer of the spec that nobody heeds keeps a namespace, until finalize takes it away',
    steps: [
      createNamespace('x'),
      ...settled,
      put(`${own}/finalize`, {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: '{ns}-x' },
        spec: { finalizers: ['example.com/one', 'kubernetes'] },
      }),
      remove(own),
      wait(own, { fields: { 'spec.finalizers': ['example.com/one'] } }),
      put(`${own}/finalize`, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: '{ns}-x' }, spec: { finalizers: [] } }),
      waitGone(own),
    ],
  },
  {
    name: 'a finalizer of the metadata keeps a namespace that has no content any more',
    steps: [
      createNamespace('x', held),
      ...settled,
      remove(own),
      wait(own, { fields: { 'spec.finalizers': null } }),
      merge(own, { metadata: { finalizers: null } }),
      waitGone(own),
    ],
  },
  {
    name: 'a namespace waits for a pod that has time',
    steps: [
      createNamespace('x'),
      ...settled,
      post(`${own}/pods`, pod('a', {}, { nodeName: 'n1' })),
      post(maps, configMap('a')),
      remove(own),
      wait(`${own}/pods/a`, { fields: { 'metadata.deletionGracePeriodSeconds': 30 } }),
      wait(own, { fields: { 'status.conditions.4.status': 'False' } }),
      get(`${maps}/a`),
      remove(`${own}/pods/a`, { gracePeriodSeconds: 0 }),
    ],
  },
  {
    name: 'the status of a namespace is set by status alone',
    steps: [
      createNamespace('x'),
      merge(own, { status: { phase: 'Terminating' } }),
      merge(`${own}/status`, { status: { conditions: [] }, metadata: { labels: { a: 'b' } } }),
      get(own),
    ],
  },
];
