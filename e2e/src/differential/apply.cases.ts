import type { DifferentialCase, DifferentialStep } from './case.js';
import { generatedApplyCases } from './apply-generator.js';
import { applied, configMaps, created, podTemplates, read, replaced, services } from './apply-steps.js';

/*
 * Server-side apply over real kinds, above all those that no controller writes to in between: PodTemplate for what containers have in
 * Deployments, too. Deployments and Jobs are only tried (`dryRun=All`).
 */

const pods = '/api/v1/namespaces/{ns}/pods';
const claims = '/api/v1/namespaces/{ns}/persistentvolumeclaims';
const policies = '/apis/networking.k8s.io/v1/namespaces/{ns}/networkpolicies';
const ingresses = '/apis/networking.k8s.io/v1/namespaces/{ns}/ingresses';
const roles = '/apis/rbac.authorization.k8s.io/v1/namespaces/{ns}/roles';
const deployments = '/apis/apps/v1/namespaces/{ns}/deployments';
const jobs = '/apis/batch/v1/namespaces/{ns}/jobs';
const secrets = '/api/v1/namespaces/{ns}/secrets';
const slices = '/apis/discovery.k8s.io/v1/namespaces/{ns}/endpointslices';
const budgets = '/apis/policy/v1/namespaces/{ns}/poddisruptionbudgets';

const map = (fields: object): object => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' }, ...fields });
const applyMap = (manager: string, data: object, query = ''): DifferentialStep =>
  applied(`${configMaps}/settings`, manager, map({ data }), query);
const forceMap = (manager: string, data: object): DifferentialStep => applyMap(manager, data, '&force=true');

const template = (spec: object, metadata: object = {}): object => ({
  apiVersion: 'v1',
  kind: 'PodTemplate',
  metadata: { name: 'web', ...metadata },
  template: { metadata: { labels: { app: 'web' } }, spec },
});
const applyTemplate = (manager: string, spec: object, query = ''): DifferentialStep =>
  applied(`${podTemplates}/web`, manager, template(spec), query);
const applyContainers = (manager: string, containers: object[], query = ''): DifferentialStep =>
  applyTemplate(manager, { containers }, query);
const applyPorts = (manager: string, ports: object[], query = ''): DifferentialStep =>
  applyContainers(manager, [{ name: 'web', image: 'web:1', ports }], query);
const applyEnv = (manager: string, env: object[], query = ''): DifferentialStep =>
  applyContainers(manager, [{ name: 'web', image: 'web:1', env }], query);
const getTemplate = read(`${podTemplates}/web`);

const service = (spec: object): object => ({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'front' }, spec });
const applyService = (manager: string, spec: object, query = ''): DifferentialStep =>
  applied(`${services}/front`, manager, service({ clusterIP: 'None', ...spec }), query);

const pod = (fields: object, metadata: object = {}): object => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'job', ...metadata },
  ...fields,
});
const podSpec = { containers: [{ name: 'main', image: 'main:1' }] };
const applyPod = (manager: string, body: object, query = '', subresource = ''): DifferentialStep =>
  applied(`${pods}/job${subresource}`, manager, body, query);

const deployment = (spec: object, metadata: object = {}): object => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', ...metadata },
  spec: {
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'web:1' }] } },
    ...spec,
  },
});

const lastApplied = (body: object): object => ({
  'kubectl.kubernetes.io/last-applied-configuration': `${JSON.stringify(body)}\n`,
});

