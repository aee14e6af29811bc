import type { DifferentialCase } from './case.js';
import { type Body, budgets, changes, creations, selector } from './case-builders.js';

const budget = (more: Body = {}): Body => ({ spec: { minAvailable: 1, selector, ...more } });

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
  ...changes('PodDisruptionBudget', budgets, budget(), {
    'a number makes a generation': [{ spec: { minAvailable: 2 } }],
    'the selector may change': [{ spec: { selector: { matchLabels: { app: 'b' } } } }],
    'labels make none': [{ metadata: { labels: { a: 'b' } } }],
    'the status by itself': [['/status', { status: { currentHealthy: 1, expectedPods: 2, observedGeneration: 1 } }]],
    'the status cannot change the spec': [['/status', { spec: { minAvailable: 9 } }]],
    'the spec cannot change the status': [{ status: { expectedPods: 5 } }],
    'a status of less than nothing': [['/status', { status: { currentHealthy: -1, expectedPods: -1 } }]],
  }),
];
