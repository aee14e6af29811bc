import type { DifferentialCase, DifferentialStep } from './case.js';
import type { TableObject } from './table.object.js';
import { groupedTableObjects } from './table.objects.js';

const none = { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' };

/** An object in a state that the columns tell apart: how it comes about, each step answered by its row. */
function rowCase({ name, path, object, spec, status, isStatusNoTable, isDeleted, ...more }: TableObject): DifferentialCase {
  const at = `${path}/${object.metadata.name}`;
  const { subresource = 'status' } = more;
  const row = (method: DifferentialStep['method'], target: string, body?: object): DifferentialStep => ({
    method,
    path: `${target}?includeObject=None`,
    headers: none,
    ...(body && { body }),
    ...(method === 'PATCH' && { contentType: 'application/merge-patch+json' }),
  });
  const steps = [row('POST', path, object)];
  if (spec) steps.push(row('PATCH', at, spec));
  if (status) {
    const { headers, ...plain } = row('PATCH', `${at}/${subresource}`, { status });
    if (isStatusNoTable) steps.push(plain, row('GET', at));
    else steps.push({ ...plain, ...(headers && { headers }) });
  }
  if (isDeleted) steps.push(row('DELETE', at));
  return { name: `the row of ${name}`, steps };
}

/** Objects of all kinds in all their states. Recorded too, for tests that have no real server. */
export const tableRowCases: readonly DifferentialCase[] = groupedTableObjects.map(rowCase);

const configMaps = '/api/v1/namespaces/{ns}/configmaps';

function configMap(name: string): DifferentialStep {
  return { method: 'POST', path: configMaps, body: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: { name } } };
}

const three = [configMap('a'), configMap('b'), configMap('c')];
const fieldSelector = 'fieldSelector=metadata.name!=kube-root-ca.crt';

function table(path: string, accept: string = none.accept): DifferentialStep {
  return { method: 'GET', path, headers: { accept } };
}

const accepts = [
  'application/json;as=Table;g=meta.k8s.io;v=v1',
  'application/json;as=Table;g=meta.k8s.io;v=v1beta1',
  'application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json',
  'application/json;as=Table;g=meta.k8s.io;v=v2',
  'application/json;as=Table;g=meta.k8s.io;v=v2, application/json',
  'application/json;as=Table;g=example.com;v=v1',
  'application/json;as=Table',
  '*/*;as=Table;g=meta.k8s.io;v=v1',
];

/** What requests for tables have in common whatever the kind. */
const requestCases: readonly DifferentialCase[] = [
  ...['None', 'Metadata', 'Object', '', 'none', 'Other'].flatMap((include): DifferentialCase[] => [
    {
      name: `a table of a list with includeObject=${include}`,
      steps: [...three, table(`${configMaps}?${fieldSelector}&includeObject=${include}`)],
    },
    {
      name: `a table of one object with includeObject=${include}`,
      steps: [...three, table(`${configMaps}/a?includeObject=${include}`)],
    },
    {
      name: `a watch of tables with includeObject=${include}`,
      steps: [...three, table(`${configMaps}?${fieldSelector}&watch=true&timeoutSeconds=1&includeObject=${include}`)],
    },
  ]),
  ...accepts.flatMap((accept): DifferentialCase[] => [
    { name: `a list for those who accept ${accept}`, steps: [...three, table(`${configMaps}?${fieldSelector}`, accept)] },
    { name: `one object for those who accept ${accept}`, steps: [...three, table(`${configMaps}/a`, accept)] },
  ]),
  {
    name: 'a table in pages tells how to go on, and how many are left',
    steps: [
      ...['a', 'b', 'c'].map((name): DifferentialStep => ({
        method: 'POST',
        path: '/api/v1/namespaces/{ns}/endpoints',
        body: { metadata: { name } },
      })),
      { ...table('/api/v1/namespaces/{ns}/endpoints?limit=2&includeObject=None'), save: { token: 'metadata.continue' } },
      table('/api/v1/namespaces/{ns}/endpoints?limit=2&includeObject=None&continue={token}'),
    ],
  },
  { name: 'a table of nothing', steps: [table('/api/v1/namespaces/{ns}/pods')] },
  {
    name: 'a table of no definitions, which has no rows at all',
    steps: [table('/apis/apiextensions.k8s.io/v1/customresourcedefinitions?labelSelector=none%3D{ns}')],
  },
  {
    name: 'a watch of tables ends its initial events with an empty row',
    steps: [
      ...three,
      table(
        `${configMaps}?${fieldSelector}&watch=true&timeoutSeconds=1&includeObject=None&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true`,
      ),
    ],
  },
  { name: 'no table of an object that is not there', steps: [table(`${configMaps}/none`)] },
  {
    name: 'a deletion answers with a table only if it gives back the object',
    steps: [
      configMap('a'),
      { method: 'DELETE', path: `${configMaps}/a?includeObject=None`, headers: none },
      { method: 'POST', path: '/api/v1/namespaces/{ns}/serviceaccounts', body: { metadata: { name: 'robot' } } },
      { method: 'DELETE', path: '/api/v1/namespaces/{ns}/serviceaccounts/robot?includeObject=None', headers: none },
    ],
  },
  {
    name: 'what is deleted together comes as a table',
    steps: [...three, { method: 'DELETE', path: `${configMaps}?${fieldSelector}&includeObject=None`, headers: none }],
  },
  {
    name: 'a scale as a table',
    steps: [
      {
        method: 'POST',
        path: '/api/v1/namespaces/{ns}/replicationcontrollers',
        body: {
          metadata: { name: 'web' },
          spec: {
            replicas: 3,
            template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image: 'i' }] } },
          },
        },
      },
      table('/api/v1/namespaces/{ns}/replicationcontrollers/web/scale?includeObject=None'),
      table('/api/v1/namespaces/{ns}/replicationcontrollers/web/status?includeObject=None'),
    ],
  },
  {
    name: 'a review, which is no table',
    steps: [
      {
        method: 'POST',
        path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
        headers: none,
        body: { spec: { resourceAttributes: { verb: 'get', resource: 'pods' } } },
      },
    ],
  },
];

export const tableCases: readonly DifferentialCase[] = [
  ...requestCases,
  ...groupedTableObjects.filter(({ isRecordedOnly }) => !isRecordedOnly).map(rowCase),
];
