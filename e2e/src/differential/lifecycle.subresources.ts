import type { DifferentialCase, DifferentialStep } from './case.js';
import { createMap, get, merge, ownedBy, pod, pods, post, put, remove, wait, waitGone } from './lifecycle.steps.js';

const deployments = '/apis/apps/v1/namespaces/{ns}/deployments';
const budgets = '/apis/policy/v1/namespaces/{ns}/poddisruptionbudgets';
const scalePath = `${deployments}/web/scale`;
const template = {
  metadata: { labels: { app: 'web' } },
  spec: { containers: [{ name: 'main', image: 'web:1' }] },
};
const deployment = (selector: object = { matchLabels: { app: 'web' } }, replicas = 2): DifferentialStep =>
  post(deployments, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: { replicas, selector, template },
  });
const scale = (fields: object, metadata: object = {}): object => ({
  apiVersion: 'autoscaling/v1',
  kind: 'Scale',
  metadata: { name: 'web', namespace: '{ns}', ...metadata },
  ...fields,
});
const evict = (name: string, fields: object = {}, query = ''): DifferentialStep =>
  post(`${pods}/${name}/eviction${query}`, {
    apiVersion: 'policy/v1',
    kind: 'Eviction',
    metadata: { name, namespace: '{ns}' },
    ...fields,
  });
/** Evicts when the time of what the controller found is over: whether another time is written decides who owns it. */
const evictLater = (name: string): DifferentialStep => ({ ...evict(name), inNextSecond: true });
const bind = (name: string, target: object = { kind: 'Node', name: 'n1' }, metadata: object = {}): DifferentialStep =>
  post(`${pods}/${name}/binding`, { apiVersion: 'v1', kind: 'Binding', metadata: { name, ...metadata }, target });
const webPod = (name: string, spec: object = {}): DifferentialStep => post(pods, pod(name, { labels: { app: 'web' } }, spec));
const ready = { phase: 'Running', conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: '2024-01-01T00:00:00Z' }] };
const running = (name: string, status: object = ready): DifferentialStep => merge(`${pods}/${name}/status`, { status });
/** A budget, once its controller has counted: then its status says this. */
const budget = (name: string, status: Readonly<Record<string, unknown>>, spec: object = {}): DifferentialStep[] => [
  post(budgets, budgetNamed(name, spec)),
  counted(name, status),
];
const budgetNamed = (name: string, spec: object = {}): object => ({
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: { name },
  spec: { minAvailable: 1, selector: { matchLabels: { app: 'web' } }, ...spec },
});
const counted = (name: string, status: Readonly<Record<string, unknown>>): DifferentialStep =>
  wait(`${budgets}/${name}`, {
    fields: Object.fromEntries(
      Object.entries({ observedGeneration: 1, ...status }).map(([field, value]) => [`status.${field}`, value]),
    ),
  });

