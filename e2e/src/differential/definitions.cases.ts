import { get, patch, post } from './case-builders.js';
import type { DifferentialCase, DifferentialStep } from './case.js';

/* What do definitions of custom resources say of fields, columns, scales and versions? */

type Fields = Readonly<Record<string, unknown>>;

const definitions = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const group = '{ns}.definitions.example.com';
const name = `things.${group}`;
const things = `/apis/${group}/v1/namespaces/{ns}/things`;

const schema: Fields = {
  type: 'object',
  properties: {
    spec: {
      type: 'object',
      properties: {
        color: { type: 'string' },
        size: { type: 'integer' },
        free: { type: 'boolean' },
        share: { type: 'number' },
        labels: { type: 'object', additionalProperties: { type: 'string' } },
        list: { type: 'array', items: { type: 'string' } },
        deep: { type: 'object', properties: { kind: { type: 'string', enum: ['a', 'b'] } } },
      },
    },
    status: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
  },
};
const version = (more: Fields = {}): Fields => ({
  name: 'v1',
  served: true,
  storage: true,
  schema: { openAPIV3Schema: schema },
  ...more,
});
const definition = (versions: readonly Fields[], metadata: Fields = {}, ofGroup = group): Fields => ({
  metadata: { name: `things.${ofGroup}`, ...metadata },
  spec: { group: ofGroup, scope: 'Namespaced', names: { plural: 'things', kind: 'Thing' }, versions },
});
const removed = (of = name): DifferentialStep => ({ method: 'DELETE', path: `${definitions}/${of}` });
const established = {
  ...get(`${definitions}/${name}`),
  until: { fields: { 'status.conditions.1.type': 'Established', 'status.conditions.1.status': 'True' } },
};
const fields = (...paths: readonly string[]): Fields => ({ selectableFields: paths.map((jsonPath) => ({ jsonPath })) });
const thingsInV2 = things.replace('/v1/', '/v2/');
const second: Fields = { name: 'v2', storage: false };

const refused: Readonly<Record<string, readonly Fields[]>> = {
  'fields that are no fields': [
    version(fields('.spec.none', 'spec.color', '.spec.list', '.spec.share', '.spec', '.', '..', '.spec.color[0]', '')),
  ],
  'fields of maps and lists': [
    version(fields(".spec.labels['a']", '.spec.labels.a', '.spec.list[0]', '.spec.deep.kind', '.spec.deep.kind.a')),
  ],
  'a field twice': [version(fields('.spec.color', '.spec.color'))],
  'a field of the metadata': [version(fields('.metadata.name', '.kind'))],
  'fields of two versions': [version(fields('.spec.none')), version({ ...second, ...fields('.spec.nothing') })],
  'fields of two versions with two schemas': [
    version(fields('.spec.none')),
    version({ ...second, ...fields('.spec.none'), schema: { openAPIV3Schema: { type: 'object' } } }),
  ],
  'fields of one version with another schema': [
    version(fields('.spec.none')),
    version({ ...second, schema: { openAPIV3Schema: { type: 'object' } } }),
  ],
  'columns that are none': [
    version({
      additionalPrinterColumns: [
        { name: '', type: '', jsonPath: '' },
        { name: 'A', type: 'text', jsonPath: 'spec', format: 'short' },
        { name: 'B', type: 'date', jsonPath: '.', format: 'date-time' },
      ],
    }),
  ],
  'columns of two versions': [
    version({ additionalPrinterColumns: [{ name: 'A', type: 'x', jsonPath: '.spec' }] }),
    version({ ...second, additionalPrinterColumns: [{ name: 'B', type: 'y', jsonPath: 'spec' }] }),
  ],
  'a scale of nothing': [version({ subresources: { scale: { specReplicasPath: '', statusReplicasPath: '' } } })],
  'a scale of other fields': [
    version({
      subresources: { scale: { specReplicasPath: '.status.a', statusReplicasPath: '.spec.a', labelSelectorPath: '.metadata.a' } },
    }),
  ],
  'a scale of no paths': [
    version({ subresources: { scale: { specReplicasPath: 'spec.a', statusReplicasPath: 'status', labelSelectorPath: 'a' } } }),
  ],
  'a warning of what is not deprecated': [version({ deprecationWarning: 'soon' })],
  'a warning that is empty': [version({ deprecated: true, deprecationWarning: '' })],
  'a warning with a line feed': [version({ deprecated: true, deprecationWarning: 'é\nb' })],
};

/** Those that are refused as new definitions. */
const unapproved = ['nothing', 'no URL', 'no host'];
const approvals: Readonly<Record<string, Fields>> = {
  nothing: {},
  'a URL': { 'api-approved.kubernetes.io': 'https://example.com/1' },
  'no URL': { 'api-approved.kubernetes.io': 'yes' },
  'no host': { 'api-approved.kubernetes.io': 'https:///1' },
  'no approval': { 'api-approved.kubernetes.io': 'unapproved, a test' },
};

const thing = (called: string, spec: Fields, of = 'v1'): DifferentialStep => ({
  ...post(things.replace('/v1/', `/${of}/`), { apiVersion: `${group}/${of}`, kind: 'Thing', metadata: { name: called }, spec }),
  until: { status: 201 },
});
const selected = (selector: string, of = 'v1'): DifferentialStep =>
  get(`${things.replace('/v1/', `/${of}/`)}?fieldSelector=${encodeURIComponent(selector)}`);

