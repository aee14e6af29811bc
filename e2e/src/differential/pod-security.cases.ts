import type { DifferentialCase, DifferentialStep } from './case.js';
import { type Body, core, get, grouped, jobTemplate, jsonPatch, patch, pods, post, put } from './case-builders.js';

const namespace = '/api/v1/namespaces/{ns}';
const container: Body = { name: 'c', image: 'i' };
const safe: Body = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  runAsNonRoot: true,
  seccompProfile: { type: 'RuntimeDefault' },
};
const probe: Body = {
  metadata: { name: 'probe' },
  spec: { containers: [{ ...container, securityContext: { privileged: true } }] },
};
/** What the namespace wants from now on; the server takes its time to see it. */
const labelled = (labels: Readonly<Record<string, string>>): DifferentialStep[] => [
  patch(namespace, {
    metadata: {
      labels: Object.fromEntries(Object.entries(labels).map(([name, value]) => [`pod-security.kubernetes.io/${name}`, value])),
    },
  }),
];
const enforced = (level: string, more: Readonly<Record<string, string>> = {}): DifferentialStep[] => [
  ...labelled({ enforce: level, ...more }),
  { ...post(`${pods}?dryRun=All`, probe), until: { status: 403 } },
];
/** Only warnings: a probe does not tell when the server knows, so that the namespace is made with its labels. */
const warned = (level: string, more: Readonly<Record<string, string>> = {}): DifferentialStep => ({
  ...post('/api/v1/namespaces', {
    metadata: {
      name: '{ns}-warned',
      labels: { 'pod-security.kubernetes.io/warn': level, ...more },
    },
  }),
});
const there = (path: string): string => path.replace('{ns}', '{ns}-warned');
const pod = (spec: Body, metadata: Body = {}): DifferentialStep =>
  post(`${pods}?dryRun=All`, {
    metadata: { name: 'x', ...metadata },
    spec: { automountServiceAccountToken: false, containers: [container], ...spec },
  });
const containerWith = (more: Body, name = 'c'): Body => ({ name, image: 'i', ...more });
const context = (securityContext: Body, name = 'c'): Body => containerWith({ securityContext }, name);
const probing = (handler: Body): Body => ({ livenessProbe: handler });