const scales: readonly DifferentialCase[] = [
  { name: 'a Scale says what a Deployment wants', steps: [deployment(), get(scalePath)] },
  { name: 'a Scale of 0 replicas', steps: [deployment({ matchLabels: { app: 'web' } }, 0), get(scalePath)] },
  {
    name: 'a Scale has the selector as a text',
    steps: [
      deployment({
        matchLabels: { app: 'web' },
        matchExpressions: [
          { key: 'app', operator: 'In', values: ['web', 'a'] },
          { key: 'q', operator: 'DoesNotExist' },
        ],
      }),
      get(scalePath),
    ],
  },
  {
    name: 'a Scale that is put changes the replicas',
    steps: [deployment(), put(scalePath, scale({ spec: { replicas: 5 } })), get(`${deployments}/web`)],
  },
  {
    name: 'a Scale without replicas is put',
    steps: [deployment(), put(scalePath, scale({})), get(`${deployments}/web`)],
  },
  { name: 'a Scale is patched', steps: [deployment(), merge(scalePath, { spec: { replicas: 3 } }), get(`${deployments}/web`)] },
  {
    name: 'a Scale is patched by a JSON patch',
    steps: [
      deployment(),
      {
        method: 'PATCH',
        path: scalePath,
        contentType: 'application/json-patch+json',
        body: [{ op: 'replace', path: '/spec/replicas', value: 4 }],
      },
    ],
  },
  { name: 'a Scale of fewer than none', steps: [deployment(), put(scalePath, scale({ spec: { replicas: -1 } }))] },
  { name: 'a Scale of another name', steps: [deployment(), put(scalePath, scale({ spec: { replicas: 1 } }, { name: 'other' }))] },
  { name: 'a Scale of another uid', steps: [deployment(), put(scalePath, scale({ spec: { replicas: 1 } }, { uid: 'other' }))] },
  {
    name: 'a Scale of another version',
    steps: [deployment(), put(scalePath, scale({ spec: { replicas: 1 } }, { resourceVersion: '1' }))],
  },
  { name: 'a Scale of nothing', steps: [get(scalePath), put(scalePath, scale({ spec: { replicas: 1 } }))] },
  {
    name: 'a Scale is put without being written',
    steps: [deployment(), put(`${scalePath}?dryRun=All`, scale({ spec: { replicas: 9 } })), get(`${deployments}/web`)],
  },
  {
    name: 'a Scale is applied, and then in conflict',
    steps: [
      deployment(),
      {
        method: 'PATCH',
        path: `${scalePath}?fieldManager=scaler`,
        contentType: 'application/apply-patch+yaml',
        body: scale({ spec: { replicas: 7 } }),
      },
      {
        method: 'PATCH',
        path: `${scalePath}?fieldManager=scaler&force=true`,
        contentType: 'application/apply-patch+yaml',
        body: scale({ spec: { replicas: 7 } }),
      },
      get(`${deployments}/web`),
    ],
  },
  {
    name: 'a Scale of a ReplicationController',
    steps: [
      post('/api/v1/namespaces/{ns}/replicationcontrollers', {
        apiVersion: 'v1',
        kind: 'ReplicationController',
        metadata: { name: 'web' },
        spec: { replicas: 1, selector: { app: 'web' }, template },
      }),
      put('/api/v1/namespaces/{ns}/replicationcontrollers/web/scale', scale({ spec: { replicas: 2 } })),
      get('/api/v1/namespaces/{ns}/replicationcontrollers/web'),
    ],
  },
  {
    name: 'a Scale of a ReplicaSet and of a StatefulSet',
    steps: ['replicasets', 'statefulsets'].flatMap((resource): DifferentialStep[] => [
      post(`/apis/apps/v1/namespaces/{ns}/${resource}`, {
        apiVersion: 'apps/v1',
        kind: resource === 'replicasets' ? 'ReplicaSet' : 'StatefulSet',
        metadata: { name: 'web' },
        spec: {
          replicas: 1,
          selector: { matchLabels: { app: 'web' } },
          template,
          ...(resource === 'statefulsets' && { serviceName: 'web' }),
        },
      }),
      merge(`/apis/apps/v1/namespaces/{ns}/${resource}/web/scale`, { spec: { replicas: 2 } }),
      get(`/apis/apps/v1/namespaces/{ns}/${resource}/web`),
    ]),
  },
];

