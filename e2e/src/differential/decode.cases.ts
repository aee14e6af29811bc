import type { DifferentialCase, DifferentialStep } from './case.js';

/*
 * Bodies of requests that are malformed, of the wrong kind or type, unusual, or more than their kind knows. Each is one POST with
 * `dryRun=All`; packages/testing/src/decode holds its own answers to those of decode.answers.json, which decode.e2e.test.ts records.
 */

const configMaps = '/api/v1/namespaces/{ns}/configmaps?dryRun=All';
const secrets = '/api/v1/namespaces/{ns}/secrets?dryRun=All';
const pods = '/api/v1/namespaces/{ns}/pods?dryRun=All';
const services = '/api/v1/namespaces/{ns}/services?dryRun=All';
const quotas = '/api/v1/namespaces/{ns}/resourcequotas?dryRun=All';
const deployments = '/apis/apps/v1/namespaces/{ns}/deployments?dryRun=All';
const revisions = '/apis/apps/v1/namespaces/{ns}/controllerrevisions?dryRun=All';
const leases = '/apis/coordination.k8s.io/v1/namespaces/{ns}/leases?dryRun=All';
const slices = '/apis/discovery.k8s.io/v1/namespaces/{ns}/endpointslices?dryRun=All';
const roles = '/apis/rbac.authorization.k8s.io/v1/namespaces/{ns}/roles?dryRun=All';
const crds = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions?dryRun=All';

const metadata = { name: 'a' };
const template = { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'a', image: 'b' }] } };
const selector = { matchLabels: { a: 'b' } };

function post(name: string, path: string, body: unknown, contentType?: string): DifferentialCase {
  const step: DifferentialStep = { method: 'POST', path, body, ...(contentType !== undefined && { contentType }) };
  return { name: `decode: ${name}`, steps: [step] };
}

/** Texts that are no object of the kind. */
const malformed = [
  '',
  'null',
  '[]',
  '"x"',
  '12',
  'true',
  '{}',
  '{',
  '[',
  '{"a":1,}',
  '[1,]',
  '[1 2]',
  '{"a" 1}',
  '{"a":}',
  '{a:1}',
  "{'a':1}",
  '{"kind":"ConfigMap" "x"}',
  '{} x',
  '{"a":tru}',
  '{"a":nul',
  '{"a":falsy}',
  '{"a":01}',
  '{"a":-}',
  '{"a":+1}',
  '{"a":1.}',
  '{"a":.5}',
  '{"a":1e}',
  '{"a":1e+x}',
  '{"a":"\n"}',
  String.raw`{"a":"\x"}`,
  String.raw`{"a":"\u12g4"}`,
  '{"a":"b',
  '{"a":"b"',
  '\uFEFF{}',
  'é',
  '{"é":"ü" ö}',
  '{"kind":1}',
  '{"kind":["ConfigMap"]}',
  '{"kind":"ConfigMap","apiVersion":1}',
  '{"kind":null,"apiVersion":null}',
  '['.repeat(10_001),
  `${'{"x":'.repeat(10_001)}1${'}'.repeat(10_001)}`,
].map((text, i) => post(`malformed ${String(i)} ${text.slice(0, 30)}`, configMaps, text));

const kinds = [
  { apiVersion: 'v1', metadata },
  { kind: 'ConfigMap', metadata },
  { apiVersion: 'v2', kind: 'ConfigMap', metadata },
  { apiVersion: 'apps/v1', kind: 'ConfigMap', metadata },
  { apiVersion: 'apps/v1', metadata },
  { apiVersion: 'v1', kind: 'Pod', metadata },
  { apiVersion: 'apps/v1', kind: 'Deployment', metadata },
  { apiVersion: 'v1', kind: 'Foo', metadata },
  { apiVersion: 'v1', kind: 'configmap', metadata },
  { apiVersion: 'v1', kind: 'ConfigMapList', items: [] },
  { apiVersion: 'a/b/c', kind: 'ConfigMap', metadata },
  { apiVersion: 'example.com/v1', kind: 'Foo', metadata },
  { Kind: 'Pod', metadata },
  { apiversion: 'v3', metadata },
  { apiVersion: 'v1', kind: 'ConfigMap', metadata: null },
].map((body) => post(`kind ${JSON.stringify(body)}`, configMaps, body));

const versions = [
  post('extensions/v1beta1', deployments, { apiVersion: 'extensions/v1beta1', kind: 'Deployment', metadata }),
  post('apps/v1beta1', deployments, { apiVersion: 'apps/v1beta1', kind: 'Deployment', metadata }),
  post('another kind of apps', deployments, { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata }),
  post('no group', deployments, { apiVersion: 'v1', kind: 'Deployment', metadata }),
  post('another group of events', '/api/v1/namespaces/{ns}/events?dryRun=All', {
    apiVersion: 'events.k8s.io/v1',
    kind: 'Event',
    metadata,
  }),
  post('another kind of rbac', roles, { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata }),
  post('another version of autoscaling', '/apis/autoscaling/v2/namespaces/{ns}/horizontalpodautoscalers?dryRun=All', {
    apiVersion: 'autoscaling/v1',
    kind: 'HorizontalPodAutoscaler',
    metadata,
  }),
];

