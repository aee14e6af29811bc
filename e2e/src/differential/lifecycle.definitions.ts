import type { DifferentialCase, DifferentialStep } from './case.js';
import { get, merge, post, put, remove, wait, waitGone } from './lifecycle.steps.js';

const definitions = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const schema = {
  openAPIV3Schema: {
    type: 'object',
    properties: {
      spec: { type: 'object', properties: { size: { type: 'integer' }, replicas: { type: 'integer' } } },
      status: { type: 'object', properties: { replicas: { type: 'integer' }, selector: { type: 'string' } } },
    },
  },
};
const version = (name: string, fields: object = {}): object => ({ name, served: true, storage: true, schema, ...fields });
const definition = (group: string, spec: object = {}, metadata: object = {}): object => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: `widgets.${group}`, ...metadata },
  spec: {
    group,
    scope: 'Namespaced',
    names: { plural: 'widgets', kind: 'Widget' },
    versions: [version('v1')],
    ...spec,
  },
});
/** Each case has a group for itself: definitions have no namespace. */
const group = '{ns}.example.com';
const own = `${definitions}/widgets.${group}`;
const widgets = `/apis/${group}/v1/namespaces/{ns}/widgets`;
const widget = (name: string, fields: object = {}, apiVersion = 'v1'): object => ({
  apiVersion: `${group}/${apiVersion}`,
  kind: 'Widget',
  metadata: { name },
  ...fields,
});
const established = wait(own, { fields: { 'status.conditions.1.status': 'True' } });
/** Waits until the resource itself is served. */
const served = (path = widgets): DifferentialStep => wait(`${path}/none`, { fields: { 'details.name': 'none' } });
const end = [remove(own), waitGone(own)];
const subresources = {
  subresources: {
    status: {},
    scale: {
      specReplicasPath: '.spec.replicas',
      statusReplicasPath: '.status.replicas',
      labelSelectorPath: '.status.selector',
    },
  },
};
const withSubresources = definition(group, { versions: [version('v1', subresources)] });

const refused = (name: string, body: object): DifferentialCase => ({ name, steps: [post(definitions, body)] });

