import type { DifferentialCase } from './case.js';
import { type Body, changes, container, creations, jobTemplate, jobs, selector } from './case-builders.js';

const job = (more: Body = {}): Body => ({ spec: { template: jobTemplate, ...more } });

/** Jobs. */
export const jobCases: DifferentialCase[] = [
  ...creations('Job', jobs, {
    'the least that is allowed': job(),
    'labels of its template': job({ template: { metadata: { labels: { app: 'a' } }, ...jobTemplate } }),
    'labels of its own': { metadata: { labels: { app: 'b' } }, ...job() },
    'several at a time': job({ parallelism: 3 }),
    'several in all': job({ completions: 3 }),
    numbered: job({ completions: 3, completionMode: 'Indexed' }),
    'numbered, each with its own tries': job({ completions: 3, completionMode: 'Indexed', backoffLimitPerIndex: 1 }),
    'it fails on': job({
      podFailurePolicy: { rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget' }] }] },
    }),
    'it waits': job({ suspend: true }),
    'a selector of its own': {
      spec: {
        manualSelector: true,
        selector,
        template: { metadata: { labels: { app: 'a' } }, ...jobTemplate },
      },
    },
    'a status that nobody may set here': { ...job(), status: { active: 1 } },
    'no template': { spec: {} },
    'a template that never ends': job({ template: { spec: { containers: [container] } } }),
    'a selector that nobody asked for': job({ selector }),
    'a selector of its own that is not there': job({ manualSelector: true }),
    'less than nothing': job({ parallelism: -1, completions: -1, backoffLimit: -1, activeDeadlineSeconds: -1 }),
    'a mode that does not exist': job({ completionMode: 'Sometimes' }),
    'numbered without end': job({ completionMode: 'Indexed', parallelism: 1 }),
    'an end before now': job({ ttlSecondsAfterFinished: -1 }),
    'tries of each without numbers': job({ backoffLimitPerIndex: 1 }),
    'a policy of replacement that does not exist': job({ podReplacementPolicy: 'Sometimes' }),
  }),
  ...changes('Job', jobs, job({ suspend: true }), {
    'it goes on, and that makes a generation': [{ spec: { suspend: false } }],
    'its parallelism makes a generation': [{ spec: { parallelism: 2 } }],
    'labels make none': [{ metadata: { labels: { a: 'b' } } }],
    'the template stays once it goes on': [
      { spec: { suspend: false } },
      { spec: { template: { spec: { terminationGracePeriodSeconds: 5 } } } },
    ],
    'the template stays': [{ spec: { template: { spec: { terminationGracePeriodSeconds: 5 } } } }],
    'the selector stays': [{ spec: { selector: { matchLabels: { a: 'b' } } } }],
    'completions stay': [{ spec: { completions: 5 } }],
    'the mode stays': [{ spec: { completionMode: 'Indexed' } }],
    'where it runs may change while it waits': [{ spec: { template: { spec: { nodeSelector: { a: 'b' } } } } }],
    'the status by itself': [['/status', { status: { active: 1 } }]],
    'the status cannot change the spec': [['/status', { spec: { parallelism: 9 } }]],
    'the spec cannot change the status': [{ status: { active: 1 } }],
    'a status of less than nothing': [['/status', { status: { active: -1, failed: -1 } }]],
  }),
];
