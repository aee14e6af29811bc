import type { DifferentialCase, DifferentialStep } from './case.js';
import {
  type Body,
  claims,
  core,
  get,
  grouped,
  jobTemplate,
  jsonPatch,
  patch,
  pods,
  post,
  put,
  services,
  workload,
} from './case-builders.js';

const quotas = core('resourcequotas');
const configMaps = core('configmaps');
const leases = grouped('coordination.k8s.io/v1', 'leases');
/** Nobody may make one of these where there is a quota of a case: the answer tells that the server knows it. */
const none = { 'count/leases.coordination.k8s.io': '0' };

/** Waits until the controller has counted. @param used with what it has found */
const counted = (used: Readonly<Record<string, string>>, name = 'q'): DifferentialStep => ({
  method: 'GET',
  path: `${quotas}/${name}`,
  until: { fields: { 'status.used': Object.fromEntries(Object.entries(used).sort(([a], [b]) => (a < b ? -1 : 1))) } },
});
/** Waits until admission heeds the quota. */
const heeded: DifferentialStep = {
  ...post(`${leases}?dryRun=All`, { metadata: { name: 'none' } }),
  until: { status: 403 },
};
const zeros = (hard: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.keys(hard).map((name) => [name, '0']));
/** A quota that counts from now on. */
const quota = (
  hard: Readonly<Record<string, string>>,
  spec: Body = {},
  used: Readonly<Record<string, string>> = {},
): DifferentialStep[] => {
  const isScoped = Object.keys(spec).length > 0;
  const all = isScoped ? hard : { ...hard, ...none };
  return [
    post(quotas, { metadata: { name: 'q' }, spec: { hard: all, ...spec } }),
    counted({ ...zeros(all), ...used }),
    ...(isScoped
      ? [post(quotas, { metadata: { name: 'sentinel' }, spec: { hard: none } }), counted(zeros(none), 'sentinel'), heeded]
      : [heeded]),
  ];
};
const status = get(`${quotas}/q`);
const map = (name: string): DifferentialStep => post(configMaps, { metadata: { name } });
const pod = (name: string, resources: Body = {}, spec: Body = {}): DifferentialStep =>
  post(pods, {
    metadata: { name },
    spec: { automountServiceAccountToken: false, containers: [{ name: 'c', image: 'i', resources }], ...spec },
  });
const both = (cpu: string, memory = '1Gi'): Body => ({ requests: { cpu, memory }, limits: { cpu, memory } });
const service = (name: string, spec: Body = {}): DifferentialStep =>
  post(services, { metadata: { name }, spec: { ports: [{ port: 80 }], ...spec } });
const claim = (name: string, storage: string, spec: Body = {}): DifferentialStep =>
  post(claims, { metadata: { name }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage } }, ...spec } });
const remove = (path: string): DifferentialStep => ({ method: 'DELETE', path });
const compute = { 'requests.cpu': '2', 'limits.memory': '2Gi', pods: '3' };
const noLease = { 'count/leases.coordination.k8s.io': '0' };