const configMapTypes = [
  { data: { a: 1 } },
  { data: [] },
  { data: 'x' },
  { data: { a: { b: 'c' } } },
  { data: { a: true, b: 1 } },
  { immutable: 'yes' },
  { immutable: 0 },
  { metadata: 'x' },
  { metadata: [] },
  { metadata: { name: 1 } },
  { metadata: { name: 'a', labels: { a: 1 } } },
  { metadata: { name: 'a', labels: ['a'] } },
  { metadata: { name: 'a', finalizers: 'a' } },
  { metadata: { name: 'a', finalizers: [1] } },
  { metadata: { name: 'a', generation: '1' } },
  { metadata: { name: 'a', creationTimestamp: 5 } },
  { metadata: { name: 'a', creationTimestamp: {} } },
  { metadata: { name: 'a', ownerReferences: [{ controller: 'true' }] } },
  { metadata: { name: 'a', ownerReferences: {} } },
].map((fields) => post(`type ${JSON.stringify(fields)}`, configMaps, { metadata, ...fields }));

const deploymentTypes = ['"3"', '3000000000', '-3000000000', '1.5', '1.0', '1e0', 'true', '{}', '[]', '12345678901234567890'].map(
  (replicas) => post(`type replicas ${replicas}`, deployments, `{"metadata":{"name":"a"},"spec":{"replicas":${replicas}}}`),
);

const container = (fields: object): object => ({ metadata, spec: { containers: [{ name: 'a', image: 'b', ...fields }] } });
const nestedTypes = [
  post('type containers {}', deployments, { metadata, spec: { template: { spec: { containers: {} } } } }),
  post('type containers of text', pods, { metadata, spec: { containers: ['x'] } }),
  post('type second container', pods, { metadata, spec: { containers: [{ name: 'a', image: 'b' }, { name: 1 }] } }),
  post('type port', pods, container({ ports: [{ containerPort: 'x' }] })),
  post('type volume', pods, { metadata, spec: { volumes: [{ name: 'x', hostPath: 'x' }] } }),
  post('type probe', pods, container({ livenessProbe: { httpGet: 1 } })),
  post('type probe port', pods, container({ livenessProbe: { httpGet: { port: [] } } })),
  post('type restartPolicy', pods, { metadata, spec: { restartPolicy: 1 } }),
  post('type limits', pods, container({ resources: { limits: [] } })),
  post('type limit true', pods, container({ resources: { limits: { cpu: true } } })),
  post('type pointer to bool', pods, { metadata, spec: { automountServiceAccountToken: 'no' } }),
  post('type targetPort true', services, { metadata, spec: { ports: [{ port: 80, targetPort: true }] } }),
  post('type targetPort 99999999999', services, { metadata, spec: { ports: [{ port: 80, targetPort: 99999999999 }] } }),
  post('type targetPort 1.5', services, { metadata, spec: { ports: [{ port: 80, targetPort: 1.5 }] } }),
  post('type targetPort {}', services, { metadata, spec: { ports: [{ port: 80, targetPort: {} }] } }),
  post('type int64 too large', revisions, '{"metadata":{"name":"a"},"revision":9223372036854775808}'),
  post('two wrong types, the first counts', deployments, { metadata, spec: { replicas: '3', paused: 'x' } }),
  post('a wrong time counts before a wrong type', deployments, {
    metadata,
    spec: { replicas: '3', template: { metadata: { creationTimestamp: 'x' } } },
  }),
  post('a wrong type and an unknown field', configMaps, { metadata, data: { a: 1 }, foo: 1 }),
];

const times = [
  '',
  'x',
  'é',
  '2024-13-01T00:00:00Z',
  '2024-02-30T00:00:00Z',
  '2024-01-00T00:00:00Z',
  '2024-01-01',
  '2024-01-01T00:00:00',
  '2024-01-01T00:00:00Zx',
  '2024-01-01t00:00:00Z',
  '2024-01-01T24:00:00Z',
  '2024-01-01T00:60:00Z',
  '2024-01-01T00:00:60Z',
  '2024-1-01T00:00:00Z',
  '2024-01-01T00:00:00.Z',
  '2024-01-01T00:00:00,5Z',
  '2024-01-01T0:00:00Z',
  '2024-01-01T00:00:00+25:00',
  ' 2024-01-01T00:00:00Z',
].map((time) => post(`time ${time}`, configMaps, { metadata: { name: 'a', creationTimestamp: time } }));

