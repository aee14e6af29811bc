import type { DifferentialCase, DifferentialStep } from './case.js';

/*
 * Objects of a custom resource that break its schema, or that the server changes by it. The definition has to be there, and
 * established, before the cases run. packages/testing/src/validation holds its own answers to those of custom-resources.answers.json.
 */

const group = 'differential.example.com';

/** The definition that the cases need. */
export const customResourceDefinition = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: `widgets.${group}` },
  spec: {
    group,
    scope: 'Namespaced',
    names: { plural: 'widgets', kind: 'Widget' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {
              spec: {
                type: 'object',
                required: ['needed'],
                properties: {
                  needed: { type: 'string' },
                  text: { type: 'string', minLength: 2, maxLength: 4, pattern: '^[a-z]*$' },
                  choice: { type: 'string', enum: ['a', 'b'] },
                  level: { type: 'integer', enum: [1, 2] },
                  integer: { type: 'integer', minimum: 1, maximum: 10 },
                  exclusive: { type: 'number', minimum: 0, exclusiveMinimum: true, maximum: 1.5, exclusiveMaximum: true },
                  multiple: { type: 'integer', multipleOf: 5 },
                  int32: { type: 'integer', format: 'int32' },
                  int64: { type: 'integer', format: 'int64' },
                  number: { type: 'number' },
                  flag: { type: 'boolean' },
                  nullable: { type: 'string', nullable: true },
                  either: { 'x-kubernetes-int-or-string': true },
                  list: { type: 'array', items: { type: 'string' }, minItems: 1, maxItems: 2 },
                  set: { type: 'array', items: { type: 'string' }, 'x-kubernetes-list-type': 'set' },
                  map: {
                    type: 'array',
                    items: {
                      type: 'object',
                      required: ['k'],
                      properties: { k: { type: 'string' }, v: { type: 'integer', default: 7 } },
                    },
                    'x-kubernetes-list-type': 'map',
                    'x-kubernetes-list-map-keys': ['k'],
                  },
                  pairs: {
                    type: 'array',
                    items: {
                      type: 'object',
                      required: ['k', 'l'],
                      properties: { k: { type: 'string' }, l: { type: 'integer' }, v: { type: 'string' } },
                    },
                    'x-kubernetes-list-type': 'map',
                    'x-kubernetes-list-map-keys': ['k', 'l'],
                  },
                  labels: { type: 'object', additionalProperties: { type: 'string' }, minProperties: 1, maxProperties: 2 },
                  nested: { type: 'object', additionalProperties: { type: 'object', properties: { a: { type: 'integer' } } } },
                  open: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true, properties: { a: { type: 'integer' } } },
                  embedded: {
                    type: 'object',
                    'x-kubernetes-embedded-resource': true,
                    'x-kubernetes-preserve-unknown-fields': true,
                  },
                  defaulted: { type: 'string', default: 'x' },
                  deep: {
                    type: 'object',
                    default: {},
                    properties: {
                      a: { type: 'integer', default: 1 },
                      b: { type: 'array', default: ['c'], items: { type: 'string' } },
                    },
                  },
                  time: { type: 'string', format: 'date-time' },
                  date: { type: 'string', format: 'date' },
                  ipv4: { type: 'string', format: 'ipv4' },
                  ipv6: { type: 'string', format: 'ipv6' },
                  cidr: { type: 'string', format: 'cidr' },
                  uuid: { type: 'string', format: 'uuid' },
                  byte: { type: 'string', format: 'byte' },
                  duration: { type: 'string', format: 'duration' },
                  email: { type: 'string', format: 'email' },
                  hostname: { type: 'string', format: 'hostname' },
                  uri: { type: 'string', format: 'uri' },
                  unknownFormat: { type: 'string', format: 'something' },
                  anyOf: {
                    type: 'object',
                    properties: { a: { type: 'string' }, b: { type: 'string' } },
                    anyOf: [{ required: ['a'] }, { required: ['b'] }],
                  },
                  oneOf: {
                    type: 'object',
                    properties: { a: { type: 'string' }, b: { type: 'string' } },
                    oneOf: [{ required: ['a'] }, { required: ['b'] }],
                  },
                  allOf: { type: 'string', allOf: [{ minLength: 2 }, { pattern: '^a' }] },
                  not: { type: 'string', not: { enum: ['no'] } },
                },
              },
              status: { type: 'object', properties: { phase: { type: 'string' } } },
            },
          },
        },
      },
    ],
  },
};

