import type { DifferentialCase, DifferentialStep } from './case.js';
import { type Body, grouped, patch, pods, post } from './case-builders.js';

const classes = '/apis/node.k8s.io/v1/runtimeclasses';
const resourceClaims = grouped('resource.k8s.io/v1', 'resourceclaims');
const claimTemplates = grouped('resource.k8s.io/v1', 'resourceclaimtemplates');
const overhead = { podFixed: { cpu: '250m', memory: '64Mi' } };
const runtimeClass = (more: Body): DifferentialStep => post(classes, { metadata: { name: '{ns}' }, handler: 'h', ...more });
const pod = (spec: Body): DifferentialStep =>
  post(pods, {
    metadata: { name: 'x' },
    spec: {
      automountServiceAccountToken: false,
      containers: [{ name: 'c', image: 'i' }],
      runtimeClassName: '{ns}',
      ...spec,
    },
  });
const removed: DifferentialStep = { method: 'DELETE', path: `${classes}/{ns}` };
const tolerations = [
  { key: 'a', operator: 'Exists' },
  { key: 'b', operator: 'Equal', value: 'c', effect: 'NoSchedule' },
];

const withClass: Readonly<Record<string, readonly [made: Body, wanted: Body]>> = {
  'of nothing special': [{}, {}],
  'with overhead': [{ overhead }, {}],
  'with the same overhead as the pod': [{ overhead }, { overhead: overhead.podFixed }],
  'with other overhead than the pod': [{ overhead }, { overhead: { cpu: '1' } }],
  'without the overhead of the pod': [{}, { overhead: { cpu: '1' } }],
  'with nodes': [{ scheduling: { nodeSelector: { a: 'b' } } }, {}],
  'with nodes of which the pod chooses': [{ scheduling: { nodeSelector: { a: 'b' } } }, { nodeSelector: { a: 'b', c: 'd' } }],
  'with other nodes than the pod': [{ scheduling: { nodeSelector: { a: 'b' } } }, { nodeSelector: { a: 'c' } }],
  'with tolerations': [{ scheduling: { tolerations } }, {}],
  'with tolerations that the pod has': [
    { scheduling: { tolerations } },
    {
      tolerations: [
        { key: 'a', operator: 'Equal', value: 'x', effect: 'NoExecute' },
        { key: 'b', operator: 'Exists' },
      ],
    },
  ],
};

const requestsOf: Readonly<Record<string, Body>> = {
  'of one device': { name: 'a', exactly: { deviceClassName: 'd' } },
  'of some devices': { name: 'a', exactly: { deviceClassName: 'd', count: 3 } },
  'of all devices': { name: 'a', exactly: { deviceClassName: 'd', allocationMode: 'All' } },
  'of what is there': {
    name: 'a',
    firstAvailable: [
      { name: 'b', deviceClassName: 'd' },
      { name: 'c', deviceClassName: 'e' },
    ],
  },
};

/** RuntimeClasses of pods, and claims of devices. */
export const deviceCases: readonly DifferentialCase[] = [
  ...Object.entries(withClass).map(([name, [made, wanted]]) => ({
    name: `a RuntimeClass ${name}`,
    steps: [runtimeClass(made), pod(wanted), removed],
  })),
  { name: 'a RuntimeClass that is not there', steps: [pod({ runtimeClassName: 'none' })] },
  { name: 'overhead without a RuntimeClass', steps: [pod({ runtimeClassName: undefined, overhead: { cpu: '1' } })] },
  ...Object.entries(requestsOf).flatMap(([name, request]): DifferentialCase[] => [
    {
      name: `a ResourceClaim ${name}`,
      steps: [
        post(resourceClaims, {
          metadata: { name: 'x' },
          spec: { devices: { requests: [request] } },
          status: { reservedFor: [] },
        }),
        patch(`${resourceClaims}/x`, { metadata: { labels: { a: 'b' } } }),
      ],
    },
    {
      name: `a ResourceClaimTemplate ${name}`,
      steps: [post(claimTemplates, { metadata: { name: 'x' }, spec: { spec: { devices: { requests: [request] } } } })],
    },
  ]),
];
