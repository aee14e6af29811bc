import type { DifferentialCase, DifferentialStep } from './case.js';
import { configMaps, get, merge, post, put, remove } from './lifecycle.steps.js';

const created: DifferentialStep = { method: 'POST', path: configMaps, body: { metadata: { name: 'a' } } };

const patchTypes = {
  'strategic merge': 'application/strategic-merge-patch+json',
  merge: 'application/merge-patch+json',
} as const;

/** Patches that make another kind of an object. */
const ofOtherKinds = [
  { kind: 'Nope' },
  { kind: 'Secret' },
  { kind: null },
  { kind: 5 },
  { apiVersion: 'v2' },
  { apiVersion: null },
];

const patches = Object.entries(patchTypes).flatMap(([name, contentType]) =>
  ofOtherKinds.map((body): DifferentialCase => ({
    name: `broken: a ${name} patch with ${JSON.stringify(body)}`,
    steps: [created, { method: 'PATCH', path: `${configMaps}/a`, contentType, body }, { method: 'GET', path: `${configMaps}/a` }],
  })),
);

const jsonPatches = [
  [{ op: 'remove', path: '/kind' }],
  [{ op: 'replace', path: '', value: [1] }],
  [{ op: 'replace', path: '', value: null }],
].map((body): DifferentialCase => ({
  name: `broken: a JSON patch that is ${JSON.stringify(body)}`,
  steps: [created, { method: 'PATCH', path: `${configMaps}/a`, contentType: 'application/json-patch+json', body }],
}));

const optionsOfDeletion: readonly (readonly [string, string?])[] = [
  ['"x"'],
  ['[]'],
  ['null'],
  ['5'],
  ['{'],
  ['{"a":}'],
  ['{} x'],
  ['-'],
  [String.raw`"\x"`],
  ['{"propagationPolicy":5}'],
  ['{"dryRun":"All"}'],
  ['{"dryRun":["x"]}'],
  ['{"dryRun":[null]}'],
  ['{"gracePeriodSeconds":"5"}'],
  ['{"gracePeriodSeconds":1.5}'],
  ['{"preconditions":[]}'],
  ['{"preconditions":{"uid":5}}'],
  ['{"orphanDependents":"x"}'],
  ['{"apiVersion":"nope/v1"}'],
  ['{"apiVersion":"v1","kind":"ConfigMap"}'],
  ['{"kind":"Nope"}'],
  ['{"ignoreStoreReadErrorWithClusterBreakingPotential":[1]}'],
  ['{"unknown":1}'],
  ['a: b', 'application/yaml'],
  ['...', 'application/yaml'],
  ['# c\n...\na: b', 'application/yaml'],
  ['{', 'application/yaml'],
  ['{}', 'text/plain'],
  ['['.repeat(20_000), 'application/yaml'],
  ['['.repeat(20_000)],
];

const deletions = optionsOfDeletion.map(([body, contentType = 'application/json'], index): DifferentialCase => ({
  name: `broken: options of a deletion, ${contentType}, ${String(index)}: ${body.slice(0, 40)}`,
  steps: [{ method: 'DELETE', path: `${configMaps}/none`, body, contentType }],
}));

const tokens = [
  'null',
  '[]',
  '{}',
  '"x"',
  '{',
  '{"v":"meta.k8s.io/v1","rv":-1,"start":"a"}x',
  '{"v":"meta.k8s.io/v1","rv":1e300,"start":"a"}',
  '{"v":"meta.k8s.io/v1","rv":1.5,"start":"a"}',
  '{"v":"meta.k8s.io/v1","rv":"1","start":"a"}',
  '{"v":5,"rv":1,"start":"a"}',
  '{"v":"meta.k8s.io/v1","rv":1,"start":5}',
  '{"v":"meta.k8s.io/v1","rv":-1,"start":"../../x"}',
  '{"v":"meta.k8s.io/v2","rv":1,"start":"a"}',
];

const continuations = tokens.map((text): DifferentialCase => ({
  name: `broken: a continue token that is ${text}`,
  steps: [{ method: 'GET', path: `${configMaps}?limit=1&continue=${Buffer.from(text).toString('base64url')}` }],
}));

const questions = [
  'limit=',
  'limit=99999999999999999999',
  'limit=0x1',
  'timeoutSeconds=',
  'watch=1&timeoutSeconds=99999999999999999999',
  'resourceVersion=99999999999999999999',
  'resourceVersion=18446744073709551616',
  'watch=1&resourceVersion=x',
  'watch=1&resourceVersion=-1',
  'watch=1&resourceVersion=99999999999999999999',
];

const definitions = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const things = '/apis/{ns}.example.com/v1/namespaces/{ns}/things';
const anything = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
const thing = (number: string): string =>
  `{"apiVersion":"{ns}.example.com/v1","kind":"Thing","metadata":{"name":"a"},"spec":{"list":[1.5,${number}]}}`;

