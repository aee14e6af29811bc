import type { JSONObject } from '../../json.js';
import { ensureObject, isMissing, objectAt, objectsAt, setDefault, setDefaultText, textAt } from '../../json-fields.js';
import type { KindRules } from '../kind-rules.js';
import { defaultPodTemplate } from '../pods/pod-defaults.js';
import { validateCronJob, validateCronJobName } from './validate-cron-job.js';
import { validateJob, validateJobUpdate } from './validate-job.js';
import { validateJobStatus } from './validate-job-status.js';
import { standardRules } from '../standard-rules.js';

/** The kinds of batch. */
export const batchRules: Readonly<Record<string, KindRules>> = {
  CronJob: standardRules({
    defaults: (cronJob) => {
      const spec = ensureObject(cronJob, 'spec');
      setDefaultText(spec, 'concurrencyPolicy', 'Allow');
      setDefault(spec, 'suspend', false);
      setDefault(spec, 'successfulJobsHistoryLimit', 3);
      setDefault(spec, 'failedJobsHistoryLimit', 1);
      const template = ensureObject(spec, 'jobTemplate');
      ensureObject(template, 'metadata');
      const jobSpec = ensureObject(template, 'spec');
      defaultFailurePolicy(jobSpec);
      defaultPodTemplate(ensureObject(jobSpec, 'template'));
    },
    generationOf: ['spec'],
    podSpecAt: 'spec.jobTemplate.spec.template.spec',
    emptyStatus: () => ({}),
    validateCreate: (cronJob) => [...validateCronJob(cronJob), ...validateCronJobName(cronJob)],
    validateUpdate: (cronJob, old) => validateCronJob(cronJob, old),
  }),
  Job: standardRules({
    defaults: defaultJob,
    generationOf: ['spec'],
    podSpecAt: 'spec.template.spec',
    emptyStatus: () => ({}),
    prepareForCreate: generateSelector,
    completeStored: labelLikeTemplate,
    validateCreate: (job) => validateJob(job),
    validateUpdate: validateJobUpdate,
    validateStatusUpdate: validateJobStatus,
  }),
};

function defaultJob(job: JSONObject): void {
  const spec = ensureObject(job, 'spec');
  if (isMissing(spec, 'completions') && isMissing(spec, 'parallelism')) spec['completions'] = 1;
  setDefault(spec, 'parallelism', 1);
  setDefault(spec, 'backoffLimit', isMissing(spec, 'backoffLimitPerIndex') ? 6 : 2_147_483_647);
  const template = ensureObject(spec, 'template');
  labelLikeTemplate(job);
  setDefault(spec, 'completionMode', 'NonIndexed');
  setDefault(spec, 'suspend', false);
  setDefault(spec, 'podReplacementPolicy', isMissing(spec, 'podFailurePolicy') ? 'TerminatingOrFailed' : 'Failed');
  setDefault(spec, 'manualSelector', false);
  defaultFailurePolicy(spec);
  defaultPodTemplate(template);
}

function defaultFailurePolicy(spec: JSONObject): void {
  for (const rule of objectsAt(objectAt(spec, 'podFailurePolicy'), 'rules')) {
    for (const pattern of objectsAt(rule, 'onPodConditions')) setDefaultText(pattern, 'status', 'True');
  }
}

/**
 * A job without labels has those of its template. It is the same map, as in the server, so that what is added to one later is in
 * both: nobody may copy the job between `defaults` and `prepareForCreate`.
 *
 * @returns whether the labels are those of the template now
 */
function labelLikeTemplate(job: JSONObject): boolean {
  const labels = objectAt(job, 'spec', 'template', 'metadata', 'labels');
  const metadata = ensureObject(job, 'metadata');
  if (!labels || Object.keys(objectAt(metadata, 'labels') ?? {}).length > 0) return false;
  metadata['labels'] = labels;
  return true;
}

/** Makes a selector by which a job finds its pods and nobody else's, unless somebody else does (Kubernetes `pkg/registry/batch/job`). */
function generateSelector(job: JSONObject): void {
  const spec = ensureObject(job, 'spec');
  if (spec['manualSelector'] === true) return;
  const metadata = ensureObject(job, 'metadata');
  const uid = textAt(metadata, 'uid');
  const generated = {
    'job-name': textAt(metadata, 'name'),
    'batch.kubernetes.io/job-name': textAt(metadata, 'name'),
    'controller-uid': uid,
    'batch.kubernetes.io/controller-uid': uid,
  };
  const ofTemplate = ensureObject(ensureObject(spec, 'template'), 'metadata');
  const labels = ensureObject(ofTemplate, 'labels');
  for (const [name, value] of Object.entries(generated)) setDefault(labels, name, value);
  setDefault(ensureObject(ensureObject(spec, 'selector'), 'matchLabels'), 'batch.kubernetes.io/controller-uid', uid);
}
