import { ago, days, microAgo, minutes, type TableObject } from './table.object.js';

type Fields = Readonly<Record<string, unknown>>;

function made(
  path: string,
  kind: string,
  name: string,
  fields: Fields,
  more: { metadata?: Fields; status?: Fields; isDeleted?: boolean; spec?: object } = {},
): TableObject {
  const { metadata, ...rest } = more;
  const isNamespaced = path.includes('{ns}');
  return {
    name: `${kind} ${name}`,
    path,
    object: { apiVersion: 'v1', kind, metadata: { name: isNamespaced ? 'web' : 'web-{ns}', ...metadata }, ...fields },
    ...rest,
  };
}

const core = '/api/v1/namespaces/{ns}';
const finalized = { finalizers: ['example.com/keep'] };
const port = { name: 'http', port: 80 };

function service(name: string, spec: Fields, status?: Fields): TableObject {
  return made(`${core}/services`, 'Service', name, { spec: { ports: [port], ...spec } }, status && { status });
}

function endpoints(name: string, subsets?: readonly Fields[]): TableObject {
  return made(`${core}/endpoints`, 'Endpoints', name, subsets ? { subsets } : {});
}

function addresses(count: number): Fields[] {
  return Array.from({ length: count }, (_, index) => ({ ip: `192.0.2.${String(index + 1)}` }));
}

function node(name: string, fields: Fields, status?: Fields, labels?: Fields): TableObject {
  return made('/api/v1/nodes', 'Node', name, fields, {
    ...(labels && { metadata: { labels } }),
    ...(status && { status }),
  });
}

const info = {
  machineID: '',
  systemUUID: '',
  bootID: '',
  kernelVersion: '6.1.0',
  osImage: 'Example Linux 1',
  containerRuntimeVersion: 'containerd://2.1',
  kubeletVersion: 'v1.36.3',
  kubeProxyVersion: '',
  operatingSystem: 'linux',
  architecture: '',
};

function readyNode(status: string): Fields {
  return { type: 'Ready', status, lastHeartbeatTime: ago(days), lastTransitionTime: ago(days) };
}

function volume(name: string, spec: Fields, more: { metadata?: Fields; status?: Fields; isDeleted?: boolean } = {}): TableObject {
  return made(
    '/api/v1/persistentvolumes',
    'PersistentVolume',
    name,
    { spec: { capacity: { storage: '5Gi' }, accessModes: ['ReadWriteOnce'], hostPath: { path: '/data' }, ...spec } },
    more,
  );
}

function claim(name: string, spec: Fields, more: { metadata?: Fields; status?: Fields; isDeleted?: boolean } = {}): TableObject {
  return made(
    `${core}/persistentvolumeclaims`,
    'PersistentVolumeClaim',
    name,
    { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec } },
    more,
  );
}

const involved = { kind: 'Pod', namespace: '{ns}', name: 'web' };

function event(name: string, fields: Fields): TableObject {
  return made(`${core}/events`, 'Event', name, {
    involvedObject: involved,
    reason: 'Started',
    message: ' Started it\n',
    type: 'Normal',
    ...fields,
  });
}

function newEvent(name: string, fields: Fields): TableObject {
  const { object, ...rest } = made('/apis/events.k8s.io/v1/namespaces/{ns}/events', 'Event', `of events.k8s.io ${name}`, {});
  return {
    ...rest,
    object: {
      ...object,
      apiVersion: 'events.k8s.io/v1',
      eventTime: microAgo(15 * minutes + 20),
      regarding: involved,
      reason: 'Started',
      note: ' Started it\n',
      type: 'Normal',
      action: 'Start',
      reportingController: 'example.com/agent',
      reportingInstance: 'agent-1',
      ...fields,
    },
  };
}