/** What JSON can say and no float64 can hold. */
const hugeNumbers: DifferentialCase = {
  name: 'broken: numbers beyond those of Go',
  steps: [
    {
      method: 'POST',
      path: definitions,
      body: {
        metadata: { name: 'things.{ns}.example.com' },
        spec: {
          group: '{ns}.example.com',
          scope: 'Namespaced',
          names: { kind: 'Thing', plural: 'things' },
          versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: anything } }],
        },
      },
    },
    { method: 'GET', path: things, until: { status: 200 } },
    { method: 'POST', path: things, body: thing('1e400') },
    { method: 'POST', path: things, body: thing('1e308') },
    { method: 'PUT', path: `${things}/a`, body: thing('-1e309') },
    ...Object.values(patchTypes).map((contentType): DifferentialStep => ({
      method: 'PATCH',
      path: `${configMaps}/kube-root-ca.crt`,
      contentType,
      body: '{"data":{"number":1e400},"more":1e500}',
    })),
    {
      method: 'PATCH',
      path: `${things}/a`,
      contentType: 'application/json-patch+json',
      body: '[{"op":"add","path":"/spec/more","value":{"list":[1e400]}}]',
    },
    { method: 'DELETE', path: `${definitions}/things.{ns}.example.com` },
  ],
};

/** Requests that nobody should send, and what they are told. */
export const brokenRequestCases: readonly DifferentialCase[] = [
  ...patches,
  ...jsonPatches,
  hugeNumbers,
  ...[{ name: 'b' }, {}, { name: 'a', namespace: 'other' }, { name: 'a' }].map((metadata): DifferentialCase => ({
    name: `broken: a PUT to what is not there, of ${JSON.stringify(metadata)}`,
    steps: [{ method: 'PUT', path: `${configMaps}/a`, body: { metadata } }],
  })),
  {
    name: 'broken: a ConfigMap with a byte too much',
    steps: [{ method: 'POST', path: configMaps, body: { metadata: { name: 'a' }, data: { a: '😀'.repeat(2 ** 18), b: 'b' } } }],
  },
  ...deletions,
  ...continuations,
  ...questions.map((query): DifferentialCase => ({
    name: `broken: a list with ${query}`,
    steps: [{ method: 'GET', path: `${configMaps}?${query}` }],
  })),
  ...['gracePeriodSeconds=', 'gracePeriodSeconds=99999999999999999999', 'gracePeriodSeconds=1.5'].map(
    (query): DifferentialCase => ({
      name: `broken: a deletion with ${query}`,
      steps: [{ method: 'DELETE', path: `${configMaps}/none?${query}` }],
    }),
  ),
  ...['/api', '/api/v1', '/version'].map((path): DifferentialCase => ({
    name: `broken: OPTIONS ${path}`,
    steps: [{ method: 'OPTIONS', path }],
  })),
  {
    name: 'broken: a driver with an empty list of modes',
    steps: [
      {
        method: 'POST',
        path: '/apis/storage.k8s.io/v1/csidrivers?dryRun=All',
        body: { metadata: { name: '{ns}' }, spec: { volumeLifecycleModes: [] } },
      },
    ],
  },
  {
    name: 'broken: namespaces within a namespace',
    steps: [
      get('/api/v1/namespaces/{ns}/namespaces'),
      get('/api/v1/namespaces/{ns}/namespaces/{ns}'),
      get('/api/v1/namespaces/{ns}/namespaces/other'),
      get('/api/v1/namespaces/{ns}/nodes'),
      post('/api/v1/namespaces/{ns}/namespaces', { metadata: { name: 'x' } }),
      remove('/api/v1/namespaces/{ns}/namespaces'),
    ],
  },
  ...['abc', '-1', '1.5', '0x1', '99999999999999999999', '01', '00', ' 1'].map((resourceVersion): DifferentialCase => ({
    name: `broken: a version that is ${resourceVersion}`,
    steps: [
      created,
      put(`${configMaps}/a`, { metadata: { name: 'a', resourceVersion } }),
      merge(`${configMaps}/a`, { metadata: { resourceVersion } }),
      post(configMaps, { metadata: { name: 'b', resourceVersion } }),
      post(configMaps, { metadata: { name: 'a', resourceVersion } }),
      post(`${configMaps}?dryRun=All`, { metadata: { name: 'c', resourceVersion } }),
      post(`${configMaps}?dryRun=All`, { metadata: { name: 'a', resourceVersion } }),
      post(configMaps, { metadata: { generateName: 'b-', resourceVersion } }),
      put('/apis/coordination.k8s.io/v1/namespaces/{ns}/leases/new', { metadata: { name: 'new', resourceVersion } }),
      {
        method: 'PATCH',
        path: `${configMaps}/d?fieldManager=m`,
        contentType: 'application/apply-patch+yaml',
        body: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'd', resourceVersion } },
      },
      { method: 'DELETE', path: `${configMaps}/a`, body: { preconditions: { resourceVersion } } },
      get(`${configMaps}/a?resourceVersion=${encodeURIComponent(resourceVersion)}`),
    ],
  })),
];
