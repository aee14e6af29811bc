import type { DifferentialCase, DifferentialStep } from './case.js';
import { type Body, budgets, core, get, pods, post } from './case-builders.js';

/** What every object of JavaScript has; the others are such names that a DNS name may be, too. */
const names = ['constructor', '__proto__', 'toString'];

const configMaps = core('configmaps');
const secrets = core('secrets');
const patchAs =
  (type: string) =>
  (path: string, body: string | Body | readonly Body[]): DifferentialStep => ({
    method: 'PATCH',
    path,
    contentType: `application/${type}`,
    body,
  });
const mergePatch = patchAs('merge-patch+json');
const jsonPatch = patchAs('json-patch+json');
const applyPatch = patchAs('apply-patch+yaml');
const raw = (path: string, body: string): DifferentialStep => ({ method: 'POST', path, body });

const pod = (name: string, spec: Body = {}): Body => ({
  metadata: { name, labels: { app: 'a' } },
  spec: { automountServiceAccountToken: false, containers: [{ name: 'c', image: 'i' }], ...spec },
});
const affinity = { topologyKey: 'zone', labelSelector: { matchLabels: { app: 'a' } }, matchLabelKeys: ['constructor'] };
const ready = { status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] } };

const definitions = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const definition = 'things.{ns}.example.com';
const things = '/apis/{ns}.example.com/v1/namespaces/{ns}/things';
const rule = {
  type: 'string',
  maxLength: 10,
  'x-kubernetes-validations': [{ rule: 'self == oldSelf', message: 'may not change' }],
};
const list = {
  type: 'array',
  maxItems: 5,
  'x-kubernetes-list-type': 'map',
  'x-kubernetes-list-map-keys': ['KEY'],
  items: { type: 'object', required: ['KEY'], properties: { KEY: { type: 'string' }, size: { type: 'integer' } } },
};
const spec = {
  type: 'object',
  properties: { KEY: { ...rule, default: 'd' }, map: { type: 'object', additionalProperties: rule }, list },
};
const thingDefinition = {
  metadata: { name: definition },
  spec: {
    group: '{ns}.example.com',
    scope: 'Namespaced',
    names: { kind: 'Thing', plural: 'things' },
    versions: [
      { name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object', properties: { spec } } } },
    ],
  },
};
const thing = (text: string): string =>
  `{"apiVersion":"{ns}.example.com/v1","kind":"Thing","metadata":{"name":"a"},"spec":${text}}`;

/** Names of users that JavaScript has a meaning for. */
export const javascriptNameCases: readonly DifferentialCase[] = [
  ...names.flatMap((name): DifferentialCase[] => [
    {
      name: `a key ${name} goes, and nobody owns it any more`,
      steps: [
        raw(configMaps, `{"metadata":{"name":"a"},"data":{"${name}":"x","other":"y"}}`),
        applyPatch(
          `${configMaps}/a?fieldManager=m&force=true`,
          `{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"data":{"${name}":"z"}}`,
        ),
        jsonPatch(`${configMaps}/a`, [{ op: 'remove', path: `/data/${name}` }]),
      ],
    },
    {
      name: `a text ${name} of a secret`,
      steps: [
        raw(secrets, `{"metadata":{"name":"a"},"stringData":{"${name}":"x"}}`),
        mergePatch(`${secrets}/a`, `{"stringData":{"other":"y"}}`),
      ],
    },
    {
      name: `a field ${name} of a custom resource, its default and its rules`,
      steps: [
        raw(definitions, JSON.stringify(thingDefinition).replaceAll('KEY', name)),
        { ...get(things), until: { status: 200 } },
        raw(things, thing(`{"map":{"b":"1"},"list":[{"${name}":"1","size":1}]}`)),
        mergePatch(`${things}/a`, `{"spec":{"map":{"${name}":"x"}}}`),
        mergePatch(`${things}/a`, `{"spec":{"map":{"${name}":"y"}}}`),
        mergePatch(`${things}/a`, `{"spec":{"${name}":"y"}}`),
        mergePatch(`${things}/a`, `{"spec":{"${name}":null}}`),
        applyPatch(`${things}/a?fieldManager=m&force=true`, thing(`{"list":[{"${name}":"1","size":3},{"${name}":"2"}]}`)),
        applyPatch(`${things}/a?fieldManager=m`, thing(`{"list":[{"${name}":"2"}]}`)),
        { method: 'DELETE', path: `${definitions}/${definition}` },
      ],
    },
  ]),
  {
    name: 'a resource constructor is requested as much as it is limited',
    steps: [post(pods, pod('a', { containers: [{ name: 'c', image: 'i', resources: { limits: { constructor: '1' } } }] }))],
  },
  {
    name: 'a pod without the label constructor that its affinity takes from it',
    steps: [
      post(pods, pod('a', { affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [affinity] } } })),
      post(pods, pod('b', { topologySpreadConstraints: [{ ...affinity, maxSkew: 1, whenUnsatisfiable: 'DoNotSchedule' }] })),
    ],
  },
  {
    name: 'a RuntimeClass that wants nodes with the label constructor',
    steps: [
      post('/apis/node.k8s.io/v1/runtimeclasses', {
        metadata: { name: '{ns}' },
        handler: 'h',
        scheduling: { nodeSelector: { constructor: 'x' } },
      }),
      post(pods, pod('a', { runtimeClassName: '{ns}' })),
      { method: 'DELETE', path: '/apis/node.k8s.io/v1/runtimeclasses/{ns}' },
    ],
  },
  {
    name: 'a budget counts a pod constructor',
    steps: [
      post(budgets, { metadata: { name: 'b' }, spec: { minAvailable: 1, selector: { matchLabels: { app: 'a' } } } }),
      post(pods, pod('constructor')),
      post(pods, pod('other')),
      mergePatch(`${pods}/constructor/status`, ready),
      mergePatch(`${pods}/other/status`, ready),
      { ...get(`${budgets}/b`), until: { fields: { 'status.expectedPods': 2, 'status.currentHealthy': 2 } } },
    ],
  },
];
