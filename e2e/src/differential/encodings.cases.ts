import { core, get, grouped, jobTemplate, named, pods, post, rbac, template, workload } from './case-builders.js';
import type { DifferentialCase, DifferentialStep } from './case.js';

/* In which encodings do servers answer? */

const protobuf = 'application/vnd.kubernetes.protobuf';
const yaml = 'application/yaml';
const as = (type: string, kind: string): string => `${type};as=${kind};g=meta.k8s.io;v=v1`;
const accepting = (accept: string, step: DifferentialStep): DifferentialStep => ({
  ...step,
  headers: { ...step.headers, accept },
});
const configMaps = core('configmaps');
const things = '/apis/{ns}.encodings.example.com/v1/namespaces/{ns}/things';
const watching = (path: string, more = ''): DifferentialStep =>
  get(`${path}?watch=true&resourceVersion=0&timeoutSeconds=1&fieldSelector=metadata.name%3Dx${more}`);
const settings = named({
  metadata: { labels: { b: '2', a: '1' }, annotations: { text: 'two words: and a colon' } },
  data: { lines: 'a\nb\n', text: 'it is #1', number: '1', empty: '', umlaut: 'ü' },
  binaryData: { bytes: 'AP8=' },
});

const objects: Readonly<Record<string, readonly [path: string, body: object]>> = {
  'config map': [configMaps, settings],
  pod: [
    pods,
    named({
      spec: {
        containers: [
          {
            name: 'c',
            image: 'nginx:1',
            ports: [{ containerPort: 80 }],
            resources: { requests: { cpu: '100m', memory: '1Gi' }, limits: { cpu: '1' } },
            livenessProbe: { httpGet: { path: '/', port: 'http' } },
            readinessProbe: { tcpSocket: { port: 80 } },
            env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }],
          },
        ],
        tolerations: [{ key: 'a', operator: 'Exists', tolerationSeconds: 0 }],
        securityContext: { runAsUser: 0, supplementalGroups: [1, 2], fsGroup: 3 },
      },
    }),
  ],
  deployment: [grouped('apps/v1', 'deployments'), named(workload({ replicas: 0 }))],
  job: [grouped('batch/v1', 'jobs'), named({ spec: { template: jobTemplate } })],
  service: [core('services'), named({ spec: { ports: [{ port: 80, targetPort: 'http' }], selector: { a: 'b' } } })],
  secret: [core('secrets'), named({ stringData: { a: 'b' }, data: { c: '' } })],
  role: [grouped(rbac, 'roles'), named({ rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }] })],
  lease: [
    grouped('coordination.k8s.io/v1', 'leases'),
    named({ spec: { holderIdentity: 'a', renewTime: '2026-01-02T03:04:05.123456Z' } }),
  ],
  'controller revision': [grouped('apps/v1', 'controllerrevisions'), named({ revision: 1, data: { a: { b: [1] } } })],
  autoscaler: [
    grouped('autoscaling/v2', 'horizontalpodautoscalers'),
    named({ spec: { maxReplicas: 3, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'x' } } }),
  ],
  'network policy': [
    grouped('networking.k8s.io/v1', 'networkpolicies'),
    named({ spec: { podSelector: {}, policyTypes: ['Ingress'] } }),
  ],
};

const inEach: DifferentialCase[] = Object.entries(objects).flatMap(([what, [path, body]]) => [
  {
    name: `a ${what} in protobuf`,
    steps: [
      accepting(protobuf, post(path, body as Record<string, unknown>)),
      accepting(protobuf, get(`${path}/x`)),
      accepting(protobuf, get(`${path}?fieldSelector=metadata.name%3Dx`)),
      accepting(protobuf, watching(path)),
    ],
  },
  {
    name: `a ${what} in YAML`,
    steps: [
      accepting(yaml, post(path, body as Record<string, unknown>)),
      accepting(yaml, get(`${path}?fieldSelector=metadata.name%3Dx`)),
    ],
  },
]);

const wanted: Readonly<Record<string, string>> = {
  'nothing that there is': 'text/plain',
  'nothing that there is, but JSON': 'text/plain, application/json',
  'any application': 'application/*',
  'any application, and JSON': 'application/*, application/json',
  anything: '*/*',
  'YAML more than JSON': 'application/json;q=0.5, application/yaml',
  'protobuf more than JSON': `${protobuf}, application/json`,
  'a table in YAML': as(yaml, 'Table'),
  'a table in protobuf': as(protobuf, 'Table'),
  'a table in protobuf, or protobuf': `${as(protobuf, 'Table')}, ${protobuf}`,
  'a table in JSON, or protobuf': `${as('application/json', 'Table')}, ${protobuf}`,
  'metadata in protobuf': as(protobuf, 'PartialObjectMetadata'),
  'metadata of lists in protobuf': as(protobuf, 'PartialObjectMetadataList'),
  'metadata in YAML': as(yaml, 'PartialObjectMetadata'),
  'metadata of a version that is not': `${protobuf};as=PartialObjectMetadata;g=meta.k8s.io;v=v2`,
  'metadata in version v1beta1': `${protobuf};as=PartialObjectMetadata;g=meta.k8s.io;v=v1beta1`,
  'metadata of lists in version v1beta1': `${protobuf};as=PartialObjectMetadataList;g=meta.k8s.io;v=v1beta1`,
  'a stream in protobuf': `${protobuf};stream=watch`,
  'a stream in YAML': `${yaml};stream=watch`,
  'a stream of something': `${protobuf};stream=other`,
  CBOR: 'application/cbor',
  'what is not wanted at all': 'application/json;q=0',
  'YAML rather than JSON': 'application/json;q=0.1,application/yaml;q=0.9',
  'anything rather than YAML': '*/*;q=0.9,application/yaml;q=0.1',
  'a table without a name': 'application/json;as=',
  'a parameter that is none': 'application/json;as;g;v',
  'capital letters': 'Application/JSON',
  'an asterisk': '*',
};