const creations: DifferentialCase[] = [
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

const ownership: DifferentialCase[] = [
  {
    name: 'another applies the same value',
    steps: [applyMap('ci', { a: '1', b: '1' }), applyMap('other', { a: '1' }), applyMap('ci', { b: '1' }), applyMap('other', {})],
  },
  { name: 'another applies another key', steps: [applyMap('ci', { a: '1' }), applyMap('other', { b: '1' }), applyMap('ci', {})] },
  {
    name: 'a conflict with an applier',
    steps: [applyMap('ci', { a: '1' }), applyMap('other', { a: '2' }), forceMap('other', { a: '2' }), applyMap('ci', { a: '1' })],
  },
  {
    name: 'several conflicts with several managers',
    steps: [
      applyMap('ci', { a: '1', b: '1' }),
      applyMap('two', { c: '1' }),
      applyMap('three', { a: '2', b: '2', c: '2' }),
      forceMap('three', { a: '2', b: '2', c: '2' }),
    ],
  },
  {
    name: 'a conflict with somebody who created',
    steps: [
      created(`${configMaps}?fieldManager=me`, map({ data: { a: '1' } })),
      applyMap('ci', { a: '2' }),
      applyMap('ci', { a: '1' }),
      applyMap('ci', {}),
    ],
  },
  {
    name: 'a conflict with somebody who replaced',
    steps: [
      applyMap('ci', { a: '1' }),
      replaced(`${configMaps}/settings?fieldManager=me`, map({ data: { a: '2', b: '1' } })),
      applyMap('ci', { a: '1' }),
      forceMap('ci', { a: '1' }),
    ],
  },
  {
    name: 'a conflict with a merge patch',
    steps: [
      applyMap('ci', { a: '1', b: '1' }),
      {
        method: 'PATCH',
        path: `${configMaps}/settings?fieldManager=me`,
        contentType: 'application/merge-patch+json',
        body: { data: { a: '2', c: '3' } },
      },
      applyMap('ci', { a: '1', b: '1' }),
    ],
  },
  {
    name: 'a conflict with a JSON patch',
    steps: [
      applyMap('ci', { a: '1' }),
      {
        method: 'PATCH',
        path: `${configMaps}/settings?fieldManager=me`,
        contentType: 'application/json-patch+json',
        body: [{ op: 'replace', path: '/data/a', value: '2' }],
      },
      applyMap('ci', { a: '1' }),
    ],
  },
  {
    name: 'a strategic merge patch takes fields',
    steps: [
      applyContainers('ci', [{ name: 'web', image: 'web:1' }]),
      {
        method: 'PATCH',
        path: `${podTemplates}/web?fieldManager=me`,
        contentType: 'application/strategic-merge-patch+json',
        body: {
          template: {
            spec: {
              containers: [
                { name: 'web', image: 'web:2' },
                { name: 'log', image: 'log:1' },
              ],
            },
          },
        },
      },
      applyContainers('ci', [{ name: 'web', image: 'web:1' }]),
    ],
  },
  {
    name: 'who shares a field may not change it',
    steps: [applyMap('ci', { a: '1' }), applyMap('other', { a: '1' }), applyMap('ci', { a: '2' }), forceMap('ci', { a: '2' })],
  },
  {
    name: 'an applied object is replaced by the same manager',
    steps: [
      applyMap('ci', { a: '1' }),
      replaced(`${configMaps}/settings?fieldManager=ci`, map({ data: { a: '2' } })),
      applyMap('ci', { a: '1' }),
    ],
  },
  {
    name: 'labels and annotations of several',
    steps: [
      applied(
        `${configMaps}/settings`,
        'ci',
        map({ metadata: { name: 'settings', labels: { a: '1' }, annotations: { x: '1' } } }),
      ),
      applied(
        `${configMaps}/settings`,
        'other',
        map({ metadata: { name: 'settings', labels: { b: '1' }, annotations: { x: '2' } } }),
      ),
      applied(`${configMaps}/settings`, 'other', map({ metadata: { name: 'settings', labels: { b: '1' } } })),
      applied(`${configMaps}/settings`, 'ci', map({})),
    ],
  },
  {
    name: 'finalizers are a set',
    steps: [
      applied(`${configMaps}/settings`, 'a', map({ metadata: { name: 'settings', finalizers: ['x.io/a', 'x.io/b'] } })),
      applied(`${configMaps}/settings`, 'b', map({ metadata: { name: 'settings', finalizers: ['x.io/c', 'x.io/b'] } })),
      applied(`${configMaps}/settings`, 'a', map({})),
      applied(`${configMaps}/settings`, 'b', map({})),
    ],
  },
  {
    name: 'owner references have keys',
    steps: [
      applied(
        `${configMaps}/settings`,
        'a',
        map({ metadata: { name: 'settings', ownerReferences: [{ apiVersion: 'v1', kind: 'Namespace', name: 'x', uid: '1' }] } }),
        '&dryRun=All',
      ),
    ],
  },
  {
    name: 'managed fields can be emptied',
    steps: [
      applyMap('ci', { a: '1' }),
      replaced(
        `${configMaps}/settings?fieldManager=me`,
        map({ metadata: { name: 'settings', managedFields: [{}] }, data: { a: '1' } }),
      ),
      applyMap('ci', { a: '2' }),
      forceMap('ci', { a: '2' }),
    ],
  },
  {
    name: 'managed fields can be emptied with an empty list',
    steps: [
      applyMap('ci', { a: '1' }),
      replaced(
        `${configMaps}/settings?fieldManager=me`,
        map({ metadata: { name: 'settings', managedFields: [] }, data: { a: '2' } }),
      ),
      read(`${configMaps}/settings`),
    ],
  },
  {
    name: 'managed fields that make no sense are ignored',
    steps: [
      applyMap('ci', { a: '1' }),
      replaced(
        `${configMaps}/settings?fieldManager=me`,
        map({ metadata: { name: 'settings', managedFields: [{ manager: 'x', operation: 'Nonsense' }] }, data: { a: '2' } }),
      ),
    ],
  },
  {
    name: 'managed fields can be given to others',
    steps: [
      applyMap('ci', { a: '1' }),
      replaced(
        `${configMaps}/settings?fieldManager=me`,
        map({
          metadata: {
            name: 'settings',
            managedFields: [
              {
                manager: 'new',
                operation: 'Apply',
                apiVersion: 'v1',
                fieldsType: 'FieldsV1',
                fieldsV1: { 'f:data': { 'f:a': {} } },
              },
            ],
          },
          data: { a: '1' },
        }),
      ),
      applyMap('ci', { a: '2' }),
      applyMap('new', {}),
    ],
  },
];

const lists: DifferentialCase[] = [
  {
    name: 'containers are merged by name',
    steps: [
      applyContainers('ci', [{ name: 'web', image: 'web:1' }]),
      applyContainers('mesh', [{ name: 'proxy', image: 'proxy:1' }]),
      applyContainers('ci', [{ name: 'web', image: 'web:2' }]),
      applyContainers('mesh', [{ name: 'other', image: 'proxy:1' }]),
    ],
  },
  {
    name: 'an image has one owner',
    steps: [
      applyContainers('ci', [{ name: 'web', image: 'web:1' }]),
      applyContainers('other', [{ name: 'web', image: 'web:2' }]),
      applyContainers('other', [{ name: 'web', image: 'web:2' }], '&force=true'),
      getTemplate,
    ],
  },
  {
    name: 'a container goes away with its owner',
    steps: [
      applyContainers('ci', [
        { name: 'web', image: 'web:1' },
        { name: 'log', image: 'log:1' },
      ]),
      applyContainers('ci', [{ name: 'web', image: 'web:1' }]),
    ],
  },
  {
    name: 'a container stays as long as somebody owns a part',
    steps: [
      applyContainers('ci', [
        { name: 'web', image: 'web:1' },
        { name: 'log', image: 'log:1' },
      ]),
      applyContainers('mesh', [{ name: 'log', image: 'log:1', env: [{ name: 'A', value: '1' }] }]),
      applyContainers('ci', [{ name: 'web', image: 'web:1' }]),
      applyContainers('mesh', []),
    ],
  },
  {
    name: 'containers go in the order of the configuration',
    steps: [
      applyContainers(
        'ci',
        ['a', 'b', 'c'].map((name) => ({ name, image: 'x' })),
      ),
      applyContainers(
        'two',
        ['c', 'x', 'a'].map((name) => ({ name, image: 'x' })),
      ),
      applyContainers(
        'ci',
        ['b', 'a', 'c'].map((name) => ({ name, image: 'x' })),
      ),
    ],
  },
  {
    name: 'ports have two keys',
    steps: [
      applyPorts('ci', [
        { containerPort: 80, protocol: 'TCP' },
        { containerPort: 80, protocol: 'UDP' },
      ]),
      applyPorts('other', [{ containerPort: 80, protocol: 'TCP', name: 'http' }]),
      applyPorts('ci', [{ containerPort: 80, protocol: 'UDP' }]),
      applyPorts('other', [{ containerPort: 443, protocol: 'TCP' }]),
    ],
  },
  {
    name: 'ports are TCP by default',
    steps: [
      applyPorts('ci', [{ containerPort: 80 }]),
      applyPorts('other', [{ containerPort: 80, protocol: 'TCP', hostPort: 80 }]),
      applyPorts('ci', [{ containerPort: 81 }]),
    ],
  },
  {
    name: 'a port of another protocol is no conflict',
    steps: [
      applyPorts('ci', [{ containerPort: 80, name: 'a' }]),
      applyPorts('other', [{ containerPort: 80, protocol: 'UDP', name: 'b' }]),
      applyPorts('other', [{ containerPort: 80, name: 'b' }]),
    ],
  },
  { name: 'the same port twice', steps: [applyPorts('ci', [{ containerPort: 80 }, { containerPort: 80, protocol: 'TCP' }])] },
  {
    name: 'env is merged by name',
    steps: [
      applyEnv('ci', [
        { name: 'A', value: '1' },
        { name: 'B', value: '1' },
      ]),
      applyEnv('other', [
        { name: 'C', value: '1' },
        { name: 'A', value: '1' },
      ]),
      applyEnv('ci', [{ name: 'B', value: '2' }]),
      applyEnv('other', [{ name: 'B', value: '3' }]),
    ],
  },
  {
    name: 'env from elsewhere replaces a value',
    steps: [
      applyEnv('ci', [{ name: 'A', value: '1' }]),
      applyEnv('ci', [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }]),
    ],
  },
  {
    name: 'a conflict in an element',
    steps: [applyEnv('ci', [{ name: 'A', value: '1' }]), applyEnv('other', [{ name: 'A', value: '2' }])],
  },
  {
    name: 'volume mounts are merged by path',
    steps: [
      applyTemplate('ci', {
        containers: [{ name: 'web', image: 'x', volumeMounts: [{ name: 'v', mountPath: '/v' }] }],
        volumes: [{ name: 'v', emptyDir: {} }],
      }),
      applyTemplate('other', {
        containers: [{ name: 'web', image: 'x', volumeMounts: [{ name: 'w', mountPath: '/w' }] }],
        volumes: [{ name: 'w', emptyDir: {} }],
      }),
      applyTemplate('ci', { containers: [{ name: 'web', image: 'x' }] }),
    ],
  },
  {
    name: 'a volume of another kind',
    steps: [
      applyTemplate('ci', { containers: [], volumes: [{ name: 'v', emptyDir: {} }] }, '&dryRun=All'),
      applyTemplate('ci', { containers: [{ name: 'a', image: 'x' }], volumes: [{ name: 'v', emptyDir: {} }] }),
      applyTemplate('ci', { containers: [{ name: 'a', image: 'x' }], volumes: [{ name: 'v', configMap: { name: 'c' } }] }),
    ],
  },
  {
    name: 'tolerations are one field',
    steps: [
      applyTemplate('ci', { containers: [{ name: 'a', image: 'x' }], tolerations: [{ key: 'a', operator: 'Exists' }] }),
      applyTemplate('other', { containers: [{ name: 'a', image: 'x' }], tolerations: [{ key: 'b', operator: 'Exists' }] }),
      applyTemplate(
        'other',
        { containers: [{ name: 'a', image: 'x' }], tolerations: [{ key: 'b', operator: 'Exists' }] },
        '&force=true',
      ),
      applyTemplate('other', { containers: [{ name: 'a', image: 'x' }] }),
    ],
  },
  {
    name: 'commands are one field',
    steps: [
      applyContainers('ci', [{ name: 'a', image: 'x', command: ['a', 'b'] }]),
      applyContainers('other', [{ name: 'a', image: 'x', command: ['a'] }]),
      applyContainers('ci', [{ name: 'a', image: 'x' }]),
    ],
  },
  {
    name: 'spread constraints have two keys',
    steps: [
      applyTemplate('ci', {
        containers: [{ name: 'a', image: 'x' }],
        topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' }],
      }),
      applyTemplate('other', {
        containers: [{ name: 'a', image: 'x' }],
        topologySpreadConstraints: [{ maxSkew: 2, topologyKey: 'zone', whenUnsatisfiable: 'ScheduleAnyway' }],
      }),
      applyTemplate('other', {
        containers: [{ name: 'a', image: 'x' }],
        topologySpreadConstraints: [{ maxSkew: 2, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' }],
      }),
      applyTemplate('ci', { containers: [{ name: 'a', image: 'x' }] }),
    ],
  },
  {
    name: 'host aliases and pull secrets have keys',
    steps: [
      applyTemplate('ci', {
        containers: [{ name: 'a', image: 'x' }],
        hostAliases: [{ ip: '1.1.1.1', hostnames: ['a'] }],
        imagePullSecrets: [{ name: 'a' }],
      }),
      applyTemplate('other', {
        containers: [{ name: 'a', image: 'x' }],
        hostAliases: [{ ip: '2.2.2.2', hostnames: ['b'] }],
        imagePullSecrets: [{ name: 'b' }],
      }),
      applyTemplate('ci', { containers: [{ name: 'a', image: 'x' }] }),
    ],
  },
  {
    name: 'service ports have two keys',
    steps: [
      applyService('ci', {
        ports: [
          { port: 53, name: 'a' },
          { port: 53, protocol: 'UDP', name: 'b' },
        ],
      }),
      applyService('other', { ports: [{ port: 53, targetPort: 5353 }] }),
      applyService('other', { ports: [{ port: 53, targetPort: 5353 }] }, '&force=true'),
      applyService('ci', { ports: [{ port: 53, protocol: 'UDP', name: 'b' }] }),
    ],
  },
  {
    name: 'a selector is one field',
    steps: [
      applyService('ci', { selector: { a: '1' }, ports: [{ port: 80 }] }),
      applyService('other', { selector: { b: '1' } }),
      applyService('other', { selector: { b: '1' } }, '&force=true'),
    ],
  },
  {
    name: 'a policy’s pod selector is one field',
    steps: [
      applied(`${policies}/n`, 'ci', {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: { name: 'n' },
        spec: { podSelector: { matchLabels: { a: '1' } } },
      }),
      applied(`${policies}/n`, 'other', {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: { name: 'n' },
        spec: { podSelector: { matchLabels: { b: '1' } } },
      }),
    ],
  },
  {
    name: 'rules of a role are one field',
    steps: ['ci', 'other'].map((manager) =>
      applied(`${roles}/r`, manager, {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'Role',
        metadata: { name: 'r' },
        rules: [{ apiGroups: [''], resources: [manager], verbs: ['get'] }],
      }),
    ),
  },
  {
    name: 'rules of an ingress are one field',
    steps: ['a', 'b'].map((host) =>
      applied(`${ingresses}/i`, host, {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'Ingress',
        metadata: { name: 'i' },
        spec: { rules: [{ host }] },
      }),
    ),
  },
  {
    name: 'resources are merged by name',
    steps: [
      applyContainers('ci', [{ name: 'a', image: 'x', resources: { limits: { cpu: '1' } } }]),
      applyContainers('other', [{ name: 'a', image: 'x', resources: { limits: { memory: '1Gi' } } }]),
      applyContainers('other', [{ name: 'a', image: 'x', resources: { limits: { cpu: '1000m' } } }]),
      applyContainers('ci', [{ name: 'a', image: 'x' }]),
    ],
  },
  {
    name: 'a probe and its default values',
    steps: [
      applyContainers('ci', [{ name: 'a', image: 'x', livenessProbe: { httpGet: { port: 80 } } }]),
      applyContainers('other', [{ name: 'a', image: 'x', livenessProbe: { periodSeconds: 10 } }]),
      applyContainers('other', [{ name: 'a', image: 'x', livenessProbe: { periodSeconds: 20 } }]),
      applyContainers('ci', [{ name: 'a', image: 'x' }]),
    ],
  },
];

const subresources: DifferentialCase[] = [
  {
    name: 'a status is applied',
    steps: [
      applyPod('ci', pod({ spec: podSpec })),
      applyPod('kubelet', pod({ status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] } }), '', '/status'),
      applyPod('other', pod({ status: { conditions: [{ type: 'Disk', status: 'False' }] } }), '', '/status'),
      applyPod('kubelet', pod({ status: { phase: 'Running' } }), '', '/status'),
    ],
  },
  {
    name: 'a conflict in a status',
    steps: [
      applyPod('ci', pod({ spec: podSpec })),
      applyPod('kubelet', pod({ status: { phase: 'Running' } }), '', '/status'),
      applyPod('other', pod({ status: { phase: 'Failed' } }), '', '/status'),
      applyPod('other', pod({ status: { phase: 'Failed' } }), '&force=true', '/status'),
    ],
  },
  {
    name: 'a status is not applied to the object',
    steps: [applyPod('ci', pod({ spec: podSpec, status: { phase: 'Running' } }))],
  },
  {
    name: 'a spec is not applied to the status',
    steps: [
      applyPod('ci', pod({ spec: podSpec })),
      applyPod(
        'kubelet',
        pod({ spec: { activeDeadlineSeconds: 5 }, status: { message: 'a' } }, { labels: { a: '1' } }),
        '',
        '/status',
      ),
    ],
  },
  { name: 'a status of what is not there', steps: [applyPod('kubelet', pod({ status: { phase: 'Running' } }), '', '/status')] },
  {
    name: 'a field of a pod that cannot change',
    steps: [applyPod('ci', pod({ spec: podSpec })), applyPod('ci', pod({ spec: { ...podSpec, nodeName: 'n' } }))],
  },
];

