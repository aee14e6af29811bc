import type { DifferentialCase } from './case.js';
import { generatedMetadataPatch, generatedPodSpecPatch, generatedServiceSpecPatch } from './patch.generator.js';
import { ownerReferences, patchedObjects } from './patch.objects.js';

type Kind = keyof typeof patchedObjects;
/** The suffix is a subresource, a query, or both. */
type Patches = readonly (readonly [what: string, patch: unknown, suffix?: string])[];

const strategicType = 'application/strategic-merge-patch+json';
const mergeType = 'application/merge-patch+json';
const jsonType = 'application/json-patch+json';

/** Cases that create the object and patch it once each. */
function casesOf(how: string, contentType: string, kind: Kind, patches: Patches): DifferentialCase[] {
  const { path, object } = patchedObjects[kind];
  return patches.map(([what, patch, suffix = '']) => ({
    name: `${how} patch of a ${kind}: ${what}`,
    steps: [
      { method: 'POST', path, body: object },
      ...(kind === 'disruption budget'
        ? // Its controller writes as soon as it has seen it.
          [{ method: 'GET', path: `${path}/patched`, until: { fields: { 'status.observedGeneration': 1 } } } as const]
        : []),
      { method: 'PATCH', path: `${path}/patched${suffix}`, contentType, body: patch },
    ],
  }));
}

const strategic = (kind: Kind, patches: Patches): DifferentialCase[] => casesOf('strategic merge', strategicType, kind, patches);
const merge = (kind: Kind, patches: Patches): DifferentialCase[] => casesOf('merge', mergeType, kind, patches);
const json = (kind: Kind, patches: Patches): DifferentialCase[] => casesOf('JSON', jsonType, kind, patches);

const seeds = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);
const podSpec = (spec: unknown): unknown => ({ spec: { template: { spec } } });
const container = (fields: Record<string, unknown>): unknown => podSpec({ containers: [{ name: 'web', ...fields }] });

