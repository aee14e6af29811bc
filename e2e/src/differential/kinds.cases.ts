import type { DifferentialCase, DifferentialStep } from './case.js';

/*
 * What the server makes of objects of the common kinds: defaults, admission, generations, what a client may change and what not.
 * `{ns}` stands in bodies too, where a name has to be one's own in the whole cluster.
 *
 * Controllers of workloads write into the same objects: they have to be off where answers after the first step are compared as
 * a whole.
 */

type Body = Readonly<Record<string, unknown>>;

const core = (resource: string): string => `/api/v1/namespaces/{ns}/${resource}`;
const grouped = (groupVersion: string, resource: string): string => `/apis/${groupVersion}/namespaces/{ns}/${resource}`;

const pods = core('pods');
const services = core('services');
const claims = core('persistentvolumeclaims');
const deployments = grouped('apps/v1', 'deployments');
const jobs = grouped('batch/v1', 'jobs');
const budgets = grouped('policy/v1', 'poddisruptionbudgets');

const post = (path: string, body: Body): DifferentialStep => ({ method: 'POST', path, body });
const put = (path: string, body: Body): DifferentialStep => ({ method: 'PUT', path, body });
const get = (path: string): DifferentialStep => ({ method: 'GET', path });
const patch = (path: string, body: Body): DifferentialStep => ({
  method: 'PATCH',
  path,
  contentType: 'application/merge-patch+json',
  body,
});

/** A change of one place, which leaves what the server put beside it. */
const jsonPatch = (path: string, ...operations: Body[]): DifferentialStep => ({
  method: 'PATCH',
  path,
  contentType: 'application/json-patch+json',
  body: operations,
});

const named = (body: Body): Body => ({ ...body, metadata: { name: 'x', ...(body['metadata'] as Body | undefined) } });

/** One case of one request for each entry: a new object. */
function creations(what: string, path: string, bodies: Readonly<Record<string, Body>>): DifferentialCase[] {
  return Object.entries(bodies).map(([how, body]) => ({ name: `${what}: ${how}`, steps: [post(path, named(body))] }));
}

/** One case for each entry: an object is made, then patched, each patch in its turn. A path in front of a patch says where, as `/status`. */
function changes(
  what: string,
  path: string,
  original: Body,
  patches: Readonly<Record<string, readonly (Body | readonly [subresource: string, body: Body])[]>>,
): DifferentialCase[] {
  return Object.entries(patches).map(([how, bodies]) => ({
    name: `${what}: ${how}`,
    steps: [
      post(path, named(original)),
      ...bodies.map((one) =>
        Array.isArray(one) ? patch(`${path}/x${String(one[0])}`, one[1] as Body) : patch(`${path}/x`, one as Body),
      ),
    ],
  }));
}

const container: Body = { name: 'c', image: 'nginx:1' };
const podSpec = (more: Body = {}): Body => ({ spec: { containers: [container], ...more } });
const withContainer = (more: Body): Body => podSpec({ containers: [{ ...container, ...more }] });
const withVolume = (source: Body): Body => podSpec({ volumes: [{ name: 'v', ...source }] });
const withMount = (mount: Body): Body => ({
  spec: {
    containers: [{ ...container, volumeMounts: [{ name: 'v', mountPath: '/v', ...mount }] }],
    volumes: [{ name: 'v', emptyDir: {} }],
  },
});