const cases: Readonly<Record<string, readonly DifferentialStep[]>> = {
  'what there is is counted': [
    map('a'),
    map('b'),
    ...quota({ configmaps: '5', 'count/configmaps': '5', secrets: '1' }, {}, { configmaps: '3', 'count/configmaps': '3' }),
  ],
  'what nobody counts has no usage': [...quota({ 'count/nothing.example.com': '1', pods: '1' }, {}, {}).slice(0, 1)],
  'objects are counted and refused': [
    ...quota({ configmaps: '2' }, {}, { configmaps: '1' }),
    map('a'),
    status,
    map('b'),
    post(`${configMaps}?dryRun=All`, { metadata: { name: 'c' } }),
    status,
  ],
  'a dry creation is not counted': [
    ...quota({ configmaps: '5' }, {}, { configmaps: '1' }),
    post(`${configMaps}?dryRun=All`, { metadata: { name: 'a' } }),
    status,
  ],
  'a creation by PATCH is counted': [
    ...quota({ configmaps: '2' }, {}, { configmaps: '1' }),
    {
      method: 'PATCH',
      path: `${configMaps}/a?fieldManager=m`,
      contentType: 'application/apply-patch+yaml',
      body: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } },
    },
    status,
    put(`${core('limitranges')}/x`, { metadata: { name: 'x' }, spec: { limits: [{ type: 'Pod', max: { cpu: '1' } }] } }),
    patch(`${configMaps}/a`, { data: { a: 'b' } }),
    status,
  ],
  'a deletion frees': [
    ...quota({ configmaps: '2', secrets: '1' }, {}, { configmaps: '1' }),
    map('a'),
    remove(`${configMaps}/a`),
    counted({ configmaps: '1', secrets: '0', ...noLease }),
  ],
  'objects of other groups': [
    ...quota({ 'count/deployments.apps': '1', 'count/jobs.batch': '1' }),
    post(grouped('apps/v1', 'deployments'), { metadata: { name: 'a' }, ...workload() }),
    post(grouped('apps/v1', 'deployments'), { metadata: { name: 'b' }, ...workload() }),
    post(grouped('batch/v1', 'jobs'), { metadata: { name: 'a' }, spec: { template: jobTemplate } }),
    status,
  ],
  'quotas are counted themselves': [
    ...quota({ resourcequotas: '2', 'count/resourcequotas': '2' }, {}, { resourcequotas: '1', 'count/resourcequotas': '1' }),
    post(`${quotas}?dryRun=All`, { metadata: { name: 'b' }, spec: { hard: {} } }),
  ],
  'other limits are counted anew': [
    ...quota({ configmaps: '2' }, {}, { configmaps: '1' }),
    map('a'),
    patch(`${quotas}/q`, { spec: { hard: { configmaps: null, secrets: '3', services: '15' } } }),
    counted({ secrets: '0', services: '0', ...noLease }),
  ],
  'scopes stay as they are': [
    ...quota({ pods: '2' }, { scopes: ['BestEffort'] }),
    patch(`${quotas}/q`, { spec: { scopes: ['Terminating'] } }),
    patch(`${quotas}/q/status`, { status: { used: { pods: '-1' } } }),
  ],
  'what somebody writes into the status stays': [
    ...quota({ configmaps: '5' }, {}, { configmaps: '1' }),
    patch(`${quotas}/q/status`, { status: { used: { configmaps: '3' } } }),
    status,
  ],
  'pods without amounts': [
    ...quota(compute),
    pod('a'),
    pod('b', { limits: { memory: '1Gi' } }),
    pod('c', { requests: { cpu: '1' } }),
    pod(
      'd',
      {},
      {
        containers: [
          { name: 'z', image: 'i' },
          { name: 'b', image: 'i', resources: both('1') },
        ],
        initContainers: [{ name: 'y', image: 'i', resources: { requests: { cpu: '1' } } }],
      },
    ),
    pod('e', {}, { containers: [{ name: 'c', image: 'i' }], resources: both('1') }),
    status,
  ],
  'pods with too much': [
    ...quota(compute),
    pod('a', both('1500m')),
    pod('b', both('1')),
    pod('c', both('1', '1536Mi')),
    pod('d', both('500m', '1Gi')),
    pod('e', both('1m', '1')),
    status,
  ],
  'too many pods': [...quota({ pods: '1', 'count/pods': '5' }), pod('a'), pod('b'), status],
  'requests by their old names': [...quota({ cpu: '1', memory: '1Gi' }), pod('a', both('500m')), pod('b', both('1')), status],
  'ephemeral storage and extended resources': [
    ...quota({ 'requests.ephemeral-storage': '1Gi', 'limits.ephemeral-storage': '2Gi', 'requests.example.com/gpu': '2' }),
    pod('a', {
      requests: { 'ephemeral-storage': '512Mi', 'example.com/gpu': '1' },
      limits: { 'ephemeral-storage': '1Gi', 'example.com/gpu': '1' },
    }),
    pod('b', { limits: { 'example.com/gpu': '2' } }),
    pod('c', { requests: { 'ephemeral-storage': '600Mi' } }),
    status,
  ],
  'init containers and sidecars': [
    ...quota({ 'requests.cpu': '10' }),
    pod('a', both('1'), { initContainers: [{ name: 'i', image: 'i', resources: both('3') }] }),
    status,
    pod('b', both('1'), {
      initContainers: [
        { name: 's', image: 'i', resources: both('1'), restartPolicy: 'Always' },
        { name: 'i', image: 'i', resources: both('500m') },
      ],
    }),
    status,
  ],
  'a pod that has ended needs nothing': [
    ...quota({ pods: '2', 'count/pods': '5', 'requests.cpu': '2' }),
    pod('a', both('1')),
    pod('b', both('1')),
    patch(`${pods}/a/status`, { status: { phase: 'Succeeded' } }),
    counted({ pods: '1', 'count/pods': '2', 'requests.cpu': '1', ...noLease }),
  ],
  'a pod that is gone needs nothing': [
    ...quota({ pods: '2', 'requests.cpu': '2' }),
    pod('a', both('1')),
    remove(`${pods}/a?gracePeriodSeconds=0`),
    counted({ pods: '0', 'requests.cpu': '0', ...noLease }),
  ],
  'a resize is counted': [
    ...quota({ 'requests.cpu': '2' }),
    pod('a', both('1')),
    jsonPatch(`${pods}/a/resize`, { op: 'replace', path: '/spec/containers/0/resources', value: both('2') }),
    status,
    jsonPatch(`${pods}/a/resize`, { op: 'replace', path: '/spec/containers/0/resources', value: both('3') }),
    jsonPatch(`${pods}/a/resize`, { op: 'replace', path: '/spec/containers/0/resources', value: both('1') }),
    status,
  ],
  'services of all types': [
    ...quota({ services: '5', 'services.nodeports': '3', 'services.loadbalancers': '1', 'count/services': '5' }),
    service('a'),
    service('b', { type: 'NodePort' }),
    service('c', {
      type: 'LoadBalancer',
      ports: [
        { name: 'a', port: 1 },
        { name: 'b', port: 2 },
      ],
    }),
    status,
    service('d', { type: 'LoadBalancer' }),
    service('e', { type: 'LoadBalancer', allocateLoadBalancerNodePorts: false }),
    service('f', { type: 'NodePort' }),
    status,
  ],
  'a service of another type': [
    ...quota({ services: '5', 'services.nodeports': '1', 'services.loadbalancers': '0' }),
    service('a'),
    patch(`${services}/a`, { spec: { type: 'NodePort' } }),
    counted({ services: '1', 'services.nodeports': '1', 'services.loadbalancers': '0', ...noLease }),
    patch(`${services}/a`, { spec: { type: 'LoadBalancer' } }),
    patch(`${services}/a`, { spec: { type: 'ClusterIP' } }),
    counted({ services: '1', 'services.nodeports': '0', 'services.loadbalancers': '0', ...noLease }),
  ],
  'claims and their storage': [
    ...quota({
      persistentvolumeclaims: '3',
      'requests.storage': '10Gi',
      'gold.storageclass.storage.k8s.io/requests.storage': '2Gi',
      'gold.storageclass.storage.k8s.io/persistentvolumeclaims': '5',
      'none.storageclass.storage.k8s.io/persistentvolumeclaims': '0',
    }),
    claim('a', '5Gi'),
    claim('b', '1Gi', { storageClassName: 'gold' }),
    claim('c', '2Gi', { storageClassName: 'gold' }),
    claim('d', '1Gi', { storageClassName: 'none' }),
    claim('e', '6Gi'),
    status,
  ],
  'pods of a class': [...quota({ pods: '1' }, { scopes: ['BestEffort'] }), pod('a'), pod('b', both('1')), pod('c'), status],
  'pods that are not of a class': [
    ...quota({ pods: '1', 'requests.cpu': '1' }, { scopes: ['NotBestEffort'] }),
    pod('a'),
    pod('b', both('2')),
    pod('c', { limits: { memory: '1Gi' } }),
    pod('d', both('1')),
    status,
  ],
  'pods that end': [
    ...quota({ pods: '1' }, { scopes: ['Terminating'] }),
    pod('a', {}, { activeDeadlineSeconds: 5 }),
    pod('b', {}, { activeDeadlineSeconds: 5 }),
    pod('c'),
    patch(`${pods}/c`, { spec: { activeDeadlineSeconds: 9 } }),
    status,
  ],
  'pods that do not end': [
    ...quota({ pods: '1' }, { scopes: ['NotTerminating'] }),
    pod('a', {}, { activeDeadlineSeconds: 5 }),
    pod('b'),
    patch(`${pods}/b`, { spec: { activeDeadlineSeconds: 9 } }),
    counted({ pods: '0' }),
  ],
  'pods of a priority': [
    ...quota(
      { pods: '0' },
      { scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'In', values: ['system-node-critical'] }] } },
    ),
    pod('a'),
    pod('b', {}, { priorityClassName: 'system-cluster-critical' }),
    pod('c', {}, { priorityClassName: 'system-node-critical' }),
  ],
  'pods of any priority': [
    ...quota({ pods: '0' }, { scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'Exists' }] } }),
    pod('a'),
    pod('b', {}, { priorityClassName: 'system-cluster-critical' }),
  ],
  'pods that look at other namespaces': [
    ...quota({ pods: '0' }, { scopes: ['CrossNamespacePodAffinity'] }),
    pod('a'),
    pod(
      'b',
      {},
      {
        affinity: {
          podAntiAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [
              { topologyKey: 'a', namespaces: ['other'], labelSelector: { matchLabels: { a: 'b' } } },
            ],
          },
        },
      },
    ),
  ],
};

