import type { DifferentialCase } from './case.js';
import { type Body, named, patch, pods, post } from './case-builders.js';

const status = (more: Body, ...others: readonly Body[]): Body[] => [more, ...others].map((one) => ({ status: one }));

/** A pod, and what becomes of its status, one patch after the other. */
const statuses = (name: string, spec: Body, ...patches: readonly Body[]): DifferentialCase => ({
  name: `Status of a pod: ${name}`,
  steps: [
    post(pods, named({ spec: { containers: [{ name: 'c', image: 'a' }], ...spec } })),
    ...patches.map((body) => patch(`${pods}/x/status`, body)),
  ],
});

const state = (name: string, what: Body): Body => ({
  name,
  image: 'a',
  imageID: 'b',
  ready: false,
  restartCount: 0,
  state: what,
});
const ended = (name: string, exitCode = 1): Body => state(name, { terminated: { exitCode } });
const running = (name: string): Body => state(name, { running: {} });
const rule = (action: string, ...values: readonly number[]): Body => ({ action, exitCodes: { operator: 'In', values } });
const containers = (...all: readonly Body[]): Body[] => all.map((one, index) => ({ name: `c${index}`, image: 'a', ...one }));

/** Containers that say themselves when they are started again. */
const restarting = containers(
  {},
  { restartPolicy: 'Always' },
  { restartPolicy: 'Never' },
  { restartPolicy: 'OnFailure' },
  { restartPolicy: 'Never', restartPolicyRules: [rule('Restart', 1)] },
  { restartPolicy: 'Always', restartPolicyRules: [{ action: 'Restart', exitCodes: { operator: 'NotIn', values: [1] } }] },
);
const names = [...restarting.map(({ name }) => String(name)), 'unknown'];
const everywhere = (list: readonly Body[]): Body => ({ containerStatuses: list, initContainerStatuses: list });
const restarts = (policy: string, exitCode: number): DifferentialCase =>
  statuses(
    `containers that ended with ${exitCode} in a pod that restarts ${policy}`,
    { restartPolicy: policy, containers: restarting, initContainers: [{ name: 'i', image: 'a' }] },
    ...status(
      everywhere([...names, 'i'].map((name) => ended(name, exitCode))),
      everywhere([...names, 'i'].map(running)),
      everywhere([...names, 'i'].map((name) => state(name, { waiting: { reason: 'a' } }))),
    ),
  );

const health = (resources: readonly Body[], name = 'example.com/a'): Body => ({
  ...running('c'),
  allocatedResourcesStatus: [{ name, resources }],
});
const user = (linux: Body): Body => ({ ...running('c'), user: { linux } });
const image = (imageRef: string): Body => ({
  ...running('c'),
  volumeMounts: [{ name: 'v', mountPath: '/v', volumeStatus: { image: { imageRef } } }],
});
const ips = (...all: readonly string[]): Body[] => all.map((ip) => ({ ip }));