const podCases: DifferentialCase[] = [
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

const template: Body = { metadata: { labels: { app: 'a' } }, spec: { containers: [container] } };
const selector: Body = { matchLabels: { app: 'a' } };
const workload = (more: Body = {}): Body => ({ spec: { selector, template, ...more } });

const deploymentCases: DifferentialCase[] = [
  ...creations('Deployment', deployments, {
    'the least that is allowed': workload(),
    'replicas that are said': workload({ replicas: 0 }),
    'it is made anew': workload({ strategy: { type: 'Recreate' } }),
    'one number of the two': workload({ strategy: { rollingUpdate: { maxSurge: 1 } } }),
    'a service account in the template': workload({
      template: { ...template, spec: { containers: [container], serviceAccountName: 'a' } },
    }),
    'a status that nobody may set here': { ...workload(), status: { replicas: 3 } },
    'a generation that nobody may set': { metadata: { generation: 7 }, ...workload() },
    'no spec': {},
    'no selector': { spec: { template } },
    'an empty selector': workload({ selector: {} }),
    'a selector of something else': workload({ selector: { matchLabels: { app: 'b' } } }),
    'a selector that is none': workload({ selector: { matchExpressions: [{ key: 'app', operator: 'In' }] } }),
    'an operator that does not exist': workload({ selector: { matchExpressions: [{ key: 'app', operator: 'Is' }] } }),
    'less than no replicas': workload({ replicas: -1 }),
    'a template that ends': workload({ template: { ...template, spec: { containers: [container], restartPolicy: 'Never' } } }),
    'a template without containers': workload({ template: { metadata: { labels: { app: 'a' } } } }),
    'a strategy that does not exist': workload({ strategy: { type: 'Sometimes' } }),
    'numbers for a strategy without': workload({ strategy: { type: 'Recreate', rollingUpdate: { maxSurge: 1 } } }),
    'no room for an update': workload({ strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } } }),
    'a share that is none': workload({ strategy: { rollingUpdate: { maxSurge: 'many' } } }),
    'more than all': workload({ strategy: { rollingUpdate: { maxUnavailable: '101%' } } }),
    'a deadline before it is ready': workload({ minReadySeconds: 600 }),
    'less than no history': workload({ revisionHistoryLimit: -1 }),
    'labels that are none': workload({ template: { ...template, metadata: { labels: { app: 'a', b: 'c d' } } } }),
  }),
  ...changes('Deployment', deployments, workload({ replicas: 0, paused: true }), {
    'replicas make a generation': [{ spec: { replicas: 1 } }],
    'annotations make a generation': [{ metadata: { annotations: { a: 'b' } } }],
    'annotations and replicas make one': [{ metadata: { annotations: { a: 'b' } }, spec: { replicas: 2 } }],
    'labels make none': [{ metadata: { labels: { a: 'b' } } }],
    'a change of nothing makes none': [{ spec: { replicas: 0 } }],
    'generations are counted': [{ spec: { replicas: 1 } }, { spec: { replicas: 2 } }, { spec: { minReadySeconds: 3 } }],
    'a generation that nobody may set': [{ metadata: { generation: 7 } }],
    'the selector stays': [{ spec: { selector: { matchLabels: { app: 'b' } } } }],
    'the selector stays with its template': [
      { spec: { selector: { matchLabels: { app: 'b' } }, template: { metadata: { labels: { app: 'b' } } } } },
    ],
    'a template must fit': [{ spec: { template: { metadata: { labels: { app: 'b' } } } } }],
    'a strategy that takes the numbers along': [{ spec: { strategy: { type: 'Recreate' } } }],
    'a strategy that leaves the numbers': [{ spec: { strategy: { type: 'Recreate', rollingUpdate: null } } }],
    'what goes gets its default again': [{ spec: { revisionHistoryLimit: null, progressDeadlineSeconds: null } }],
    'the status by itself': [['/status', { status: { replicas: 1, updatedReplicas: 1, observedGeneration: 1 } }]],
    'the status cannot change spec and labels': [
      ['/status', { metadata: { labels: { a: 'b' }, annotations: { a: 'b' } }, spec: { replicas: 5 }, status: { replicas: 1 } }],
    ],
    'the spec cannot change the status': [{ status: { replicas: 3 } }],
    'a status of less than nothing': [['/status', { status: { replicas: -1 } }]],
    'a status with more ready than there are': [['/status', { status: { replicas: 1, readyReplicas: 2 } }]],
  }),
];

const ports: readonly Body[] = [{ port: 80 }];
const service = (more: Body = {}): Body => ({ spec: { ports, ...more } });

