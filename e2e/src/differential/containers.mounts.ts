import type { DifferentialCase } from './case.js';
import { type Body, container, creations, pods } from './case-builders.js';

const volumes = [
  { name: 'v', emptyDir: {} },
  { name: 'w', persistentVolumeClaim: { claimName: 'a' } },
  { name: 'x', persistentVolumeClaim: { claimName: 'b' } },
  {
    name: 'y',
    ephemeral: {
      volumeClaimTemplate: {
        spec: { accessModes: ['ReadWriteOnce'], volumeMode: 'Block', resources: { requests: { storage: '1Gi' } } },
      },
    },
  },
];
const pod = (more: Body): Body => ({ spec: { containers: [{ ...container, ...more }], volumes } });
const mounts = (...all: readonly Body[]): Body[] => all.map((mount, index) => ({ name: 'v', mountPath: `/v${index}`, ...mount }));

/** What containers mount and have as devices, and when they are started again. */
export const mountCases: DifferentialCase[] = [
  ...creations('Mounts', pods, {
    'of all sorts': pod({
      securityContext: { privileged: true },
      volumeMounts: mounts(
        { subPath: 'a/b' },
        { subPathExpr: '$(A)/b', readOnly: true },
        { mountPropagation: 'Bidirectional' },
        { mountPropagation: 'HostToContainer' },
        { mountPropagation: 'None', readOnly: true, recursiveReadOnly: 'Enabled' },
        { readOnly: true, recursiveReadOnly: 'IfPossible' },
        { recursiveReadOnly: 'Disabled' },
        { name: 'w', mountPath: 'relative' },
      ),
      volumeDevices: [
        { name: 'x', devicePath: '/dev/x' },
        { name: 'y', devicePath: '/dev/y' },
      ],
    }),
    'that are wrong': pod({
      volumeMounts: [
        ...mounts(
          { name: '' },
          { name: 'missing', mountPath: '' },
          { subPath: '/a/..', subPathExpr: '../b' },
          { mountPropagation: 'Some' },
          { mountPropagation: 'Bidirectional' },
          { mountPropagation: '' },
          { recursiveReadOnly: 'Enabled' },
          { recursiveReadOnly: 'IfPossible', readOnly: true, mountPropagation: 'HostToContainer' },
          { recursiveReadOnly: 'Sometimes' },
          { recursiveReadOnly: '' },
        ),
        { name: 'v', mountPath: '/v2' },
      ],
    }),
    'of what is a device too': pod({
      volumeMounts: mounts({ name: 'w' }, { mountPath: '/dev/w' }),
      volumeDevices: [{ name: 'w', devicePath: '/dev/w' }],
    }),
  }),
  ...creations('Devices', pods, {
    'that are wrong': pod({
      volumeDevices: [
        {},
        { name: 'v', devicePath: '/dev/v' },
        { name: 'missing', devicePath: '/dev/../a' },
        { name: 'w', devicePath: '/dev/w' },
        { name: 'w', devicePath: '/dev/w' },
        { name: 'x', devicePath: '/dev/v' },
      ],
    }),
  }),
];

const rule = (action: string, operator: string, ...values: readonly number[]): Body => ({
  action,
  exitCodes: { operator, values },
});
const restarted = (list: string, ...all: readonly Body[]): Body => ({
  spec: {
    restartPolicy: 'Never',
    containers: [container],
    [list]: all.map((one, index) => ({ name: `c${index}`, image: 'a', ...one })),
  },
});
const rightRules = [rule('Restart', 'In', 1, 2), rule('RestartAllContainers', 'NotIn', 0), rule('Restart', 'In')];
const wrongRestarts: readonly Body[] = [
  { restartPolicy: 'Sometimes' },
  { restartPolicy: '' },
  { restartPolicyRules: [rule('Stop', 'Is', 1)] },
  { restartPolicy: 'Never', restartPolicyRules: [{}, { action: 'Restart' }, rule('', ''), rule('Restart', 'Is', 1)] },
  { restartPolicy: 'OnFailure', restartPolicyRules: Array.from({ length: 21 }, () => rule('Restart', 'In', 1)) },
  { restartPolicy: 'Always', restartPolicyRules: [rule('Restart', 'In', ...Array.from({ length: 256 }, (_, index) => index))] },
  { restartPolicy: 'Always', restartPolicyRules: [rule('Stop', 'In', 1)] },
];

/** When containers are started again. */
export const restartCases: DifferentialCase[] = creations(
  'Restarts',
  pods,
  Object.fromEntries(
    ['containers', 'initContainers'].flatMap((list) => [
      [
        `${list} of all sorts`,
        restarted(
          list,
          { restartPolicy: 'Always', restartPolicyRules: rightRules },
          { restartPolicy: 'Never', restartPolicyRules: rightRules },
          { restartPolicy: 'OnFailure' },
          { restartPolicyRules: [] },
        ),
      ],
      [`${list} that are wrong`, restarted(list, ...wrongRestarts)],
    ]),
  ),
);