const deployments = strategic('deployment', [
  ['an image', container({ image: 'example.com/web:2' })],
  ['one more container', podSpec({ containers: [{ name: 'new', image: 'example.com/new:1' }] })],
  ['one container less', podSpec({ containers: [{ name: 'side', $patch: 'delete' }] })],
  ['a container that is not there deleted', podSpec({ containers: [{ name: 'none', $patch: 'delete' }] })],
  [
    'all containers replaced',
    podSpec({ containers: [{ $patch: 'replace' }, { name: 'only', image: 'example.com/only:1' }], volumes: null }),
  ],
  ['one container replaced', podSpec({ containers: [{ name: 'web', image: 'example.com/w:1', $patch: 'replace' }] })],
  ['the order of containers', podSpec({ '$setElementOrder/containers': [{ name: 'log' }, { name: 'web' }, { name: 'side' }] })],
  [
    'the order of containers with a new one',
    podSpec({
      '$setElementOrder/containers': [{ name: 'new' }, { name: 'side' }, { name: 'web' }],
      containers: [{ name: 'new', image: 'example.com/new:1' }],
    }),
  ],
  [
    'an order that the containers do not have',
    podSpec({
      '$setElementOrder/containers': [{ name: 'web' }, { name: 'log' }],
      containers: [{ name: 'log' }, { name: 'web' }],
    }),
  ],
  ['an environment variable', container({ env: [{ name: 'A', value: '2' }] })],
  [
    'a variable that comes from elsewhere now',
    container({ env: [{ name: 'A', value: null, valueFrom: { secretKeyRef: { name: 's', key: 'k' } } }] }),
  ],
  ['a variable that has two sources', container({ env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } }] })],
  [
    'variables deleted and added',
    container({
      env: [
        { name: 'C', $patch: 'delete' },
        { name: 'D', value: '4' },
      ],
    }),
  ],
  ['a port by its number', container({ ports: [{ containerPort: 80, name: 'web' }] })],
  ['a port with another protocol', container({ ports: [{ containerPort: 80, protocol: 'UDP' }] })],
  ['a port deleted', container({ ports: [{ containerPort: 9090, $patch: 'delete' }] })],
  ['a port without number', container({ ports: [{ name: 'http' }] })],
  ['a mount by its path', container({ volumeMounts: [{ mountPath: '/conf', name: 'tmp' }] })],
  ['limits', container({ resources: { limits: { cpu: null, memory: '2Gi' }, requests: null } })],
  ['another handler of a probe', container({ livenessProbe: { httpGet: null, exec: { command: ['true'] } } })],
  ['two handlers of a probe', container({ livenessProbe: { exec: { command: ['true'] } } })],
  ['lists of texts', container({ args: ['-c'], securityContext: { capabilities: { add: null, drop: ['KILL'] } } })],
  [
    'a volume of another type',
    podSpec({ volumes: [{ name: 'tmp', $retainKeys: ['name', 'hostPath'], hostPath: { path: '/tmp' } }] }),
  ],
  ['a volume of two types', podSpec({ volumes: [{ name: 'tmp', hostPath: { path: '/tmp' } }] })],
  ['keys retained that are not all', podSpec({ volumes: [{ name: 'tmp', $retainKeys: ['name'], hostPath: { path: '/tmp' } }] })],
  [
    'items of a volume',
    podSpec({ volumes: [{ name: 'conf', configMap: { items: [{ key: 'b', path: 'b' }], defaultMode: 256 } }] }),
  ],
  ['tolerations, which are replaced', podSpec({ tolerations: [{ key: 'only', operator: 'Exists' }] })],
  ['no tolerations', podSpec({ tolerations: [] })],
  ['secrets to pull with', podSpec({ imagePullSecrets: [{ name: 'three' }, { name: 'one', $patch: 'delete' }] })],
  [
    'host aliases',
    podSpec({
      hostAliases: [
        { ip: '10.0.0.2', hostnames: ['d'] },
        { ip: '10.0.0.3', hostnames: ['e'] },
      ],
    }),
  ],
  ['a spread by its topology', podSpec({ topologySpreadConstraints: [{ topologyKey: 'zone', maxSkew: 5 }] })],
  [
    'a spread of the same topology and another rule',
    podSpec({ topologySpreadConstraints: [{ topologyKey: 'zone', whenUnsatisfiable: 'ScheduleAnyway', maxSkew: 3 }] }),
  ],
  [
    'init containers',
    podSpec({
      initContainers: [
        { name: 'init', command: ['false'] },
        { name: 'next', image: 'example.com/next:1' },
      ],
    }),
  ],
  ['a security context replaced', podSpec({ securityContext: { $patch: 'replace', fsGroup: 5 } })],
  ['a node selector deleted', podSpec({ nodeSelector: { $patch: 'delete' } })],
  ['annotations of the template', { spec: { template: { metadata: { annotations: { a: null, c: '3' } } } } }],
  ['another strategy, the old one in the way', { spec: { strategy: { type: 'Recreate' } } }],
  ['another strategy, keys retained', { spec: { strategy: { $retainKeys: ['type'], type: 'Recreate' } } }],
  ['a field of the strategy', { spec: { strategy: { rollingUpdate: { maxUnavailable: '10%' } } } }],
  ['replicas back to the default', { spec: { replicas: null } }],
  ['a selector, which is immutable', { spec: { selector: { matchLabels: { app: 'x' } } } }],
  ['a field that is not known', { spec: { nope: 1 } }],
  ['a field that is not known, strictly', { spec: { nope: 1 } }, '?fieldValidation=Strict'],
  ['a field that is not known, ignored', { spec: { nope: 1 } }, '?fieldValidation=Ignore'],
  ['a text for a number', { spec: { replicas: 'x' } }],
  ['a text for a list', podSpec({ containers: 'x' })],
  ['a container without name', podSpec({ containers: [{ image: 'x' }] })],
  ['a directive that is not known', podSpec({ containers: [{ name: 'web', $patch: 'remove' }] })],
  ['a directive of the template that is not known', { spec: { template: { $patch: 'merge' } } }],
  ['keys retained that are no list', { spec: { strategy: { $retainKeys: 'type' } } }],
  ['an order of what is no list', podSpec({ '$setElementOrder/nodeSelector': [] })],
  ['an order of what is not known', podSpec({ '$setElementOrder/nope': [] })],
  ['nothing', {}],
  ['nothing but what is', { spec: { paused: true }, metadata: { labels: { app: 'web' } } }],
  ['a list', []],
  ['no JSON', '{"spec":'],
  ['a field twice', '{"spec":{"paused":true,"paused":true}}'],
  ['a dry run', container({ image: 'example.com/web:3' }), '?dryRun=All'],
  ['a manager', container({ image: 'example.com/web:3' }), '?fieldManager=me'],
  ['another version of it', { metadata: { resourceVersion: '1' }, spec: { paused: true } }],
  ['another name', { metadata: { name: 'other' } }],
  ...seeds(24).map((seed) => [`generated ${String(seed)}`, podSpec(generatedPodSpecPatch(seed))] as const),
]);

