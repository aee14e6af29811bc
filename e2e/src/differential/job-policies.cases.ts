import type { DifferentialCase } from './case.js';
import { type Body, changes, container, creations, jobTemplate, jobs } from './case-builders.js';

const job = (more: Body = {}): Body => ({ spec: { template: jobTemplate, ...more } });
const indexed = (more: Body = {}): Body => job({ completions: 5, completionMode: 'Indexed', ...more });
const failing = (...rules: Body[]): Body => indexed({ podFailurePolicy: { rules } });
const succeeding = (...rules: Body[]): Body => indexed({ successPolicy: { rules } });
const onExit = (onExitCodes: Body): Body => ({ action: 'FailJob', onExitCodes });
const onConditions = (...onPodConditions: Body[]): Body => ({ action: 'Ignore', onPodConditions });

const failure: Body = {
  rules: [
    { action: 'FailIndex', onExitCodes: { containerName: 'c', operator: 'In', values: [1, 2] } },
    { action: 'Count', onExitCodes: { operator: 'NotIn', values: [0] } },
    onConditions({ type: 'DisruptionTarget' }, { type: 'example.com/a', status: 'Unknown' }),
  ],
};
const success: Body = {
  rules: [{ succeededIndexes: '0,2-3', succeededCount: 2 }, { succeededCount: 1 }, { succeededIndexes: '4' }],
};

