import type { DifferentialCase } from './case.js';
import { type Body, changes, creations, grouped, jobTemplate, selector } from './case-builders.js';

const cronJobs = grouped('batch/v1', 'cronjobs');

const cronJob = (more: Body, ofJob: Body = {}): Body => ({
  spec: { schedule: '0 0 1 1 *', suspend: true, jobTemplate: { spec: { template: jobTemplate, ...ofJob } }, ...more },
});

const right = [
  '* * * * *',
  '  */15  0-23/2 1,15,31 jan-DEC mon ',
  '? ? ? ? ?',
  '0 0 , * sun',
  '5/7 +3 * * 0-6',
  '0 0 *-9 * *',
  '@hourly',
  '@midnight',
  '@every 1h30m',
  '@every 0',
  '@every -1.5s',
  '@every .5us',
];

const wrong = [
  '* * * *',
  '* * * * * *',
  ' ',
  '60 * * * *',
  '* 24 * * *',
  '* * 0 * *',
  '* * * 13 *',
  '* * * * 7',
  '5-3 * * * *',
  '1-2-3 * * * *',
  '1/2/3 * * * *',
  '*/0 * * * *',
  '*/a * * * *',
  '-1 * * * *',
  'a * * * *',
  '1, x * * *',
  '99999999999999999999 * * * *',
  '* * * foo *',
  '* * * jan-foo *',
  '* * * * wednesday',
  '@Hourly',
  '@every',
  '@every 5',
  '@every 5d',
  '@every x',
  '@every 9999999h',
  '@every 1h1',
  'TZ=UTC * * * * *',
  'CRON_TZ=Nowhere/Here * * * * *',
  'TZ=../x @daily',
  'TZ=UTC',
  '* * * * TZ',
];

const zones = ['UTC', 'Europe/Berlin', 'Asia/Kolkata', 'US/Pacific', 'Etc/GMT+5', 'EST', 'America/Argentina/Buenos_Aires'];
const noZones = [
  '',
  'local',
  'Local',
  'Nowhere/Here',
  'europe/berlin',
  'utc',
  'PST',
  '+0500',
  'Europe//Berlin',
  '../UTC',
  '-a',
  'a b',
  'US/Pacific/',
];

const creation = (schedules: readonly string[], of: (text: string) => Body): Readonly<Record<string, Body>> =>
  Object.fromEntries(schedules.map((text) => [`"${text}"`, of(text)]));

/** Schedules, as robfig/cron reads them, time zones, and what of a Job a CronJob may not say. */
export const cronJobCases: readonly DifferentialCase[] = [
  ...creations(
    'CronJob at',
    cronJobs,
    creation([...right, ...wrong], (schedule) => cronJob({ schedule })),
  ),
  ...creations(
    'CronJob in the zone',
    cronJobs,
    creation([...zones, ...noZones], (timeZone) => cronJob({ timeZone })),
  ),
  ...creations('CronJob', cronJobs, {
    'with a selector': cronJob({}, { selector, manualSelector: true }),
    'with a policy of its jobs': cronJob(
      {},
      {
        completions: 2,
        completionMode: 'Indexed',
        podFailurePolicy: { rules: [{ action: 'Ignore', onPodConditions: [{ type: 'a' }] }] },
      },
    ),
    'with wrong policies of its jobs': cronJob(
      {},
      { managedBy: 'a', podFailurePolicy: { rules: [{}] }, successPolicy: { rules: [] }, maxFailedIndexes: 1 },
    ),
    'with a long name': { metadata: { name: 'a'.repeat(53) }, ...cronJob({}) },
  }),
  ...changes('CronJob', cronJobs, cronJob({ timeZone: 'Europe/Berlin' }), {
    'another zone': [
      { spec: { timeZone: 'Europe/Paris' } },
      { spec: { timeZone: 'Europe/Nowhere' } },
      { spec: { timeZone: null } },
    ],
    'a zone in its schedule': [{ spec: { schedule: 'TZ=UTC 0 0 * * *' } }],
  }),
];