const serviceCases: DifferentialCase[] = [
  ...creations('Service', services, {
    'the least that is allowed': service(),
    'a port with all that it can say': service({
      ports: [{ name: 'web', port: 80, targetPort: 'http', protocol: 'TCP', appProtocol: 'http' }],
    }),
    'a type of nodes': service({ type: 'NodePort' }),
    'a load balancer': service({ type: 'LoadBalancer' }),
    'a load balancer without ports of nodes': service({ type: 'LoadBalancer', allocateLoadBalancerNodePorts: false }),
    'a load balancer that asks for health': service({ type: 'LoadBalancer', externalTrafficPolicy: 'Local' }),
    'one name for another': { spec: { type: 'ExternalName', externalName: 'example.com' } },
    'headless with a selector': service({ clusterIP: 'None', selector: { app: 'a' } }),
    'headless without a selector': service({ clusterIP: 'None' }),
    'addresses of outside': service({ externalIPs: ['192.0.2.1'] }),
    affinity: service({ sessionAffinity: 'ClientIP' }),
    'affinity for a time': service({
      sessionAffinity: 'ClientIP',
      sessionAffinityConfig: { clientIP: { timeoutSeconds: 60 } },
    }),
    'affinity for nothing': service({ sessionAffinity: 'None', sessionAffinityConfig: { clientIP: { timeoutSeconds: 60 } } }),
    'TCP and UDP of one number share a port': service({
      type: 'NodePort',
      ports: [
        { name: 'a', port: 53, protocol: 'UDP' },
        { name: 'b', port: 53 },
      ],
    }),
    'both families if there are both': service({ ipFamilyPolicy: 'PreferDualStack' }),
    'a status that nobody may set here': { ...service(), status: { loadBalancer: { ingress: [{ ip: '192.0.2.1' }] } } },
    'no ports': { spec: {} },
    'no spec': {},
    'a port that is none': service({ ports: [{ port: 0 }] }),
    'a target that is none': service({ ports: [{ port: 80, targetPort: 'not_a_name' }] }),
    'two ports without name': service({ ports: [{ port: 80 }, { port: 81 }] }),
    'two ports of one name': service({
      ports: [
        { name: 'a', port: 80 },
        { name: 'a', port: 81 },
      ],
    }),
    'two ports that are one': service({
      ports: [
        { name: 'a', port: 80 },
        { name: 'b', port: 80 },
      ],
    }),
    'a type that does not exist': service({ type: 'Sometimes' }),
    'a protocol that does not exist': service({ ports: [{ port: 80, protocol: 'ICMP' }] }),
    'affinity that does not exist': service({ sessionAffinity: 'Sometimes' }),
    'affinity for too long': service({
      sessionAffinity: 'ClientIP',
      sessionAffinityConfig: { clientIP: { timeoutSeconds: 86_401 } },
    }),
    'a name for another without one': { spec: { type: 'ExternalName' } },
    'a name for another that is none': { spec: { type: 'ExternalName', externalName: 'a_b' } },
    'an address that is none': service({ clusterIP: '10.96' }),
    'an address of somewhere else': service({ clusterIP: '10.97.0.1' }),
    'an address that somebody has': service({ clusterIP: '10.96.0.1' }),
    'a port of nodes that is none': service({ type: 'NodePort', ports: [{ port: 80, nodePort: 80 }] }),
    'a port of nodes without the type': service({ ports: [{ port: 80, nodePort: 30_080 }] }),
    'two families': service({ ipFamilyPolicy: 'RequireDualStack' }),
    'a family that is not here': service({ ipFamilies: ['IPv6'] }),
    'a family that does not exist': service({ ipFamilies: ['IPv5'] }),
    'a policy of families that does not exist': service({ ipFamilyPolicy: 'Some' }),
    'a policy of traffic without traffic': service({ externalTrafficPolicy: 'Local' }),
    'a policy of traffic that does not exist': service({ internalTrafficPolicy: 'Some' }),
    'a selector that is none': service({ selector: { 'a b': 'c' } }),
    'an address of outside that is inside': service({ externalIPs: ['127.0.0.1'] }),
    'a class without load balancer': service({ loadBalancerClass: 'example.com/a' }),
    'sources that are none': service({ type: 'LoadBalancer', loadBalancerSourceRanges: ['10.0.0.0'] }),
  }),
  ...changes('Service', services, service({ selector: { app: 'a' } }), {
    'there is no generation': [{ spec: { ports: [{ port: 81, targetPort: 80 }] } }],
    'the address stays': [{ spec: { clusterIP: '10.96.0.77' } }],
    'the address cannot go': [{ spec: { clusterIP: null, clusterIPs: null } }],
    'a type with ports of nodes, and back': [{ spec: { type: 'NodePort' } }, { spec: { type: 'ClusterIP' } }],
    'a load balancer, and back': [
      { spec: { type: 'LoadBalancer', externalTrafficPolicy: 'Local' } },
      { spec: { type: 'ClusterIP' } },
    ],
    'a name for another, and back': [
      { spec: { type: 'ExternalName', externalName: 'example.com' } },
      { spec: { type: 'ClusterIP', externalName: null } },
    ],
    'the status of a load balancer': [
      { spec: { type: 'LoadBalancer' } },
      ['/status', { status: { loadBalancer: { ingress: [{ ip: '192.0.2.1' }] } } }],
      { spec: { type: 'ClusterIP' } },
    ],
    'a status without load balancer': [['/status', { status: { loadBalancer: { ingress: [{ ip: '192.0.2.1' }] } } }]],
    'ports cannot go': [{ spec: { ports: null } }],
    'a class cannot come later': [{ spec: { type: 'LoadBalancer' } }, { spec: { loadBalancerClass: 'example.com/a' } }],
  }),
  {
    name: 'Service: what a dry run is answered with',
    steps: [
      post(services, named(service({ type: 'NodePort', clusterIP: '10.96.0.78', ports: [{ port: 80, nodePort: 30_082 }] }))),
      post(`${services}?dryRun=All`, { metadata: { name: 'y' }, ...service({ clusterIP: '10.96.0.78' }) }),
      post(`${services}?dryRun=All`, { metadata: { name: 'y' }, ...service({ clusterIP: '10.97.0.1' }) }),
      post(`${services}?dryRun=All`, { metadata: { name: 'y' }, ...service({ type: 'NodePort' }) }),
      post(`${services}?dryRun=All`, {
        metadata: { name: 'y' },
        ...service({ type: 'NodePort', ports: [{ port: 80, nodePort: 30_082 }] }),
      }),
      post(`${services}?dryRun=All`, {
        metadata: { name: 'y' },
        ...service({ type: 'NodePort', ports: [{ port: 80, nodePort: 30_083 }] }),
      }),
      post(services, { metadata: { name: 'y' }, ...service({ type: 'NodePort', ports: [{ port: 80, nodePort: 30_083 }] }) }),
    ],
  },
  {
    name: 'Service: a new one in place of the old keeps what was given',
    steps: [
      post(services, named(service({ type: 'NodePort' }))),
      put(`${services}/x`, named(service({ type: 'NodePort', ports: [{ port: 81 }] }))),
      get(`${services}/x`),
    ],
  },
  {
    name: 'Service: a port of nodes that somebody has, until it is free',
    steps: [
      post(services, { metadata: { name: 'a' }, ...service({ type: 'NodePort', ports: [{ port: 80, nodePort: 30_081 }] }) }),
      post(services, { metadata: { name: 'b' }, ...service({ type: 'NodePort', ports: [{ port: 80, nodePort: 30_081 }] }) }),
      patch(`${services}/a`, { spec: { type: 'ClusterIP' } }),
      post(services, { metadata: { name: 'b' }, ...service({ type: 'NodePort', ports: [{ port: 80, nodePort: 30_081 }] }) }),
      { method: 'DELETE', path: `${services}/b` },
      post(services, { metadata: { name: 'c' }, ...service({ type: 'NodePort', ports: [{ port: 80, nodePort: 30_081 }] }) }),
    ],
  },
];