const microTimes = [
  'x',
  '2024-01-01T00:00:00Z',
  '2024-01-01T00:00:00.123Z',
  '2024-01-01T00:00:00.1234567Z',
  '2024-01-01T00:00:00.123456',
  '2024-01-01T00:00:00.123456Z',
  '2024-01-01T02:00:00.000000+02:00',
].map((time) => post(`microseconds ${time}`, leases, { metadata, spec: { acquireTime: time } }));

const quantities = [
  ...[
    '',
    'x',
    '1x',
    '1mm',
    '1.1.1',
    '+1',
    '.5',
    '5.',
    '1e',
    '1E3',
    '1e3',
    '10e2',
    '1e3Ki',
    'Ki',
    '1 Ki',
    '0x10',
    '1_000',
    '12e6',
  ],
  ...[
    '99999999999999999999',
    '1K',
    '1ki',
    '1m1',
    '1Ei',
    '--1',
    '+',
    '.',
    '1e+',
    'inf',
    'é',
    '1000m',
    '1500m',
    '0.5',
    '0.1',
    '1.0',
  ],
  ...['1000', '1000000', '05', '0', '00', '-0', '0m', ' 5 ', '2e-3', '1E', '5.0k', '123456789012345678'],
].map((cpu) => post(`quantity ${cpu}`, quotas, { metadata, spec: { hard: { cpu } } }));

const memories = [
  '1024Mi',
  '1023Mi',
  '1500Mi',
  '8Ki',
  '1Ki',
  '1.5Gi',
  '0.5Mi',
  '1000Ki',
  '100M',
  '16Ei',
  '8Ei',
  '4Ei',
  '0.1Gi',
].map((memory) => post(`quantity ${memory}`, quotas, { metadata, spec: { hard: { 'requests.memory': memory } } }));
const numbers = ['1', '1.5', '1e3', '1.0', 'true', '{}', '[]', 'null'].map((cpu) =>
  post(`quantity as JSON ${cpu}`, quotas, `{"metadata":{"name":"a"},"spec":{"hard":{"cpu":${cpu}}}}`),
);

const base64 = [
  ...['YQ==', 'YQ=', 'YQ', 'Y', 'YR==', 'YWI', 'YWI=', 'YWI==', 'Y===', '=', 'YQ==x', 'Y Q==', 'YQ=\n=', 'YQ==\n', 'YWJj='],
  ...['YWJjZ', 'YWJj\n!', 'é', '', '-_8=', null, [97, 98], [256], ['a'], 1, {}],
].map((value) => post(`base64 ${JSON.stringify(value)}`, secrets, { metadata, data: { a: value } }));

const manyUnknown = Object.fromEntries(Array.from({ length: 120 }, (_, i) => [`x${String(i)}`, 1]));
const odd = `{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"a","foo":{"bar":1},"labels":{"x":"y","x":"z"}},"Spec":1,
"spec":{"replicas":1,"replicas":2,"a":1,"a":2,"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},
"spec":{"containers":[{"name":"x","image":"x","Image":"y","x":null},{"name":"y","image":"y","x":[{"z":1}]}]}}},"x\\"y\\n":1}`;
const fieldBodies: readonly [name: string, path: string, body: unknown, contentType?: string][] = [
  ['many', deployments, odd],
  ['120 of them', configMaps, { metadata, ...manyUnknown }],
  [
    'in a list of lists',
    pods,
    container({ env: [{ name: 'x', valueFrom: { fieldRef: { fieldPath: 'metadata.name', x: 1 } } }] }),
  ],
  ['of metadata', configMaps, { metadata: { name: 'a', clusterName: 'x', Labels: {} } }],
  [
    'twice: objects are merged',
    configMaps,
    '{"metadata":{"name":"a"},"metadata":{"labels":{"a":"b"}},"data":{"a":"1"},"data":{"b":"2"}}',
  ],
  ['twice: keys of maps', configMaps, '{"metadata":{"name":"a"},"data":{"a":"1","b":"2","a":"3"}}'],
  ['in YAML', configMaps, 'metadata:\n  name: a\ndata:\n  a: b\n  a: c\n  a: d\nfoo: 1\nfoo: 2\n', 'application/yaml'],
  ['__proto__', configMaps, '{"metadata":{"name":"a"},"__proto__":{"x":1},"data":{"__proto__":"x"}}'],
];
const fields = ['', '&fieldValidation=Ignore', '&fieldValidation=Warn', '&fieldValidation=Strict'].flatMap((query) =>
  fieldBodies.map(([name, path, body, type]) => post(`unknown fields ${name} ${query}`, path + query, body, type)),
);