const others = [
  ...strategic(
    'pod template',
    seeds(10).map((seed) => [`generated ${String(seed)}`, { template: { spec: generatedPodSpecPatch(100 + seed) } }]),
  ),
  ...strategic('pod', [
    ['an image', { spec: { containers: [{ name: 'log', image: 'example.com/log:2' }] } }],
    ['an owner by its uid', { metadata: { ownerReferences: [{ uid: ownerReferences[0]?.uid, blockOwnerDeletion: true }] } }],
    ['an owner deleted', { metadata: { ownerReferences: [{ uid: ownerReferences[1]?.uid, $patch: 'delete' }] } }],
    [
      'the order of owners',
      { metadata: { '$setElementOrder/ownerReferences': [...ownerReferences].reverse().map(({ uid }) => ({ uid })) } },
    ],
    ['an owner without uid', { metadata: { ownerReferences: [{ name: 'one' }] } }],
    ['one more toleration', { spec: { tolerations: [{ key: 'n', operator: 'Exists' }] } }],
    ['a variable, which is immutable', { spec: { containers: [{ name: 'web', env: [{ name: 'A', value: '2' }] }] } }],
  ]),
  ...strategic('service', [
    ['a port', { spec: { ports: [{ port: 80, targetPort: 8080 }] } }],
    ['one more port', { spec: { ports: [{ port: 8080, name: 'alt' }] } }],
    ['a port of the same number and another protocol', { spec: { ports: [{ port: 53, protocol: 'TCP' }] } }],
    ['a port deleted', { spec: { ports: [{ port: 443, $patch: 'delete' }] } }],
    ['the selector', { spec: { selector: { app: null, tier: 'x' } } }],
    ['a port without number', { spec: { ports: [{ name: 'http', targetPort: 1 }] } }],
    ...seeds(10).map((seed) => [`generated ${String(seed)}`, { spec: generatedServiceSpecPatch(seed) }] as const),
  ]),
  ...strategic('job', [
    ['rules, which are replaced', { spec: { backoffLimit: 9 } }],
    ['parallelism', { spec: { parallelism: 3 } }],
    ['a template of a suspended job', { spec: { template: { spec: { nodeSelector: { a: 'b' } } } } }],
  ]),
  ...strategic('cron job', [
    [
      'a container of its template',
      { spec: { jobTemplate: { spec: { template: { spec: { containers: [{ name: 'main', args: ['x'] }] } } } } } },
    ],
    ['history', { spec: { successfulJobsHistoryLimit: 7, failedJobsHistoryLimit: null } }],
  ]),
  ...strategic('disruption budget', [
    ['the selector, which is replaced', { spec: { selector: { matchLabels: { app: 'x' } } } }],
    ['the selector, which is replaced with its directive', { spec: { selector: { $patch: 'merge', matchLabels: { a: 'b' } } } }],
    ['the other limit', { spec: { minAvailable: null, maxUnavailable: '10%' } }],
  ]),
  ...strategic('claim', [
    ['labels', { metadata: { labels: { tier: null, a: 'b' } } }],
    ['what it is', { spec: { volumeMode: 'Filesystem' } }],
    ['a finalizer taken out', { metadata: { '$deleteFromPrimitiveList/finalizers': ['example.com/b'] } }],
  ]),
  ...strategic('network policy', [
    ['rules, which are replaced', { spec: { ingress: [{ ports: [{ port: 80 }] }], policyTypes: ['Ingress', 'Egress'] } }],
    ['the selector', { spec: { podSelector: { matchLabels: { role: null, a: 'b' } } } }],
  ]),
  ...strategic('autoscaler', [
    [
      'metrics, which are replaced',
      {
        spec: {
          metrics: [{ type: 'Resource', resource: { name: 'memory', target: { type: 'AverageValue', averageValue: '1Gi' } } }],
        },
      },
    ],
    ['limits', { spec: { minReplicas: 2, maxReplicas: 9 } }],
  ]),
  ...strategic('service account', [
    ['secrets', { secrets: [{ name: 'a', $patch: 'delete' }, { name: 'c' }] }],
    ['secrets to pull with, which are replaced', { imagePullSecrets: [{ name: 'r' }] }],
    ['secrets to pull with, a directive in vain', { imagePullSecrets: [{ name: 'p', $patch: 'delete' }] }],
  ]),
  ...strategic('config map', [
    ['data', { data: { k: null, n: 'x' }, binaryData: { b: null } }],
    ['data replaced', { data: { $patch: 'replace', n: 'x' } }],
    ['a map for a text', { data: { k: { a: 'b' } } }],
    ['a number for a text', { data: { k: 5 } }],
    ['null', 'null'],
    ...seeds(8).map((seed) => [`generated ${String(seed)}`, { metadata: generatedMetadataPatch(seed) }] as const),
  ]),
];