/** Definitions, and what they bring. */
export const definitionCases: readonly DifferentialCase[] = [
  {
    name: 'lists are of the kind that the definition says',
    steps: [
      post(definitions, definition(group, { names: { plural: 'widgets', kind: 'Widget', listKind: 'WidgetCollection' } })),
      established,
      served(),
      get(widgets),
      post(widgets, widget('x')),
      get(widgets),
      ...end,
    ],
  },
  {
    name: 'a definition is accepted, served and deleted',
    steps: [post(definitions, definition(group)), established, served(), get(`/apis/${group}`), ...end, waitGone(widgets)],
  },
  {
    name: 'a definition in a dry run',
    steps: [post(`${definitions}?dryRun=All`, definition(group)), get(own)],
  },
  {
    name: 'a definition with short names and categories',
    steps: [
      post(
        definitions,
        definition(group, {
          names: { plural: 'widgets', kind: 'Widget', shortNames: ['wd'], categories: ['all'], singular: 'widge' },
        }),
      ),
      established,
      served(),
      get(`/apis/${group}/v1`),
      ...end,
    ],
  },
  {
    name: 'custom objects are created, changed and deleted',
    steps: [
      post(definitions, definition(group)),
      established,
      served(),
      post(widgets, widget('a', { spec: { size: 1 }, status: { replicas: 3 } })),
      get(`${widgets}/a`),
      merge(`${widgets}/a`, { metadata: { labels: { x: 'y' } } }),
      merge(`${widgets}/a`, { spec: { size: 2 } }),
      merge(`${widgets}/a`, { status: { replicas: 4 } }),
      get(widgets),
      remove(`${widgets}/a`),
      get(`${widgets}/a`),
      ...end,
    ],
  },
  {
    name: 'custom objects are written by version only',
    steps: [
      post(definitions, definition(group)),
      established,
      served(),
      post(widgets, widget('a')),
      put(`${widgets}/a`, widget('a', { spec: { size: 2 } })),
      ...end,
    ],
  },
  {
    name: 'the status of custom objects stands apart',
    steps: [
      post(definitions, withSubresources),
      established,
      served(),
      post(widgets, widget('a', { spec: { size: 1 }, status: { replicas: 3 } })),
      merge(`${widgets}/a`, { status: { replicas: 4 } }),
      merge(`${widgets}/a/status`, { status: { replicas: 5 }, spec: { size: 9 }, metadata: { labels: { x: 'y' } } }),
      merge(`${widgets}/a`, { spec: { size: 2 } }),
      get(`${widgets}/a`),
      ...end,
    ],
  },
  {
    name: 'custom objects without status subresource have none',
    steps: [
      post(definitions, definition(group)),
      established,
      served(),
      post(widgets, widget('a')),
      get(`${widgets}/a/status`),
      get(`${widgets}/a/scale`),
      ...end,
    ],
  },
  {
    name: 'custom objects are scaled',
    steps: [
      post(definitions, withSubresources),
      established,
      served(),
      post(widgets, widget('a', { spec: { replicas: 1 } })),
      get(`${widgets}/a/scale`),
      merge(`${widgets}/a/status`, { status: { replicas: 1, selector: 'app=web' } }),
      merge(`${widgets}/a/scale`, { spec: { replicas: 2 } }),
      put(`${widgets}/a/scale`, {
        apiVersion: 'autoscaling/v1',
        kind: 'Scale',
        metadata: { name: 'a', namespace: '{ns}' },
        spec: { replicas: 3 },
      }),
      get(`${widgets}/a`),
      ...end,
    ],
  },
  {
    name: 'a custom object that says no replicas has no Scale until it is put',
    steps: [
      post(definitions, withSubresources),
      established,
      served(),
      post(widgets, widget('a', { spec: { size: 1 } })),
      get(`${widgets}/a/scale`),
      put(`${widgets}/a/scale`, {
        apiVersion: 'autoscaling/v1',
        kind: 'Scale',
        metadata: { name: 'a', namespace: '{ns}' },
        spec: { replicas: 3 },
      }),
      ...end,
    ],
  },
  {
    name: 'custom objects are the same in two versions',
    steps: [
      post(definitions, definition(group, { versions: [version('v1'), version('v2', { storage: false })] })),
      established,
      served(),
      served(`/apis/${group}/v2/namespaces/{ns}/widgets`),
      post(widgets, widget('a', { spec: { size: 1 } })),
      get(`/apis/${group}/v2/namespaces/{ns}/widgets/a`),
      merge(`/apis/${group}/v2/namespaces/{ns}/widgets/a`, { spec: { size: 2 } }),
      get(`/apis/${group}/v2/namespaces/{ns}/widgets`),
      get(`${widgets}/a`),
      get(`/apis/${group}`),
      ...end,
    ],
  },
  {
    name: 'a version that is not served is not there',
    steps: [
      post(definitions, definition(group, { versions: [version('v1'), version('v2', { storage: false, served: false })] })),
      established,
      served(),
      get(`/apis/${group}/v2/namespaces/{ns}/widgets`),
      ...end,
    ],
  },
  {
    name: 'custom objects without namespaces',
    steps: [
      post(definitions, definition(group, { scope: 'Cluster' })),
      established,
      served(`/apis/${group}/v1/widgets`),
      post(`/apis/${group}/v1/widgets`, widget('a')),
      get(`/apis/${group}/v1/widgets/a`),
      get(`${widgets}/a`),
      ...end,
    ],
  },
  {
    name: 'a definition waits for its objects',
    steps: [
      post(definitions, definition(group)),
      established,
      served(),
      post(widgets, { ...widget('a'), metadata: { name: 'a', finalizers: ['example.com/hold'] } }),
      remove(own),
      wait(`${widgets}/a`, { fields: { 'metadata.deletionGracePeriodSeconds': 0 } }),
      merge(`${widgets}/a`, { metadata: { finalizers: null } }),
      waitGone(own),
    ],
  },
  {
    name: 'a definition is deleted with a wrong uid',
    steps: [post(definitions, definition(group)), established, remove(own, { preconditions: { uid: 'o' } }), ...end],
  },
  {
    name: 'what is served of a definition does not change its names',
    steps: [
      post(definitions, definition(group)),
      established,
      merge(own, { spec: { scope: 'Cluster', names: { kind: 'Wodget' } } }),
      merge(own, { spec: { names: { shortNames: ['wd'] } } }),
      wait(own, { fields: { 'status.acceptedNames.shortNames': ['wd'] } }),
      ...end,
    ],
  },
  {
    name: 'a stored version stays in a definition',
    steps: [post(definitions, definition(group)), established, merge(own, { spec: { versions: [version('v2')] } }), ...end],
  },
  {
    name: 'names of another definition are not accepted',
    steps: [
      post(definitions, definition(group)),
      established,
      post(
        definitions,
        definition(group, { names: { plural: 'gadgets', kind: 'Widget', shortNames: ['widget'] } }, { name: `gadgets.${group}` }),
      ),
      wait(`${definitions}/gadgets.${group}`, { fields: { 'status.conditions.0.status': 'False' } }),
      remove(`${definitions}/gadgets.${group}`),
      waitGone(`${definitions}/gadgets.${group}`),
      ...end,
    ],
  },
  refused('a definition of another name', definition(group, {}, { name: `others.${group}` })),
  refused('a definition without a group', definition('', {}, { name: 'widgets.' })),
  refused('a definition of a group without a dot', definition('example')),
  refused('a definition of a scope that is none', definition(group, { scope: 'Wide' })),
  refused('a definition without a scope', definition(group, { scope: undefined })),
  refused('a definition without versions', definition(group, { versions: [] })),
  refused('a definition without a version to store', definition(group, { versions: [version('v1', { storage: false })] })),
  refused('a definition of two versions to store', definition(group, { versions: [version('v1'), version('v2')] })),
  refused('a definition of a version of a wrong name', definition(group, { versions: [version('V1')] })),
  refused('a definition without a schema', definition(group, { versions: [version('v1', { schema: undefined })] })),
  refused('a definition with a kind that is none', definition(group, { names: { plural: 'widgets', kind: 'wid_get' } })),
  refused(
    'a definition of a list that is named as its kind',
    definition(group, { names: { plural: 'widgets', kind: 'Widget', listKind: 'Widget' } }),
  ),
  refused(
    'a definition of a schema that is no object',
    definition(group, { versions: [version('v1', { schema: { openAPIV3Schema: { type: 'string' } } })] }),
  ),
  refused(
    'a definition of a schema without types',
    definition(group, {
      versions: [
        version('v1', {
          schema: {
            openAPIV3Schema: { properties: { spec: { properties: { a: {} } }, list: { type: 'array', items: {} } } },
          },
        }),
      ],
    }),
  ),
  refused(
    'a definition of a schema with a reference',
    definition(group, {
      versions: [
        version('v1', { schema: { openAPIV3Schema: { type: 'object', properties: { a: { $ref: '#/definitions/x' } } } } }),
      ],
    }),
  ),
  refused(
    'a definition of a list without items, unique',
    definition(group, {
      versions: [
        version('v1', {
          schema: { openAPIV3Schema: { type: 'object', properties: { a: { type: 'array', uniqueItems: true } } } },
        }),
      ],
    }),
  ),
];