const upgrades: DifferentialCase[] = [
  {
    name: 'kubectl takes over from its client-side apply',
    steps: [
      created(
        `${configMaps}?fieldManager=kubectl-client-side-apply`,
        map({
          metadata: { name: 'settings', annotations: lastApplied(map({ data: { a: '1', b: '1' } })) },
          data: { a: '1', b: '1' },
        }),
      ),
      applyMap('kubectl', { a: '2' }),
      applyMap('kubectl', {}),
    ],
  },
  {
    name: 'others do not take over from client-side apply',
    steps: [
      created(
        `${configMaps}?fieldManager=kubectl-client-side-apply`,
        map({ metadata: { name: 'settings', annotations: lastApplied(map({ data: { a: '1' } })) }, data: { a: '1' } }),
      ),
      applyMap('flux', { a: '2' }),
    ],
  },
  {
    name: 'what was changed since is a conflict',
    steps: [
      created(
        `${configMaps}?fieldManager=kubectl-client-side-apply`,
        map({
          metadata: { name: 'settings', annotations: lastApplied(map({ data: { a: '1', b: '1' } })) },
          data: { a: '1', b: '1' },
        }),
      ),
      {
        method: 'PATCH',
        path: `${configMaps}/settings?fieldManager=me`,
        contentType: 'application/merge-patch+json',
        body: { data: { a: '3' } },
      },
      applyMap('kubectl', { a: '2', b: '2' }),
      applyMap('kubectl', { a: '2', b: '2' }, '&force=true'),
    ],
  },
  {
    name: 'the annotation is kept up to date',
    steps: [
      created(
        `${configMaps}?fieldManager=kubectl-client-side-apply`,
        map({ metadata: { name: 'settings', annotations: lastApplied(map({ data: { a: '1' } })) }, data: { a: '1' } }),
      ),
      applied(
        `${configMaps}/settings`,
        'kubectl',
        map({ metadata: { name: 'settings', annotations: { x: '<1>' } }, data: { a: '1' } }),
      ),
    ],
  },
  {
    name: 'an annotation that cannot be read',
    steps: [
      created(
        `${configMaps}?fieldManager=kubectl-client-side-apply`,
        map({
          metadata: { name: 'settings', annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{' } },
          data: { a: '1' },
        }),
      ),
      applyMap('kubectl', { a: '2' }),
    ],
  },
];

const refusals: DifferentialCase[] = [
  {
    name: 'apply without a manager',
    steps: [{ method: 'PATCH', path: `${configMaps}/settings`, contentType: 'application/apply-patch+yaml', body: map({}) }],
  },
  {
    name: 'apply with managed fields',
    steps: [
      applied(`${configMaps}/settings`, 'ci', map({ metadata: { name: 'settings', managedFields: [{}] } })),
      applied(`${configMaps}/settings`, 'ci', map({ metadata: { name: 'settings', managedFields: [] } })),
    ],
  },
  {
    name: 'apply of another kind',
    steps: [
      applied(`${configMaps}/settings`, 'ci', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'settings' } }),
      applied(`${configMaps}/settings`, 'ci', { apiVersion: 'v2', kind: 'ConfigMap', metadata: { name: 'settings' } }),
    ],
  },
  {
    name: 'apply without version and kind',
    steps: [applied(`${configMaps}/settings`, 'ci', { metadata: { name: 'settings' } })],
  },
  { name: 'apply of another name', steps: [applied(`${configMaps}/settings`, 'ci', map({ metadata: { name: 'other' } }))] },
  {
    name: 'apply without metadata',
    steps: [applied(`${configMaps}/settings`, 'ci', { apiVersion: 'v1', kind: 'ConfigMap', data: { a: '1' } })],
  },
  {
    name: 'apply of another namespace',
    steps: [applied(`${configMaps}/settings`, 'ci', map({ metadata: { name: 'settings', namespace: 'elsewhere' } }))],
  },
  {
    name: 'apply with an unknown field',
    steps: [
      applied(`${deployments}/web`, 'ci', deployment({ replica: 1 })),
      applied(`${deployments}/web`, 'ci', deployment({ replica: 1 }), '&fieldValidation=Ignore'),
    ],
  },
  {
    name: 'apply with wrong types',
    steps: [
      applied(`${deployments}/web`, 'ci', deployment({ replicas: '1' })),
      applied(`${deployments}/web`, 'ci', deployment({ paused: 'no' })),
      applyMap('ci', { a: 1 }),
      applyMap('ci', { a: true }),
      applyMap('ci', { a: { b: 'c' } }),
      applied(`${deployments}/web`, 'ci', deployment({ template: [] })),
      applied(`${deployments}/web`, 'ci', deployment({ template: { spec: { containers: {} } } })),
    ],
  },
  {
    name: 'apply of duplicates',
    steps: [
      applyContainers('ci', [{ name: 'a' }, { name: 'a' }]),
      applied(`${configMaps}/settings`, 'ci', map({ metadata: { name: 'settings', finalizers: ['a.io/a', 'a.io/a'] } })),
    ],
  },
  { name: 'apply of an element without its key', steps: [applyContainers('ci', [{ image: 'a' }])] },
  {
    name: 'apply of an invalid object',
    steps: [
      applyContainers('ci', [{ name: 'A', image: 'x' }]),
      applied(`${deployments}/web`, 'ci', deployment({ replicas: -1 })),
    ],
  },
  {
    name: 'apply of an object that is not complete',
    steps: [
      applied(`${deployments}/web`, 'ci', {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'web' },
        spec: { replicas: 1 },
      }),
    ],
  },
  {
    name: 'apply of no object',
    steps: ['', '[]', '"x"', 'a: [', '{'].map((body) => ({
      method: 'PATCH',
      path: `${configMaps}/settings?fieldManager=ci`,
      contentType: 'application/apply-patch+yaml',
      body,
    })),
  },
  {
    name: 'apply of YAML with a key twice',
    steps: ['Strict', 'Warn', 'Ignore'].map((validation) => ({
      method: 'PATCH',
      path: `${configMaps}/settings?fieldManager=ci&fieldValidation=${validation}`,
      contentType: 'application/apply-patch+yaml',
      body: 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\ndata:\n  a: "1"\n  a: "2"\n',
    })),
  },
  {
    name: 'apply with a version that is not the object’s',
    steps: [
      applyMap('ci', { a: '1' }),
      applied(`${configMaps}/settings`, 'ci', map({ metadata: { name: 'settings', resourceVersion: '1' }, data: { a: '2' } })),
      applied(`${configMaps}/settings`, 'ci', map({ metadata: { name: 'settings', uid: 'x' }, data: { a: '2' } })),
    ],
  },
  {
    name: 'force is for apply only',
    steps: [
      created(configMaps, map({})),
      { method: 'PATCH', path: `${configMaps}/settings?force=true`, contentType: 'application/merge-patch+json', body: {} },
    ],
  },
];

/** Server-side apply: what it answers, and who owns what afterwards. */
export const applyCases: DifferentialCase[] = [
  creations,
  ownership,
  lists,
  subresources,
  upgrades,
  refusals,
  generatedApplyCases,
].flat();
