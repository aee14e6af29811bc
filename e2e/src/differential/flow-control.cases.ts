import type { DifferentialCase } from './case.js';
import { type Body, creations, inCluster, own } from './case-builders.js';

const flowControl = (resource: string): string => `/apis/flowcontrol.apiserver.k8s.io/v1/${resource}`;

const of = (what: string, resource: string, bodies: Readonly<Record<string, readonly Body[]>>): DifferentialCase[] =>
  Object.entries(bodies).map(([how, [body = {}, ...patches]]) => ({
    ...inCluster('', flowControl(resource), body, ...patches),
    name: `${what} ${how}`,
  }));

const resourceRule: Body = { verbs: ['*'], apiGroups: ['*'], resources: ['*'], namespaces: ['*'] };
const otherRule: Body = { verbs: ['get'], nonResourceURLs: ['/a/*', '/'] };
const user: Body = { kind: 'User', user: { name: 'nobody' } };
const rule: Body = { subjects: [user], resourceRules: [resourceRule] };
/** Of nobody, so that no request of others is changed. */
const schema = (more: Body): Body => ({
  spec: { priorityLevelConfiguration: { name: 'global-default' }, matchingPrecedence: 9000, rules: [rule], ...more },
});
const subjects = (...all: Body[]): Body => schema({ rules: [{ ...rule, subjects: all }] });
const resources = (...all: Body[]): Body =>
  schema({ rules: [{ ...rule, resourceRules: all.map((one) => ({ ...resourceRule, ...one })) }] });
const others = (...all: Body[]): Body =>
  schema({ rules: [{ subjects: [user], nonResourceRules: all.map((one) => ({ ...otherRule, ...one })) }] });

const limited = (more: Body): Body => ({ spec: { type: 'Limited', limited: { limitResponse: { type: 'Reject' }, ...more } } });
const queuing = (queuing: Body): Body => limited({ limitResponse: { type: 'Queue', queuing } });

const status = (resource: string, body: Body, ...all: Body[]): DifferentialCase['steps'] => [
  { method: 'POST', path: flowControl(resource), body: { ...body, metadata: own } },
  ...all.map((one) => ({
    method: 'PATCH' as const,
    path: `${flowControl(resource)}/{ns}/status`,
    contentType: 'application/merge-patch+json',
    body: { status: one, metadata: { labels: { a: 'b' } } },
  })),
  { method: 'DELETE', path: `${flowControl(resource)}/{ns}` },
];
const twice: Body = { conditions: [{ type: 'A', status: 'True' }, { type: 'A' }, {}] };

/** FlowSchemas and PriorityLevelConfigurations. */
export const flowControlCases: readonly DifferentialCase[] = [
  // Not stored: what the server's own controller says of them comes in its own time.
  ...creations('FlowSchema', `${flowControl('flowschemas')}?dryRun=All`, {
    'of everything': schema({
      distinguisherMethod: { type: 'ByUser' },
      rules: [
        {
          subjects: [
            user,
            { kind: 'Group', group: { name: 'g' } },
            { kind: 'ServiceAccount', serviceAccount: { name: '*', namespace: 'n' } },
          ],
          resourceRules: [resourceRule, { ...resourceRule, clusterScope: true, namespaces: ['a', 'b'] }],
          nonResourceRules: [otherRule, { verbs: ['*'], nonResourceURLs: ['*'] }],
        },
      ],
    }),
    'of nothing': { spec: {} },
    'of the first rank': schema({ matchingPrecedence: 1 }),
    'of texts that are none': schema({
      matchingPrecedence: 10_001,
      distinguisherMethod: { type: 'Some' },
      priorityLevelConfiguration: { name: 'A_' },
      rules: [{}],
    }),
    'of less than nothing': schema({ matchingPrecedence: -1, rules: [] }),
    'of subjects that are none': subjects(
      {},
      { kind: 'User', group: { name: 'g' }, serviceAccount: { name: 'a', namespace: 'b' } },
      { kind: 'Group', group: {}, user: { name: 'u' } },
      { kind: 'ServiceAccount', serviceAccount: { name: 'A_', namespace: 'A.b' }, user: { name: 'u' }, group: { name: 'g' } },
      { kind: 'ServiceAccount', serviceAccount: {} },
      { kind: 'ServiceAccount' },
    ),
    'of resources that are none': resources(
      { verbs: [], apiGroups: [], resources: [], namespaces: [] },
      { verbs: ['*', 'get'], apiGroups: ['*', 'a'], resources: ['*', 'a'], namespaces: ['*', 'a'] },
      { verbs: ['some', 'get'], namespaces: ['A', 'b.c'] },
    ),
    'of paths that are none': others(
      { verbs: [], nonResourceURLs: [] },
      { verbs: ['get', 'some'], nonResourceURLs: ['*', '/a'] },
      { nonResourceURLs: ['', 'a', '/a b', '//', '/a*', '/*/a', '/a/*/*'] },
    ),
  }),
  ...of('PriorityLevelConfiguration', 'prioritylevelconfigurations', {
    'that refuses': [limited({}), { spec: { limited: { lendablePercent: 5, nominalConcurrencyShares: 0 } } }],
    'that lets wait': [
      queuing({}),
      { spec: { limited: { borrowingLimitPercent: 10, limitResponse: { queuing: { queues: 128, handSize: 6 } } } } },
    ],
    'of nothing': [{ spec: {} }],
    'of no limit': [{ spec: { type: 'Limited', exempt: {} } }],
    'of no type': [
      {
        metadata: { annotations: { 'flowcontrol.k8s.io/v1beta3-preserve-zero-concurrency-shares': 'a' } },
        spec: { type: 'Some' },
      },
    ],
    'that is exempt': [{ spec: { type: 'Exempt', exempt: { nominalConcurrencyShares: -1, lendablePercent: 101 }, limited: {} } }],
    'of limits that are none': [
      limited({ nominalConcurrencyShares: -1, limitResponse: {}, lendablePercent: 101, borrowingLimitPercent: -1 }),
    ],
    'that answers in no way': [limited({ limitResponse: { type: 'Some' } })],
    'that refuses and lets wait': [limited({ limitResponse: { type: 'Reject', queuing: {} } })],
    'that lets wait nowhere': [limited({ limitResponse: { type: 'Queue' } })],
    'of queues of less than nothing': [queuing({ queues: -1, handSize: -1, queueLengthLimit: -1 })],
    'of too many queues': [queuing({ queues: 10_000_001, handSize: 3 })],
    'of hands that are too large': [queuing({ queues: 5, handSize: 6 })],
    'of hands that are too clever': [queuing({ queues: 1024, handSize: 7 })],
  }),
  {
    name: 'PriorityLevelConfiguration with a status',
    steps: status('prioritylevelconfigurations', limited({}), { conditions: [{ type: 'A', status: 'True' }] }, twice),
  },
];
