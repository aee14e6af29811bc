import type { DifferentialCase } from './case.js';
import { type Body, container, pods, post } from './case-builders.js';
import { containers, podWith, specs } from './pod-spec.builders.js';

const context = (securityContext: Body, more: Body = {}): Body => ({ ...more, securityContext });
const windows = (...names: string[]): Body => ({
  containers: names.map((runAsUserName, index) => ({
    name: `c${String(index)}`,
    image: 'a',
    securityContext: { windowsOptions: { runAsUserName } },
  })),
});
const hostProcess = (value: boolean | undefined): Body => ({ windowsOptions: { hostProcess: value } });

const ofPods = specs('security of a pod', {
  'with everything that Linux has': context({
    runAsUser: 0,
    runAsGroup: 2_147_483_647,
    runAsNonRoot: true,
    fsGroup: 1,
    fsGroupChangePolicy: 'OnRootMismatch',
    supplementalGroups: [1, 2],
    supplementalGroupsPolicy: 'Strict',
    seLinuxChangePolicy: 'Recursive',
    seLinuxOptions: { user: 'a', role: 'b', type: 'c', level: 'd' },
    sysctls: [
      { name: 'net.ipv4.tcp_syncookies', value: '1' },
      { name: 'kernel/shm_rmid_forced', value: '0' },
    ],
    seccompProfile: { type: 'Localhost', localhostProfile: 'a/b.json' },
    appArmorProfile: { type: 'Localhost', localhostProfile: 'a' },
  }),
  'with nothing': context({}),
  'with ids below the first': context({ runAsUser: -1, runAsGroup: -1, fsGroup: -1, supplementalGroups: [0, -1] }),
  'with ids above the last': context({
    runAsUser: 2_147_483_648,
    runAsGroup: 2_147_483_648,
    fsGroup: 2_147_483_648,
    supplementalGroups: [2_147_483_648],
  }),
  'with policies that do not exist': context({
    fsGroupChangePolicy: 'Never',
    supplementalGroupsPolicy: 'Some',
    seLinuxChangePolicy: 'Some',
  }),
  'with policies without name': context({ fsGroupChangePolicy: '', supplementalGroupsPolicy: '', seLinuxChangePolicy: '' }),
  'with a policy of labels that is not on': context({ seLinuxChangePolicy: 'MountOption' }),
  'with sysctls that are none': context({
    sysctls: [{ value: '1' }, { name: 'A.b', value: '1' }, { name: 'a.b', value: '1' }, { name: 'a.b', value: '2' }],
  }),
  'with sysctls of the host': context(
    {
      sysctls: [
        { name: 'net.a', value: '1' },
        { name: 'net/b', value: '1' },
        { name: 'kernel.shmmax', value: '1' },
        { name: 'fs.mqueue.a', value: '1' },
        { name: 'kernel.msg*', value: '1' },
        { name: 'kernel.other', value: '1' },
      ],
    },
    { hostNetwork: true, hostIPC: true },
  ),
  'with processes that are seen twice': { shareProcessNamespace: true, hostPID: true },
  'with a profile of seccomp without type': context({ seccompProfile: {} }),
  'with a profile of seccomp of another type': context({ seccompProfile: { type: 'Some', localhostProfile: 'a' } }),
  'with a profile of seccomp without name': context({ seccompProfile: { type: 'Localhost' } }),
  'with a profile of seccomp that goes up': context({ seccompProfile: { type: 'Localhost', localhostProfile: '/a/../b' } }),
  'with a name of a profile of seccomp in vain': context({ seccompProfile: { type: 'Unconfined', localhostProfile: 'a' } }),
  'with a profile of AppArmor without type': context({ appArmorProfile: { localhostProfile: 'a' } }),
  'with a profile of AppArmor of another type': context({ appArmorProfile: { type: 'Some' } }),
  'with a profile of AppArmor without name': context({ appArmorProfile: { type: 'Localhost' } }),
  'with a profile of AppArmor with an empty name': context({ appArmorProfile: { type: 'Localhost', localhostProfile: '' } }),
  'with a profile of AppArmor of blanks': context({ appArmorProfile: { type: 'Localhost', localhostProfile: ' ' } }),
  'with a profile of AppArmor that is too long': context({
    appArmorProfile: { type: 'Localhost', localhostProfile: 'a'.repeat(4096) },
  }),
  'with a name of a profile of AppArmor in vain': context({
    appArmorProfile: { type: 'RuntimeDefault', localhostProfile: 'a' },
  }),
  'with users of its own': {
    hostUsers: false,
    ...context({}),
    containers: [{ ...container, securityContext: { procMount: 'Unmasked' } }],
  },
  'with users of its own, and all that is the host’s': {
    hostUsers: false,
    hostNetwork: true,
    hostPID: true,
    hostIPC: true,
  },
});

