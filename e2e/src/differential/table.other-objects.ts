import { ago, days, type TableObject } from './table.object.js';

type Fields = Readonly<Record<string, unknown>>;

/** @param at group, version and resource; a leading `{ns}/` stands for a namespace */
function made(
  at: string,
  kind: string,
  name: string,
  fields: Fields,
  more: {
    metadata?: Fields;
    status?: Fields;
    subresource?: string;
    isStatusNoTable?: boolean;
    isRecordedOnly?: boolean;
    isDeleted?: boolean;
  } = {},
): TableObject {
  const [group = '', version = '', resource = '', isCluster = ''] = at.split('/');
  const apiVersion = `${group}/${version}`;
  const { metadata, ...rest } = more;
  return {
    name: `${kind} of ${version} ${name}`,
    path: isCluster === 'cluster' ? `/apis/${apiVersion}/${resource}` : `/apis/${apiVersion}/namespaces/{ns}/${resource}`,
    object: { apiVersion, kind, metadata: { name: isCluster === 'cluster' ? 'web-{ns}' : 'web', ...metadata }, ...fields },
    ...rest,
  };
}

function slice(name: string, fields: Fields): TableObject {
  return made('discovery.k8s.io/v1/endpointslices', 'EndpointSlice', name, { addressType: 'IPv4', endpoints: [], ...fields });
}

function budget(name: string, spec: Fields, status?: Fields): TableObject {
  const selector = { matchLabels: { app: 'web' } };
  const fields = { spec: { selector, ...spec } };
  return made('policy/v1/poddisruptionbudgets', 'PodDisruptionBudget', name, fields, status && { status });
}

const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };

function autoscaler(name: string, spec: Fields, currentMetrics?: readonly Fields[]): TableObject {
  return made(
    'autoscaling/v2/horizontalpodautoscalers',
    'HorizontalPodAutoscaler',
    name,
    { spec: { scaleTargetRef, maxReplicas: 5, ...spec } },
    currentMetrics && { status: { currentReplicas: 3, desiredReplicas: 3, currentMetrics, conditions: [] } },
  );
}

const utilization = (name: string, averageUtilization: number): Fields => ({
  type: 'Resource',
  resource: { name, target: { type: 'Utilization', averageUtilization } },
});
const average = (averageValue: string): Fields => ({ type: 'AverageValue', averageValue });
const absolute = (value: string): Fields => ({ type: 'Value', value });
const metric = { name: 'queue' };
const describedObject = { apiVersion: 'v1', kind: 'Service', name: 'web' };

/** Metrics of all sorts: what is wanted, and what there is. */
const metrics: readonly [string, Fields, Fields][] = [
  [
    'the value of a resource',
    { type: 'Resource', resource: { name: 'memory', target: average('100Mi') } },
    { type: 'Resource', resource: { name: 'memory', current: { averageValue: '50Mi' } } },
  ],
  [
    'the utilization of a resource',
    utilization('cpu', 80),
    { type: 'Resource', resource: { name: 'cpu', current: { averageValue: '100m', averageUtilization: 42 } } },
  ],
  [
    'pods',
    { type: 'Pods', pods: { metric, target: average('1500m') } },
    { type: 'Pods', pods: { metric, current: { averageValue: '2' } } },
  ],
  [
    'an object',
    { type: 'Object', object: { metric, describedObject, target: absolute('10') } },
    { type: 'Object', object: { metric, describedObject, current: { value: '7' } } },
  ],
  [
    'the average of an object',
    { type: 'Object', object: { metric, describedObject, target: average('10') } },
    { type: 'Object', object: { metric, describedObject, current: { averageValue: '7', value: '0' } } },
  ],
  [
    'something external',
    { type: 'External', external: { metric, target: absolute('30') } },
    { type: 'External', external: { metric, current: { value: '20' } } },
  ],
  [
    'the average of something external',
    { type: 'External', external: { metric, target: average('30') } },
    { type: 'External', external: { metric, current: { averageValue: '20' } } },
  ],
  [
    'the utilization of a container',
    {
      type: 'ContainerResource',
      containerResource: { name: 'cpu', container: 'a', target: { type: 'Utilization', averageUtilization: 60 } },
    },
    {
      type: 'ContainerResource',
      containerResource: { name: 'cpu', container: 'a', current: { averageValue: '1', averageUtilization: 5 } },
    },
  ],
  [
    'the value of a container',
    { type: 'ContainerResource', containerResource: { name: 'cpu', container: 'a', target: average('1') } },
    { type: 'ContainerResource', containerResource: { name: 'cpu', container: 'a', current: { averageValue: '250m' } } },
  ],
];

