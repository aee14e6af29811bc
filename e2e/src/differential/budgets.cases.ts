import type { DifferentialCase, DifferentialStep } from './case.js';
import {
  type Body,
  budgets,
  creations,
  deployments,
  grouped,
  named,
  patch,
  pods,
  post,
  selector,
  workload,
} from './case-builders.js';

const budget = (more: Body = {}): Body => ({ spec: { minAvailable: 1, selector, ...more } });

/** Asks until the controller has counted for a generation. @param status what it has found then, beside the generation */
const counted = (generation: number, status: Readonly<Record<string, unknown>> = {}): DifferentialStep => ({
  method: 'GET',
  path: `${budgets}/x`,
  until: {
    fields: Object.fromEntries(
      Object.entries({ observedGeneration: generation, currentHealthy: 0, expectedPods: 0, ...status }).map(([field, value]) => [
        `status.${field}`,
        value,
      ]),
    ),
  },
});

/** What is changed, where, and which generation the budget is in then. */
const changed: Readonly<Record<string, { body: Body; path?: string; generation?: number }>> = {
  'a number makes a generation': { body: { spec: { minAvailable: 2 } }, generation: 2 },
  'the selector may change': { body: { spec: { selector: { matchLabels: { app: 'b' } } } }, generation: 2 },
  'labels make none': { body: { metadata: { labels: { a: 'b' } } } },
  'the status by itself': { body: { status: { currentHealthy: 1, expectedPods: 2, observedGeneration: 1 } }, path: '/status' },
  'the status cannot change the spec': { body: { spec: { minAvailable: 9 } }, path: '/status' },
  'the spec cannot change the status': { body: { status: { expectedPods: 5 } } },
  'a status of less than nothing': { body: { status: { currentHealthy: -1, expectedPods: -1 } }, path: '/status' },
};

interface GivenPod {
  isReady?: boolean;
  metadata?: Body;
}
const ready: GivenPod = { isReady: true };
/** A pod that somebody controls whose uid was kept as `{owner}`. */
const ofOwner = (kind: string, apiVersion = 'apps/v1', name = 'x'): GivenPod => ({
  isReady: true,
  metadata: { ownerReferences: [{ apiVersion, kind, name, uid: '{owner}', controller: true }] },
});
const podWith = (name: string, { isReady = false, metadata = {} }: GivenPod): DifferentialStep[] => [
  post(pods, {
    metadata: { name, labels: { app: 'a' }, ...metadata },
    spec: { automountServiceAccountToken: false, containers: [{ name: 'c', image: 'i' }] },
  }),
  ...(isReady
    ? [patch(`${pods}/${name}/status`, { status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] } })]
    : []),
];
const controlled = (path: string, body: Body): DifferentialStep => ({
  ...post(path, named(body)),
  save: { owner: 'metadata.uid' },
});
const sets = grouped('apps/v1', 'statefulsets');
const replicaSets = grouped('apps/v1', 'replicasets');

/** Pods, what controls them, the budget, and what it comes to. */
const counts: Readonly<
  Record<string, { pods: GivenPod[]; spec: Body; before?: DifferentialStep[]; until: Readonly<Record<string, unknown>> }>
