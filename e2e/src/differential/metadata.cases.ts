import type { DifferentialCase, DifferentialStep } from './case.js';

/*
 * Metadata that is wrong, and queries that are. packages/testing/src/validation holds its own answers to those of
 * metadata.answers.json.
 */

const configMaps = '/api/v1/namespaces/{ns}/configmaps';
const dryRun = '?dryRun=All';

function one(name: string, step: DifferentialStep): DifferentialCase {
  return { name: `metadata: ${name}`, steps: [step] };
}

function post(name: string, path: string, metadata: unknown): DifferentialCase {
  return one(name, { method: 'POST', path: path + dryRun, body: { metadata } });
}

const names = [
  '',
  'A',
  'a.b',
  'a_b',
  'a/b',
  'a%b',
  '.',
  '..',
  '1a',
  '-a',
  'a-',
  'a b',
  'ä',
  'a'.repeat(64),
  'a'.repeat(253),
  'a'.repeat(254),
];
const namedResources = {
  ConfigMap: configMaps,
  Namespace: '/api/v1/namespaces',
  Service: '/api/v1/namespaces/{ns}/services',
  ServiceAccount: '/api/v1/namespaces/{ns}/serviceaccounts',
  Role: '/apis/rbac.authorization.k8s.io/v1/namespaces/{ns}/roles',
  PodDisruptionBudget: '/apis/policy/v1/namespaces/{ns}/poddisruptionbudgets',
};
const byName = Object.entries(namedResources).flatMap(([kind, path]) =>
  names.map((name) => post(`${kind} named ${name.slice(0, 10)} (${String(name.length)})`, path, { name })),
);
const byGenerateName = ['A', 'a-', 'a--', 'a.-', '-', 'a'.repeat(254), '.', 'a/'].map((generateName) =>
  post(`generateName ${generateName.slice(0, 10)}`, configMaps, { name: 'a', generateName }),
);

const long = (length: number): string => 'x'.repeat(length);
const fields: readonly object[] = [
  { labels: { 'a b': 'x' } },
  { labels: { a: 'b c' } },
  { labels: { a: long(64) } },
  { labels: { [long(64)]: 'a' } },
  { labels: { 'a/b/c': 'a' } },
  { labels: { '/b': 'a' } },
  { labels: { 'a/': 'a' } },
  { labels: { 'A_b/c': 'a' } },
  { labels: { [`${long(254)}/a`]: 'a' } },
  { labels: { '': 'a' } },
  { labels: { ä: 'ö' } },
  { labels: { 'example.com/Aa_.-b': '' } },
  { annotations: { 'a b': 'x' } },
  { annotations: { 'EXAMPLE.com/a': 'any thing' } },
  { annotations: { a: long(256 * 1024) } },
  { annotations: { a: long(256 * 1024 - 1) } },
  { finalizers: ['a'] },
  { finalizers: ['a b'] },
  { finalizers: ['example.com/a'] },
  { finalizers: ['orphan', 'foregroundDeletion'] },
  { finalizers: [''] },
  { ownerReferences: [{}] },
  { ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'x', uid: 'y' }] },
  { ownerReferences: [{ apiVersion: 'v1', kind: 'Event', name: 'x', uid: 'y', controller: false }] },
  { ownerReferences: [{ apiVersion: 'a/b/c', kind: 'Event', name: 'x', uid: 'y' }] },
  { ownerReferences: [{ apiVersion: 'a/', kind: 'Event', name: 'x', uid: 'y' }] },
  {
    ownerReferences: [
      { apiVersion: 'v1', kind: 'A', name: 'x', uid: '1', controller: true },
      { apiVersion: 'apps/v1', kind: 'B', name: 'y', uid: '2', controller: true, blockOwnerDeletion: true },
    ],
  },
  { generation: -1 },
  { namespace: 'other' },
  { namespace: '{ns}' },
  { managedFields: [{ operation: 'x' }] },
  { name: 'A', labels: { 'a b': 'c d' }, annotations: { '/': '' }, finalizers: ['!'], ownerReferences: [{ kind: 'x' }] },
];
const byField = fields.map((extra) => {
  const text = JSON.stringify(extra);
  return post(`${text.slice(0, 100)} (${String(text.length)})`, configMaps, { name: 'a', ...extra });
});

const clusterScoped = [
  post('a namespace in another', '/api/v1/namespaces', { name: 'a', namespace: 'b' }),
  post('a cluster role in a namespace', '/apis/rbac.authorization.k8s.io/v1/clusterroles', { name: 'a', namespace: 'b' }),
];

const manager = encodeURIComponent(long(129));
const queries = [
  '&fieldManager=a%0Ab',
  '&fieldManager=%C3%A4%F0%9F%98%80%E2%80%8B',
  `&fieldManager=${manager}`,
  '&fieldValidation=x',
  '&fieldValidation=strict',
  '&dryRun=x',
  '&fieldValidation=x&fieldManager=%00',
].map((query) =>
  one(`query ${query.slice(0, 40)}`, {
    method: 'POST',
    path: `${configMaps}${dryRun}${query}`,
    body: { metadata: { name: 'a' } },
  }),
);

/** Each on an object that the case has made. */
const updates: readonly [name: string, metadata: object, path?: string][] = [
  ['without a version', { name: 'a' }],
  ['with another name', { name: 'b' }],
  ['without a name', {}],
  ['with another namespace', { name: 'a', namespace: 'other' }],
  ['with another uid', { name: 'a', uid: 'x' }],
  ['with another generation', { name: 'a', generation: 5 }],
  ['with a deletionTimestamp', { name: 'a', deletionTimestamp: '2024-01-01T00:00:00Z' }],
  ['with a deletionGracePeriodSeconds', { name: 'a', deletionGracePeriodSeconds: 5 }],
  ['with a creationTimestamp', { name: 'a', creationTimestamp: '2024-01-01T00:00:00Z' }],
  ['with wrong labels', { name: 'a', labels: { 'a b': 'c d' } }],
  ['with wrong finalizers', { name: 'a', finalizers: ['!'] }],
];
const byUpdate = updates.map(([name, metadata]): DifferentialCase => ({
  name: `metadata: PUT ${name}`,
  steps: [
    { method: 'POST', path: configMaps, body: { metadata: { name: 'a' } } },
    { method: 'PUT', path: `${configMaps}/a`, body: { metadata } },
    { method: 'DELETE', path: `${configMaps}/a` },
  ],
}));
const whileDeleting: DifferentialCase = {
  name: 'metadata: PUT of new finalizers while the object is being deleted',
  steps: [
    { method: 'POST', path: configMaps, body: { metadata: { name: 'f', finalizers: ['example.com/a'] } } },
    { method: 'DELETE', path: `${configMaps}/f` },
    {
      method: 'PUT',
      path: `${configMaps}/f`,
      body: { metadata: { name: 'f', finalizers: ['example.com/c', 'example.com/b', 'example.com/a'] } },
    },
    { method: 'PUT', path: `${configMaps}/f`, body: { metadata: { name: 'f' } } },
  ],
};

/** Requests whose metadata the two servers have to judge alike. */
export const metadataCases: readonly DifferentialCase[] = [
  ...byName,
  ...byGenerateName,
  ...byField,
  ...clusterScoped,
  ...queries,
  ...byUpdate,
  whileDeleting,
];
