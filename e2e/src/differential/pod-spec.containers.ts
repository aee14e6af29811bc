import type { DifferentialCase } from './case.js';
import { type Body, deployments, jsonPatch, patch, pods, post } from './case-builders.js';
import { containers, deploymentWith, podWith, specs } from './pod-spec.builders.js';

const http = { httpGet: { port: 80 } };
const header = (...names: string[]): Body => ({
  httpGet: { port: 80, httpHeaders: names.map((name) => ({ name, value: 'a' })) },
});
const sleep = (seconds: number): Body => ({ lifecycle: { preStop: { sleep: { seconds } } } });
const ephemeral = (more: Body = {}): Body => ({ name: 'e', image: 'a', ...more });
const withEphemeral = (...ephemeralContainers: Body[]): Body => ({ spec: { ephemeralContainers } });

const added = Object.entries<readonly Body[]>({
  'is added': [withEphemeral(ephemeral({ targetContainerName: 'c', stdin: true, tty: true, securityContext: { runAsUser: 1 } }))],
  'has what it cannot have': [
    withEphemeral(
      ephemeral({
        targetContainerName: 'd',
        ports: [{ containerPort: 80 }],
        resources: { limits: { cpu: '1' } },
        resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'NotRequired' }],
        livenessProbe: http,
        readinessProbe: http,
        startupProbe: http,
        lifecycle: { preStop: http },
      }),
    ),
  ],
  'has a name that is taken': [withEphemeral(ephemeral({ name: 'c' }))],
  'has no name and no image': [withEphemeral({ terminationMessagePolicy: 'Some' })],
  'has an image with blanks, and rights that are none': [
    withEphemeral(ephemeral({ image: ' a', securityContext: { runAsUser: -1 } })),
  ],
  'mounts a part': [withEphemeral(ephemeral({ volumeMounts: [{ name: 'v', mountPath: '/v', subPath: 'a' }] }))],
  'may not change': [withEphemeral(ephemeral()), withEphemeral(ephemeral({ image: 'b' }))],
  'may not go': [withEphemeral(ephemeral()), withEphemeral()],
}).map(([how, bodies]): DifferentialCase => ({
  name: `pod spec, ephemeral containers: one ${how}`,
  steps: [
    post(pods, podWith({ volumes: [{ name: 'v', emptyDir: {} }] })),
    ...bodies.map((body) => patch(`${pods}/x/ephemeralcontainers`, body)),
  ],
}));

/** Hooks and probes, and containers that come later. */
export const containerCases: DifferentialCase[] = [
  ...containers('probes', {
    'with everything': {
      livenessProbe: { ...header('X-A'), terminationGracePeriodSeconds: 5, initialDelaySeconds: 1, timeoutSeconds: 2 },
      readinessProbe: { grpc: { port: 80, service: 'a' }, successThreshold: 3 },
      startupProbe: { tcpSocket: { port: 'web', host: 'a' } },
    },
    'with headers that are none': { livenessProbe: header('a b', 'c:d', '') },
    'with a time to end that is none': {
      livenessProbe: { ...http, terminationGracePeriodSeconds: 0 },
      readinessProbe: { ...http, terminationGracePeriodSeconds: 0 },
      startupProbe: { ...http, terminationGracePeriodSeconds: -1 },
    },
    'of ports that are none': {
      livenessProbe: { grpc: { port: 0 } },
      readinessProbe: { tcpSocket: { port: 70_000 } },
      startupProbe: { httpGet: { port: 'A_B', path: 'a', scheme: 'ftp' } },
    },
    'of four things': {
      livenessProbe: { exec: { command: ['a'] }, ...http, tcpSocket: { port: 80 }, grpc: { port: 80 } },
    },
    'of less than nothing': {
      readinessProbe: {
        ...http,
        initialDelaySeconds: -1,
        timeoutSeconds: -1,
        periodSeconds: -1,
        successThreshold: -1,
        failureThreshold: -1,
      },
      startupProbe: { ...http, successThreshold: 2 },
    },
  }),
  ...containers('hooks', {
    'that sleep until the end': sleep(30),
    'that sleep not at all': sleep(0),
    'that sleep longer than there is': sleep(31),
    'that sleep less than nothing': sleep(-1),
    'of nothing and of everything': {
      lifecycle: { postStart: {}, preStop: { exec: {}, httpGet: { port: 0 }, tcpSocket: { port: 80 }, sleep: { seconds: 1 } } },
    },
    'with nothing': { lifecycle: {} },
  }),
  ...specs('sidecars', {
    'with hooks and probes': {
      initContainers: [
        {
          name: 'i',
          image: 'a',
          restartPolicy: 'Always',
          readinessProbe: http,
          lifecycle: { preStop: { sleep: { seconds: 1 } } },
        },
      ],
    },
    'with hooks and probes that are none': {
      terminationGracePeriodSeconds: 5,
      initContainers: [{ name: 'i', image: 'a', restartPolicy: 'Always', readinessProbe: {}, ...sleep(6) }],
    },
    'that end once, with everything': {
      initContainers: [
        { name: 'i', image: 'a', readinessProbe: http, startupProbe: http, lifecycle: { preStop: http } },
        { name: 'i', image: 'a', securityContext: { runAsUser: -1 } },
      ],
    },
  }),
  ...added,
  {
    name: 'pod spec, ephemeral containers: none in what is new',
    steps: [
      post(pods, podWith({ ephemeralContainers: [ephemeral()] })),
      post(deployments, deploymentWith({ ephemeralContainers: [ephemeral({ name: 'c' })] })),
    ],
  },
  {
    name: 'pod spec, ephemeral containers: one is not added with the pod itself',
    steps: [post(pods, podWith({})), patch(`${pods}/x`, withEphemeral(ephemeral({ imagePullPolicy: 'Always' })))],
  },
  {
    name: 'pod spec, ephemeral containers: no profile comes in an annotation',
    steps: [
      post(pods, podWith({})),
      jsonPatch(`${pods}/x`, {
        op: 'add',
        path: '/metadata/annotations',
        value: { 'container.apparmor.security.beta.kubernetes.io/c': 'unconfined' },
      }),
    ],
  },
];