const jobTemplate: Body = { spec: { containers: [container], restartPolicy: 'Never' } };
const job = (more: Body = {}): Body => ({ spec: { template: jobTemplate, ...more } });

const jobCases: DifferentialCase[] = [
  ...creations('Job', jobs, {
    'the least that is allowed': job(),
    'labels of its template': job({ template: { metadata: { labels: { app: 'a' } }, ...jobTemplate } }),
    'labels of its own': { metadata: { labels: { app: 'b' } }, ...job() },
    'several at a time': job({ parallelism: 3 }),
    'several in all': job({ completions: 3 }),
    numbered: job({ completions: 3, completionMode: 'Indexed' }),
    'numbered, each with its own tries': job({ completions: 3, completionMode: 'Indexed', backoffLimitPerIndex: 1 }),
    'it fails on': job({
      podFailurePolicy: { rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget' }] }] },
    }),
    'it waits': job({ suspend: true }),
    'a selector of its own': {
      spec: {
        manualSelector: true,
        selector,
        template: { metadata: { labels: { app: 'a' } }, ...jobTemplate },
      },
    },
    'a status that nobody may set here': { ...job(), status: { active: 1 } },
    'no template': { spec: {} },
    'a template that never ends': job({ template: { spec: { containers: [container] } } }),
    'a selector that nobody asked for': job({ selector }),
    'a selector of its own that is not there': job({ manualSelector: true }),
    'less than nothing': job({ parallelism: -1, completions: -1, backoffLimit: -1, activeDeadlineSeconds: -1 }),
    'a mode that does not exist': job({ completionMode: 'Sometimes' }),
    'numbered without end': job({ completionMode: 'Indexed', parallelism: 1 }),
    'an end before now': job({ ttlSecondsAfterFinished: -1 }),
    'tries of each without numbers': job({ backoffLimitPerIndex: 1 }),
    'a policy of replacement that does not exist': job({ podReplacementPolicy: 'Sometimes' }),
  }),
  ...changes('Job', jobs, job({ suspend: true }), {
    'it goes on, and that makes a generation': [{ spec: { suspend: false } }],
    'its parallelism makes a generation': [{ spec: { parallelism: 2 } }],
    'labels make none': [{ metadata: { labels: { a: 'b' } } }],
    'the template stays once it goes on': [
      { spec: { suspend: false } },
      { spec: { template: { spec: { terminationGracePeriodSeconds: 5 } } } },
    ],
    'the template stays': [{ spec: { template: { spec: { terminationGracePeriodSeconds: 5 } } } }],
    'the selector stays': [{ spec: { selector: { matchLabels: { a: 'b' } } } }],
    'completions stay': [{ spec: { completions: 5 } }],
    'the mode stays': [{ spec: { completionMode: 'Indexed' } }],
    'where it runs may change while it waits': [{ spec: { template: { spec: { nodeSelector: { a: 'b' } } } } }],
    'the status by itself': [['/status', { status: { active: 1 } }]],
    'the status cannot change the spec': [['/status', { spec: { parallelism: 9 } }]],
    'the spec cannot change the status': [{ status: { active: 1 } }],
    'a status of less than nothing': [['/status', { status: { active: -1, failed: -1 } }]],
  }),
];

const claim = (more: Body = {}): Body => ({
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...more },
});

