import type { DifferentialCase } from './case.js';
import { core, grouped, inCluster, inNamespace, jobTemplate, rbac, template, workload } from './case-builders.js';

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
