import { fieldCases } from './read.fields.js';
import type { DifferentialCase, DifferentialStep } from './case.js';

const configMaps = '/api/v1/namespaces/{ns}/configmaps';

function configMap(name: string, labels: Record<string, string> = {}): DifferentialStep {
  return {
    method: 'POST',
    path: configMaps,
    body: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, labels }, data: { name } },
  };
}

const three = [configMap('a', { tier: 'web' }), configMap('b', { tier: 'db' }), configMap('c')];

function list(query: string, headers?: Record<string, string>): DifferentialStep {
  return { method: 'GET', path: `${configMaps}?${query}`, ...(headers && { headers }) };
}

const selectors = [
  'tier=web',
  'tier==web',
  'tier!=web',
  'tier in (web,db)',
  'tier notin (web)',
  'tier',
  '!tier',
  'tier>1',
  'tier=',
  'tier in ()',
  '=web',
  'tier=web,tier!=db',
  'a b',
];

const fields = [
  'metadata.name=a',
  'metadata.name!=a',
  'metadata.name==b',
  'metadata.namespace={ns}',
  'metadata.name=a,metadata.name=b',
  'data.name=a',
  'metadata.name',
];

const mistakes = [
  'limit=x',
  'limit=-1',
  'resourceVersion=x',
  'resourceVersion=-1',
  'resourceVersion=99999999999999999999',
  'watch=true&resourceVersion=x',
  'watch=true&resourceVersion=99999999999999999999',
  'resourceVersionMatch=Exact',
  'resourceVersionMatch=Exact&resourceVersion=0',
  'resourceVersionMatch=Other&resourceVersion=1',
  'resourceVersionMatch=NotOlderThan&resourceVersion=1&continue=abc',
  'continue=abc',
  'sendInitialEvents=true',
  'watch=true&resourceVersionMatch=NotOlderThan',
  'watch=true&sendInitialEvents=true',
  'watch=true&sendInitialEvents=true&resourceVersionMatch=Exact',
  'timeoutSeconds=x',
  'watch=maybe&timeoutSeconds=1&resourceVersion=0&fieldSelector=metadata.name=a',
];

/** Reading: gets, lists with selectors and pages, watches, forms. */
export const readCases: readonly DifferentialCase[] = [
  ...fieldCases,
  ...selectors.map((selector) => ({
    name: `a list by the label selector ${selector}`,
    steps: [...three, list(`labelSelector=${encodeURIComponent(selector)}`)],
  })),
  ...fields.map((selector) => ({
    name: `a list by the field selector ${selector}`,
    steps: [...three, list(`fieldSelector=${selector}`)],
  })),
  ...mistakes.map((query) => ({ name: `a list with ${query}`, steps: [...three, list(query)] })),
  {
    name: 'a list in pages',
    steps: [
      ...three,
      { ...list('limit=2&labelSelector=!none'), save: { token: 'metadata.continue' } },
      list('limit=2&labelSelector=!none&continue={token}'),
    ],
  },
  {
    name: 'a get of what is not there',
    steps: [{ method: 'GET', path: `${configMaps}/none` }],
  },
  {
    name: 'a get with a version that is none',
    steps: [
      { method: 'GET', path: `${configMaps}/none?resourceVersion=x` },
      { method: 'GET', path: `${configMaps}/none?resourceVersion=99999999999999999999` },
    ],
  },
  {
    name: 'a get from a namespace that is not there',
    steps: [{ method: 'GET', path: '/api/v1/namespaces/no-such-namespace/configmaps/none' }],
  },
  { name: 'a resource that is not there', steps: [{ method: 'GET', path: '/api/v1/namespaces/{ns}/widgets' }] },
  { name: 'a group that is not there', steps: [{ method: 'GET', path: '/apis/example.com/v1/widgets' }] },
  { name: 'a path that is not there', steps: [{ method: 'GET', path: '/nothing' }] },
  {
    name: 'a verb that a resource does not have',
    steps: [
      { method: 'GET', path: '/api/v1/namespaces/{ns}/bindings' },
      { method: 'DELETE', path: '/api/v1/componentstatuses' },
      { method: 'POST', path: `${configMaps}/a`, body: {} },
      { method: 'PUT', path: configMaps, body: {} },
    ],
  },
  ...[
    'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1',
    'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1',
    'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1beta1',
    'application/json;as=Other;g=meta.k8s.io;v=v1',
    'application/json;as=Other;g=meta.k8s.io;v=v1, application/json',
    'text/html',
    'text/html, */*',
    'application/*',
    '*/*;q=0.1, application/json;q=0.9',
  ].flatMap((accept): DifferentialCase[] => [
    { name: `an object as ${accept}`, steps: [...three, { method: 'GET', path: `${configMaps}/a`, headers: { accept } }] },
    {
      name: `a list as ${accept}`,
      steps: [...three, list('labelSelector=tier', { accept })],
    },
  ]),
  {
    name: 'a watch from a version tells what has happened since',
    steps: [
      { ...configMap('a', { tier: 'web' }), save: { version: 'metadata.resourceVersion' } },
      configMap('b', { tier: 'web' }),
      {
        method: 'PUT',
        path: `${configMaps}/b`,
        body: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'b', labels: { tier: 'db' } } },
      },
      {
        method: 'PUT',
        path: `${configMaps}/b`,
        body: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'b', labels: { tier: 'web' } } },
      },
      { method: 'DELETE', path: `${configMaps}/b` },
      list('watch=true&resourceVersion={version}&timeoutSeconds=1&labelSelector=tier'),
      list('watch=true&resourceVersion={version}&timeoutSeconds=1&labelSelector=tier%3Dweb'),
      list('watch=true&resourceVersion={version}&timeoutSeconds=1&fieldSelector=metadata.name%3Db'),
    ],
  },
  {
    name: 'a watch from now gives what is there first',
    steps: [...three, list('watch=true&timeoutSeconds=1&labelSelector=tier')],
  },
  {
    name: 'a watch with initial events ends them by a bookmark',
    steps: [
      ...three,
      list(
        'watch=true&timeoutSeconds=1&labelSelector=tier&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true',
      ),
    ],
  },
  {
    name: 'a watch of metadata',
    steps: [
      ...three,
      list('watch=true&timeoutSeconds=1&labelSelector=tier', {
        accept: 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1',
      }),
    ],
  },
];