> = {
  'pods that nobody controls, by a number': {
    pods: [ready, ready, {}],
    spec: { minAvailable: 1 },
    until: { currentHealthy: 2, expectedPods: 3 },
  },
  'pods that nobody controls, by a share': {
    pods: [ready, ready],
    spec: { minAvailable: '50%' },
    until: { currentHealthy: 2 },
  },
  'pods that nobody controls, by how many may be missing': {
    pods: [ready, ready],
    spec: { maxUnavailable: 1 },
    until: { currentHealthy: 2 },
  },
  'pods without a number': { pods: [ready], spec: {}, until: { currentHealthy: 1 } },
  'a Deployment, by a share': {
    before: [
      controlled(deployments, workload({ replicas: 5 })),
      controlled(replicaSets, {
        metadata: {
          ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'x', uid: '{owner}', controller: true }],
        },
        ...workload({ replicas: 2 }),
      }),
    ],
    pods: [ofOwner('ReplicaSet'), ofOwner('ReplicaSet')],
    spec: { minAvailable: '50%' },
    until: { currentHealthy: 2, expectedPods: 5 },
  },
  'a ReplicaSet, by how many may be missing': {
    before: [controlled(replicaSets, workload({ replicas: 3 }))],
    pods: [ofOwner('ReplicaSet'), ofOwner('ReplicaSet')],
    spec: { maxUnavailable: 2 },
    until: { currentHealthy: 2, expectedPods: 3 },
  },
  'a StatefulSet, by a share that may be missing': {
    before: [controlled(sets, workload({ replicas: 3, serviceName: 's' }))],
    pods: [ofOwner('StatefulSet'), ofOwner('StatefulSet')],
    spec: { maxUnavailable: '34%' },
    until: { currentHealthy: 2, expectedPods: 3 },
  },
  'a StatefulSet and pods that nobody controls': {
    before: [controlled(sets, workload({ replicas: 3, serviceName: 's' }))],
    pods: [ofOwner('StatefulSet'), ready],
    spec: { maxUnavailable: 1 },
    until: { currentHealthy: 2, expectedPods: 3 },
  },
  'a controller of a kind that nobody serves': {
    pods: [ofOwner('Web', 'none.example.com/v1')],
    spec: { maxUnavailable: 1 },
    until: { observedGeneration: null, 'conditions.0.reason': 'SyncFailed' },
  },
  'a controller that has no scale': {
    before: [controlled('/api/v1/namespaces/{ns}/configmaps', {})],
    pods: [ofOwner('ConfigMap', 'v1')],
    spec: { maxUnavailable: 1 },
    until: { observedGeneration: null, 'conditions.0.reason': 'SyncFailed' },
  },
  'a controller that has no scale, by a number': {
    before: [controlled('/api/v1/namespaces/{ns}/configmaps', {})],
    pods: [ofOwner('ConfigMap', 'v1')],
    spec: { minAvailable: 1 },
    until: { currentHealthy: 1, expectedPods: 1 },
  },
};

/** PodDisruptionBudgets. */
export const budgetCases: DifferentialCase[] = [
  ...creations('PodDisruptionBudget', budgets, {
    'the least that is allowed': { spec: { minAvailable: 1 } },
    'a share': { spec: { maxUnavailable: '50%', selector } },
    'pods that are not healthy': budget({ unhealthyPodEvictionPolicy: 'AlwaysAllow' }),
    'a status that nobody may set here': { ...budget(), status: { expectedPods: 5 } },
    nothing: {},
    'both numbers': budget({ maxUnavailable: 1 }),
    'less than nothing': budget({ minAvailable: -1 }),
    'more than all': budget({ minAvailable: '101%' }),
    'a share that is none': budget({ minAvailable: 'many' }),
    'a policy that does not exist': budget({ unhealthyPodEvictionPolicy: 'Sometimes' }),
    'a selector that is none': budget({ selector: { matchExpressions: [{ key: 'a', operator: 'Is' }] } }),
  }),
  ...Object.entries(changed).map(([how, { body, path = '', generation = 1 }]): DifferentialCase => ({
    name: `PodDisruptionBudget: ${how}`,
    steps: [post(budgets, named(budget())), counted(1), patch(`${budgets}/x${path}`, body), counted(generation)],
  })),
  ...Object.entries(counts).map(([how, { pods: given, spec, before = [], until }]): DifferentialCase => ({
    name: `PodDisruptionBudget of ${how}`,
    steps: [
      ...before,
      ...given.flatMap((one, index) => podWith(`p${String(index)}`, one)),
      post(budgets, named({ spec: { selector, ...spec } })),
      counted(1, until),
    ],
  })),
];