const yaml = [
  'metadata:\n  name: a\ndata:\n  a: b\n',
  '{"metadata":{"name":"a"}}',
  'metadata:\n  name: a\n---\nfoo: 1\n',
  '',
  'abc',
  '- a',
  'metadata:\n  name: a\ndata:\n  a: 1\n',
  'metadata:\n  name: a\ndata:\n  a: yes\n',
  'metadata:\n  name: a\ndata:\n  1: "b"\n  true: "c"\n',
  'metadata: &m\n  name: a\n  labels: {x: y}\ndata: {a: b}\nimmutable: false\n',
  'a: b: c',
  '\ta',
  'a: 1\n\tb: 1',
  '\u0000',
  'a: "\u0007"',
  '<<: 1',
].map((text, i) => post(`YAML ${String(i)}`, configMaps, text, 'application/yaml'));
const yamlNumbers = ['1.0', '1.5', '0x10', '99999999999999999999', '1e3', '"1"', '~'].map((replicas) => {
  const text = `metadata: {name: a}\nspec: {replicas: ${replicas}, selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, image: b}]}}}\n`;
  return post(`YAML replicas ${replicas}`, deployments, text, 'application/yaml');
});

const contentTypes = [
  ...['text/plain', 'application/xml', 'application/json; charset=utf-8', 'application/JSON', 'application/merge-patch+json'],
  ...[
    'application/cbor',
    'application/yaml;x=y',
    '*/*',
    'text/json',
    'application/json;',
    'garbage;;',
    'application/x-yaml',
    'text/yaml',
  ],
].map((type) => post(`content of type ${type}`, configMaps, '{"metadata":{"name":"a"}}', type));

/** What Go leaves out, and what it does not. */
const roundTrips = [
  post('empty fields of a ConfigMap', configMaps, {
    metadata: {
      name: 'a',
      labels: {},
      annotations: null,
      finalizers: [],
      creationTimestamp: null,
      generateName: '',
      generation: 0,
    },
    data: { a: null, b: '' },
    binaryData: { x: null, y: '' },
    immutable: false,
  }),
  post('empty fields of a ConfigMap, all', configMaps, { metadata, data: {}, binaryData: {}, immutable: null }),
  post('a Secret', secrets, { metadata, data: { a: null, b: '' } }),
  post('an EndpointSlice with empty lists', slices, { metadata, addressType: 'IPv4', endpoints: [], ports: [] }),
  post('an EndpointSlice without lists', slices, { metadata, addressType: 'IPv4' }),
  post('an endpoint', slices, { metadata, addressType: 'IPv4', endpoints: [{ addresses: ['10.0.0.1'], conditions: null }] }),
  post('a Role without rules', roles, { metadata }),
  post('a Role with no rules', roles, { metadata, rules: [] }),
  post('a rule', roles, { metadata, rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'], resourceNames: [] }] }),
  post('raw data', revisions, '{"metadata":{"name":"a"},"revision":0,"data":{"foo":{"a":null,"b":1.0,"c":[],"d":"<>&"}}}'),
  post('half surrogates', configMaps, String.raw`{"metadata":{"name":"a"},"data":{"a":"\ud800x\udc00","b":"\ud83d\ude00"}}`),
  post('a lease', leases, { metadata, spec: { leaseDurationSeconds: 1, leaseTransitions: 0, holderIdentity: '' } }),
  post('a lease without a spec', leases, { metadata }),
  post('limits', '/api/v1/namespaces/{ns}/limitranges?dryRun=All', { metadata }),
  post('null in lists', '/api/v1/namespaces/{ns}/limitranges?dryRun=All', { metadata, spec: { limits: [] } }),
  post('a deployment', deployments, {
    metadata,
    spec: { replicas: 0, selector: { ...selector, matchExpressions: [] }, strategy: {}, template },
  }),
  post('a definition', crds, {
    metadata: { name: 'foos.decode.example.com' },
    spec: {
      group: 'decode.example.com',
      scope: 'Namespaced',
      names: { plural: 'foos', kind: 'Foo', shortNames: [], categories: [] },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          additionalPrinterColumns: [],
          schema: {
            openAPIV3Schema: {
              type: 'object',
              required: [],
              properties: {
                a: { type: 'array', items: { type: 'string', x: 1 } },
                b: { type: 'object', additionalProperties: false },
                c: { type: 'number', minimum: 1.0, enum: [], default: null },
                d: { type: 'integer', default: 1 },
              },
            },
          },
        },
      ],
    },
  }),
];

/** Requests whose bodies the two servers have to read alike. */
export const decodeCases: readonly DifferentialCase[] = [
  ...malformed,
  ...kinds,
  ...versions,
  ...configMapTypes,
  ...deploymentTypes,
  ...nestedTypes,
  ...times,
  ...microTimes,
  ...quantities,
  ...memories,
  ...numbers,
  ...base64,
  ...fields,
  ...yaml,
  ...yamlNumbers,
  ...contentTypes,
  ...roundTrips,
];
