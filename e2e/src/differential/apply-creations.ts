import {
  applyContainers,
  applyMap,
  applyPod,
  applyService,
  budgets,
  claims,
  deployment,
  deployments,
  ingresses,
  jobs,
  map,
  pod,
  podSpec,
  policies,
  roles,
  secrets,
  slices,
} from './apply-objects.js';
import { applied, configMaps, read } from './apply-steps.js';
import type { DifferentialCase } from './case.js';

/** Objects that an apply creates. */
export const creations: DifferentialCase[] = [
  { name: 'apply creates a config map', steps: [applyMap('ci', { a: '1' }), read(`${configMaps}/settings`)] },
  { name: 'apply of the same again changes nothing', steps: [applyMap('ci', { a: '1' }), applyMap('ci', { a: '1' })] },
  {
    name: 'apply creates a secret from stringData',
    steps: [applied(`${secrets}/s`, 'ci', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, stringData: { a: 'b' } })],
  },
  {
    name: 'apply creates a pod template with defaults',
    steps: [applyContainers('ci', [{ name: 'web', image: 'web:1', ports: [{ containerPort: 80 }] }])],
  },
  {
    name: 'apply creates a headless service',
    steps: [
      applyService('ci', {
        selector: { a: 'b' },
        ports: [
          { port: 80, name: 'web' },
          { port: 53, protocol: 'UDP', name: 'dns' },
        ],
      }),
      applyService('ci', {
        ports: [
          { port: 80, name: 'http' },
          { port: 53, protocol: 'UDP', name: 'dns' },
        ],
      }),
    ],
  },
  { name: 'apply creates a pod', steps: [applyPod('ci', pod({ spec: podSpec }))] },
  {
    name: 'apply tries a deployment',
    steps: [applied(`${deployments}/web`, 'ci', deployment({ replicas: 2 }), '&dryRun=All'), read(`${deployments}/web`)],
  },
  {
    name: 'apply tries a deployment with a strategy',
    steps: [applied(`${deployments}/web`, 'ci', deployment({ strategy: { rollingUpdate: { maxSurge: 1 } } }), '&dryRun=All')],
  },
  {
    name: 'apply tries a job',
    steps: [
      applied(
        `${jobs}/j`,
        'ci',
        {
          apiVersion: 'batch/v1',
          kind: 'Job',
          metadata: { name: 'j' },
          spec: { template: { spec: { ...podSpec, restartPolicy: 'Never' } } },
        },
        '&dryRun=All',
      ),
    ],
  },
  {
    name: 'apply creates a claim',
    steps: [
      applied(`${claims}/c`, 'ci', {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name: 'c' },
        spec: { storageClassName: 'none', accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
      }),
    ],
  },
  {
    name: 'apply creates a network policy',
    steps: [
      applied(`${policies}/n`, 'ci', {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: { name: 'n' },
        spec: { podSelector: {}, ingress: [{ ports: [{ port: 80 }] }] },
      }),
    ],
  },
  {
    name: 'apply creates a role',
    steps: [
      applied(`${roles}/r`, 'ci', {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'Role',
        metadata: { name: 'r' },
        rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }],
      }),
    ],
  },
  {
    name: 'apply creates an ingress',
    steps: [
      applied(`${ingresses}/i`, 'ci', {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'Ingress',
        metadata: { name: 'i' },
        spec: { defaultBackend: { service: { name: 'a', port: { number: 80 } } } },
      }),
    ],
  },
  {
    name: 'apply creates a disruption budget',
    steps: [
      applied(
        `${budgets}/b`,
        'ci',
        {
          apiVersion: 'policy/v1',
          kind: 'PodDisruptionBudget',
          metadata: { name: 'b' },
          spec: { minAvailable: 1, selector: { matchLabels: { a: 'b' } } },
        },
        '&dryRun=All',
      ),
    ],
  },
  {
    name: 'apply creates an endpoint slice',
    steps: [
      applied(`${slices}/e`, 'ci', {
        apiVersion: 'discovery.k8s.io/v1',
        kind: 'EndpointSlice',
        metadata: { name: 'e' },
        addressType: 'IPv4',
        endpoints: [{ addresses: ['10.0.0.1'] }],
        ports: [{ name: 'a', port: 80 }],
      }),
    ],
  },
  {
    name: 'apply of YAML',
    steps: [
      {
        method: 'PATCH',
        path: `${configMaps}/settings?fieldManager=ci`,
        contentType: 'application/apply-patch+yaml',
        body: 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n  labels: {a: "1"}\ndata:\n  text: |\n    two\n    lines\n',
      },
    ],
  },
  {
    name: 'apply of an object with generated fields',
    steps: [
      applied(
        `${configMaps}/settings`,
        'ci',
        map({ metadata: { name: 'settings', generation: 7, selfLink: '/x', labels: { a: '1' } } }),
      ),
    ],
  },
];