const path = `/apis/${group}/v1/namespaces/{ns}/widgets`;
const identity = { apiVersion: `${group}/v1`, kind: 'Widget' };

function post(name: string, body: unknown, query = '', contentType?: string): DifferentialCase {
  const step: DifferentialStep = {
    method: 'POST',
    path: `${path}?dryRun=All${query}`,
    body,
    ...(contentType !== undefined && { contentType }),
  };
  return { name: `custom resources: ${name}`, steps: [step] };
}

const specs: readonly object[] = [
  {},
  { needed: 1 },
  { needed: null },
  { needed: ['a'] },
  { needed: {} },
  { needed: true },
  ...[1, 'a', 'abcde', 'AB', 'ab', 'äöüé', 'ab\n'].map((text) => ({ text })),
  ...['a', 'c', 1].map((choice) => ({ choice })),
  ...[1, 3, '1'].map((level) => ({ level })),
  ...[0, 1, 10, 11, 1.5, 2.0, '5', true, null].map((integer) => ({ integer })),
  ...[0, 0.1, 1.5, 1.4999, 'x'].map((exclusive) => ({ exclusive })),
  ...[5, 7, 0, -5].map((multiple) => ({ multiple })),
  ...[2147483647, 2147483648, -2147483649].map((int32) => ({ int32 })),
  ...[1, 1.5, 9007199254740991].map((int64) => ({ int64 })),
  ...[1, 1.5, '1', 1e300].map((number) => ({ number })),
  ...[true, 'true', 0, null].map((flag) => ({ flag })),
  ...[null, 'a', 1].map((nullable) => ({ nullable })),
  ...[1, 'a', 1.5, true, null, {}].map((either) => ({ either })),
  ...[[], ['a'], ['a', 'b', 'c'], [1], 'a', {}, [null], ['a', 2, 3]].map((list) => ({ list })),
  ...[
    ['a', 'b'],
    ['a', 'a'],
    ['a', 'b', 'a', 'b', 'a'],
  ].map((set) => ({ set })),
  ...[[{ k: 'a' }, { k: 'b', v: 1 }], [{ k: 'a' }, { k: 'a' }], [{ v: 1 }], [{ k: 'a', x: 1 }], [1]].map((map) => ({ map })),
  ...[
    [
      { k: 'a', l: 1 },
      { k: 'a', l: 2 },
    ],
    [
      { k: 'a', l: 1 },
      { k: 'a', l: 1 },
    ],
  ].map((pairs) => ({ pairs })),
  ...[{}, { a: 'b' }, { a: 1 }, { a: 'b', c: 'd', e: 'f' }, [], { a: null }].map((labels) => ({ labels })),
  ...[{ x: { a: 1 } }, { x: { a: 'b' } }, { x: { b: 1 } }, { x: 1 }, { 'x.y/z': { a: true } }].map((nested) => ({ nested })),
  ...[{ a: 1, b: { c: [1, null] } }, { a: 'x' }, { b: null }].map((open) => ({ open })),
  ...[
    {},
    { apiVersion: 'v1', kind: 'Pod' },
    { apiVersion: 'a/b/c', kind: 'a b' },
    { apiVersion: '', kind: '' },
    // Not both: of two the server names either.
    { apiVersion: 1, kind: 'Pod' },
    { apiVersion: 'v1', kind: 1 },
    { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', labels: { 'a b': 'c' }, unknown: 1 }, spec: { x: 1 } },
    { apiVersion: 'v1', kind: 'Pod', metadata: { name: 1 } },
    { apiVersion: 'v1', kind: 'Pod', metadata: 'x' },
  ].map((embedded) => ({ embedded })),
  { defaulted: null },
  { defaulted: 'y' },
  { deep: { a: 2 } },
  { deep: null },
  ...['2024-01-01T00:00:00Z', '2024-01-01', 'x', ''].map((time) => ({ time })),
  ...['2024-01-01', '2024-13-01', 'x'].map((date) => ({ date })),
  ...['10.0.0.1', '10.0.0.256', '::1', 'x'].map((ipv4) => ({ ipv4 })),
  ...['::1', '10.0.0.1', 'x'].map((ipv6) => ({ ipv6 })),
  ...['10.0.0.0/8', '10.0.0.0', '::/0', '10.0.0.0/33'].map((cidr) => ({ cidr })),
  ...['01234567-89ab-cdef-0123-456789ABCDEF', 'x'].map((uuid) => ({ uuid })),
  ...['YQ==', '!', 'YQ'].map((byte) => ({ byte })),
  ...['1h', '22 ns', '1 day', 'x', ''].map((duration) => ({ duration })),
  ...['a@example.com', 'x'].map((email) => ({ email })),
  ...['example.com', 'a b', '-a'].map((hostname) => ({ hostname })),
  ...['http://example.com/', 'x', '/a'].map((uri) => ({ uri })),
  { unknownFormat: 'x' },
  ...[{ a: 'x' }, { a: 'x', b: 'y' }, {}, { a: 1 }].map((anyOf) => ({ anyOf })),
  ...[{ a: 'x' }, { a: 'x', b: 'y' }, {}].map((oneOf) => ({ oneOf })),
  ...['ab', 'b', 'bb', 'a'].map((allOf) => ({ allOf })),
  ...['yes', 'no'].map((not) => ({ not })),
  { unknown: 1, text: 'ab' },
  { text: 'A', integer: 11, choice: 'c', flag: 'x', list: [1] },
];
const bySpec = specs.map((spec) => {
  const body = {
    ...identity,
    metadata: { name: 'a' },
    spec: { ...('needed' in spec || Object.keys(spec).length === 0 ? {} : { needed: 'x' }), ...spec },
  };
  return post(`spec ${JSON.stringify(spec)}`, body);
});

const objects: readonly object[] = [
  { ...identity, metadata: { name: 'a' } },
  { ...identity, metadata: { name: 'a' }, spec: null },
  { ...identity, metadata: { name: 'a' }, spec: 'x' },
  { ...identity, metadata: { name: 'a' }, spec: { needed: 'x' }, extra: { a: 1 }, status: { phase: 1 } },
  { ...identity, metadata: { name: 'a' }, status: { phase: 'x', other: 1 } },
  { ...identity, metadata: { name: 'A_b', labels: { 'a b': 'c' } } },
  { ...identity, metadata: { name: 'a', labels: { a: 1 } } },
  { ...identity, metadata: { name: 'a', unknown: 1, finalizers: ['x'] } },
  { ...identity, metadata: 'x' },
  { ...identity },
  { kind: 'Widget', metadata: { name: 'a' } },
  { apiVersion: `${group}/v1`, metadata: { name: 'a' } },
  { metadata: { name: 'a' } },
  { apiVersion: `${group}/v2`, kind: 'Widget', metadata: { name: 'a' } },
  { apiVersion: `${group}/v1`, kind: 'Other', metadata: { name: 'a' } },
  { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } },
  { apiVersion: 1, kind: 'Widget', metadata: { name: 'a' } },
];
const byObject = objects.map((body) => post(`object ${JSON.stringify(body)}`, body));