const definition: DifferentialStep = {
  method: 'POST',
  path: '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
  body: {
    metadata: { name: 'things.{ns}.encodings.example.com' },
    spec: {
      group: '{ns}.encodings.example.com',
      scope: 'Namespaced',
      names: { plural: 'things', kind: 'Thing' },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
          subresources: { status: {}, scale: { specReplicasPath: '.spec.replicas', statusReplicasPath: '.status.replicas' } },
        },
      ],
    },
  },
};
const thing = named({ apiVersion: '{ns}.encodings.example.com/v1', kind: 'Thing', spec: { replicas: 1 } });
const established: DifferentialStep = { ...get('/apis/{ns}.encodings.example.com/v1'), until: { status: 200 } };
const withThings = (...steps: DifferentialStep[]): DifferentialStep[] => [
  definition,
  established,
  { ...post(things, thing), until: { status: 201 } },
  ...steps,
  { method: 'DELETE', path: '/apis/apiextensions.k8s.io/v1/customresourcedefinitions/things.{ns}.encodings.example.com' },
];

const negotiated: DifferentialCase[] = Object.entries(wanted).flatMap(([what, accept]) => [
  {
    name: `accepting ${what}`,
    steps: [
      post(configMaps, settings),
      accepting(accept, get(`${configMaps}/x`)),
      accepting(accept, get(`${configMaps}?fieldSelector=metadata.name%3Dx`)),
      accepting(accept, watching(configMaps)),
      accepting(accept, get(`${configMaps}/none`)),
      accepting(accept, post(configMaps, settings)),
      accepting(accept, { method: 'DELETE', path: `${configMaps}/x` }),
      accepting(accept, { method: 'DELETE', path: core('secrets') }),
    ],
  },
  {
    name: `discovery accepting ${what}`,
    steps: ['/api', '/apis/apps', '/apis/apps/v1', '/version', '/apis/apps/v2', '/api/v1/nothing', '/nothing', '/healthz'].map(
      (path) => accepting(accept, get(path)),
    ),
  },
]);

const custom: DifferentialCase = {
  name: 'custom resources in all encodings',
  steps: withThings(
    ...Object.values(wanted).flatMap((accept) => [
      accepting(accept, get(`${things}/x`)),
      accepting(accept, get(things)),
      accepting(accept, get(`${things}/none`)),
      accepting(accept, get(`${things}/x/scale`)),
    ]),
    ...[protobuf, yaml, as(protobuf, 'PartialObjectMetadata'), as(yaml, 'Table')].map((accept) =>
      accepting(accept, watching(things)),
    ),
  ),
};

const others: DifferentialCase[] = [
  {
    name: 'what is no object of the path in protobuf and YAML',
    steps: [
      post(grouped('apps/v1', 'deployments'), named(workload({ replicas: 1 }))),
      post(pods, named({ spec: template['spec'] })),
      ...[protobuf, yaml].flatMap((type) => [
        accepting(type, get(`${grouped('apps/v1', 'deployments')}/x/scale`)),
        accepting(type, { method: 'POST', path: `${pods}/x/eviction`, body: { metadata: { name: 'x' } }, headers: {} }),
        accepting(
          type,
          post('/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', {
            spec: { resourceAttributes: { verb: 'get', resource: 'pods' } },
          }),
        ),
        accepting(type, get('/api/v1/namespaces/{ns}/pods?limit=x')),
        accepting(type, { method: 'PUT', path: `${pods}/x`, body: 'x' }),
        accepting(type, post(pods, {})),
      ]),
    ],
  },
  {
    name: 'a definition in protobuf',
    steps: [
      accepting(protobuf, definition),
      {
        ...accepting(protobuf, get('/apis/apiextensions.k8s.io/v1/customresourcedefinitions/things.{ns}.encodings.example.com')),
        until: { text: 'InitialNamesAccepted' },
      },
      { method: 'DELETE', path: '/apis/apiextensions.k8s.io/v1/customresourcedefinitions/things.{ns}.encodings.example.com' },
    ],
  },
];

export const encodingCases: readonly DifferentialCase[] = [...inEach, ...negotiated, custom, ...others];