const ofContainers = containers('security of a container', {
  'with everything that Linux has': {
    securityContext: {
      capabilities: { add: ['NET_ADMIN'], drop: ['ALL'] },
      privileged: false,
      runAsUser: 1,
      runAsGroup: 1,
      runAsNonRoot: true,
      readOnlyRootFilesystem: true,
      allowPrivilegeEscalation: false,
      procMount: 'Default',
      seLinuxOptions: { level: 'a' },
      seccompProfile: { type: 'RuntimeDefault' },
      appArmorProfile: { type: 'Unconfined' },
    },
  },
  'with ids that are none': { securityContext: { runAsUser: -1, runAsGroup: 2_147_483_648 } },
  'with a view of processes that does not exist': { securityContext: { procMount: 'Some' } },
  'with a view of processes that is not masked': { securityContext: { procMount: 'Unmasked' } },
  'with profiles that are none': {
    securityContext: { seccompProfile: { type: 'Some' }, appArmorProfile: { type: 'Localhost' } },
  },
  'that may not get more, but may do all': {
    securityContext: {
      privileged: true,
      allowPrivilegeEscalation: false,
      capabilities: { add: ['CAP_SYS_ADMIN', 'NET_ADMIN'] },
    },
  },
  'that may do all': { securityContext: { privileged: true, capabilities: { add: ['CAP_SYS_ADMIN'] } } },
});

const ofWindows = specs('security on Windows', {
  'with everything that there is': {
    os: { name: 'windows' },
    hostNetwork: true,
    securityContext: {
      windowsOptions: { gmsaCredentialSpecName: 'a', gmsaCredentialSpec: '{}', runAsUserName: 'NT\\user', hostProcess: true },
    },
  },
  'with credentials that are none': context({ windowsOptions: { gmsaCredentialSpecName: 'A_B', gmsaCredentialSpec: '' } }),
  'with credentials that are too long': context({ windowsOptions: { gmsaCredentialSpec: 'a'.repeat(65_537) } }),
  'with names of users': windows('user', 'example.com\\user', 'DOMAIN\\user.name'),
  'with names of users that are none': windows('', 'a\u0001', 'a\\b\\c', 'd\\', '. .', 'a/b', 'b'.repeat(105)),
  'with domains that are none': windows('a:b\\c', '.a\\c', `${'a'.repeat(300)}\\b`),
  'with processes of the host beside others': {
    hostNetwork: true,
    containers: [
      { ...container, securityContext: hostProcess(true) },
      { name: 'd', image: 'a' },
    ],
  },
  'with processes of the host without its network': context(hostProcess(true)),
  'with processes of the host and not': {
    ...context(hostProcess(true), { hostNetwork: true }),
    containers: [{ ...container, securityContext: hostProcess(false) }],
    initContainers: [{ name: 'i', image: 'a', securityContext: hostProcess(true) }],
  },
});

const annotated = (annotations: Body, spec: Body = {}): Body => {
  const pod = podWith(spec);
  return { ...pod, metadata: { name: 'x', annotations } };
};
const appArmor = 'container.apparmor.security.beta.kubernetes.io/';
const seccomp = 'seccomp.security.alpha.kubernetes.io/pod';
const seccompOf = 'container.seccomp.security.alpha.kubernetes.io/';
const profile = (type: string, localhostProfile?: string): Body => ({ type, localhostProfile });

const ofAnnotations = Object.entries<Body>({
  'AppArmor for a container that is not there': annotated({ [`${appArmor}d`]: 'unconfined' }),
  'AppArmor of a kind that does not exist': annotated({ [`${appArmor}c`]: 'some' }),
  'AppArmor becomes a field': annotated({ [`${appArmor}c`]: 'localhost/a' }),
  'AppArmor becomes a field where there is none': annotated({ [`${appArmor}c`]: 'runtime/default' }),
  'AppArmor without name becomes no field': annotated({ [`${appArmor}c`]: 'localhost/' }),
  'AppArmor as the pod has it': annotated(
    { [`${appArmor}c`]: 'unconfined' },
    context({ appArmorProfile: profile('Unconfined') }),
  ),
  'AppArmor other than the container’s': annotated(
    { [`${appArmor}c`]: 'unconfined' },
    { containers: [{ ...container, securityContext: { appArmorProfile: profile('RuntimeDefault') } }] },
  ),
  'AppArmor by another name than the container’s': annotated(
    { [`${appArmor}c`]: 'localhost/a' },
    { containers: [{ ...container, securityContext: { appArmorProfile: profile('Localhost', 'b') } }] },
  ),
  'seccomp of a kind that does not exist': annotated({ [seccomp]: 'some' }),
  'seccomp of a container by a path that goes up': annotated({ [`${seccompOf}c`]: 'localhost/../a' }),
  'profiles that are none, of both': annotated({ [`${appArmor}c`]: 'some', [`${seccompOf}c`]: 'some', [seccomp]: 'some' }),
  'seccomp other than the pod’s': annotated({ [seccomp]: 'unconfined' }, context({ seccompProfile: profile('RuntimeDefault') })),
  'seccomp as the pod has it': annotated({ [seccomp]: 'docker/default' }, context({ seccompProfile: profile('RuntimeDefault') })),
  'seccomp by another name than the container’s': annotated(
    { [`${seccompOf}c`]: 'localhost/a' },
    { containers: [{ ...container, securityContext: { seccompProfile: profile('Localhost', 'b') } }] },
  ),
  'a price that is no number': annotated({ 'controller.kubernetes.io/pod-deletion-cost': '+1' }),
  'a price that is too high': annotated({ 'controller.kubernetes.io/pod-deletion-cost': '2147483648' }),
  'a mirror without node': annotated({ 'kubernetes.io/config.mirror': 'a' }),
}).map(([how, pod]): DifferentialCase => ({ name: `pod spec, annotations: ${how}`, steps: [post(pods, pod)] }));

/** What pods are allowed. */
export const securityCases: DifferentialCase[] = [...ofPods, ...ofContainers, ...ofWindows, ...ofAnnotations];