const claimCases: DifferentialCase[] = [
  ...creations('PersistentVolumeClaim', claims, {
    'the least that is allowed': claim(),
    'a quantity in other words': claim({ resources: { requests: { storage: '2048Mi' } } }),
    'a class': claim({ storageClassName: 'a' }),
    'no class': claim({ storageClassName: '' }),
    'a block': claim({ volumeMode: 'Block' }),
    'a claim as its source': claim({ dataSource: { kind: 'PersistentVolumeClaim', name: 'a' } }),
    'a reference as its source': claim({ dataSourceRef: { kind: 'PersistentVolumeClaim', name: 'a' } }),
    'a source of another sort': claim({ dataSource: { apiGroup: 'example.com', kind: 'A', name: 'a' } }),
    'a reference of another sort': claim({ dataSourceRef: { apiGroup: 'example.com', kind: 'A', name: 'a' } }),
    'a finalizer of its own': { metadata: { finalizers: ['example.com/a'] }, ...claim() },
    'a status that nobody may set here': { ...claim(), status: { phase: 'Bound' } },
    'no spec': {},
    'no modes': claim({ accessModes: [] }),
    'a mode that does not exist': claim({ accessModes: ['Sometimes'] }),
    'one pod alone and others': claim({ accessModes: ['ReadWriteOncePod', 'ReadWriteOnce'] }),
    'no size': claim({ resources: {} }),
    'a size of nothing': claim({ resources: { requests: { storage: '0' } } }),
    'a size of less': claim({ resources: { requests: { storage: '-1' } } }),
    'a class that is no name': claim({ storageClassName: 'A_B' }),
    'a volume mode that does not exist': claim({ volumeMode: 'Sometimes' }),
    'a source without name': claim({ dataSource: { kind: 'PersistentVolumeClaim' } }),
    'a selector that is none': claim({ selector: { matchLabels: { 'a b': 'c' } } }),
  }),
  ...changes('PersistentVolumeClaim', claims, claim({ storageClassName: 'a' }), {
    'labels may change': [{ metadata: { labels: { a: 'b' } } }],
    'the status by itself': [['/status', { status: { phase: 'Bound', capacity: { storage: '1024Mi' } } }]],
    'the status cannot change the spec': [['/status', { spec: { volumeName: 'v' } }]],
    'the spec cannot change the status': [{ status: { phase: 'Bound' } }],
    'a volume may be named once': [{ spec: { volumeName: 'v' } }],
    'it cannot grow before it is bound': [{ spec: { resources: { requests: { storage: '2Gi' } } } }],
    'the class stays': [{ spec: { storageClassName: 'b' } }],
    'the modes stay': [{ spec: { accessModes: ['ReadOnlyMany', 'ReadWriteOnce'] } }],
    'no class lets it grow': [
      ['/status', { status: { phase: 'Bound', capacity: { storage: '1Gi' } } }],
      { spec: { resources: { requests: { storage: '2Gi' } } } },
    ],
    'it cannot shrink': [
      ['/status', { status: { phase: 'Bound', capacity: { storage: '1Gi' } } }],
      { spec: { resources: { requests: { storage: '1Mi' } } } },
    ],
    'a status of less than nothing': [['/status', { status: { capacity: { storage: '-1' } } }]],
  }),
];

const budget = (more: Body = {}): Body => ({ spec: { minAvailable: 1, selector, ...more } });

const budgetCases: DifferentialCase[] = [
  ...creations('PodDisruptionBudget', budgets, {
    'the least that is allowed': { spec: { minAvailable: 1 } },
    'a share': { spec: { maxUnavailable: '50%', selector } },
    'pods that are not healthy': budget({ unhealthyPodEvictionPolicy: 'AlwaysAllow' }),
    'a status that nobody may set here': { ...budget(), status: { expectedPods: 5 } },
    nothing: {},
    'both numbers': budget({ maxUnavailable: 1 }),
    'less than nothing': budget({ minAvailable: -1 }),
    'more than all': budget({ minAvailable: '101%' }),
    'a share that is none': budget({ minAvailable: 'many' }),
    'a policy that does not exist': budget({ unhealthyPodEvictionPolicy: 'Sometimes' }),
    'a selector that is none': budget({ selector: { matchExpressions: [{ key: 'a', operator: 'Is' }] } }),
  }),
  ...changes('PodDisruptionBudget', budgets, budget(), {
    'a number makes a generation': [{ spec: { minAvailable: 2 } }],
    'the selector may change': [{ spec: { selector: { matchLabels: { app: 'b' } } } }],
    'labels make none': [{ metadata: { labels: { a: 'b' } } }],
    'the status by itself': [['/status', { status: { currentHealthy: 1, expectedPods: 2, observedGeneration: 1 } }]],
    'the status cannot change the spec': [['/status', { spec: { minAvailable: 9 } }]],
    'the spec cannot change the status': [{ status: { expectedPods: 5 } }],
    'a status of less than nothing': [['/status', { status: { currentHealthy: -1, expectedPods: -1 } }]],
  }),
];

/** Pods, Deployments, Services, Jobs, PersistentVolumeClaims and PodDisruptionBudgets. */
export const kindsCases: readonly DifferentialCase[] = [
  ...podCases,
  ...deploymentCases,
  ...serviceCases,
  ...jobCases,
  ...claimCases,
  ...budgetCases,
];

const own: Body = { name: '{ns}' };
const deleted = (path: string): DifferentialStep => ({ method: 'DELETE', path });
const rbac = 'rbac.authorization.k8s.io/v1';

/** A new object of a kind in a namespace, and perhaps patches. */
const inNamespace = (kind: string, path: string, body: Body, ...patches: Body[]): DifferentialCase => ({
  name: kind,
  steps: [post(path, named(body)), ...patches.map((one) => patch(`${path}/x`, one))],
});

