import { ago, days, hours, minutes, type TableObject } from './table.object.js';

type Fields = Readonly<Record<string, unknown>>;

const one = { containers: [{ name: 'a', image: 'registry.example/a:1' }] };
const two = { containers: ['a', 'b'].map((name) => ({ name, image: `registry.example/${name}:1` })) };

function template(spec: Fields = one): Fields {
  return { metadata: { labels: { app: 'web', tier: 'front' } }, spec };
}

const simple = { matchLabels: { tier: 'front', app: 'web' } };
const complex = {
  matchLabels: { app: 'web' },
  matchExpressions: [
    { key: 'tier', operator: 'In', values: ['front', 'back'] },
    { key: 'stage', operator: 'NotIn', values: ['test', 'alpha'] },
    { key: 'app', operator: 'Exists' },
    { key: 'gone', operator: 'DoesNotExist' },
  ],
};

function apps(kind: string, plural: string, name: string, spec: Fields, status?: Fields): TableObject {
  return {
    name: `${kind} ${name}`,
    path: `/apis/apps/v1/namespaces/{ns}/${plural}`,
    object: {
      apiVersion: 'apps/v1',
      kind,
      metadata: { name: 'web' },
      spec: { selector: simple, template: template(), ...spec },
    },
    ...(status && { status }),
  };
}

const counts = { observedGeneration: 1, replicas: 4, readyReplicas: 2, availableReplicas: 1 };
const daemonCounts = {
  currentNumberScheduled: 4,
  desiredNumberScheduled: 5,
  numberMisscheduled: 1,
  numberReady: 3,
  updatedNumberScheduled: 2,
  numberAvailable: 1,
};

function job(name: string, spec: Fields, status?: Fields, metadata?: Fields, isDeleted?: boolean): TableObject {
  return {
    name: `a job ${name}`,
    path: '/apis/batch/v1/namespaces/{ns}/jobs',
    object: {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: 'work', ...metadata },
      spec: {
        manualSelector: true,
        selector: simple,
        template: template({ ...two, restartPolicy: 'Never' }),
        ...spec,
      },
    },
    ...(status && { status }),
    ...(isDeleted && { isDeleted }),
  };
}

function condition(type: string, status = 'True'): Fields {
  return { type, status, lastProbeTime: ago(days), lastTransitionTime: ago(days) };
}

const complete = [condition('SuccessCriteriaMet'), condition('Complete')];

/** Seconds that a job took: all that a duration is rounded to. */
const durations = [
  0,
  59,
  119,
  120,
  125,
  599,
  600,
  10_799,
  10_800,
  11_000,
  28_799,
  28_800,
  172_799,
  172_800,
  180_000,
  691_199,
  691_200,
  63_071_999,
  63_072_000,
  252_287_999,
  252_288_000,
  4 * 365 * days + 7 * days,
];

function cronJob(name: string, spec: Fields, status?: Fields): TableObject {
  return {
    name: `a cron job ${name}`,
    path: '/apis/batch/v1/namespaces/{ns}/cronjobs',
    object: {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: 'nightly' },
      spec: {
        schedule: '0 3 * * *',
        jobTemplate: { spec: { template: template({ ...two, restartPolicy: 'OnFailure' }) } },
        ...spec,
      },
    },
    ...(status && { status }),
  };
}

const core = '/api/v1/namespaces/{ns}';

function controllerRevision(name: string, metadata: Fields): TableObject {
  return {
    name: `a controller revision ${name}`,
    path: '/apis/apps/v1/namespaces/{ns}/controllerrevisions',
    object: {
      apiVersion: 'apps/v1',
      kind: 'ControllerRevision',
      metadata: { name: 'web-1', ...metadata },
      data: {},
      revision: 7,
    },
  };
}

const owner = { uid: '6f1a7f0c-0000-4000-8000-000000000001', name: 'web' };