const evictions: readonly DifferentialCase[] = [
  { name: 'a pod that does not run is evicted', steps: [webPod('a'), evict('a'), waitGone(`${pods}/a`)] },
  { name: 'nothing is evicted', steps: [evict('a')] },
  { name: 'an eviction of another name', steps: [webPod('a'), post(`${pods}/a/eviction`, { metadata: { name: 'b' } })] },
  {
    name: 'an eviction of an older version, and of one that there never was',
    steps: [
      webPod('a'),
      ...['policy/v1beta1', 'policy/v2'].map((apiVersion) =>
        post(`${pods}/a/eviction?dryRun=All`, { apiVersion, kind: 'Eviction', metadata: { name: 'a' } }),
      ),
    ],
  },
  { name: 'a dry eviction evicts nothing', steps: [webPod('a'), evict('a', {}, '?dryRun=All'), get(`${pods}/a`)] },
  {
    name: 'a pod that runs without a budget is evicted',
    steps: [webPod('a', { nodeName: 'n1' }), running('a'), evict('a'), get(`${pods}/a`)],
  },
  {
    name: 'a budget that allows nothing forbids an eviction',
    steps: [webPod('a'), running('a'), ...budget('web', { currentHealthy: 1 }), evict('a'), get(`${pods}/a`)],
  },
  {
    name: 'a budget that failed says so',
    steps: [
      createMap('owner'),
      post(pods, pod('a', { labels: { app: 'web' }, ownerReferences: [ownedBy('owner', { controller: true })] })),
      running('a'),
      ...budget('web', { observedGeneration: null, 'conditions.0.reason': 'SyncFailed' }, { minAvailable: '50%' }),
      evict('a'),
    ],
  },
  {
    name: 'a budget counts an eviction',
    steps: [
      webPod('a'),
      running('a'),
      webPod('b'),
      running('b'),
      ...budget('web', { currentHealthy: 2, disruptionsAllowed: 1 }),
      evictLater('a'),
      counted('web', { expectedPods: 1, disruptedPods: null }),
      evict('b'),
      get(`${pods}/b`),
    ],
  },
  {
    name: 'a budget waits for the end of what was evicted',
    steps: [
      post(pods, pod('a', { labels: { app: 'web' }, finalizers: ['example.com/wait'] })),
      running('a'),
      webPod('b'),
      running('b'),
      ...budget('web', { currentHealthy: 2, disruptionsAllowed: 1 }),
      evictLater('a'),
      counted('web', { currentHealthy: 1, disruptionsAllowed: 0, disruptedPods: null }),
      evict('b'),
    ],
  },
  {
    name: 'a budget does not count a dry eviction',
    steps: [
      webPod('a'),
      running('a'),
      webPod('b'),
      running('b'),
      ...budget('web', { currentHealthy: 2, disruptionsAllowed: 1 }),
      evict('a', { deleteOptions: { dryRun: ['All'] } }),
      get(`${budgets}/web`),
      get(`${pods}/a`),
    ],
  },
  {
    name: 'two budgets are too many',
    steps: [webPod('a'), running('a'), post(budgets, budgetNamed('one')), post(budgets, budgetNamed('two')), evict('a')],
  },
  {
    name: 'a budget that selects other pods does not matter',
    steps: [
      webPod('a'),
      running('a'),
      ...budget('web', { expectedPods: 0 }, { selector: { matchLabels: { app: 'other' } } }),
      evict('a'),
      get(`${pods}/a`),
    ],
  },
  {
    name: 'a pod that is not ready goes if enough others are',
    steps: [
      webPod('a'),
      running('a', { phase: 'Running' }),
      webPod('b'),
      running('b'),
      ...budget('web', { currentHealthy: 1, expectedPods: 2 }),
      evict('a'),
      get(`${pods}/a`),
      evict('b'),
    ],
  },
  {
    name: 'a pod that is not ready stays if too few others are',
    steps: [webPod('a'), running('a', { phase: 'Running' }), ...budget('web', { expectedPods: 1 }), evict('a'), get(`${pods}/a`)],
  },
  {
    name: 'a pod that is not ready goes always if its budget says so',
    steps: [
      webPod('a'),
      running('a', { phase: 'Running' }),
      ...budget('web', { expectedPods: 1 }, { unhealthyPodEvictionPolicy: 'AlwaysAllow' }),
      evict('a'),
      get(`${pods}/a`),
    ],
  },
  {
    name: 'an eviction of another uid',
    steps: [webPod('a'), evict('a', { deleteOptions: { preconditions: { uid: 'other' } } }), get(`${pods}/a`)],
  },
];

const containersWith = (resources: object, more: object = {}): object => ({
  containers: [{ name: 'main', image: 'web:1', resources, ...more }],
});
const initWith = (resources: object, more: object = {}): object => ({
  containers: [{ name: 'main', image: 'web:1' }],
  initContainers: [{ name: 'init', image: 'web:1', resources, ...more }],
});
const amounts = (cpu: string, memory = '1Gi'): object => ({ requests: { cpu, memory }, limits: { cpu, memory } });
const resized = (resources: object, more: object = {}): object => ({ containers: [{ name: 'main', resources, ...more }] });
const initResized = (resources: object, more: object = {}): object => ({
  initContainers: [{ name: 'init', resources, ...more }],
});
const runningWith = (more: object = {}): object => ({
  phase: 'Running',
  containerStatuses: [{ name: 'main', image: 'i', imageID: '', ready: true, restartCount: 0, state: { running: {} }, ...more }],
});