const priorities = (scopeName: string, operator: string, values?: string[]): Body => ({
  scopeSelector: { matchExpressions: [{ scopeName, operator, ...(values && { values }) }] },
});
/** Specs that are refused. */
const refused: Readonly<Record<string, Body>> = {
  'half of a thing': { hard: { pods: '1500m' } },
  'half of a counted thing': { hard: { 'count/pods': '0.5' } },
  'less than nothing': { hard: { cpu: '-1' } },
  'a resource that nobody knows': { hard: { apples: '1' } },
  'a resource that is none of quotas': { hard: { storage: '1Gi' } },
  'a scope that does not exist': { hard: { pods: '1' }, scopes: ['Some'] },
  'scopes that exclude each other': { hard: { pods: '1' }, scopes: ['BestEffort', 'NotBestEffort', 'Terminating'] },
  'a scope of other resources': { hard: { pods: '1', cpu: '1', services: '1' }, scopes: ['BestEffort'] },
  'a scope of claims': { hard: { pods: '1' }, scopes: ['VolumeAttributesClass'] },
  'a selector of other resources': { hard: { services: '1' }, ...priorities('PriorityClass', 'In', ['a']) },
  'a selector of no values': { hard: { pods: '1' }, ...priorities('PriorityClass', 'In') },
  'a selector of too many values': { hard: { pods: '1' }, ...priorities('PriorityClass', 'Exists', ['a']) },
  'a selector that is none': { hard: { pods: '1' }, ...priorities('PriorityClass', 'Is', ['a']) },
  'a selector that may only exist': { hard: { pods: '1' }, ...priorities('BestEffort', 'In', ['a']) },
  'a selector of nothing known': { hard: { pods: '1' }, ...priorities('Some', 'Exists') },
  'selectors that exclude each other': {
    hard: { pods: '1' },
    scopeSelector: {
      matchExpressions: ['Terminating', 'NotTerminating'].map((scopeName) => ({ scopeName, operator: 'Exists' })),
    },
  },
};
const refusals = Object.entries(refused).map(([name, spec]): DifferentialCase => ({
  name: `ResourceQuota with ${name}`,
  steps: [post(quotas, { metadata: { name: 'q' }, spec })],
}));

/** ResourceQuotas: what they count and what they refuse. */
export const quotaCases: readonly DifferentialCase[] = Object.entries(cases)
  .map(([name, steps]) => ({
    name: `ResourceQuota: ${name}`,
    steps,
  }))
  .concat(refusals);
