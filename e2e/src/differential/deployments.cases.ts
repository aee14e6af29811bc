import type { DifferentialCase } from './case.js';
import { changes, container, creations, deployments, template, workload } from './case-builders.js';

/** Deployments. */
export const deploymentCases: DifferentialCase[] = [
  ...creations('Deployment', deployments, {
    'the least that is allowed': workload(),
    'replicas that are said': workload({ replicas: 0 }),
    'it is made anew': workload({ strategy: { type: 'Recreate' } }),
    'one number of the two': workload({ strategy: { rollingUpdate: { maxSurge: 1 } } }),
    'a service account in the template': workload({
      template: { ...template, spec: { containers: [container], serviceAccountName: 'a' } },
    }),
    'a status that nobody may set here': { ...workload(), status: { replicas: 3 } },
    'a generation that nobody may set': { metadata: { generation: 7 }, ...workload() },
    'no spec': {},
    'no selector': { spec: { template } },
    'an empty selector': workload({ selector: {} }),
    'a selector of something else': workload({ selector: { matchLabels: { app: 'b' } } }),
    'a selector that is none': workload({ selector: { matchExpressions: [{ key: 'app', operator: 'In' }] } }),
    'an operator that does not exist': workload({ selector: { matchExpressions: [{ key: 'app', operator: 'Is' }] } }),
    'less than no replicas': workload({ replicas: -1 }),
    'a template that ends': workload({ template: { ...template, spec: { containers: [container], restartPolicy: 'Never' } } }),
    'a template without containers': workload({ template: { metadata: { labels: { app: 'a' } } } }),
    'a strategy that does not exist': workload({ strategy: { type: 'Sometimes' } }),
    'numbers for a strategy without': workload({ strategy: { type: 'Recreate', rollingUpdate: { maxSurge: 1 } } }),
    'no room for an update': workload({ strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } } }),
    'a share that is none': workload({ strategy: { rollingUpdate: { maxSurge: 'many' } } }),
    'more than all': workload({ strategy: { rollingUpdate: { maxUnavailable: '101%' } } }),
    'a deadline before it is ready': workload({ minReadySeconds: 600 }),
    'less than no history': workload({ revisionHistoryLimit: -1 }),
    'labels that are none': workload({ template: { ...template, metadata: { labels: { app: 'a', b: 'c d' } } } }),
  }),
  ...changes('Deployment', deployments, workload({ replicas: 0, paused: true }), {
    'replicas make a generation': [{ spec: { replicas: 1 } }],
    'annotations make a generation': [{ metadata: { annotations: { a: 'b' } } }],
    'annotations and replicas make one': [{ metadata: { annotations: { a: 'b' } }, spec: { replicas: 2 } }],
    'labels make none': [{ metadata: { labels: { a: 'b' } } }],
    'a change of nothing makes none': [{ spec: { replicas: 0 } }],
    'generations are counted': [{ spec: { replicas: 1 } }, { spec: { replicas: 2 } }, { spec: { minReadySeconds: 3 } }],
    'a generation that nobody may change': [{ metadata: { generation: 7 } }],
    'the selector stays': [{ spec: { selector: { matchLabels: { app: 'b' } } } }],
    'the selector stays with its template': [
      { spec: { selector: { matchLabels: { app: 'b' } }, template: { metadata: { labels: { app: 'b' } } } } },
    ],
    'a template must fit': [{ spec: { template: { metadata: { labels: { app: 'b' } } } } }],
    'a strategy that takes the numbers along': [{ spec: { strategy: { type: 'Recreate' } } }],
    'a strategy that leaves the numbers': [{ spec: { strategy: { type: 'Recreate', rollingUpdate: null } } }],
    'what goes gets its default again': [{ spec: { revisionHistoryLimit: null, progressDeadlineSeconds: null } }],
    'the status by itself': [['/status', { status: { replicas: 1, updatedReplicas: 1, observedGeneration: 1 } }]],
    'the status cannot change spec and labels': [
      ['/status', { metadata: { labels: { a: 'b' }, annotations: { a: 'b' } }, spec: { replicas: 5 }, status: { replicas: 1 } }],
    ],
    'the spec cannot change the status': [{ status: { replicas: 3 } }],
    'a status of less than nothing': [['/status', { status: { replicas: -1 } }]],
    'a status with more ready than there are': [['/status', { status: { replicas: 1, readyReplicas: 2 } }]],
  }),
];
