import type { DifferentialCase } from './case.js';
import { type Body, container, creations, deployments, pods, selector, workload } from './case-builders.js';

const pod = (more: Body, volumes: readonly Body[] = []): Body => ({ spec: { containers: [{ ...container, ...more }], volumes } });
const variable = (from: Body, more: Body = {}): Body => ({ name: 'A', valueFrom: from, ...more });
const file = (more: Body = {}): Body => ({ fileKeyRef: { volumeName: 'v', path: 'a/b', key: 'A', ...more } });
const all: Body = {
  fieldRef: { fieldPath: 'metadata.name' },
  resourceFieldRef: { resource: 'limits.cpu' },
  configMapKeyRef: { name: 'a', key: 'b' },
  secretKeyRef: { name: 'a', key: 'b' },
};
const wrong = {
  env: [
    variable({ fieldRef: {} }),
    variable({ fieldRef: { fieldPath: 'metadata.labels' } }),
    variable({ fieldRef: { fieldPath: 'spec.schedulerName' } }),
    variable({ fieldRef: { fieldPath: 'metadata.name', apiVersion: 'v2' } }),
    variable({ fieldRef: { fieldPath: "metadata.labels['a b']" } }),
    variable({ fieldRef: { fieldPath: "metadata.annotations['A B']" } }),
    variable({ fieldRef: { fieldPath: "spec.nodeName['a']" } }),
    variable({ resourceFieldRef: {} }),
    variable({ resourceFieldRef: { resource: 'limits.a', divisor: '1' } }),
    variable({ resourceFieldRef: { resource: 'limits.cpu', divisor: '1k' } }),
    variable({ configMapKeyRef: {} }),
    variable({ configMapKeyRef: { name: 'A', key: 'a b' } }),
    variable({ secretKeyRef: {} }),
    variable({ secretKeyRef: { name: 'a.B', key: '' } }),
    variable({ fileKeyRef: {} }),
    variable(file({ key: 'a=b', volumeName: 'A', path: '../a' })),
    variable(file({ volumeName: 'w' })),
    variable(file({ volumeName: 'missing' })),
    variable({}),
    variable({}, { value: 'a' }),
    variable(all),
    variable(all, { value: 'a' }),
    variable({ unknown: {} }),
    { name: '', value: 'a' },
    { name: 'ä' },
  ],
  envFrom: [
    {},
    { prefix: 'a=', configMapRef: {} },
    { secretRef: {} },
    { configMapRef: { name: 'A' } },
    { secretRef: { name: 'a_' } },
    { configMapRef: { name: 'a' }, secretRef: { name: 'B' } },
    { prefix: '\u0007', secretRef: { name: 'a' } },
  ],
};
const volumes = [
  { name: 'v', emptyDir: {} },
  { name: 'w', hostPath: { path: '/a' } },
];

/** Variables of containers. */
export const environmentCases: DifferentialCase[] = [
  ...creations('Variables', pods, {
    'from everywhere': pod(
      {
        env: [
          { name: 'a.b-c/d e' },
          ...['metadata.uid', 'spec.host', 'spec.serviceAccountName', 'status.hostIPs', "metadata.labels['a']"].map((fieldPath) =>
            variable({ fieldRef: { fieldPath } }),
          ),
          variable({ resourceFieldRef: { resource: 'requests.hugepages-2Mi', divisor: '1Mi', containerName: 'other' } }),
          variable({ resourceFieldRef: { resource: 'limits.memory' } }),
          variable({ configMapKeyRef: { name: 'a', key: 'b', optional: true } }),
          variable({ secretKeyRef: { name: 'a', key: 'b.c' } }),
          variable(file({ optional: true })),
        ],
        envFrom: [
          { configMapRef: { name: 'a', optional: true } },
          { prefix: '1 a', secretRef: { name: 'a' } },
          { configMapRef: { name: 'a-' } },
          { configMapRef: { name: 'aB-' } },
        ],
      },
      volumes,
    ),
    'that are wrong': pod(wrong, volumes),
    'of files, in all lists': {
      spec: {
        initContainers: [{ name: 'i', image: 'a', env: [variable(file({ volumeName: 'w' }))] }],
        containers: [{ ...container, env: [variable(file({ volumeName: 'missing' })), variable(file())] }],
        volumes,
      },
    },
  }),
  ...creations('Variables of a template', deployments, {
    'that are wrong': workload({
      template: { metadata: { labels: selector['matchLabels'] }, spec: { containers: [{ ...container, ...wrong }], volumes } },
    }),
  }),
];