/** What a pod has, what it is to have, and how it is. */
const resizes: Readonly<Record<string, readonly [made: object, resources: object, status?: object]>> = {
  'from best effort': [containersWith({}), resized({ requests: { cpu: '1' } })],
  'to a guarantee': [containersWith({ requests: { cpu: '1', memory: '1Gi' } }), resized({ limits: { cpu: '1', memory: '1Gi' } })],
  'of what is guaranteed': [containersWith(amounts('1')), resized(amounts('2'))],
  'of what is guaranteed to something less': [containersWith(amounts('1')), resized({ requests: { cpu: '500m' } })],
  'beyond its limit': [containersWith({ requests: { cpu: '1' }, limits: { cpu: '2' } }), resized({ requests: { cpu: '3' } })],
  'of other resources': [
    containersWith({ requests: { cpu: '1', 'ephemeral-storage': '1Gi' } }),
    resized({ requests: { 'ephemeral-storage': '2Gi' } }),
  ],
  'with another policy': [
    containersWith({ requests: { cpu: '1' } }),
    resized({ requests: { cpu: '2' } }, { resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'RestartContainer' }] }),
  ],
  'of a pod that runs where nobody says how': [
    containersWith({ requests: { cpu: '1' } }),
    resized({ requests: { cpu: '2' } }),
    runningWith(),
  ],
  'of a pod that runs': [
    containersWith({ requests: { cpu: '1' } }),
    resized({ requests: { cpu: '2' } }),
    runningWith({ resources: { requests: { cpu: '1' } } }),
  ],
  'of a pod on Windows': [
    { ...containersWith({ requests: { cpu: '1' } }), os: { name: 'windows' } },
    resized({ requests: { cpu: '2' } }),
  ],
  'of an init container': [initWith({ requests: { cpu: '1' } }), initResized({ requests: { cpu: '2' } })],
  'of an init container that takes away': [
    initWith({ requests: { cpu: '1', memory: '1' } }),
    initResized({ requests: { cpu: null } }),
  ],
  'of a sidecar': [
    initWith({ requests: { cpu: '1' } }, { restartPolicy: 'Always' }),
    initResized({ requests: { cpu: '2', 'ephemeral-storage': '1Gi' } }),
  ],
  'of all containers together': [
    { ...containersWith({}), resources: { requests: { cpu: '1' }, limits: { cpu: '4' } } },
    { resources: { requests: { cpu: '2' } } },
  ],
  'of all containers together that takes away': [
    { ...containersWith({}), resources: { requests: { cpu: '1', memory: '1Gi' } } },
    { resources: { requests: { cpu: null } } },
  ],
  'that takes away what all containers have together': [
    { ...containersWith({}), resources: { requests: { cpu: '1', memory: '1Gi' } } },
    { resources: null },
  ],
};

const bindings: readonly DifferentialCase[] = [
  { name: 'a pod is bound to a node', steps: [webPod('a'), bind('a'), get(`${pods}/a`)] },
  { name: 'a pod is bound once', steps: [webPod('a'), bind('a'), bind('a', { kind: 'Node', name: 'n2' })] },
  { name: 'a binding to no node', steps: [webPod('a'), bind('a', { kind: 'Pod' })] },
  { name: 'a binding without a name of a node', steps: [webPod('a'), bind('a', { kind: 'Node', name: '' })] },
  {
    name: 'a binding of another name',
    steps: [webPod('a'), post(`${pods}/a/binding`, { metadata: { name: 'b' }, target: { name: 'n' } })],
  },
  { name: 'a binding of no pod', steps: [bind('a')] },
  { name: 'a binding of another uid', steps: [webPod('a'), bind('a', { name: 'n1' }, { uid: 'other' })] },
  {
    name: 'a binding brings labels and annotations',
    steps: [webPod('a'), bind('a', { name: 'n1' }, { annotations: { x: 'y' }, labels: { zone: 'z' } }), get(`${pods}/a`)],
  },
  {
    name: 'a pod with gates is not bound',
    steps: [webPod('a', { schedulingGates: [{ name: 'example.com/wait' }] }), bind('a')],
  },
  {
    name: 'a pod is bound by the collection of bindings',
    steps: [
      webPod('a'),
      post('/api/v1/namespaces/{ns}/bindings', { metadata: { name: 'a' }, target: { kind: 'Node', name: 'n1' } }),
      get(`${pods}/a`),
    ],
  },
  {
    name: 'a pod that is being deleted is not bound',
    steps: [post(pods, pod('a', { finalizers: ['example.com/hold'] })), remove(`${pods}/a`), bind('a')],
  },
];