function ingress(name: string, spec: Fields, status?: Fields): TableObject {
  return made('networking.k8s.io/v1/ingresses', 'Ingress', name, { spec }, status && { status });
}

const defaultBackend = { service: { name: 'web', port: { number: 80 } } };
const rules = (...hosts: string[]): Fields[] =>
  hosts.map((host) =>
    host === '' ? { http: { paths: [{ path: '/', pathType: 'Prefix', backend: defaultBackend }] } } : { host },
  );

function ingressClass(name: string, spec: Fields, annotations: Fields = {}): TableObject {
  const fields = { spec: { controller: 'example.com/controller', ...spec } };
  return made('networking.k8s.io/v1/ingressclasses/cluster', 'IngressClass', name, fields, { metadata: { annotations } });
}

function policy(name: string, podSelector: Fields): TableObject {
  return made('networking.k8s.io/v1/networkpolicies', 'NetworkPolicy', name, { spec: { podSelector } });
}

const rbac = 'rbac.authorization.k8s.io';
const subjects = [
  { kind: 'User', apiGroup: rbac, name: 'jane' },
  { kind: 'Group', apiGroup: rbac, name: 'admins' },
  { kind: 'User', apiGroup: rbac, name: 'joe' },
  { kind: 'ServiceAccount', namespace: 'default', name: 'robot' },
];
const roleRef = { apiGroup: rbac, kind: 'ClusterRole', name: 'view' };

function storageClass(name: string, fields: Fields, annotations: Fields = {}): TableObject {
  return made(
    'storage.k8s.io/v1/storageclasses/cluster',
    'StorageClass',
    name,
    { provisioner: 'example.com/disk', ...fields },
    { metadata: { annotations } },
  );
}

const webhook = {
  name: 'check.example.com',
  clientConfig: { url: 'https://example.com/check' },
  sideEffects: 'None',
  admissionReviewVersions: ['v1'],
  failurePolicy: 'Ignore',
  rules: [{ apiGroups: ['example.com'], apiVersions: ['v1'], operations: ['CREATE'], resources: ['widgets'] }],
};
const admission = 'admissionregistration.k8s.io/v1';

function driver(name: string, spec: Fields): TableObject {
  return made('storage.k8s.io/v1/csidrivers/cluster', 'CSIDriver', name, { spec });
}

function claim(
  name: string,
  more: { status?: Fields; isStatusNoTable?: boolean; isDeleted?: boolean; metadata?: Fields } = {},
): TableObject {
  const requests = [{ name: 'gpu', exactly: { deviceClassName: 'gpu.example.com' } }];
  return made('resource.k8s.io/v1/resourceclaims', 'ResourceClaim', name, { spec: { devices: { requests } } }, more);
}

/** A request of jane's: her key is nowhere. */
const request =
  'LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlIS01IRUNBUUF3RHpFTk1Bc0dBMVVFQXd3RWFtRnVaVEJaTUJNR0J5cUdTTTQ5QWdFR0NDcUdTTTQ5QXdFSApBMElBQkJDSUtHaEh3N3luNXR0Vkp5SXpyUElsQUFsRHlGRnVuNVljYnI0eGtCMlVHaVRRT0dvZTlKc1gzYmgvCkwydnIzTFVJNnh1eEwyZE1YVEtKQmJNUytldWdBREFLQmdncWhrak9QUVFEQWdOSkFEQkdBaUVBajVvZUI1d1EKYmQ3NkNHSFNleEhtRlh4UDc0SzI5Rm9hUHFqOXNiZGcyY1lDSVFDOHJpZnFucVBmMW55RXNPZW1YbXZlY0wyUApoQUlha295Z080ZmVndjZydEE9PQotLS0tLUVORCBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0K';