/** Pods, each of which is asked for in a namespace with a baseline and in one with restrictions. */
const given: Readonly<Record<string, Body>> = {
  'of nothing special': {},
  'that is as it should be': { containers: [context(safe)] },
  'that is as it should be, said once for all': {
    containers: [context({ allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] } })],
    securityContext: { runAsNonRoot: true, seccompProfile: { type: 'Localhost', localhostProfile: 'a' } },
  },
  'with privileged containers': {
    containers: [context({ privileged: true }, 'a'), context({ ...safe, privileged: false }, 'b')],
    initContainers: [context({ privileged: true }, 'i')],
  },
  'in the namespaces of its host': { hostNetwork: true, hostPID: true, hostIPC: true },
  'with paths of its host': {
    volumes: [
      { name: 'v', hostPath: { path: '/a' } },
      { name: 'w', hostPath: { path: '/a' } },
    ],
  },
  'with other volumes': {
    volumes: [
      { name: 'a', nfs: { server: 's', path: '/a' } },
      { name: 'b', emptyDir: {} },
      { name: 'c', iscsi: { targetPortal: 'a', iqn: 'iqn.2001-04.com.example:storage', lun: 1 } },
    ],
  },
  'with ports of its host': {
    containers: [
      containerWith(
        {
          ports: [
            { containerPort: 1, hostPort: 80 },
            { containerPort: 2, hostPort: 9 },
          ],
        },
        'a',
      ),
      containerWith({ ports: [{ containerPort: 3, hostPort: 443 }, { containerPort: 4 }] }, 'b'),
    ],
  },
  'with one port of its host': { containers: [containerWith({ ports: [{ containerPort: 1, hostPort: 80 }] })] },
  'with more capabilities': {
    containers: [
      context({ capabilities: { add: ['SYS_ADMIN', 'KILL', 'NET_ADMIN'] } }, 'a'),
      context({ capabilities: { add: ['CHOWN'] } }, 'b'),
    ],
  },
  'with probes of other hosts': {
    containers: [
      containerWith(probing({ httpGet: { host: 'example.com', port: 80 } }), 'a'),
      containerWith({ lifecycle: { preStop: { tcpSocket: { host: '127.0.0.1', port: 80 } } } }, 'b'),
    ],
  },
  'with its own proc': { containers: [context({ procMount: 'Unmasked' })], hostUsers: false },
  'with users of its own': {
    hostUsers: false,
    securityContext: { runAsUser: 0 },
    containers: [context({ runAsNonRoot: false })],
  },
  'as root': { securityContext: { runAsUser: 0 }, containers: [context({ runAsUser: 0 }, 'a'), context({ runAsUser: 1 }, 'b')] },
  'that may be root': {
    securityContext: { runAsNonRoot: false },
    containers: [context({ runAsNonRoot: true }, 'a'), context({ runAsNonRoot: false }, 'b')],
  },
  'of which one container may be root': { containers: [context({ runAsNonRoot: true }, 'a'), container] },
  'with SELinux options': {
    securityContext: { seLinuxOptions: { type: 'spc_t' } },
    containers: [context({ seLinuxOptions: { user: 'u', role: 'r', type: 'container_engine_t' } })],
  },
  'without seccomp': {
    securityContext: { seccompProfile: { type: 'Unconfined' } },
    containers: [
      context({ seccompProfile: { type: 'RuntimeDefault' } }, 'a'),
      context({ seccompProfile: { type: 'Unconfined' } }, 'b'),
    ],
  },
  'without AppArmor': {
    securityContext: { appArmorProfile: { type: 'Unconfined' } },
    containers: [
      context({ appArmorProfile: { type: 'Unconfined' } }, 'a'),
      context({ appArmorProfile: { type: 'RuntimeDefault' } }, 'b'),
    ],
  },
  'with sysctls': {
    securityContext: {
      sysctls: [
        { name: 'kernel.msgmax', value: '1' },
        { name: 'net.ipv4.tcp_rmem', value: '1' },
        { name: 'net.core.somaxconn', value: '1' },
      ],
    },
  },
  'for Windows': { os: { name: 'windows' }, containers: [container] },
  'of the host on Windows': {
    os: { name: 'windows' },
    hostNetwork: true,
    securityContext: { windowsOptions: { hostProcess: true, runAsUserName: 'a' } },
  },
  'that escalates': { containers: [context({ ...safe, allowPrivilegeEscalation: true })] },
};

const levels: readonly DifferentialCase[] = ['baseline', 'restricted'].flatMap((level) =>
  Object.entries(given).map(([name, spec]) => ({
    name: `PodSecurity ${level}: a pod ${name}`,
    steps: [...enforced(level), pod(spec)],
  })),
);

