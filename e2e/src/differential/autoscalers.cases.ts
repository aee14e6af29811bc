import type { DifferentialCase } from './case.js';
import { type Body, changes, creations, get, grouped, inNamespace, named, patch, post, put } from './case-builders.js';

const autoscalers = (version: string): string => grouped(`autoscaling/${version}`, 'horizontalpodautoscalers');
const [v1, v2] = [autoscalers('v1'), autoscalers('v2')];

const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'a' };
const autoscaler = (more: Body = {}): Body => ({ spec: { scaleTargetRef, maxReplicas: 3, ...more } });
const measuring = (...metrics: Body[]): Body => autoscaler({ metrics });
const resource = (target: Body): Body => ({ type: 'Resource', resource: { name: 'cpu', target } });
const scaling = (scaleUp: Body): Body => autoscaler({ behavior: { scaleUp } });

const metric = {
  name: 'm',
  selector: { matchLabels: { b: '1', a: '<2>' }, matchExpressions: [{ operator: 'Exists', key: 'c' }] },
};
const describedObject = { name: 'o', kind: 'Service', apiVersion: 'v1' };

const metrics: readonly Body[] = [
  resource({ type: 'Utilization', averageUtilization: 50 }),
  { type: 'Resource', resource: { name: 'memory', target: { averageValue: '1000m', type: 'AverageValue' } } },
  {
    type: 'ContainerResource',
    containerResource: { container: 'c', name: 'memory', target: { type: 'Utilization', averageUtilization: 60 } },
  },
  { type: 'Pods', pods: { metric, target: { type: 'AverageValue', averageValue: '1500m' } } },
  { type: 'Object', object: { metric: { name: 'm' }, describedObject, target: { type: 'Value', value: '2k' } } },
  { type: 'Object', object: { metric, describedObject, target: { type: 'AverageValue', averageValue: '2' } } },
  { type: 'External', external: { metric: { name: 'm' }, target: { type: 'Value', value: '30' } } },
  { type: 'External', external: { metric, target: { type: 'AverageValue', averageValue: '0.5' } } },
];

const behavior: Body = {
  scaleUp: { policies: [{ periodSeconds: 60, type: 'Pods', value: 2 }], selectPolicy: 'Min', tolerance: '0.05' },
  scaleDown: { selectPolicy: 'Disabled', stabilizationWindowSeconds: 3600 },
};

const status: Body = {
  currentReplicas: 1,
  desiredReplicas: 2,
  observedGeneration: 1,
  lastScaleTime: '2026-01-02T03:04:05Z',
  currentMetrics: [
    { type: 'Resource', resource: { name: 'cpu', current: { averageValue: '100m', averageUtilization: 20 } } },
    { type: 'Resource', resource: { name: 'memory', current: { averageValue: '1Gi' } } },
    { type: 'ContainerResource', containerResource: { name: 'cpu', container: 'c', current: { averageUtilization: 30 } } },
    { type: 'Pods', pods: { metric, current: { averageValue: '10' } } },
    { type: 'Object', object: { metric, describedObject, current: { value: '4', averageValue: '2' } } },
    { type: 'External', external: { metric: { name: 'm' }, current: { averageValue: '5' } } },
  ],
  conditions: [
    { status: 'True', type: 'AbleToScale', message: 'm & m', reason: 'R', lastTransitionTime: '2026-01-02T03:04:05Z' },
  ],
};

const annotation = (name: string, value: unknown): Body => ({
  [`autoscaling.alpha.kubernetes.io/${name}`]: typeof value === 'string' ? value : JSON.stringify(value),
});
const annotated = (annotations: Body, more: Body = {}): Body => ({ metadata: { annotations }, ...autoscaler(more) });