const ready = { type: 'Ready', status: 'False', reason: 'Waiting' };
const subresources = [
  ...strategic('pod', [
    ['conditions by their type', { status: { conditions: [ready, { type: 'example.com/more', status: 'True' }] } }, '/status'],
    [
      'conditions in an order',
      {
        status: {
          '$setElementOrder/conditions': [{ type: 'Ready' }, { type: 'Initialized' }],
          conditions: [ready, { type: 'Initialized', status: 'True' }],
        },
      },
      '/status',
    ],
    ['addresses', { status: { podIP: '10.0.0.9', podIPs: [{ ip: '10.0.0.9' }, { ip: 'fd00::9' }] } }, '/status'],
    ['the spec by way of the status', { spec: { nodeName: 'x' }, status: { message: 'm' } }, '/status'],
    ['the status by way of the spec', { metadata: { labels: { a: 'b' } }, status: { message: 'm' } }],
    [
      'a debugging container',
      { spec: { ephemeralContainers: [{ name: 'debug', image: 'example.com/debug:1' }] } },
      '/ephemeralcontainers',
    ],
  ]),
  ...strategic('claim', [
    ['conditions of its status', { status: { conditions: [{ type: 'Resizing', status: 'True' }] } }, '/status'],
    ['capacity of its status', { status: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'] } }, '/status'],
  ]),
  ...strategic('service', [
    ['addresses of its status', { status: { loadBalancer: { ingress: [{ ip: '192.0.2.9' }] } } }, '/status'],
    [
      'conditions of its status',
      { status: { conditions: [{ type: 'A', status: 'True', reason: 'R', message: '' }] } },
      '/status',
    ],
  ]),
  ...strategic('deployment', [['its scale', { spec: { replicas: 1 } }, '/scale']]),
  ...merge('deployment', [['its scale', { spec: { replicas: 1 } }, '/scale']]),
  ...json('deployment', [['its scale', [{ op: 'replace', path: '/spec/replicas', value: 1 }], '/scale']]),
];

const mergePatches = [
  ...merge('config map', [
    ['data', { data: { k: null, n: 'x' } }],
    ['finalizers, which are replaced', { metadata: { finalizers: ['example.com/z'] } }],
    ['a text for a map', { data: 'x' }],
    ['a number for a text', { data: { k: 5 } }],
    ['a field that is not known', { nope: { a: null, b: 1 } }],
    ['a field that is not known, strictly', { nope: 1 }, '?fieldValidation=Strict'],
    ['a list', []],
    ['null', 'null'],
    ['no JSON', '{'],
    ['a field twice', '{"data":{"a":"1","a":"2"}}'],
    ['immutable from now on', { immutable: true }],
  ]),
  ...merge('deployment', [
    ['containers, which are replaced', podSpec({ containers: [{ name: 'only', image: 'example.com/only:1' }], volumes: null })],
    ['directives, which are nothing to it', podSpec({ securityContext: { $patch: 'replace', fsGroup: 5 } })],
    ['nulls within a list', podSpec({ tolerations: [{ key: 'k', operator: 'Exists', value: null }] })],
  ]),
];

const jsonPatches = [
  ...json('config map', [
    ['a field added', [{ op: 'add', path: '/data/n', value: 'x' }]],
    ['a field replaced that is not there', [{ op: 'replace', path: '/data/n', value: 'x' }]],
    ['a field removed', [{ op: 'remove', path: '/data/k' }]],
    ['a field removed that is not there', [{ op: 'remove', path: '/data/n' }]],
    ['a path that leads nowhere', [{ op: 'add', path: '/nope/n', value: 'x' }]],
    ['an escaped path', [{ op: 'add', path: '/metadata/annotations/example.com~1a', value: 'x' }]],
    ['a path with a tilde', [{ op: 'add', path: '/metadata/annotations/a~0b', value: 'x' }]],
    [
      'a test that succeeds',
      [
        { op: 'test', path: '/data/k', value: 'v' },
        { op: 'replace', path: '/data/k', value: 'z' },
      ],
    ],
    [
      'a test that fails',
      [
        { op: 'replace', path: '/data/other', value: 'z' },
        { op: 'test', path: '/data/k', value: 'z' },
      ],
    ],
    [
      'a test of what is not there for null',
      [
        { op: 'test', path: '/data/n', value: null },
        { op: 'add', path: '/data/n', value: 'x' },
      ],
    ],
    ['a field moved', [{ op: 'move', from: '/data/k', path: '/data/moved' }]],
    ['a field copied', [{ op: 'copy', from: '/data/k', path: '/data/copied' }]],
    ['an element at the end', [{ op: 'add', path: '/metadata/finalizers/-', value: 'example.com/z' }]],
    ['an element at the start', [{ op: 'add', path: '/metadata/finalizers/0', value: 'example.com/z' }]],
    ['an element counted from the end', [{ op: 'remove', path: '/metadata/finalizers/-1' }]],
    ['an element beyond the end', [{ op: 'add', path: '/metadata/finalizers/9', value: 'example.com/z' }]],
    ['an index that is none', [{ op: 'remove', path: '/metadata/finalizers/x' }]],
    ['an operation that is none', [{ op: 'merge', path: '/data/k', value: 'v' }]],
    ['an operation that is a number', [{ op: 5, path: '/data/k' }]],
    ['an operation that is a text', ['add']],
    ['an object', { op: 'add', path: '/data/n', value: 'x' }],
    ['no operation', []],
    ['no JSON', '[{'],
    ['a field of an operation that is not known', [{ op: 'add', path: '/data/n', value: 'x', nope: 1 }]],
    ['a field of the object that is not known', [{ op: 'add', path: '/nope', value: 1 }]],
    ['the name removed', [{ op: 'remove', path: '/metadata/name' }]],
    ['too many operations', Array.from({ length: 10_001 }, () => ({ op: 'test', path: '/data/k', value: 'v' }))],
  ]),
  ...json('deployment', [
    ['a container', [{ op: 'replace', path: '/spec/template/spec/containers/0/image', value: 'example.com/web:2' }]],
    ['the last container', [{ op: 'remove', path: '/spec/template/spec/containers/-1' }]],
    ['a test of a default', [{ op: 'test', path: '/spec/template/spec/restartPolicy', value: 'Always' }]],
    ['a test of an object', [{ op: 'test', path: '/spec/selector', value: { matchLabels: { app: 'web' } } }]],
  ]),
];

const media: DifferentialCase[] = [
  'application/json',
  'text/plain',
  'application/apply-patch+cbor',
  'application/Merge-Patch+json',
].map((contentType) => ({
  name: `a patch that is ${contentType}`,
  steps: [
    { method: 'POST', path: patchedObjects['config map'].path, body: patchedObjects['config map'].object },
    { method: 'PATCH', path: `${patchedObjects['config map'].path}/patched`, contentType, body: '{}' },
  ],
}));

const missing: DifferentialCase[] = [strategicType, mergeType].map((contentType) => ({
  name: `a patch of nothing that is ${contentType}`,
  steps: [{ method: 'PATCH', path: `${patchedObjects['config map'].path}/none`, contentType, body: {} }],
}));

/** JSON, merge and strategic merge patches over built-in kinds; a part of the strategic ones comes from a seeded generator. */
export const patchCases: readonly DifferentialCase[] = [
  ...deployments,
  ...others,
  ...subresources,
  ...mergePatches,
  ...jsonPatches,
  ...media,
  ...missing,
];
