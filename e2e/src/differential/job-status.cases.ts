import type { DifferentialCase } from './case.js';
import { type Body, changes, jobTemplate, jobs } from './case-builders.js';

const job = (more: Body = {}): Body => ({ spec: { template: jobTemplate, ...more } });

const time = (second: number): string => `2026-01-02T03:04:0${String(second)}Z`;
const conditions = (...types: string[]): Body[] => types.map((type) => ({ type, status: 'True' }));
const status = (status: Body): readonly [string, Body] => ['/status', { status }];

const begun: Body = { startTime: time(1) };
const complete: Body = { ...begun, completionTime: time(2), conditions: conditions('SuccessCriteriaMet', 'Complete') };

/** What a controller may say of a job. */
export const jobStatusCases: readonly DifferentialCase[] = [
  ...changes('Status of a Job', jobs, job(), {
    'it has ended well': [status({ ...begun, active: 1, ready: 1 }), status({ ...complete, active: 0, ready: 0, succeeded: 1 })],
    'it has failed': [
      status({ ...begun, failed: 1, conditions: conditions('FailureTarget') }),
      status({ conditions: conditions('FailureTarget', 'Failed') }),
    ],
    'less than nothing': [status({ active: -1, succeeded: -1, failed: -1, ready: -1, terminating: -1 })],
    'pods that are not counted': [status({ uncountedTerminatedPods: { succeeded: ['a'], failed: ['b'] } })],
    'pods that are not counted, twice': [
      status({ uncountedTerminatedPods: { succeeded: ['a', '', 'a'], failed: ['a', 'b', '', 'b'] } }),
    ],
    'complete and failed': [
      status({ ...complete, conditions: conditions('Complete', 'Failed', 'SuccessCriteriaMet', 'FailureTarget') }),
    ],
    'complete without anything': [status({ conditions: conditions('Complete') })],
    'failed without anything': [status({ conditions: conditions('Failed') })],
    'an end of what goes on': [status({ completionTime: time(3) })],
    'an end before its begin': [status({ ...complete, completionTime: time(0) })],
    'ended with pods': [status({ ...complete, active: 1, terminating: 1, ready: 2, uncountedTerminatedPods: { failed: ['a'] } })],
    'more ready than there are': [status({ active: 1, ready: 2 })],
    'indexes of what has none': [status({ completedIndexes: '0', failedIndexes: '0' })],
    'what has ended goes on': [status(complete), status({ conditions: null, completionTime: null })],
    'what has ended ended at another time': [status(complete), status({ completionTime: time(4), startTime: time(0) })],
    'what has failed goes on': [
      status({ ...begun, conditions: conditions('FailureTarget', 'Failed') }),
      status({ conditions: null }),
    ],
    'counts go back': [status({ succeeded: 2, failed: 2 }), status({ succeeded: 1, failed: 1 })],
    'what was met is not any more': [
      status({ ...begun, conditions: conditions('SuccessCriteriaMet') }),
      status({ conditions: conditions('FailureTarget') }),
    ],
    'it has begun already': [status(begun), status({ startTime: time(2) }), status({ startTime: null })],
  }),
  ...changes('Status of a Job that waits', jobs, job({ suspend: true }), {
    'it begins anew': [
      status({ ...begun, conditions: conditions('Suspended') }),
      status({ startTime: null }),
      status({ startTime: time(4), conditions: [{ type: 'Suspended', status: 'False' }] }),
    ],
    'it goes on': [
      status({ ...begun, conditions: conditions('Suspended') }),
      { spec: { suspend: false } },
      status({ startTime: time(5), conditions: [{ type: 'Suspended', status: 'False' }] }),
      status({ startTime: time(6) }),
    ],
  }),
  ...changes('Status of a Job of nothing', jobs, job({ suspend: true, completions: 0 }), {
    'it ends before it begins': [status({ completionTime: time(2), conditions: conditions('SuccessCriteriaMet', 'Complete') })],
  }),
  ...changes(
    'Status of an indexed Job',
    jobs,
    job({ completions: 9, parallelism: 9, completionMode: 'Indexed', backoffLimitPerIndex: 1 }),
    {
      'indexes that have ended': [status({ completedIndexes: '0,2-3', failedIndexes: '1,5-8', succeeded: 3, failed: 5 })],
      'indexes that are wrong': [status({ completedIndexes: '3-1', failedIndexes: 'a' })],
      'indexes that there are not': [status({ completedIndexes: '9', failedIndexes: '0-9' })],
      'indexes in another order': [status({ completedIndexes: '3,1', failedIndexes: '1,,2' })],
      'indexes in both': [status({ completedIndexes: '0,2-3,b,6', failedIndexes: '1,3-5' })],
      'fewer than before': [status({ succeeded: 3, failed: 3 }), status({ succeeded: 2 }), status({ failed: 2 })],
      'indexes that were right': [
        status({ completedIndexes: '8' }),
        { spec: { completions: 5, parallelism: 5 } },
        status({ active: 1 }),
        status({ failedIndexes: '8' }),
      ],
    },
  ),
  ...changes(
    'Status of a Job with a policy of success',
    jobs,
    job({ completions: 2, completionMode: 'Indexed', successPolicy: { rules: [{ succeededCount: 1 }] } }),
    {
      'complete without it': [status({ ...complete, conditions: conditions('Complete') })],
      'complete by it': [status(complete)],
    },
  ),
];
