import type { DifferentialCase } from './case.js';
import { configMap, configMaps, createMap, get, merge, pod, pods, post, put, remove } from './lifecycle.steps.js';

const a = `${configMaps}/a`;
const b = `${configMaps}/b`;
const held = { finalizers: ['example.com/hold'] };

/** What a deletion answers, and what it does at once. */
export const deletionCases: readonly DifferentialCase[] = [
  { name: 'a deletion answers with a Status of what was deleted', steps: [createMap('a'), remove(a), get(a)] },
  { name: 'a deletion of nothing is not found', steps: [remove(a)] },
  {
    name: 'a deletion of a pod that no node has answers with the pod',
    steps: [post(pods, pod('a')), remove(`${pods}/a`), get(`${pods}/a`)],
  },
  {
    name: 'a pod on a node is given its grace period',
    steps: [post(pods, pod('a', {}, { nodeName: 'n1' })), remove(`${pods}/a`), get(`${pods}/a`)],
  },
  {
    name: 'a pod on a node goes at once with a grace period of 0',
    steps: [post(pods, pod('a', {}, { nodeName: 'n1' })), remove(`${pods}/a`, { gracePeriodSeconds: 0 }), get(`${pods}/a`)],
  },
  {
    name: 'a second deletion makes the grace period shorter, never longer',
    steps: [
      post(pods, pod('a', {}, { nodeName: 'n1' })),
      remove(`${pods}/a`),
      remove(`${pods}/a`, { gracePeriodSeconds: 60 }),
      remove(`${pods}/a`, { gracePeriodSeconds: 5 }),
      remove(`${pods}/a`, { gracePeriodSeconds: 0 }),
      get(`${pods}/a`),
    ],
  },
  {
    name: 'a pod that is being deleted answers to a grace period in the query',
    steps: [post(pods, pod('a', {}, { nodeName: 'n1' })), remove(`${pods}/a?gracePeriodSeconds=7`), get(`${pods}/a`)],
  },
  {
    name: 'a uid that is another one keeps an object',
    steps: [createMap('a'), remove(a, { preconditions: { uid: 'other' } }), get(a)],
  },
  {
    name: 'a uid that is right lets an object go',
    steps: [createMap('a'), remove(a, { preconditions: { uid: '{a}' } }), get(a)],
  },
  {
    name: 'a resourceVersion that is another one keeps an object',
    steps: [createMap('a'), remove(a, { preconditions: { resourceVersion: '1' } }), get(a)],
  },
  {
    name: 'a resourceVersion that is right lets an object go',
    steps: [
      post(configMaps, configMap('a'), { version: 'metadata.resourceVersion' }),
      remove(a, { preconditions: { resourceVersion: '{version}' } }),
      get(a),
    ],
  },
  { name: 'a dry deletion deletes nothing', steps: [createMap('a'), remove(`${a}?dryRun=All`), get(a)] },
  { name: 'a dry deletion in the body deletes nothing', steps: [createMap('a'), remove(a, { dryRun: ['All'] }), get(a)] },
  { name: 'a dry deletion of an object with a finalizer', steps: [createMap('a', held), remove(a, { dryRun: ['All'] }), get(a)] },
  {
    name: 'a finalizer keeps an object until it is taken away',
    steps: [createMap('a', held), remove(a), get(a), merge(a, { metadata: { finalizers: null } }), get(a)],
  },
  {
    name: 'an object that is being deleted is deleted again',
    steps: [createMap('a', held), remove(a), remove(a), get(a)],
  },
  {
    name: 'one of two finalizers is taken away',
    steps: [
      createMap('a', { finalizers: ['example.com/one', 'example.com/two'] }),
      remove(a),
      merge(a, { metadata: { finalizers: ['example.com/two'] } }),
      merge(a, { metadata: { finalizers: [] } }),
      get(a),
    ],
  },
  {
    name: 'what is being deleted gets no new finalizers',
    steps: [createMap('a', held), remove(a), merge(a, { metadata: { finalizers: ['example.com/hold', 'example.com/new'] } })],
  },
  {
    name: 'what is being deleted can be changed otherwise',
    steps: [createMap('a', held), remove(a), merge(a, { data: { key: 'value' }, metadata: { labels: { x: 'y' } } })],
  },
  {
    name: 'the last finalizer is taken away by a PUT',
    steps: [createMap('a', held), remove(a), put(a, configMap('a')), get(a)],
  },
  {
    name: 'a finalizer is taken away before the deletion',
    steps: [createMap('a', held), merge(a, { metadata: { finalizers: null } }), remove(a), get(a)],
  },
  { name: 'a policy that is none', steps: [createMap('a'), remove(a, { propagationPolicy: 'Sideways' }), get(a)] },
  {
    name: 'the old option and the new one together',
    steps: [createMap('a'), remove(a, { propagationPolicy: 'Background', orphanDependents: true }), get(a)],
  },
  { name: 'a dry run that is none', steps: [createMap('a'), remove(a, { dryRun: ['Some'] }), get(a)] },
  {
    name: 'a deletion of all that a selector selects',
    steps: [
      createMap('a', { labels: { app: 'x' } }),
      createMap('b', { labels: { app: 'y' } }),
      remove(`${configMaps}?labelSelector=app%3Dx`),
      get(a),
      get(b),
    ],
  },
  {
    name: 'a deletion of all leaves what has finalizers',
    steps: [
      createMap('a', { ...held, labels: { app: 'x' } }),
      createMap('b', { labels: { app: 'x' } }),
      remove(`${configMaps}?labelSelector=app%3Dx`),
      get(a),
      get(b),
    ],
  },
  {
    name: 'a dry deletion of all deletes nothing',
    steps: [createMap('a', { labels: { app: 'x' } }), remove(`${configMaps}?labelSelector=app%3Dx&dryRun=All`), get(a)],
  },
];
