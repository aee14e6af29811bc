import type { DifferentialCase } from './case.js';
import { type Body, changes, container, creations, jsonPatch, named, pods, post } from './case-builders.js';

const podSpec = (more: Body = {}): Body => ({ spec: { containers: [container], ...more } });
const withContainer = (more: Body): Body => podSpec({ containers: [{ ...container, ...more }] });
const withVolume = (source: Body): Body => podSpec({ volumes: [{ name: 'v', ...source }] });
const withMount = (mount: Body): Body => ({
  spec: {
    containers: [{ ...container, volumeMounts: [{ name: 'v', mountPath: '/v', ...mount }] }],
    volumes: [{ name: 'v', emptyDir: {} }],
  },
});

/** Pods: defaults, admission, what is refused, what may change. */
export const podCases: DifferentialCase[] = [
  ...creations('Pod', pods, {
    'the least that is allowed': podSpec(),
    'an image without tag is pulled each time': withContainer({ image: 'nginx' }),
    'an image with the tag latest, of a registry with a port': withContainer({ image: 'registry.example:5000/a/b:latest' }),
    'an image with a digest': withContainer({ image: `nginx@sha256:${'a'.repeat(64)}` }),
    'an image of a registry with a port and no tag': withContainer({ image: 'localhost:5000/a' }),
    'an image that is no reference': withContainer({ image: 'Nginx' }),
    'a policy of pulling that is said': withContainer({ image: 'nginx', imagePullPolicy: 'Never' }),
    probes: withContainer({
      livenessProbe: { httpGet: { port: 80 } },
      readinessProbe: { tcpSocket: { port: 'web' }, periodSeconds: 3 },
      startupProbe: { exec: { command: ['true'] }, failureThreshold: 30 },
      ports: [{ name: 'web', containerPort: 80 }],
    }),
    'a probe over gRPC': withContainer({ livenessProbe: { grpc: { port: 80 } } }),
    hooks: withContainer({ lifecycle: { postStart: { httpGet: { port: 80 } }, preStop: { sleep: { seconds: 1 } } } }),
    ports: withContainer({ ports: [{ containerPort: 80 }, { containerPort: 80, protocol: 'UDP' }] }),
    'ports of the host': podSpec({ hostNetwork: true, containers: [{ ...container, ports: [{ containerPort: 80 }] }] }),
    'limits are requests': withContainer({ resources: { limits: { cpu: '1', memory: '1Gi' } } }),
    'limits beside requests': withContainer({ resources: { limits: { cpu: '1', memory: '1Gi' }, requests: { cpu: '500m' } } }),
    'quantities in other words': withContainer({ resources: { requests: { cpu: '1000m', memory: '1024Mi' } } }),
    'less than a thousandth': withContainer({ resources: { requests: { cpu: '100u' } } }),
    environment: withContainer({
      env: [
        { name: 'A', value: 'a' },
        { name: 'B', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
        { name: 'C', valueFrom: { resourceFieldRef: { resource: 'limits.cpu' } } },
      ],
    }),
    'a volume without source': withVolume({}),
    'a volume of a ConfigMap': withVolume({ configMap: { name: 'a' } }),
    'a volume of a Secret': withVolume({ secret: { secretName: 'a' } }),
    'a volume of the host': withVolume({ hostPath: { path: '/a' } }),
    'a volume of fields': withVolume({ downwardAPI: { items: [{ path: 'a', fieldRef: { fieldPath: 'metadata.labels' } }] } }),
    'a projected volume': withVolume({ projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } }),
    'a volume of its own claim': withVolume({
      ephemeral: {
        volumeClaimTemplate: { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } },
      },
    }),
    'a volume of a claim': withVolume({ persistentVolumeClaim: { claimName: 'a' } }),
    'an init container': podSpec({ initContainers: [{ name: 'i', image: 'busybox' }] }),
    'a sidecar': podSpec({ initContainers: [{ name: 'i', image: 'busybox', restartPolicy: 'Always' }] }),
    'a service account by its older name': podSpec({ serviceAccount: 'default' }),
    'a service account that is not there': podSpec({ serviceAccountName: 'missing' }),
    'no token': podSpec({ automountServiceAccountToken: false }),
    'something else where the token would be': podSpec({
      containers: [{ ...container, volumeMounts: [{ name: 'v', mountPath: '/var/run/secrets/kubernetes.io/serviceaccount' }] }],
      volumes: [{ name: 'v' }],
    }),
    'a priority class that is not there': podSpec({ priorityClassName: 'missing' }),
    'a priority class of the system': podSpec({ priorityClassName: 'system-cluster-critical' }),
    'a priority that is not computed': podSpec({ priority: 5 }),
    'a policy of preemption that is not computed': podSpec({ preemptionPolicy: 'Never' }),
    'tolerations of everything': podSpec({ tolerations: [{ operator: 'Exists' }] }),
    'tolerations of its own': podSpec({
      tolerations: [{ key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 5 }],
    }),
    'a gate before scheduling': podSpec({ schedulingGates: [{ name: 'example.com/a' }] }),
    'label keys in affinity': {
      metadata: { labels: { app: 'a' } },
      ...podSpec({
        affinity: {
          podAntiAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [
              { topologyKey: 'zone', labelSelector: { matchLabels: { b: 'c' } }, matchLabelKeys: ['app'] },
            ],
          },
        },
      }),
    },
    'a status that nobody may set here': { ...podSpec(), status: { phase: 'Running' } },
    'no containers': { spec: {} },
    'an empty list of containers': { spec: { containers: [] } },
    'a container without name': podSpec({ containers: [{ image: 'a' }] }),
    'a container without image': podSpec({ containers: [{ name: 'c' }] }),
    'a container without anything': podSpec({ containers: [{}] }),
    'two containers of one name': podSpec({ containers: [container, container] }),
    'a name of a container that is no label': podSpec({ containers: [{ name: 'C_1', image: 'a' }] }),
    'an image with blanks': withContainer({ image: ' a' }),
    'a policy of pulling that does not exist': withContainer({ imagePullPolicy: 'Sometimes' }),
    'a policy of restarting that does not exist': podSpec({ restartPolicy: 'Sometimes' }),
    'a policy of names that does not exist': podSpec({ dnsPolicy: 'Some' }),
    'a grace period before now': podSpec({ terminationGracePeriodSeconds: -1 }),
    'a deadline of nothing': podSpec({ activeDeadlineSeconds: 0 }),
    'a port that is none': withContainer({ ports: [{ containerPort: 70_000 }] }),
    'a port without number': withContainer({ ports: [{ name: 'web' }] }),
    'a protocol that does not exist': withContainer({ ports: [{ containerPort: 80, protocol: 'ICMP' }] }),
    'two ports of one name': withContainer({
      ports: [
        { name: 'web', containerPort: 80 },
        { name: 'web', containerPort: 81 },
      ],
    }),
    'a name of a port that is too long': withContainer({ ports: [{ name: 'a-name-that-is-too-long', containerPort: 80 }] }),
    'a variable without name': withContainer({ env: [{ value: 'a' }] }),
    'a variable with a name that is none': withContainer({ env: [{ name: 'a=b', value: 'a' }] }),
    'a variable with a value twice': withContainer({
      env: [{ name: 'A', value: 'a', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }],
    }),
    'a variable from a field that does not exist': withContainer({
      env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'spec.missing' } } }],
    }),
    'a mount of a volume that is not there': podSpec({
      containers: [{ ...container, volumeMounts: [{ name: 'v', mountPath: '/v' }] }],
    }),
    'a mount without path': withMount({ mountPath: '' }),
    'a mount with a path that goes up': withMount({ subPath: '../a' }),
    'two mounts of one path': podSpec({
      containers: [
        {
          ...container,
          volumeMounts: [
            { name: 'v', mountPath: '/v' },
            { name: 'v', mountPath: '/v' },
          ],
        },
      ],
      volumes: [{ name: 'v' }],
    }),
    'a volume without name': podSpec({ volumes: [{ emptyDir: {} }] }),
    'two volumes of one name': podSpec({ volumes: [{ name: 'v' }, { name: 'v' }] }),
    'a volume of two sources': withVolume({ emptyDir: {}, hostPath: { path: '/a' } }),
    'a volume of a claim without name': withVolume({ persistentVolumeClaim: {} }),
    'a request above its limit': withContainer({ resources: { limits: { cpu: '1' }, requests: { cpu: '2' } } }),
    'a request of less than nothing': withContainer({ resources: { requests: { cpu: '-1' } } }),
    'a resource that does not exist': withContainer({ resources: { requests: { bananas: '1' } } }),
    'a probe of nothing': withContainer({ livenessProbe: {} }),
    'a probe of two things': withContainer({ livenessProbe: { httpGet: { port: 80 }, tcpSocket: { port: 80 } } }),
    'a probe of less than nothing': withContainer({ livenessProbe: { httpGet: { port: 80 }, periodSeconds: -1 } }),
    'a probe of living that has to succeed twice': withContainer({
      livenessProbe: { httpGet: { port: 80 }, successThreshold: 2 },
    }),
    'a toleration of an effect that does not exist': podSpec({ tolerations: [{ key: 'a', effect: 'Some' }] }),
    'a toleration of any key with a value': podSpec({ tolerations: [{ operator: 'Exists', value: 'a', key: 'a' }] }),
    'a toleration for a time of an effect without': podSpec({
      tolerations: [{ key: 'a', effect: 'NoSchedule', tolerationSeconds: 1 }],
    }),
    'a selector of nodes that is none': podSpec({ nodeSelector: { 'a b': 'c' } }),
    'a service account that is no name': podSpec({ serviceAccountName: 'A_B' }),
    'a hostname that is no label': podSpec({ hostname: 'a.b' }),
    'a name of a node that is none': podSpec({ nodeName: 'A_B' }),
    'a label that is too long': podSpec({ nodeSelector: { a: 'b'.repeat(64) } }),
    'a prefix of a label that is none': podSpec({ nodeSelector: { 'A/b': 'c' } }),
    'a label with two prefixes': podSpec({ nodeSelector: { 'a/b/c': 'd' } }),
    'a name of a container that is too long': podSpec({ containers: [{ name: 'c'.repeat(64), image: 'a' }] }),
    'an init container of the same name': podSpec({ initContainers: [container] }),
    'an init container with a probe': podSpec({
      initContainers: [{ name: 'i', image: 'a', livenessProbe: { httpGet: { port: 80 } } }],
    }),
    'two containers of one port of the host': podSpec({
      containers: [
        { ...container, ports: [{ containerPort: 80, hostPort: 80 }] },
        { name: 'd', image: 'a', ports: [{ containerPort: 81, hostPort: 80 }] },
      ],
    }),
    'a variable from a key that is none': withContainer({
      env: [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'a', key: 'b c' } } }],
    }),
    'a variable from nothing': withContainer({ env: [{ name: 'A', valueFrom: {} }] }),
    'a variable from all labels': withContainer({
      env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'metadata.labels' } } }],
    }),
    'a volume of the host without path': withVolume({ hostPath: {} }),
    'an action without command': withContainer({ livenessProbe: { exec: {} } }),
    'a scheme that does not exist': withContainer({ livenessProbe: { httpGet: { port: 80, scheme: 'FTP' } } }),
    'a gate and a node': podSpec({ schedulingGates: [{ name: 'example.com/a' }], nodeName: 'a' }),
    'an extended resource': withContainer({ resources: { limits: { 'example.com/a': '1' } } }),
    'all of one sort of quality': withContainer({
      resources: { limits: { cpu: '1', memory: '1Gi' }, requests: { cpu: '1000m', memory: '1Gi' } },
    }),
    'several mistakes': {
      spec: {
        restartPolicy: 'Sometimes',
        containers: [{ name: 'A', image: '', imagePullPolicy: 'No', ports: [{ containerPort: 0 }] }],
        volumes: [{ name: 'A' }],
      },
    },
  }),
  ...changes('Pod', pods, podSpec(), {
    'labels make no generation': [{ metadata: { labels: { a: 'b' } } }],
    'a change of nothing': [{}],
    'a toleration cannot go': [{ spec: { tolerations: [{ key: 'a', operator: 'Exists' }] } }],
    'a deadline may come': [{ spec: { activeDeadlineSeconds: 10 } }],
    'the status by itself': [['/status', { status: { phase: 'Running', podIP: '10.0.0.1', podIPs: [{ ip: '10.0.0.1' }] } }]],
    'the status cannot change the spec': [['/status', { spec: { containers: [{ name: 'c', image: 'nginx:2' }] } }]],
    'the spec cannot change the status': [{ status: { phase: 'Running' } }],
    'a status keeps its class of quality': [['/status', { status: { qosClass: null, phase: 'Failed', reason: 'Evicted' } }]],
    'owners cannot change with the status': [
      ['/status', { metadata: { ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name: 'a', uid: 'b' }] } }],
    ],
    'containers cannot come': [{ spec: { containers: [container, { name: 'd', image: 'a' }] } }],
  }),
  ...Object.entries<readonly Body[]>({
    'an image may change, and makes a generation': [{ op: 'replace', path: '/spec/containers/0/image', value: 'nginx:2' }],
    'an image cannot go': [{ op: 'remove', path: '/spec/containers/0/image' }],
    'a toleration may come': [{ op: 'add', path: '/spec/tolerations/-', value: { key: 'a', operator: 'Exists' } }],
    'a toleration may last longer': [{ op: 'replace', path: '/spec/tolerations/0/tolerationSeconds', value: 600 }],
    'a name of a container stays': [{ op: 'replace', path: '/spec/containers/0/name', value: 'd' }],
    'the grace period stays': [{ op: 'replace', path: '/spec/terminationGracePeriodSeconds', value: 5 }],
    'a variable cannot come': [{ op: 'add', path: '/spec/containers/0/env', value: [{ name: 'A', value: 'a' }] }],
    'the network of the host cannot come': [{ op: 'add', path: '/spec/hostNetwork', value: true }],
    'two places stay': [
      { op: 'replace', path: '/spec/containers/0/terminationMessagePath', value: '/a' },
      { op: 'replace', path: '/spec/schedulerName', value: 'a' },
    ],
    'the node cannot be chosen afterwards': [{ op: 'add', path: '/spec/nodeName', value: 'a' }],
  }).map(([how, operations]) => ({
    name: `Pod: ${how}`,
    steps: [post(pods, named(podSpec())), jsonPatch(`${pods}/x`, ...operations)],
  })),
];