export const coreTableObjects: readonly TableObject[] = [
  service('with defaults', { selector: { tier: 'front', app: 'web' } }),
  service('without selector', {}),
  service('without cluster IP', { clusterIP: 'None' }),
  service('without ports', { clusterIP: 'None', ports: [] }),
  service('with external IPs', { externalIPs: ['192.0.2.1', '192.0.2.2'] }),
  service('with many ports', {
    ports: [port, { name: 'dns', port: 53, protocol: 'UDP' }, { name: 'sctp', port: 90, protocol: 'SCTP', targetPort: 'x' }],
  }),
  service('of type NodePort', { type: 'NodePort' }),
  service('of type NodePort with external IPs', { type: 'NodePort', externalIPs: ['192.0.2.1'] }),
  service('of type LoadBalancer that is pending', { type: 'LoadBalancer' }),
  service(
    'of type LoadBalancer',
    { type: 'LoadBalancer' },
    { loadBalancer: { ingress: [{ ip: '198.51.100.2' }, { hostname: 'lb.example.com' }, { ip: '198.51.100.1' }] } },
  ),
  service(
    'of type LoadBalancer with external IPs',
    { type: 'LoadBalancer', externalIPs: ['192.0.2.1'], allocateLoadBalancerNodePorts: false },
    { loadBalancer: { ingress: [{ ip: '198.51.100.1' }] } },
  ),
  service('of type LoadBalancer with external IPs only', { type: 'LoadBalancer', externalIPs: ['192.0.2.1'] }),
  service('of type ExternalName', { type: 'ExternalName', externalName: 'www.example.com', ports: undefined }),
  endpoints('of nothing'),
  endpoints('with one address', [{ addresses: addresses(1), ports: [{ port: 80 }] }]),
  endpoints('with four addresses', [{ addresses: addresses(4), ports: [{ port: 80 }] }]),
  endpoints('with two ports', [{ addresses: addresses(2), ports: [port, { name: 'metrics', port: 9090 }] }]),
  endpoints('without ports', [{ addresses: addresses(5) }]),
  endpoints('of which none is ready', [{ notReadyAddresses: addresses(1), ports: [{ port: 80 }] }]),
  endpoints('of version 6', [{ addresses: [{ ip: '2001:db8::1' }], ports: [{ port: 80 }] }]),
  node('without anything', {}),
  node('with roles', {}, undefined, {
    'node-role.kubernetes.io/worker': '',
    'node-role.kubernetes.io/control-plane': 'x',
    'kubernetes.io/role': 'ingress',
  }),
  node(
    'that is ready',
    {},
    {
      conditions: [readyNode('True')],
      nodeInfo: { ...info, architecture: 'amd64' },
      addresses: [
        { type: 'Hostname', address: 'node' },
        { type: 'InternalIP', address: '10.0.0.1' },
        { type: 'InternalIP', address: '10.0.0.2' },
        { type: 'ExternalIP', address: '198.51.100.9' },
      ],
    },
  ),
  node('that is not ready', {}, { conditions: [readyNode('False')], nodeInfo: info }),
  node('of which nobody hears', {}, { conditions: [readyNode('Unknown')] }),
  node('that is ready and cordoned', { spec: { unschedulable: true } }, { conditions: [readyNode('True')] }),
  node('that is cordoned', { spec: { unschedulable: true } }),
  made('/api/v1/namespaces', 'Namespace', 'that is active', {}),
  made(
    '/api/v1/namespaces',
    'Namespace',
    'that is being deleted',
    {},
    {
      metadata: finalized,
      isDeleted: true,
    },
  ),
  made(`${core}/configmaps`, 'ConfigMap', 'without data', {}),
  made(`${core}/configmaps`, 'ConfigMap', 'with data of both sorts', { data: { a: '1', b: '2' }, binaryData: { c: 'AA==' } }),
  made(`${core}/secrets`, 'Secret', 'without data', {}),
  made(`${core}/secrets`, 'Secret', 'with data', { type: 'example.com/x', data: { a: 'AA==' }, stringData: { b: 'x' } }),
  made(`${core}/serviceaccounts`, 'ServiceAccount', 'with secrets', { secrets: [{ name: 'a' }] }),
  volume('with defaults', {}),
  volume('with all modes', {
    accessModes: ['ReadWriteMany', 'ReadOnlyMany', 'ReadWriteOnce'],
    persistentVolumeReclaimPolicy: 'Delete',
    storageClassName: 'fast',
    volumeMode: 'Block',
    capacity: { storage: '1024Mi' },
  }),
  volume(
    'for one pod',
    { accessModes: ['ReadWriteOncePod'] },
    { metadata: { annotations: { 'volume.beta.kubernetes.io/storage-class': 'old' } } },
  ),
  volume('that is bound', { claimRef: { namespace: 'other', name: 'data' } }, { status: { phase: 'Bound' } }),
  volume('that failed', {}, { status: { phase: 'Failed', reason: 'RecyclerFailed', message: 'no' } }),
  volume('with an attributes class', {
    hostPath: undefined,
    csi: { driver: 'csi.example.com', volumeHandle: 'x' },
    volumeAttributesClassName: 'gold',
  }),
  volume('that is being deleted', {}, { metadata: finalized, isDeleted: true }),
  claim('with defaults', {}),
  claim('with a class', { storageClassName: 'fast', volumeMode: 'Block', volumeAttributesClassName: 'gold' }),
  claim('with the old annotation', {}, { metadata: { annotations: { 'volume.beta.kubernetes.io/storage-class': 'old' } } }),
  claim(
    'that is bound',
    { volumeName: 'pv-1' },
    {
      status: { phase: 'Bound', accessModes: ['ReadWriteOnce', 'ReadOnlyMany'], capacity: { storage: '2Gi' } },
    },
  ),
  claim('for a volume that is not there yet', { volumeName: 'pv-1' }),
  claim('that is lost', { volumeName: 'pv-1' }, { status: { phase: 'Lost' } }),
  claim('that is being deleted', {}, { metadata: finalized, isDeleted: true }),
  event('once', {
    firstTimestamp: ago(30 * minutes + 20),
    lastTimestamp: ago(15 * minutes + 20),
    count: 1,
    source: { component: 'kubelet', host: 'n1' },
  }),
  event('without times', {}),
  event('many times', {
    firstTimestamp: ago(2 * days + 7200),
    lastTimestamp: ago(20 * minutes + 20),
    count: 17,
    source: { component: 'kubelet' },
  }),
  event('of a container', { involvedObject: { ...involved, fieldPath: 'spec.containers{a}' }, type: 'Warning' }),
  event('of an object without name', { involvedObject: { kind: 'ReplicaSet', namespace: '{ns}' } }),
  event('in a series', {
    eventTime: microAgo(2 * days + 7200),
    series: { count: 3, lastObservedTime: microAgo(25 * minutes + 20) },
    action: 'Start',
    reportingComponent: 'example.com/agent',
    reportingInstance: 'agent-1',
  }),
  newEvent('once', {}),
  newEvent('in a series', { series: { count: 5, lastObservedTime: microAgo(12 * minutes + 20) } }),
  made(`${core}/resourcequotas`, 'ResourceQuota', 'without status', { spec: { hard: { pods: '10' } } }),
  made(
    `${core}/resourcequotas`,
    'ResourceQuota',
    'with all sorts',
    { spec: { hard: { pods: '10' } } },
    {
      status: {
        hard: { pods: '10', 'requests.cpu': '2', 'limits.cpu': '4', 'limits.memory': '1Gi', 'count/secrets': '5' },
        used: { pods: '3', 'requests.cpu': '500m', 'limits.cpu': '1', 'limits.memory': '256Mi' },
      },
    },
  ),
  made(`${core}/limitranges`, 'LimitRange', 'for containers', { spec: { limits: [{ type: 'Container', max: { cpu: '2' } }] } }),
];