function signing(
  name: string,
  spec: Fields,
  more: { status?: Fields; subresource?: string; isStatusNoTable?: boolean } = {},
): TableObject {
  return made(
    'certificates.k8s.io/v1/certificatesigningrequests/cluster',
    'CertificateSigningRequest',
    name,
    { spec: { request, signerName: 'example.com/signer', usages: ['client auth'], ...spec } },
    { ...more, isRecordedOnly: true },
  );
}

function verdict(...types: string[]): Fields {
  return { conditions: types.map((type) => ({ type, status: 'True', reason: 'Test', message: '' })) };
}

export const otherTableObjects: readonly TableObject[] = [
  slice('without anything', {}),
  slice('with three endpoints and ports', {
    ports: [
      { name: 'http', port: 80 },
      { name: 'x', port: 81 },
      { name: 'y', port: 82 },
    ],
    endpoints: [{ addresses: ['192.0.2.1'] }, { addresses: ['192.0.2.2'] }, { addresses: ['192.0.2.3'] }],
  }),
  slice('with five endpoints and four ports', {
    ports: [{ name: 'any' }, { name: 'b', port: 81 }, { name: 'c', port: 82 }, { name: 'd', port: 83 }],
    endpoints: ['1', '2', '3', '4', '5'].map((last) => ({ addresses: [`192.0.2.${last}`] })),
  }),
  slice('with names of hosts', { addressType: 'FQDN', endpoints: [{ addresses: ['a.example.com'] }], ports: [{ port: 80 }] }),
  budget('without numbers', {}),
  budget('with a number', { minAvailable: 2 }, { disruptionsAllowed: 1, currentHealthy: 3, desiredHealthy: 2, expectedPods: 3 }),
  budget('with a percentage', { maxUnavailable: '25%' }),
  autoscaler('with defaults', {}),
  ...metrics.flatMap(([name, wanted, current]) => [
    autoscaler(`for ${name}, of which nothing is known`, { minReplicas: 2, metrics: [wanted] }),
    autoscaler(`for ${name}`, { metrics: [wanted] }, [current]),
  ]),
  autoscaler('with three metrics', {
    metrics: [utilization('cpu', 50), utilization('memory', 60), { type: 'Pods', pods: { metric, target: average('1') } }],
  }),
  made('autoscaling/v1/horizontalpodautoscalers', 'HorizontalPodAutoscaler', 'with defaults', {
    spec: { scaleTargetRef, maxReplicas: 5 },
  }),
  made(
    'autoscaling/v1/horizontalpodautoscalers',
    'HorizontalPodAutoscaler',
    'with a target',
    { spec: { scaleTargetRef, maxReplicas: 5, minReplicas: 2, targetCPUUtilizationPercentage: 70 } },
    { status: { currentReplicas: 4, desiredReplicas: 4, currentCPUUtilizationPercentage: 33 } },
  ),
  ingress('with a default backend', { defaultBackend }),
  ingress('with a host and TLS', {
    ingressClassName: 'fast',
    rules: rules('a.example.com'),
    tls: [{ hosts: ['a.example.com'] }],
  }),
  ingress('with three hosts', { rules: rules('a.example.com', 'b.example.com', 'c.example.com') }),
  ingress('with five hosts', {
    rules: rules('a.example.com', 'b.example.com', 'c.example.com', 'd.example.com', 'e.example.com'),
  }),
  ingress('with a rule for all hosts', { rules: rules('', 'b.example.com') }),
  ingress(
    'with addresses',
    { defaultBackend },
    { loadBalancer: { ingress: [{ ip: '198.51.100.2' }, { hostname: 'lb.example.com' }, { ip: '198.51.100.1' }] } },
  ),
  ingressClass('with defaults', {}),
  ingressClass(
    'that is the default',
    { parameters: { apiGroup: 'example.com', kind: 'Settings', name: 'x' } },
    { 'ingressclass.kubernetes.io/is-default-class': 'true' },
  ),
  ingressClass(
    'with parameters of the core group',
    { parameters: { kind: 'ConfigMap', name: 'x', scope: 'Namespace', namespace: 'default' } },
    { 'ingressclass.kubernetes.io/is-default-class': 'false' },
  ),
  policy('for all pods', {}),
  policy('for some pods', {
    matchLabels: { b: '2', a: '1' },
    matchExpressions: [{ key: 'c', operator: 'NotIn', values: ['y', 'x'] }],
  }),
  made(`${rbac}/v1/roles`, 'Role', 'with a rule', { rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }] }),
  made(`${rbac}/v1/clusterroles/cluster`, 'ClusterRole', 'with a rule', {
    rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }],
  }),
  made(`${rbac}/v1/rolebindings`, 'RoleBinding', 'of all sorts', { roleRef, subjects }),
  made(`${rbac}/v1/rolebindings`, 'RoleBinding', 'of nobody', { roleRef: { ...roleRef, kind: 'Role' } }),
  made(`${rbac}/v1/clusterrolebindings/cluster`, 'ClusterRoleBinding', 'of all sorts', { roleRef, subjects }),
  storageClass('with defaults', {}),
  storageClass(
    'that is the default',
    { reclaimPolicy: 'Retain', volumeBindingMode: 'WaitForFirstConsumer', allowVolumeExpansion: true },
    { 'storageclass.kubernetes.io/is-default-class': 'true' },
  ),
  storageClass('with the old annotation', {}, { 'storageclass.beta.kubernetes.io/is-default-class': 'true' }),
  made('coordination.k8s.io/v1/leases', 'Lease', 'that nobody holds', { spec: {} }),
  made('coordination.k8s.io/v1/leases', 'Lease', 'that somebody holds', {
    spec: { holderIdentity: 'node-1', leaseDurationSeconds: 40 },
  }),
  made('scheduling.k8s.io/v1/priorityclasses/cluster', 'PriorityClass', 'with defaults', { value: 100 }),
  made('scheduling.k8s.io/v1/priorityclasses/cluster', 'PriorityClass', 'that never preempts', {
    value: -5,
    preemptionPolicy: 'Never',
  }),
  made(
    'apiextensions.k8s.io/v1/customresourcedefinitions/cluster',
    'CustomResourceDefinition',
    'of things',
    {
      spec: {
        group: '{ns}.example.com',
        scope: 'Namespaced',
        names: { plural: 'things', kind: 'Thing' },
        versions: [{ name: 'v1', served: false, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }],
      },
    },
    { metadata: { name: 'things.{ns}.example.com' } },
  ),
  made(`${admission}/validatingwebhookconfigurations/cluster`, 'ValidatingWebhookConfiguration', 'of two', {
    webhooks: [webhook, { ...webhook, name: 'b.example.com' }],
  }),
  made(`${admission}/mutatingwebhookconfigurations/cluster`, 'MutatingWebhookConfiguration', 'of one', { webhooks: [webhook] }),
  made(`${admission}/validatingwebhookconfigurations/cluster`, 'ValidatingWebhookConfiguration', 'of none', {}),
  made(`${admission}/validatingadmissionpolicies/cluster`, 'ValidatingAdmissionPolicy', 'with parameters', {
    spec: {
      failurePolicy: 'Ignore',
      paramKind: { apiVersion: 'v1', kind: 'ConfigMap' },
      matchConstraints: { resourceRules: webhook.rules },
      validations: [{ expression: 'true' }, { expression: '1 == 1' }],
    },
  }),
  made(`${admission}/validatingadmissionpolicybindings/cluster`, 'ValidatingAdmissionPolicyBinding', 'with a parameter', {
    spec: { policyName: 'x', validationActions: ['Deny'], paramRef: { name: 'p', parameterNotFoundAction: 'Allow' } },
  }),
  made(
    `${admission}/validatingadmissionpolicybindings/cluster`,
    'ValidatingAdmissionPolicyBinding',
    'with a parameter in a namespace',
    {
      spec: {
        policyName: 'x',
        validationActions: ['Deny'],
        paramRef: { name: 'p', namespace: 'n', parameterNotFoundAction: 'Allow' },
      },
    },
  ),
  made(`${admission}/validatingadmissionpolicybindings/cluster`, 'ValidatingAdmissionPolicyBinding', 'without parameters', {
    spec: { policyName: 'x', validationActions: ['Deny'] },
  }),
  driver('with defaults', {}),
  driver('with everything', {
    attachRequired: false,
    podInfoOnMount: true,
    storageCapacity: true,
    requiresRepublish: true,
    tokenRequests: [{ audience: 'a' }, { audience: 'b' }],
    volumeLifecycleModes: ['Persistent', 'Ephemeral'],
  }),
  made('storage.k8s.io/v1/csinodes/cluster', 'CSINode', 'with two drivers', {
    spec: { drivers: ['a', 'b'].map((name) => ({ name: `${name}.example.com`, nodeID: 'n' })) },
  }),
  made('storage.k8s.io/v1/csistoragecapacities', 'CSIStorageCapacity', 'with a capacity', {
    storageClassName: 'fast',
    capacity: '1024Mi',
  }),
  made('storage.k8s.io/v1/csistoragecapacities', 'CSIStorageCapacity', 'without capacity', { storageClassName: 'fast' }),
  made(
    'storage.k8s.io/v1/volumeattachments/cluster',
    'VolumeAttachment',
    'that is attached',
    { spec: { attacher: 'csi.example.com', nodeName: 'n1', source: { persistentVolumeName: 'pv-1' } } },
    { status: { attached: true } },
  ),
  made('storage.k8s.io/v1/volumeattributesclasses/cluster', 'VolumeAttributesClass', 'of a driver', {
    driverName: 'csi.example.com',
    parameters: { a: 'b' },
  }),
  made('node.k8s.io/v1/runtimeclasses/cluster', 'RuntimeClass', 'with a handler', { handler: 'runsc' }),
  made('flowcontrol.apiserver.k8s.io/v1/prioritylevelconfigurations/cluster', 'PriorityLevelConfiguration', 'with queues', {
    spec: {
      type: 'Limited',
      limited: {
        nominalConcurrencyShares: 7,
        limitResponse: { type: 'Queue', queuing: { queues: 8, handSize: 3, queueLengthLimit: 9 } },
      },
    },
  }),
  made('flowcontrol.apiserver.k8s.io/v1/prioritylevelconfigurations/cluster', 'PriorityLevelConfiguration', 'that rejects', {
    spec: { type: 'Limited', limited: { nominalConcurrencyShares: 7, limitResponse: { type: 'Reject' } } },
  }),
  made('networking.k8s.io/v1/servicecidrs/cluster', 'ServiceCIDR', 'of two families', {
    spec: { cidrs: ['192.0.2.0/24', '2001:db8::/64'] },
  }),
  signing('that is pending', {}),
  signing(
    'for an hour',
    { expirationSeconds: 3600 },
    { status: verdict('Approved'), subresource: 'approval', isStatusNoTable: true },
  ),
  signing(
    'that is denied',
    { expirationSeconds: 600 },
    { status: verdict('Denied'), subresource: 'approval', isStatusNoTable: true },
  ),
  signing('that failed', { expirationSeconds: 90_000 }, { status: verdict('Failed'), isStatusNoTable: true }),
  claim('that is pending'),
  claim('that is allocated', { isStatusNoTable: true, status: { allocation: { devices: {} } } }),
  claim('that is reserved', {
    isStatusNoTable: true,
    status: { allocation: { devices: {} }, reservedFor: [{ resource: 'pods', name: 'p', uid: 'u' }] },
  }),
  claim('that is being deleted', { metadata: { finalizers: ['example.com/keep'] }, isDeleted: true }),
  made('resource.k8s.io/v1/deviceclasses/cluster', 'DeviceClass', 'of anything', { spec: {} }),
  made(
    'apiregistration.k8s.io/v1/apiservices/cluster',
    'APIService',
    'of a service',
    {
      spec: {
        group: '{ns}.example.com',
        version: 'v1',
        groupPriorityMinimum: 100,
        versionPriority: 100,
        insecureSkipTLSVerify: true,
        service: { namespace: '{ns}', name: 'web', port: 443 },
      },
    },
    {
      metadata: { name: 'v1.{ns}.example.com' },
      isStatusNoTable: true,
      isRecordedOnly: true,
      status: {
        conditions: [
          { type: 'Available', status: 'False', reason: 'ServiceNotFound', message: '', lastTransitionTime: ago(days) },
        ],
      },
    },
  ),
];
