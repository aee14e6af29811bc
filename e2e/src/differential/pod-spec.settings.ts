import type { DifferentialCase } from './case.js';
import { type Body, container, deployments, post } from './case-builders.js';
import { deploymentWith, specs } from './pod-spec.builders.js';

const many = (count: number, text = 'a'): string[] => Array.from({ length: count }, (_, index) => `${text}${String(index)}`);
const dns = (dnsConfig: Body, more: Body = {}): Body => ({ dnsConfig, ...more });

const ofWindows = {
  os: { name: 'windows' },
  hostUsers: false,
  hostPID: true,
  hostIPC: true,
  shareProcessNamespace: false,
  resources: { limits: { cpu: '1' } },
  securityContext: {
    appArmorProfile: { type: 'Unconfined' },
    seLinuxOptions: {},
    seccompProfile: { type: 'Unconfined' },
    fsGroup: 1,
    fsGroupChangePolicy: 'Always',
    sysctls: [{ name: 'a', value: 'b' }],
    runAsUser: 1,
    runAsGroup: 1,
    supplementalGroups: [1],
    supplementalGroupsPolicy: 'Merge',
    seLinuxChangePolicy: 'Recursive',
  },
  containers: [
    {
      ...container,
      securityContext: {
        appArmorProfile: { type: 'Unconfined' },
        seLinuxOptions: {},
        seccompProfile: { type: 'Unconfined' },
        capabilities: {},
        readOnlyRootFilesystem: false,
        privileged: false,
        allowPrivilegeEscalation: true,
        procMount: 'Default',
        runAsUser: 1,
        runAsGroup: 1,
      },
    },
  ],
};

/** How pods resolve names, what they are called, and on what they run. */
export const settingCases: DifferentialCase[] = [
  ...specs('DNS', {
    'of its own': dns(
      {
        nameservers: ['10.0.0.1', '2001:db8::1'],
        searches: ['example.com', 'a_b.example.com.', '_tcp.example.com', '.'],
        options: [{ name: 'ndots', value: '2' }, { name: 'edns0' }],
      },
      { dnsPolicy: 'None' },
    ),
    'of nothing': { dnsPolicy: 'None' },
    'without server': dns({ searches: ['a'] }, { dnsPolicy: 'None' }),
    'of too many servers, which are none': dns({ nameservers: ['a', '10.0.0.01', '::ffff:10.0.0.1', 'fe80::1%1', ''] }),
    'with words that are none': dns({ searches: ['A', 'a..b', '-', ''], options: [{ value: '1' }, {}] }),
    'with too many searches': dns({ searches: many(33) }),
    'with too long searches': dns({ searches: many(12, 'a'.repeat(180)) }),
  }),
  ...specs('names', {
    'of other addresses': { hostAliases: [{ ip: '10.0.0.1', hostnames: ['a', 'b.example.com'] }, { ip: '::1' }] },
    'of addresses that are none': { hostAliases: [{ ip: 'a', hostnames: ['A', 'b_c'] }, { hostnames: ['d'] }] },
    'of its own': { hostname: 'a', subdomain: 'b', setHostnameAsFQDN: true },
    'of its own that are none': { hostname: 'A', subdomain: 'b.c' },
    'in place of its own': { hostnameOverride: 'a.example.com' },
    'in place of its own that are none': { hostnameOverride: 'A_B' },
    'in place of its own that are empty': { hostnameOverride: '' },
    'in place of its own that are too long, and all': {
      hostnameOverride: 'a'.repeat(65),
      hostNetwork: true,
      setHostnameAsFQDN: true,
    },
  }),
  ...specs('system', {
    Linux: { os: { name: 'linux' } },
    Windows: { os: { name: 'windows' } },
    'without name': { os: {} },
    'that does not exist': { os: { name: 'plan9' } },
    'Linux with what Windows has': {
      os: { name: 'linux' },
      securityContext: { windowsOptions: {} },
      containers: [{ ...container, securityContext: { windowsOptions: { runAsUserName: 'a' } } }],
      initContainers: [{ name: 'i', image: 'a', securityContext: { windowsOptions: {} } }],
    },
    'Windows with what Linux has': ofWindows,
  }),
  ...specs('ports of the host', {
    'that are others': {
      hostNetwork: true,
      containers: [{ ...container, ports: [{ containerPort: 80, hostPort: 81 }, { containerPort: 82 }] }],
    },
    'twice in one init container': {
      initContainers: [
        { name: 'i', image: 'a' },
        {
          name: 'j',
          image: 'a',
          ports: [
            { containerPort: 80, hostPort: 80 },
            { containerPort: 81, hostPort: 80 },
          ],
        },
      ],
    },
  }),
  ...specs('what the server takes no notice of', {
    'a group for scheduling': { schedulingGroup: { podGroupName: 'A_B' } },
    'a signal to stop': {
      containers: [{ ...container, lifecycle: { stopSignal: 'SIGSOME' } }],
      initContainers: [{ name: 'i', image: 'a', lifecycle: { stopSignal: 'SIGTERM' } }],
    },
    'a signal beside a hook': {
      os: { name: 'linux' },
      containers: [{ ...container, lifecycle: { stopSignal: 'SIGTERM', preStop: { exec: { command: ['a'] } } } }],
    },
  }),
  // What admission would see to before, in pods.
  ...Object.entries<Body>({
    'a class of runtime that is no name': { runtimeClassName: 'A_B' },
    'an empty class of runtime': { runtimeClassName: '' },
    'a policy of preemption that does not exist': { preemptionPolicy: 'Some' },
    'an empty policy of preemption': { preemptionPolicy: '' },
    'a policy of preemption': { preemptionPolicy: 'Never' },
    overhead: { overhead: { cpu: '100m', memory: '1Mi' } },
    'overhead that is none': { overhead: { bananas: '1' } },
    'overhead of less than nothing': { overhead: { cpu: '-1' } },
    'overhead of huge pages': { overhead: { 'hugepages-2Mi': '2Mi' } },
  }).map(([how, spec]): DifferentialCase => ({
    name: `pod spec, in templates: ${how}`,
    steps: [post(deployments, deploymentWith(spec))],
  })),
];