const texts = [
  '',
  '[]',
  '{',
  'null',
  '"x"',
  '{"apiVersion":"differential.example.com/v1","kind":"Widget","metadata":{"name":"a"},"spec":{"needed":"x"',
].map((text) => post(`text ${text}`, text));

const strange = `{"apiVersion":"${group}/v1","kind":"Widget","metadata":{"name":"a","foo":1,"name":"b"},"x":1,"a":{"b":1},"spec":{"needed":"x","z":1,
"map":[{"k":"a","y":1}],"nested":{"q":{"w":1}},"open":{"r":{"s":1},"a":1,"a":2},"needed":"y","embedded":{"apiVersion":"v1","kind":"Pod","metadata":{"m":1},"n":1}}}`;
const validations = ['', '&fieldValidation=Ignore', '&fieldValidation=Warn', '&fieldValidation=Strict'].flatMap((query) => [
  post(`unknown fields ${query}`, strange, query),
  post(
    `unknown fields in YAML ${query}`,
    `apiVersion: ${group}/v1\nkind: Widget\nmetadata:\n  name: a\nspec:\n  needed: x\n  needed: y\n  foo: 1\nbar: 1\n`,
    query,
    'application/yaml',
  ),
]);

/** Requests whose custom resources the two servers have to judge alike. */
export const customResourcesCases: readonly DifferentialCase[] = [...bySpec, ...byObject, ...texts, ...validations];