const containers = `${pods}/a/ephemeralcontainers`;
const debug = { name: 'debug', image: 'busybox' };
const resources = (cpu: string, memory = '64Mi'): object => ({ requests: { cpu, memory }, limits: { cpu: '2', memory: '1Gi' } });
const sized = (): DifferentialStep =>
  post(pods, pod('a', {}, { containers: [{ name: 'main', image: 'web:1', resources: resources('100m') }] }));
const strategic = (path: string, body: unknown): DifferentialStep => ({
  method: 'PATCH',
  path,
  contentType: 'application/strategic-merge-patch+json',
  body,
});

const partsOfPods: readonly DifferentialCase[] = [
  {
    name: 'a container is added to debug a pod',
    steps: [webPod('a'), strategic(containers, { spec: { ephemeralContainers: [debug] } }), get(`${pods}/a`)],
  },
  {
    name: 'a container to debug a pod is not taken away',
    steps: [
      webPod('a'),
      strategic(containers, { spec: { ephemeralContainers: [debug] } }),
      merge(containers, { spec: { ephemeralContainers: [] } }),
    ],
  },
  {
    name: 'nothing but containers to debug is changed by ephemeralcontainers',
    steps: [
      webPod('a'),
      merge(containers, { metadata: { labels: { x: 'y' } }, spec: { activeDeadlineSeconds: 5 } }),
      get(`${pods}/a`),
    ],
  },
  {
    name: 'a pod is resized',
    steps: [
      sized(),
      strategic(`${pods}/a/resize`, { spec: { containers: [{ name: 'main', resources: { requests: { cpu: '200m' } } }] } }),
      get(`${pods}/a`),
    ],
  },
  {
    name: 'a resize takes nothing away',
    steps: [
      sized(),
      strategic(`${pods}/a/resize`, { spec: { containers: [{ name: 'main', resources: { requests: { cpu: null } } }] } }),
    ],
  },
  {
    name: 'a resize adds no containers',
    steps: [sized(), strategic(`${pods}/a/resize`, { spec: { containers: [{ name: 'new', image: 'web:1' }] } })],
  },
  {
    name: 'a resize changes no image',
    steps: [
      sized(),
      strategic(`${pods}/a/resize`, { spec: { containers: [{ name: 'main', image: 'web:2' }] } }),
      get(`${pods}/a`),
    ],
  },
  ...Object.entries(resizes).map(([name, [made, resources, status]]) => ({
    name: `a resize ${name}`,
    steps: [
      post(pods, pod('a', {}, made)),
      ...(status ? [merge(`${pods}/a/status`, { status })] : []),
      strategic(`${pods}/a/resize`, { spec: resources }),
    ],
  })),
  { name: 'a log of no pod', steps: [get(`${pods}/a/log`)] },
  { name: 'a log of a container that is not there', steps: [webPod('a'), get(`${pods}/a/log?container=other`)] },
  { name: 'a log of fewer lines than none', steps: [webPod('a'), get(`${pods}/a/log?tailLines=-1`)] },
  {
    name: 'a log of one of two containers',
    steps: [
      post(
        pods,
        pod(
          'a',
          {},
          {
            containers: ['one', 'two'].map((name) => ({ name, image: 'web:1' })),
            initContainers: [{ name: 'zero', image: 'i' }],
          },
        ),
      ),
      get(`${pods}/a/log`),
    ],
  },
];

/** The subresources that change an object, or do something with it. */
export const subresourceCases: readonly DifferentialCase[] = [...scales, ...evictions, ...bindings, ...partsOfPods];
