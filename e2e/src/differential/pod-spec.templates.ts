import type { DifferentialCase } from './case.js';
import { type Body, container, core, grouped, jsonPatch, named, post } from './case-builders.js';

const labels = { app: 'a' };
const selector = { matchLabels: labels };

interface Holder {
  readonly path: string;
  /** Where the template stands. */
  readonly at: string;
  readonly around: (template: Body) => Body;
}

const workload = (path: string, more: Body = {}): Holder => ({
  path,
  at: '/spec/template',
  around: (template) => ({ spec: { selector, template, ...more } }),
});

/** All kinds that have templates of pods, but Deployments. */
const holders: Readonly<Record<string, Holder>> = {
  ReplicaSet: workload(grouped('apps/v1', 'replicasets')),
  StatefulSet: workload(grouped('apps/v1', 'statefulsets')),
  DaemonSet: workload(grouped('apps/v1', 'daemonsets')),
  ReplicationController: workload(core('replicationcontrollers'), { selector: labels }),
  PodTemplate: { path: core('podtemplates'), at: '/template', around: (template) => ({ template }) },
  Job: { path: grouped('batch/v1', 'jobs'), at: '/spec/template', around: (template) => ({ spec: { template } }) },
  CronJob: {
    path: grouped('batch/v1', 'cronjobs'),
    at: '/spec/jobTemplate/spec/template',
    around: (template) => ({ spec: { schedule: '* * * * *', jobTemplate: { spec: { template } } } }),
  },
};

const templateOf = (kind: string, spec: Body): Body => ({
  metadata: { labels, annotations: { 'container.apparmor.security.beta.kubernetes.io/c': 'localhost/a' } },
  spec: { containers: [container], restartPolicy: kind.endsWith('Job') ? 'Never' : 'Always', ...spec },
});

const wrong = {
  securityContext: { runAsUser: -1, appArmorProfile: { type: 'Unconfined' } },
  affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{}] } },
  resources: { limits: { cpu: '1' }, requests: { cpu: '2' } },
  hostNetwork: true,
  containers: [{ ...container, ports: [{ containerPort: 80 }, { containerPort: 81, hostPort: 82 }] }],
};

/** The same in each template: what is wrong, what is left out, and what may change. */
export const templateCases: DifferentialCase[] = Object.entries(holders).map(([kind, { path, at, around }]) => ({
  name: `pod spec, in the template of a ${kind}`,
  steps: [
    post(path, named(around(templateOf(kind, wrong)))),
    post(
      path,
      named(
        around(
          templateOf(kind, {
            containers: [{ ...container, lifecycle: { stopSignal: 'SIGTERM' } }],
            schedulingGroup: { podGroupName: 'a' },
            securityContext: { seLinuxChangePolicy: 'Recursive' },
            resources: { limits: { cpu: '1' } },
          }),
        ),
      ),
    ),
    jsonPatch(
      `${path}/x`,
      { op: 'replace', path: `${at}/spec/securityContext/seLinuxChangePolicy`, value: 'MountOption' },
      { op: 'add', path: `${at}/spec/schedulingGroup`, value: { podGroupName: 'b' } },
    ),
    jsonPatch(`${path}/x`, { op: 'add', path: `${at}/spec/securityContext/fsGroup`, value: -1 }),
  ],
}));