/** The same of a kind without namespaces, which is deleted in the end. */
const inCluster = (kind: string, path: string, body: Body, ...patches: Body[]): DifferentialCase => ({
  name: kind,
  steps: [
    post(path, { ...body, metadata: { ...(body['metadata'] as Body | undefined), ...own } }),
    ...patches.map((one) => patch(`${path}/{ns}`, one)),
    deleted(`${path}/{ns}`),
  ],
});

const claimTemplate = {
  metadata: { name: 'v' },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
};

/** Of something that nobody makes. */
const webhook = {
  name: 'a.example.com',
  clientConfig: { service: { namespace: 'a', name: 'b' } },
  sideEffects: 'None',
  admissionReviewVersions: ['v1'],
  rules: [{ apiGroups: ['example.com'], apiVersions: ['v1'], operations: ['CREATE'], resources: ['a'] }],
};

/** The other kinds that kubectl meets every day: one or two cases each. */
export const otherKindsCases: readonly DifferentialCase[] = [
  inNamespace('ReplicaSet', grouped('apps/v1', 'replicasets'), workload({ replicas: 0 }), { spec: { minReadySeconds: 1 } }),
  inNamespace('ReplicaSet with mistakes', grouped('apps/v1', 'replicasets'), workload({ replicas: -1, selector: {} })),
  inNamespace(
    'StatefulSet',
    grouped('apps/v1', 'statefulsets'),
    workload({ serviceName: 'a', replicas: 0, volumeClaimTemplates: [claimTemplate] }),
    { spec: { replicas: 1 } },
    { spec: { serviceName: 'b' } },
    { spec: { podManagementPolicy: 'Parallel' } },
  ),
  inNamespace('StatefulSet on delete', grouped('apps/v1', 'statefulsets'), workload({ updateStrategy: { type: 'OnDelete' } })),
  inNamespace('StatefulSet with mistakes', grouped('apps/v1', 'statefulsets'), {
    spec: { replicas: -1, podManagementPolicy: 'Some', updateStrategy: { type: 'Some' }, template },
  }),
  inNamespace(
    'DaemonSet',
    grouped('apps/v1', 'daemonsets'),
    workload(),
    { spec: { minReadySeconds: 1 } },
    { spec: { template: { spec: { nodeSelector: { a: 'b' } } } } },
    { spec: { selector: { matchLabels: { app: 'b' } } } },
  ),
  inNamespace('DaemonSet with mistakes', grouped('apps/v1', 'daemonsets'), workload({ updateStrategy: { type: 'Some' } })),
  inNamespace('ReplicationController', core('replicationcontrollers'), { spec: { replicas: 0, template } }),
  inNamespace('ReplicationController with mistakes', core('replicationcontrollers'), { spec: { replicas: -1 } }),
  inNamespace('PodTemplate', core('podtemplates'), { template }, { template: { metadata: { labels: { a: 'b' } } } }),
  inNamespace(
    'CronJob',
    grouped('batch/v1', 'cronjobs'),
    { spec: { schedule: '0 0 1 1 *', suspend: true, jobTemplate: { spec: { template: jobTemplate } } } },
    { spec: { schedule: '1 0 1 1 *' } },
    { spec: { schedule: 'never' } },
  ),
  inNamespace('CronJob with mistakes', grouped('batch/v1', 'cronjobs'), {
    spec: { concurrencyPolicy: 'Some', successfulJobsHistoryLimit: -1, startingDeadlineSeconds: -1, timeZone: 'Nowhere/Here' },
  }),
  inNamespace('ConfigMap', core('configmaps'), { data: { a: 'b' } }, { data: { a: null } }),
  inNamespace(
    'ConfigMap that stays',
    core('configmaps'),
    { immutable: true, data: { a: 'b' } },
    { data: { a: 'c' } },
    { immutable: false },
  ),
  inNamespace('ConfigMap with a key that is none', core('configmaps'), { data: { 'a b': 'c' } }),
  inNamespace('ConfigMap with a key twice', core('configmaps'), { data: { d: 'e' }, binaryData: { d: 'ZQ==' } }),
  inNamespace('Secret', core('secrets'), { stringData: { a: 'b' }, data: { c: 'ZA==' } }, { stringData: { c: 'd' } }),
  inNamespace('Secret that stays', core('secrets'), { immutable: true, stringData: { a: 'b' } }, { stringData: { a: 'c' } }),
  inNamespace('Secret of a type', core('secrets'), { type: 'kubernetes.io/tls', stringData: { 'tls.crt': 'a' } }),
  inNamespace('Secret of a registry', core('secrets'), { type: 'kubernetes.io/dockerconfigjson', stringData: { a: 'b' } }),
  inNamespace('Secret whose type stays', core('secrets'), {}, { type: 'example.com/a' }),
  inNamespace('Secret with mistakes', core('secrets'), { stringData: { 'a b': 'c' } }),
  inNamespace('ServiceAccount', core('serviceaccounts'), { secrets: [{ name: 'a', kind: 'Secret' }] }),
  inNamespace('Endpoints', core('endpoints'), { subsets: [{ addresses: [{ ip: '192.0.2.1' }], ports: [{ port: 80 }] }] }),
  inNamespace('Endpoints with mistakes', core('endpoints'), {
    subsets: [{ addresses: [{ ip: '127.0.0.1' }], ports: [{ port: 0 }] }, {}],
  }),
  inNamespace(
    'EndpointSlice',
    grouped('discovery.k8s.io/v1', 'endpointslices'),
    { addressType: 'IPv4', endpoints: [{ addresses: ['192.0.2.1'] }], ports: [{ port: 80 }] },
    { metadata: { labels: { a: 'b' } } },
    { addressType: 'IPv6' },
  ),
  inNamespace('Event', core('events'), {
    involvedObject: { kind: 'Pod', name: 'a', namespace: '{ns}' },
    firstTimestamp: '2026-01-02T03:04:05Z',
    lastTimestamp: '2026-01-02T03:04:05Z',
    eventTime: null,
  }),
  inNamespace('LimitRange', core('limitranges'), {
    spec: { limits: [{ type: 'Container', max: { cpu: '2' }, min: { memory: '1024Ki' }, default: { memory: '1Gi' } }] },
  }),
  inNamespace('LimitRange with mistakes', core('limitranges'), {
    spec: { limits: [{ type: 'Container', max: { cpu: '1' }, min: { cpu: '2' } }, { type: 'Container' }] },
  }),
  inNamespace('ResourceQuota', core('resourcequotas'), { spec: { hard: { 'requests.cpu': '1000m', pods: '5' } } }),
  inNamespace('ResourceQuota with mistakes', core('resourcequotas'), {
    spec: { hard: { bananas: '1' }, scopes: ['Some'] },
  }),
  inNamespace(
    'Ingress',
    grouped('networking.k8s.io/v1', 'ingresses'),
    {
      spec: {
        rules: [
          {
            host: 'example.com',
            http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'a', port: { number: 80 } } } }] },
          },
        ],
      },
    },
    { spec: { ingressClassName: 'a' } },
  ),
  inNamespace('Ingress with mistakes', grouped('networking.k8s.io/v1', 'ingresses'), {
    spec: {
      rules: [{ host: '192.0.2.1', http: { paths: [{ path: 'a', backend: { service: { name: 'a' } } }] } }, { host: 'A_B' }],
    },
  }),
  inNamespace('Ingress of nothing', grouped('networking.k8s.io/v1', 'ingresses'), { spec: {} }),
  inNamespace(
    'NetworkPolicy',
    grouped('networking.k8s.io/v1', 'networkpolicies'),
    { spec: { ingress: [{ ports: [{ port: 80 }] }], egress: [{}] } },
    { spec: { policyTypes: ['Egress'] } },
  ),
  inNamespace('NetworkPolicy with mistakes', grouped('networking.k8s.io/v1', 'networkpolicies'), {
    spec: {
      policyTypes: ['Some'],
      ingress: [{ ports: [{ port: 0, protocol: 'ICMP' }], from: [{}, { ipBlock: { cidr: 'a' } }] }],
    },
  }),
  inNamespace('HorizontalPodAutoscaler', grouped('autoscaling/v2', 'horizontalpodautoscalers'), {
    spec: {
      maxReplicas: 3,
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'a' },
      behavior: { scaleUp: { stabilizationWindowSeconds: 5 } },
    },
  }),
  inNamespace('HorizontalPodAutoscaler with mistakes', grouped('autoscaling/v2', 'horizontalpodautoscalers'), {
    spec: { minReplicas: 5, maxReplicas: 0, scaleTargetRef: { kind: '', name: '' } },
  }),
  inNamespace('HorizontalPodAutoscaler of v1', grouped('autoscaling/v1', 'horizontalpodautoscalers'), {
    spec: { maxReplicas: 3, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'a' } },
  }),
  inNamespace('Role', grouped(rbac, 'roles'), { rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }] }),
  inNamespace('Role with mistakes', grouped(rbac, 'roles'), { rules: [{}, { verbs: ['get'], nonResourceURLs: ['/'] }] }),
  inNamespace(
    'RoleBinding',
    grouped(rbac, 'rolebindings'),
    {
      roleRef: { kind: 'Role', name: 'a' },
      subjects: [
        { kind: 'User', name: 'a' },
        { kind: 'ServiceAccount', name: 'a', namespace: 'b' },
      ],
    },
    { roleRef: { name: 'b' } },
  ),
  inNamespace('RoleBinding with mistakes', grouped(rbac, 'rolebindings'), {
    roleRef: { kind: 'Some', name: '' },
    subjects: [
      { kind: 'Some', name: '' },
      { kind: 'ServiceAccount', name: 'a' },
    ],
  }),
  inNamespace('Lease', grouped('coordination.k8s.io/v1', 'leases'), { spec: { holderIdentity: 'a', leaseDurationSeconds: 5 } }),
  inNamespace('Lease with mistakes', grouped('coordination.k8s.io/v1', 'leases'), {
    spec: { leaseDurationSeconds: 0, leaseTransitions: -1 },
  }),
  inCluster('ClusterRole', `/apis/${rbac}/clusterroles`, { rules: [{ nonResourceURLs: ['/healthz'], verbs: ['get'] }] }),
  inCluster('ClusterRoleBinding', `/apis/${rbac}/clusterrolebindings`, { roleRef: { kind: 'ClusterRole', name: 'a' } }),
  inCluster(
    'StorageClass',
    '/apis/storage.k8s.io/v1/storageclasses',
    { provisioner: 'example.com/a' },
    { allowVolumeExpansion: true },
    { reclaimPolicy: 'Retain' },
    { provisioner: 'example.com/b', parameters: { a: 'b' }, volumeBindingMode: 'WaitForFirstConsumer' },
  ),
  inCluster('StorageClass with mistakes', '/apis/storage.k8s.io/v1/storageclasses', {
    reclaimPolicy: 'Some',
    volumeBindingMode: 'Some',
  }),
  inCluster(
    'PriorityClass',
    '/apis/scheduling.k8s.io/v1/priorityclasses',
    { value: 5 },
    { description: 'a' },
    { value: 6 },
    { preemptionPolicy: 'Never' },
  ),
  inCluster('PriorityClass with mistakes', '/apis/scheduling.k8s.io/v1/priorityclasses', {
    value: 2_000_000_000,
    preemptionPolicy: 'Some',
  }),
  inCluster('IngressClass', '/apis/networking.k8s.io/v1/ingressclasses', {
    spec: { controller: 'example.com/a', parameters: { kind: 'A', name: 'a' } },
  }),
  inCluster(
    'ValidatingWebhookConfiguration',
    '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations',
    { webhooks: [webhook] },
    { webhooks: [{ ...webhook, timeoutSeconds: 5 }] },
    { metadata: { labels: { a: 'b' } } },
  ),
  inCluster('MutatingWebhookConfiguration', '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations', {
    webhooks: [webhook],
  }),
  inCluster(
    'ValidatingAdmissionPolicy',
    '/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies',
    { spec: { matchConstraints: { resourceRules: webhook.rules }, validations: [{ expression: 'true' }] } },
    { spec: { failurePolicy: 'Ignore' } },
  ),
  inCluster('ValidatingAdmissionPolicyBinding', '/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings', {
    spec: { policyName: '{ns}', validationActions: ['Deny'], matchResources: { resourceRules: webhook.rules } },
  }),
  inCluster('FlowSchema', '/apis/flowcontrol.apiserver.k8s.io/v1/flowschemas', {
    spec: {
      priorityLevelConfiguration: { name: 'global-default' },
      rules: [
        {
          subjects: [{ kind: 'User', user: { name: 'a' } }],
          nonResourceRules: [{ verbs: ['get'], nonResourceURLs: ['/a'] }],
        },
      ],
    },
  }),
  inCluster('RuntimeClass', '/apis/node.k8s.io/v1/runtimeclasses', { handler: 'a' }, { handler: 'b' }),
  inCluster('VolumeAttachment', '/apis/storage.k8s.io/v1/volumeattachments', {
    spec: { attacher: 'example.com', nodeName: 'b', source: { persistentVolumeName: 'c' } },
    status: { attached: true },
  }),
  inCluster('CSINode', '/apis/storage.k8s.io/v1/csinodes', { spec: { drivers: [] } }),
  inCluster(
    'VolumeAttributesClass',
    '/apis/storage.k8s.io/v1/volumeattributesclasses',
    { driverName: 'example.com', parameters: { a: 'b' } },
    { parameters: { a: 'c' } },
  ),
  inNamespace('CSIStorageCapacity', grouped('storage.k8s.io/v1', 'csistoragecapacities'), { storageClassName: 'a' }),
  inCluster('CSIDriver', '/apis/storage.k8s.io/v1/csidrivers', {}, { spec: { requiresRepublish: true } }),
  inCluster('Node', '/api/v1/nodes', { status: { capacity: { cpu: '4000m' } } }, { spec: { unschedulable: true } }),
  inCluster('Node with mistakes', '/api/v1/nodes', { spec: { taints: [{ key: 'a', effect: 'Some' }], podCIDR: 'a' } }),
  inCluster(
    'PersistentVolume',
    '/api/v1/persistentvolumes',
    { spec: { capacity: { storage: '1024Mi' }, accessModes: ['ReadWriteOnce'], hostPath: { path: '/a' } } },
    { spec: { persistentVolumeReclaimPolicy: 'Delete' } },
    { spec: { volumeMode: 'Block' } },
    { spec: { hostPath: { path: '/b' } } },
  ),
  inCluster('PersistentVolume with mistakes', '/api/v1/persistentvolumes', {
    spec: { persistentVolumeReclaimPolicy: 'Some', accessModes: ['Some'] },
  }),
];