/** What kubelet says of pods and their containers. */
export const statusCases: DifferentialCase[] = [
  ...['Always', 'OnFailure', 'Never'].flatMap((policy) => [0, 1].map((code) => restarts(policy, code))),
  statuses(
    'containers that are all started again',
    {
      restartPolicy: 'Never',
      containers: containers({}, { restartPolicy: 'Never', restartPolicyRules: [rule('RestartAllContainers', 5)] }),
    },
    ...status(everywhere([ended('c0'), ended('c1')]), everywhere([running('c0'), running('c1')])),
    ...status({ ephemeralContainerStatuses: [ended('e')] }, { ephemeralContainerStatuses: [running('e')] }),
  ),
  statuses(
    'containers that are not told of any more',
    { restartPolicy: 'Never' },
    ...status({ containerStatuses: [ended('c'), ended('c')] }, { containerStatuses: [] }, { containerStatuses: [running('c')] }),
  ),
  statuses(
    'conditions, nodes and generations',
    {},
    ...status(
      {
        conditions: [
          { type: 'Ready', status: 'True' },
          { type: 'example.com/a', status: 'False', observedGeneration: 1 },
        ],
      },
      {
        conditions: [
          { type: '', status: 'True' },
          { type: 'a b', status: 'True', observedGeneration: -1 },
        ],
      },
      { nominatedNodeName: 'A' },
      { nominatedNodeName: 'a' },
      { observedGeneration: -1, qosClass: 'Guaranteed' },
      { nodeAllocatableResourceClaimStatuses: [{ resourceClaimName: '' }], observedGeneration: 1 },
    ),
  ),
  statuses(
    'a node that is nominated too late',
    { nodeName: 'n' },
    ...status({ nominatedNodeName: 'B' }, { nominatedNodeName: 'b' }),
  ),
  statuses(
    'annotations that stay',
    {},
    { metadata: { annotations: { 'container.apparmor.security.beta.kubernetes.io/c': 'unconfined' } } },
    { metadata: { annotations: { 'kubernetes.io/config.mirror': 'a' } } },
    { metadata: { annotations: { a: 'b' }, labels: { a: 'b' } } },
  ),
  statuses(
    'addresses',
    {},
    ...status(
      { podIP: '10.0.0.1', hostIP: '10.1.0.1' },
      { podIP: '10.0.0.2' },
      { podIPs: ips('10.0.0.3', '::1') },
      { podIP: '10.0.0.4', podIPs: ips('10.0.0.4', '2001:db8::1') },
      { podIPs: ips('10.0.0.4', '10.0.0.5') },
      { podIPs: ips('10.0.0.4', '::1', '10.0.0.5') },
      { podIPs: ips('10.0.0.4', '2001:db8::1', 'a') },
      { podIP: '010.0.0.1' },
      { podIP: 'a' },
      { hostIPs: ips('10.1.0.2') },
      { hostIPs: ips('10.1.0.1', '2001:db8::2') },
      { hostIPs: ips('10.1.0.1', '10.1.0.2') },
      { hostIP: '::ffff:1.2.3.4', hostIPs: ips('::ffff:1.2.3.4') },
      { podIP: null, podIPs: null },
    ),
  ),
  statuses(
    'claims',
    { resourceClaims: [{ name: 'a', resourceClaimTemplateName: 'b' }] },
    ...status(
      { resourceClaimStatuses: [{ name: 'a', resourceClaimName: 'c' }] },
      {
        resourceClaimStatuses: [
          { name: 'a', resourceClaimName: 'A' },
          { name: 'b', resourceClaimName: '' },
        ],
      },
      { resourceClaimStatuses: [{ name: '' }] },
    ),
  ),
  statuses(
    'resources that are devices',
    { containers: [{ name: 'c', image: 'a', resources: { limits: { 'example.com/a': '1' } } }] },
    ...status(
      {
        extendedResourceClaimStatus: {
          resourceClaimName: 'a',
          requestMappings: [{ containerName: 'c', resourceName: 'example.com/a', requestName: 'r' }],
        },
      },
      { extendedResourceClaimStatus: { resourceClaimName: '', requestMappings: [] } },
      {
        extendedResourceClaimStatus: {
          resourceClaimName: 'A',
          requestMappings: [
            { containerName: 'c', resourceName: 'example.com/b', requestName: 'R' },
            { containerName: 'd', resourceName: '', requestName: '' },
            { containerName: 'd', resourceName: '', requestName: '' },
          ],
        },
      },
      {
        containerStatuses: [
          health([
            { resourceID: 'a', health: 'Healthy', message: 'b' },
            { resourceID: 'b', health: 'Unknown' },
          ]),
        ],
      },
      {
        containerStatuses: [
          health([
            { resourceID: 'a', health: 'Well' },
            { resourceID: 'a', health: 'Unhealthy', message: '' },
          ]),
        ],
      },
      { containerStatuses: [health([{ resourceID: 'a', health: '', message: 'b'.repeat(1025) }], 'example.com/b')] },
      { containerStatuses: [health([], 'claim:a/b')] },
      { containerStatuses: [{ ...health([], 'claim:a/b'), name: 'unknown' }] },
      { ephemeralContainerStatuses: [health([])] },
    ),
  ),
  statuses(
    'users and images',
    {},
    ...status(
      { containerStatuses: [user({ uid: 1, gid: 2, supplementalGroups: [3] })] },
      { initContainerStatuses: [user({ uid: -1, gid: 2_147_483_648, supplementalGroups: [0, -1] })] },
      { containerStatuses: [image('a@b')] },
      { containerStatuses: [image('')] },
    ),
  ),
  statuses(
    'users of Windows',
    { os: { name: 'windows' }, securityContext: { windowsOptions: { runAsUserName: 'a' } } },
    ...status({ containerStatuses: [user({ uid: 1, gid: 2 })] }),
  ),
];