export const workloadTableObjects: readonly TableObject[] = [
  apps('Deployment', 'deployments', 'with defaults', {}),
  apps('Deployment', 'deployments', 'of five', { replicas: 5 }, { ...counts, updatedReplicas: 3, unavailableReplicas: 3 }),
  apps('Deployment', 'deployments', 'with expressions', { replicas: 0, selector: complex, template: template(two) }),
  apps('ReplicaSet', 'replicasets', 'with defaults', {}),
  apps('ReplicaSet', 'replicasets', 'of five', { replicas: 5 }, { ...counts, fullyLabeledReplicas: 4 }),
  apps('ReplicaSet', 'replicasets', 'with expressions', { selector: complex, template: template(two) }),
  apps('StatefulSet', 'statefulsets', 'with defaults', { serviceName: 'web' }),
  apps('StatefulSet', 'statefulsets', 'of five', { replicas: 5, serviceName: 'web', template: template(two) }, counts),
  apps('DaemonSet', 'daemonsets', 'with defaults', {}),
  apps('DaemonSet', 'daemonsets', 'on five nodes', {}, daemonCounts),
  apps('DaemonSet', 'daemonsets', 'with a node selector and expressions', {
    selector: complex,
    template: template({ ...two, nodeSelector: { disk: 'ssd', arch: 'arm64', zone: '' } }),
  }),
  {
    name: 'a replication controller with defaults',
    path: `${core}/replicationcontrollers`,
    object: { apiVersion: 'v1', kind: 'ReplicationController', metadata: { name: 'web' }, spec: { template: template() } },
  },
  {
    name: 'a replication controller of five',
    path: `${core}/replicationcontrollers`,
    object: {
      apiVersion: 'v1',
      kind: 'ReplicationController',
      metadata: { name: 'web' },
      spec: { replicas: 5, selector: { app: 'web' }, template: template(two) },
    },
    status: { ...counts, fullyLabeledReplicas: 4 },
  },
  {
    name: 'a pod template',
    path: `${core}/podtemplates`,
    object: { apiVersion: 'v1', kind: 'PodTemplate', metadata: { name: 'web' }, template: template(two) },
  },
  {
    name: 'a pod template without labels',
    path: `${core}/podtemplates`,
    object: { apiVersion: 'v1', kind: 'PodTemplate', metadata: { name: 'web' }, template: { spec: one } },
  },
  job('with defaults', {}),
  job('of three', { completions: 3, parallelism: 2 }, { active: 2, succeeded: 1, startTime: ago(30 * minutes + 20) }),
  job('with no number of completions', { parallelism: 1 }, { startTime: ago(5 * hours + 30 * minutes + 20), active: 1 }),
  job('with two at once and no number of completions', { parallelism: 2 }, { startTime: ago(20 * days), active: 2 }),
  job('that has failed', {}, { startTime: ago(days), conditions: [condition('FailureTarget'), condition('Failed')] }),
  job('that is about to fail', {}, { startTime: ago(days), conditions: [condition('FailureTarget')] }),
  job('that is about to succeed', {}, { startTime: ago(days), conditions: [condition('SuccessCriteriaMet')] }),
  job('that is suspended', { suspend: true }, { conditions: [condition('Suspended')] }),
  job('that was suspended', {}, { startTime: ago(days), conditions: [condition('Suspended', 'False')] }),
  job('that is being deleted', {}, undefined, { finalizers: ['example.com/keep'] }, true),
  ...durations.map((seconds) =>
    job(
      `of ${String(seconds)} seconds`,
      {},
      { startTime: ago(20 * 365 * days), completionTime: ago(20 * 365 * days - seconds), succeeded: 1, conditions: complete },
    ),
  ),
  cronJob('with defaults', {}),
  cronJob('that is suspended', { suspend: true, timeZone: 'Europe/Rome' }),
  cronJob(
    'with active jobs',
    { suspend: false },
    {
      lastScheduleTime: ago(3 * hours + 30 * minutes + 20),
      active: [
        { kind: 'Job', name: 'x' },
        { kind: 'Job', name: 'y' },
      ],
    },
  ),
  cronJob('that ran long ago', {}, { lastScheduleTime: ago(900 * days + 3600) }),
  controllerRevision('of nobody', {}),
  controllerRevision('of a stateful set', {
    ownerReferences: [{ apiVersion: 'apps/v1', kind: 'StatefulSet', controller: true, ...owner }],
  }),
  controllerRevision('of a core kind', {
    ownerReferences: [{ apiVersion: 'v1', kind: 'ReplicationController', controller: true, ...owner }],
  }),
  controllerRevision('of an owner that is no controller', {
    ownerReferences: [{ apiVersion: 'apps/v1', kind: 'StatefulSet', ...owner }],
  }),
];