const oldProfiles: Body = {
  annotations: {
    'seccomp.security.alpha.kubernetes.io/pod': 'unconfined',
    'container.seccomp.security.alpha.kubernetes.io/c': 'localhost/a',
  },
};
const others: Readonly<Record<string, readonly DifferentialStep[]>> = {
  'a policy of an old version': [
    ...enforced('restricted', { 'enforce-version': 'v1.7' }),
    pod({}, oldProfiles),
    pod({ containers: [context(safe)] }),
  ],
  'a policy of version 1.22': [
    ...enforced('restricted', { 'enforce-version': 'v1.22' }),
    pod({ os: { name: 'windows' } }),
    pod({}),
  ],
  'a policy of a version to come': [...enforced('baseline', { 'enforce-version': 'v1.99' }), pod({ hostPID: true }), pod({})],
  'a policy of the latest version': [...enforced('baseline', { 'enforce-version': 'latest' }), pod({ hostPID: true })],
  'a warning of more than is enforced': [
    ...enforced('baseline', { warn: 'restricted', 'warn-version': 'v1.30' }),
    pod({}),
    pod({ containers: [context(safe)] }),
    pod({ hostPID: true }),
  ],
  'no warning of what is enforced': [
    ...enforced('restricted', { warn: 'privileged' }),
    post(core('podtemplates'), { metadata: { name: 'a' }, template: { spec: { containers: [container] } } }),
  ],
  'warnings of what makes pods': [
    ...enforced('restricted'),
    post(core('podtemplates'), { metadata: { name: 'a' }, template: { metadata: {}, spec: { containers: [container] } } }),
    post(core('replicationcontrollers'), {
      metadata: { name: 'a' },
      spec: { selector: { a: 'b' }, template: { metadata: { labels: { a: 'b' } }, spec: { containers: [container] } } },
    }),
    post(core('replicationcontrollers'), { metadata: { name: 'b' }, spec: { selector: { a: 'b' } } }),
    ...['deployments', 'replicasets', 'daemonsets', 'statefulsets'].map((plural) =>
      post(grouped('apps/v1', plural), {
        metadata: { name: 'a' },
        spec: {
          selector: { matchLabels: { a: 'b' } },
          template: { metadata: { labels: { a: 'b' } }, spec: { containers: [context({ privileged: true })] } },
        },
      }),
    ),
    post(grouped('batch/v1', 'jobs'), { metadata: { name: 'a' }, spec: { template: jobTemplate } }),
    post(grouped('batch/v1', 'cronjobs'), {
      metadata: { name: 'a' },
      spec: { schedule: '0 0 1 1 *', jobTemplate: { spec: { template: jobTemplate } } },
    }),
    patch(`${grouped('apps/v1', 'deployments')}/a`, { metadata: { labels: { a: 'b' } } }),
    patch(`${grouped('apps/v1', 'deployments')}/a/scale`, { spec: { replicas: 3 } }),
  ],
  'warnings alone': [
    warned('baseline'),
    post(`${there(pods)}?dryRun=All`, probe),
    post(there(core('podtemplates')), {
      metadata: { name: 'a' },
      template: { spec: { hostPID: true, containers: [container] } },
    }),
    { method: 'DELETE', path: '/api/v1/namespaces/{ns}-warned' },
  ],
  'levels that do not exist': [
    ...labelled({
      enforce: 'strict',
      'enforce-version': '1.30',
      audit: 'all',
      'audit-version': 'v1.01',
      warn: 'x',
      'warn-version': 'v2.0',
    }),
    ...labelled({ enforce: 'baseline', 'warn-version': 'latest' }),
    post('/api/v1/namespaces?dryRun=All', {
      metadata: { name: '{ns}-other', labels: { 'pod-security.kubernetes.io/enforce': 'Baseline' } },
    }),
  ],
  'a pod that was there before': [
    post(pods, { metadata: { name: 'x' }, spec: { containers: [container], automountServiceAccountToken: false } }),
    ...enforced('restricted'),
    patch(`${pods}/x`, { metadata: { labels: { a: 'b' } } }),
    patch(`${pods}/x/status`, { status: { phase: 'Running' } }),
    jsonPatch(`${pods}/x`, { op: 'replace', path: '/spec/containers/0/image', value: 'other' }),
    jsonPatch(`${pods}/x/ephemeralcontainers`, {
      op: 'add',
      path: '/spec/ephemeralContainers',
      value: [{ name: 'd', image: 'i' }],
    }),
    jsonPatch(`${pods}/x/resize`, { op: 'replace', path: '/spec/containers/0/resources', value: {} }),
    post(`${pods}/x/binding`, { metadata: { name: 'x' }, target: { kind: 'Node', name: 'n' } }),
    get(`${pods}/x`),
  ],
  'pods that are there when a policy comes': [
    ...['a', 'b', 'c'].map((name) =>
      post(pods, { metadata: { name }, spec: { containers: [context({ privileged: name !== 'c' })] } }),
    ),
    ...labelled({ enforce: 'baseline' }),
    ...labelled({ enforce: 'restricted' }),
    ...labelled({ 'enforce-version': 'v1.20' }),
    ...labelled({ enforce: 'baseline' }),
    ...labelled({ enforce: 'privileged' }),
    put(namespace, {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: '{ns}', labels: { 'pod-security.kubernetes.io/enforce': 'baseline' } },
    }),
  ],
};

/** Policies of namespaces for pods (`pod-security.kubernetes.io/…`). */
export const podSecurityCases: readonly DifferentialCase[] = [
  ...levels,
  ...Object.entries(others).map(([name, steps]) => ({ name: `PodSecurity: ${name}`, steps })),
];