/** When jobs fail, succeed and who manages them. */
export const jobPolicyCases: readonly DifferentialCase[] = [
  ...creations('Job with policies', jobs, {
    'all that there is': indexed({
      backoffLimitPerIndex: 1,
      maxFailedIndexes: 2,
      managedBy: 'example.com/controller',
      podFailurePolicy: failure,
      successPolicy: success,
    }),
    'replaced when it has failed': job({ podReplacementPolicy: 'Failed' }),
    'replaced at once, with a policy of failures': job({
      podReplacementPolicy: 'TerminatingOrFailed',
      podFailurePolicy: { rules: [onConditions({ type: 'a' })] },
    }),
    'it starts again where it fails': job({
      template: { spec: { containers: [container], restartPolicy: 'OnFailure' } },
      podFailurePolicy: { rules: [onConditions({ type: 'a' })] },
    }),
    'rules of nothing': failing({}, { action: 'Ignore' }, { action: 'Some' }, { action: 'FailIndex' }),
    'a rule of both': failing({ ...onExit({ operator: 'In', values: [1] }), onPodConditions: [{ type: 'a' }] }),
    'codes that are wrong': failing(
      onExit({}),
      onExit({ operator: 'Some', values: [] }),
      onExit({ operator: 'In', values: [0, 3, 3, 1], containerName: 'b' }),
      onExit({ operator: 'NotIn', values: [0, 0] }),
      onExit({ operator: 'In', values: Array.from({ length: 256 }, (_, index) => index + 1) }),
    ),
    'conditions that are wrong': failing(onConditions({}, { type: 'a b', status: 'Some' }, { type: 'a/b/c', status: 'False' })),
    'too many rules': failing(...Array.from({ length: 21 }, () => onConditions({ type: 'a' }))),
    'too many conditions': failing(onConditions(...Array.from({ length: 21 }, () => ({ type: 'a' })))),
    'successes without indexes': job({ successPolicy: success }),
    'successes of nothing': succeeding(),
    'successes that are wrong': succeeding(
      {},
      { succeededCount: -1 },
      { succeededCount: 6 },
      { succeededIndexes: '0-1', succeededCount: 3 },
      { succeededIndexes: '' },
      { succeededIndexes: '1-2-3' },
      { succeededIndexes: 'a' },
      { succeededIndexes: '1-' },
      { succeededIndexes: '-1' },
      { succeededIndexes: '5' },
      { succeededIndexes: '1-5' },
      { succeededIndexes: '3-2' },
      { succeededIndexes: '2-3,3' },
      { succeededIndexes: '1,"' },
    ),
    'too many successes': succeeding(...Array.from({ length: 21 }, () => ({ succeededCount: 1 }))),
    'managed by nobody': job({ managedBy: '' }),
    'managed by somebody without a domain': job({ managedBy: 'me' }),
    'managed by somebody of a wrong domain': job({ managedBy: 'A_B/c d' }),
    'managed by somebody with a long name': job({ managedBy: `example.com/${'a'.repeat(60)}` }),
    'limits without indexes': job({ backoffLimitPerIndex: 1, maxFailedIndexes: 1 }),
    'a limit of failures alone': indexed({ maxFailedIndexes: 1 }),
    'limits of less than nothing': indexed({ maxFailedIndexes: -1, backoffLimitPerIndex: -1 }),
    'more failures than indexes': indexed({ maxFailedIndexes: 6, backoffLimitPerIndex: 1 }),
    'more than can be counted': indexed({ completions: 100_001, parallelism: 100_001, backoffLimitPerIndex: 1 }),
    'more than can be counted, and failures': indexed({
      completions: 200_000,
      parallelism: 10_001,
      backoffLimitPerIndex: 1,
      maxFailedIndexes: 100_001,
    }),
    'many, with limits': indexed({ completions: 200_000, parallelism: 9, backoffLimitPerIndex: 1, maxFailedIndexes: 9 }),
    'a name that is too long for its pods': { metadata: { name: 'a'.repeat(62) }, ...indexed() },
  }),
  ...changes(
    'Job with policies',
    jobs,
    indexed({ suspend: true, backoffLimitPerIndex: 1, podFailurePolicy: failure, successPolicy: success }),
    {
      'they stay': [{ spec: { podFailurePolicy: { rules: [onConditions({ type: 'a' })] }, successPolicy: null } }],
      'successes stay': [{ spec: { successPolicy: { rules: [{ succeededCount: 2 }] } } }],
      'its tries and its manager stay': [{ spec: { backoffLimitPerIndex: 2, managedBy: 'example.com/a' } }],
      'tries in all and failed indexes may change': [{ spec: { backoffLimit: 3, maxFailedIndexes: 2 } }],
      'how pods are replaced may not go back': [{ spec: { podReplacementPolicy: 'TerminatingOrFailed' } }],
    },
  ),
  ...changes('Job with indexes', jobs, indexed({ suspend: true }), {
    'completions change with parallelism': [
      { spec: { completions: 6, parallelism: 6 } },
      { spec: { completions: 7 } },
      { spec: { completions: null } },
    ],
  }),
  ...changes('Job', jobs, job({ suspend: true, podReplacementPolicy: 'Failed' }), {
    'pods are replaced otherwise': [{ spec: { podReplacementPolicy: 'TerminatingOrFailed' } }],
    'labels of its pods change while it waits': [
      { spec: { template: { metadata: { annotations: { a: 'b' }, labels: { a: 'b' } } } } },
    ],
    'what its pods ask for changes while it waits': [
      { spec: { template: { spec: { containers: [{ ...container, resources: { requests: { cpu: '1' } } }] } } } },
      {
        spec: {
          template: {
            spec: {
              tolerations: [{ key: 'a', operator: 'Exists' }],
              affinity: { nodeAffinity: {} },
              schedulingGates: [{ name: 'a' }],
            },
          },
        },
      },
      { spec: { template: { spec: { containers: [{ ...container, image: 'b' }] } } } },
    ],
    'what its pods ask for stays once it has begun': [
      ['/status', { status: { startTime: '2026-01-02T03:04:05Z' } }],
      { spec: { template: { spec: { nodeSelector: { a: 'b' } } } } },
      ['/status', { status: { conditions: [{ type: 'Suspended', status: 'True' }] } }],
      { spec: { template: { spec: { nodeSelector: { a: 'c' } } } } },
    ],
  }),
];