export const definitionCases: readonly DifferentialCase[] = [
  {
    name: 'a definition of nothing but its name',
    steps: [post(definitions, { metadata: { name: 'x-y' } })],
  },
  ...Object.entries(refused).map(([what, versions]) => ({
    name: `a definition with ${what}`,
    steps: [post(definitions, definition(versions)), removed()],
  })),
  ...Object.entries(approvals).map(([what, annotations], index) => {
    const ofGroup = `{ns}-${String(index)}.k8s.io`;
    const path = `${definitions}/things.${ofGroup}`;
    return {
      name: `a definition of a group of Kubernetes with ${what} for approval`,
      steps: [
        post(definitions, definition([version()], { annotations }, ofGroup)),
        // Three controllers have to write into it.
        {
          ...get(path),
          ...(!unapproved.includes(what) && {
            until: { text: 'InitialNamesAccepted', fields: { 'status.conditions.length': 3 } },
          }),
        },
        patch(path, { metadata: { annotations: { 'api-approved.kubernetes.io': 'no' } } }),
        patch(path, { metadata: { annotations: { 'api-approved.kubernetes.io': null } } }),
        patch(path, { metadata: { annotations: { 'api-approved.kubernetes.io': 'unapproved' } } }),
        ...(unapproved.includes(what) ? [] : [{ ...get(path), until: { text: String.raw`not approved: \"unapproved\"` } }]),
        removed(`things.${ofGroup}`),
      ],
    };
  }),
  {
    name: 'custom resources are selected by fields',
    steps: [
      post(
        definitions,
        definition([
          version(fields('.spec.color', '.spec.size', '.spec.free', '.spec.deep.kind')),
          // Were the schemas alike, no version could have fields of its own.
          version({ ...second, ...fields('.spec.color'), schema: { openAPIV3Schema: { ...schema, description: 'another' } } }),
        ]),
      ),
      established,
      thing('a', { color: 'red', size: 1, free: true, deep: { kind: 'a' } }),
      thing('b', { color: 'blue', size: 1 }),
      thing('c', { color: 'red', size: 2, free: false }),
      thing('d', {}),
      ...[
        'spec.color=red',
        'spec.color!=red',
        'spec.size=1',
        'spec.size=1,spec.color=blue',
        'spec.free=true',
        'spec.free=false',
        'spec.color=',
        'spec.deep.kind=a',
        'metadata.name=a,spec.color=red',
        'metadata.namespace!=x',
        'spec.share=1',
        '.spec.color=red',
        'spec=red',
      ].map((selector) => selected(selector)),
      selected('spec.color=red', 'v2'),
      selected('spec.size=1', 'v2'),
      get(`${things}?watch=true&resourceVersion=0&timeoutSeconds=1&fieldSelector=spec.color%3Dblue`),
      { method: 'DELETE', path: `${things}?fieldSelector=spec.color%3Dred` },
      { method: 'DELETE', path: `${things}?fieldSelector=spec.share%3D1` },
      selected('spec.size!=0'),
      removed(),
    ],
  },
  {
    name: 'custom resources in two versions that know other fields',
    steps: [
      post(
        definitions,
        definition([
          version(),
          version({
            ...second,
            schema: {
              openAPIV3Schema: {
                type: 'object',
                properties: {
                  spec: {
                    type: 'object',
                    properties: {
                      size: { type: 'integer' },
                      weight: { type: 'integer', default: 3 },
                      deep: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
                    },
                  },
                },
              },
            },
          }),
        ]),
      ),
      established,
      thing('a', { size: 2, weight: 5, deep: { kind: 'a', more: 1 } }, 'v2'),
      { ...thing('b', { size: 2, weight: 5, deep: { more: 1 } }, 'v2'), path: `${thingsInV2}?dryRun=All` },
      get(`${thingsInV2}/a`),
      get(`${things}/a`),
      patch(`${thingsInV2}/a`, { spec: { weight: 6, size: 3 } }),
      patch(`${thingsInV2}/a`, { spec: { weight: 7 } }),
      patch(`${thingsInV2}/a?dryRun=All`, { spec: { weight: 8 } }),
      get(`${thingsInV2}/a`),
      get(`${things}/a`),
      { method: 'DELETE', path: `${thingsInV2}/a` },
      removed(),
    ],
  },
  {
    name: 'custom resources in two versions',
    steps: [
      post(
        definitions,
        definition([
          version({ additionalPrinterColumns: [{ name: 'Color', type: 'string', jsonPath: '.spec.color' }] }),
          version({
            ...second,
            schema: {
              openAPIV3Schema: {
                type: 'object',
                properties: { spec: { type: 'object', properties: { size: { type: 'integer', default: 7 } } } },
              },
            },
          }),
        ]),
      ),
      established,
      thing('a', { color: 'red' }),
      thing('b', { color: 'red', size: 2 }, 'v2'),
      get(`${thingsInV2}/a`),
      get(`${things}/b`),
      get(things),
      get(thingsInV2),
      { ...get(things), headers: { accept: 'application/json;as=Table;g=meta.k8s.io;v=v1' } },
      { ...get(thingsInV2), headers: { accept: 'application/json;as=Table;g=meta.k8s.io;v=v1' } },
      patch(`${things}/a`, { metadata: { labels: { a: 'b' } } }),
      {
        method: 'PATCH',
        path: `${definitions}/${name}`,
        contentType: 'application/json-patch+json',
        body: [
          { op: 'replace', path: '/spec/versions/0/storage', value: false },
          { op: 'replace', path: '/spec/versions/1/storage', value: true },
        ],
      },
      {
        method: 'PATCH',
        path: `${definitions}/${name}`,
        contentType: 'application/json-patch+json',
        body: [{ op: 'remove', path: '/spec/versions/0' }],
      },
      patch(`${definitions}/${name}/status`, { status: { storedVersions: ['v2'] } }),
      patch(`${definitions}/${name}/status`, { status: { storedVersions: ['v1'] } }),
      removed(),
    ],
  },
];
