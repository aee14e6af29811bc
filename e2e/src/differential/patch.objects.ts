/** The objects that the cases of `patch.cases.ts` patch. */

type Fields = Record<string, unknown>;

const metadata = {
  name: 'patched',
  labels: { app: 'web', tier: 'front' },
  annotations: { note: 'x' },
  finalizers: ['example.com/a', 'example.com/b', 'example.com/c'],
};

/** Of metadata: owners of a kind that does not exist, for which no garbage is collected. */
export const ownerReferences = [
  { apiVersion: 'example.com/v1', kind: 'Owner', name: 'one', uid: '00000000-0000-0000-0000-000000000001' },
  { apiVersion: 'example.com/v1', kind: 'Owner', name: 'two', uid: '00000000-0000-0000-0000-000000000002' },
];

const podSpec = {
  containers: [
    {
      name: 'web',
      image: 'example.com/web:1',
      args: ['-a', '-b'],
      env: [
        { name: 'A', value: '1' },
        { name: 'B', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
        { name: 'C', value: '3' },
      ],
      ports: [
        { name: 'http', containerPort: 80 },
        { name: 'metrics', containerPort: 9090, protocol: 'UDP' },
      ],
      resources: { limits: { cpu: '1', memory: '1Gi' }, requests: { cpu: '500m' } },
      volumeMounts: [
        { name: 'data', mountPath: '/data' },
        { name: 'conf', mountPath: '/conf', readOnly: true },
      ],
      livenessProbe: { httpGet: { path: '/', port: 80 } },
      securityContext: { capabilities: { add: ['NET_ADMIN'], drop: ['ALL'] } },
    },
    { name: 'side', image: 'example.com/side:1' },
    { name: 'log', image: 'example.com/log:1' },
  ],
  initContainers: [{ name: 'init', image: 'example.com/init:1', command: ['true'] }],
  volumes: [
    { name: 'data', emptyDir: { sizeLimit: '1Gi' } },
    { name: 'conf', configMap: { name: 'conf', items: [{ key: 'a', path: 'a.txt' }] } },
    { name: 'tmp', emptyDir: {} },
  ],
  imagePullSecrets: [{ name: 'one' }, { name: 'two' }],
  hostAliases: [
    { ip: '10.0.0.1', hostnames: ['a', 'b'] },
    { ip: '10.0.0.2', hostnames: ['c'] },
  ],
  nodeSelector: { disk: 'ssd' },
  securityContext: { runAsUser: 1000, supplementalGroups: [1, 2] },
  tolerations: [
    { key: 'a', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 },
    { key: 'x', operator: 'Equal', value: 'y' },
  ],
  topologySpreadConstraints: [
    { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', labelSelector: { matchLabels: { app: 'web' } } },
    { maxSkew: 2, topologyKey: 'host', whenUnsatisfiable: 'ScheduleAnyway' },
  ],
};

const template = { metadata: { labels: { app: 'web' }, annotations: { a: '1', b: '2' } }, spec: podSpec };

/** One object of a kind, and where it is created; it is patched below that, as `patched`. */
export interface PatchedObject {
  path: string;
  object: Fields;
}

const namespaced = (prefix: string, resource: string, apiVersion: string, kind: string, rest: Fields): PatchedObject => ({
  path: `${prefix}/namespaces/{ns}/${resource}`,
  object: { apiVersion, kind, metadata, ...rest },
});

/** By the words that cases call them. No controller changes the spec or metadata of any. */
export const patchedObjects = {
  // Paused and without replicas, so that the controller only has its status to say.
  deployment: namespaced('/apis/apps/v1', 'deployments', 'apps/v1', 'Deployment', {
    spec: {
      replicas: 0,
      paused: true,
      selector: { matchLabels: { app: 'web' } },
      strategy: { rollingUpdate: { maxSurge: 1 } },
      template,
    },
  }),
  'pod template': namespaced('/api/v1', 'podtemplates', 'v1', 'PodTemplate', { template }),
  pod: namespaced('/api/v1', 'pods', 'v1', 'Pod', {
    metadata: { ...metadata, finalizers: undefined, ownerReferences },
    spec: { ...podSpec, serviceAccountName: 'default', automountServiceAccountToken: false, imagePullSecrets: undefined },
  }),
  service: namespaced('/api/v1', 'services', 'v1', 'Service', {
    spec: {
      clusterIP: 'None',
      selector: { app: 'web' },
      ports: [
        { name: 'http', port: 80, targetPort: 'http' },
        { name: 'https', port: 443, targetPort: 8443 },
        { name: 'dns', port: 53, protocol: 'UDP' },
      ],
    },
  }),
  job: namespaced('/apis/batch/v1', 'jobs', 'batch/v1', 'Job', {
    spec: {
      suspend: true,
      backoffLimit: 3,
      podFailurePolicy: { rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [42] } }] },
      template: { spec: { containers: [{ name: 'main', image: 'example.com/main:1' }], restartPolicy: 'Never' } },
    },
  }),
  'cron job': namespaced('/apis/batch/v1', 'cronjobs', 'batch/v1', 'CronJob', {
    spec: {
      schedule: '0 0 1 1 *',
      suspend: true,
      jobTemplate: {
        spec: { template: { spec: { containers: [{ name: 'main', image: 'example.com/main:1' }], restartPolicy: 'Never' } } },
      },
    },
  }),
  'disruption budget': namespaced('/apis/policy/v1', 'poddisruptionbudgets', 'policy/v1', 'PodDisruptionBudget', {
    spec: { minAvailable: 1, selector: { matchLabels: { app: 'none', tier: 'x' } } },
  }),
  claim: namespaced('/api/v1', 'persistentvolumeclaims', 'v1', 'PersistentVolumeClaim', {
    spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'none', resources: { requests: { storage: '1Gi' } } },
  }),
  'network policy': namespaced('/apis/networking.k8s.io/v1', 'networkpolicies', 'networking.k8s.io/v1', 'NetworkPolicy', {
    spec: { podSelector: { matchLabels: { role: 'db' } }, policyTypes: ['Ingress'], ingress: [{ ports: [{ port: 6379 }] }] },
  }),
  autoscaler: namespaced('/apis/autoscaling/v2', 'horizontalpodautoscalers', 'autoscaling/v2', 'HorizontalPodAutoscaler', {
    spec: {
      maxReplicas: 5,
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'none' },
      metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } }],
    },
  }),
  'service account': namespaced('/api/v1', 'serviceaccounts', 'v1', 'ServiceAccount', {
    secrets: [{ name: 'a' }, { name: 'b' }],
    imagePullSecrets: [{ name: 'p' }, { name: 'q' }],
  }),
  'config map': namespaced('/api/v1', 'configmaps', 'v1', 'ConfigMap', {
    metadata: { ...metadata, ownerReferences: undefined },
    data: { k: 'v', other: 'w' },
    binaryData: { b: 'AAEC' },
  }),
} satisfies Record<string, PatchedObject>;
