import {
  applyContainers,
  applyEnv,
  applyPorts,
  applyService,
  applyTemplate,
  getTemplate,
  ingresses,
  policies,
  roles,
} from './apply-objects.js';
import { applied } from './apply-steps.js';
import type { DifferentialCase } from './case.js';

/** Lists and objects as their schemas have them merged. */
export const lists: DifferentialCase[] = [
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