/** HorizontalPodAutoscalers: what they may say, and how one version reads what was written in the other. */
export const autoscalerCases: readonly DifferentialCase[] = [
  ...creations('HorizontalPodAutoscaler', v2, {
    'of everything': autoscaler({ metrics, behavior }),
    'that scales down in its own way': autoscaler({
      behavior: { scaleDown: { policies: [{ type: 'Percent', value: 1, periodSeconds: 1800 }] } },
    }),
    'of a ReplicationController': autoscaler({ scaleTargetRef: { kind: 'ReplicationController', name: 'a', apiVersion: 'v1' } }),
    'of wrong numbers': autoscaler({ minReplicas: 0, maxReplicas: -1 }),
    'of a wrong target': autoscaler({ scaleTargetRef: { apiVersion: 'a/b/c', kind: 'a/b', name: '..' } }),
    'of a target without a group': autoscaler({ scaleTargetRef: { kind: 'Deployment', name: 'a%b' } }),
    'of metrics that are none': measuring(
      {},
      { type: 'Some' },
      { type: 'Pods' },
      { type: 'ContainerResource' },
      { type: 'External' },
    ),
    'of metrics of another type': measuring({
      type: 'Object',
      resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 1 } },
    }),
    'of two metrics in one': measuring({ ...metrics[0], pods: (metrics[3] as { pods: Body }).pods }),
    'of resources without targets': measuring(resource({}), { type: 'Resource', resource: {} }),
    'of resources with wrong targets': measuring(
      resource({ type: 'Some', averageUtilization: 0 }),
      resource({ type: 'Utilization', averageUtilization: 1, averageValue: '-1', value: '0' }),
    ),
    'of containers that are none': measuring(
      { type: 'ContainerResource', containerResource: {} },
      { type: 'ContainerResource', containerResource: { name: 'bananas', container: 'A', target: { type: 'Value' } } },
      {
        type: 'ContainerResource',
        containerResource: { name: 'pods', container: 'a', target: { type: 'Utilization', averageUtilization: 1 } },
      },
      {
        type: 'ContainerResource',
        containerResource: { name: 'a b/c', container: 'a', target: { type: 'Utilization', averageUtilization: 1 } },
      },
    ),
    'of other metrics that are wrong': measuring(
      { type: 'Pods', pods: {} },
      {
        type: 'Object',
        object: { metric: { name: 'a/b' }, target: { type: 'Value' }, describedObject: { apiVersion: 'a/b/c', name: '.' } },
      },
      { type: 'External', external: { metric: { name: '%' }, target: { type: 'Value', value: '1', averageValue: '1' } } },
      { type: 'External', external: { target: {} } },
    ),
    'that scales by wrong rules': scaling({
      stabilizationWindowSeconds: -1,
      selectPolicy: 'Some',
      policies: [],
      tolerance: '-1',
    }),
    'that scales by wrong policies': scaling({
      stabilizationWindowSeconds: 3601,
      policies: [{}, { type: 'Some', value: -1, periodSeconds: -1 }, { type: 'Pods', value: 1, periodSeconds: 1801 }],
    }),
  }),
  ...changes('HorizontalPodAutoscaler', v2, measuring({ ...metrics[4] }), {
    'its target changes': [
      { spec: { scaleTargetRef: { name: 'b' } } },
      { spec: { scaleTargetRef: { apiVersion: 'v1' } } },
      { spec: { minReplicas: 2, maxReplicas: 1 } },
    ],
    'its status is less than nothing': [['/status', { status: { currentReplicas: -1, desiredReplicas: -1 } }]],
    'its status cannot change its spec': [['/status', { spec: { maxReplicas: 9 }, status }], { status: { desiredReplicas: 9 } }],
  }),
  {
    name: 'HorizontalPodAutoscaler: written in v2, read and changed in v1',
    steps: [
      post(v2, named(autoscaler({ metrics, behavior }))),
      get(`${v1}/x`),
      patch(`${v2}/x/status`, { status }),
      get(`${v1}/x`),
      patch(`${v1}/x`, { metadata: { annotations: { a: 'b' } } }),
      get(`${v2}/x`),
      patch(`${v1}/x`, { spec: { maxReplicas: 5 } }),
      get(`${v2}/x`),
      get(v1),
    ],
  },
  {
    name: 'HorizontalPodAutoscaler: written in v1, read and changed in v2',
    steps: [
      post(v1, named(autoscaler({ targetCPUUtilizationPercentage: 5 }))),
      get(`${v2}/x`),
      patch(`${v2}/x`, { spec: { behavior } }),
      get(`${v1}/x`),
      patch(`${v1}/x/status`, { metadata: { annotations: annotation('conditions', [{ type: 'A', status: 'True' }]) } }),
      get(`${v2}/x`),
    ],
  },
  {
    name: 'HorizontalPodAutoscaler: what stands in annotations goes with them',
    steps: [
      post(
        v1,
        named(annotated(annotation('behavior', { ScaleUp: { Policies: [{ Type: 'Pods', Value: 1, PeriodSeconds: 5 }] } }))),
      ),
      get(`${v2}/x`),
      put(`${v1}/x`, named(autoscaler())),
      get(`${v2}/x`),
    ],
  },
  ...creations('HorizontalPodAutoscaler of v1', v1, {
    'with metrics': annotated(annotation('metrics', [{ type: 'Pods', pods: { metricName: 'm', targetAverageValue: '1000m' } }])),
    'with metrics and a percentage': annotated(
      annotation('metrics', [{ type: 'Resource', resource: { name: 'memory', targetAverageUtilization: 5 } }]),
      { targetCPUUtilizationPercentage: 7 },
    ),
    'with CPU in its annotation': annotated(
      annotation('metrics', [{ type: 'Resource', resource: { name: 'cpu', targetAverageUtilization: 5 } }]),
    ),
    'with a behaviour': annotated(
      annotation('behavior', { ScaleUp: { SelectPolicy: 'Max', Policies: [{ Type: 'Pods', Value: 1, PeriodSeconds: 5 }] } }),
    ),
    'with a wrong behaviour': annotated(annotation('behavior', { ScaleUp: { SelectPolicy: 'Some' } })),
    'with an empty behaviour': annotated(annotation('behavior', {})),
    'with annotations that say nothing': annotated({ ...annotation('metrics', '{'), ...annotation('behavior', '[]'), a: 'b' }),
    'with a status in annotations': annotated(annotation('conditions', [{ type: 'A', status: 'True' }])),
    'with wrong metrics': annotated(annotation('metrics', [{ type: 'Pods', pods: { metricName: '' } }])),
    'with mistakes': autoscaler({ minReplicas: 5, maxReplicas: 0, targetCPUUtilizationPercentage: -1 }),
  }),
  inNamespace('HorizontalPodAutoscaler of v1 that loses its percentage', v1, autoscaler(), {
    spec: { targetCPUUtilizationPercentage: null },
  }),
];
