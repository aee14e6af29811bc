import type { JSONObject } from '../json.js';
import type { ResourceRegistry } from '../resources/resource-registry.js';
import type { StoredObject } from '../store/entry.js';
import { type ServerState, timestamp } from '../write/server-state.js';
import { defaultAccount, rootCertificates } from './namespace-defaults.js';

const namespaces = ['kube-system', 'kube-public', 'kube-node-lease', 'default'];
const labelled = (...labels: string[]): JSONObject => ({
  'f:metadata': { 'f:labels': { '.': {}, ...Object.fromEntries(labels.map((label) => [`f:${label}`, {}])) } },
});
/** What the Service manages. The server writes it so; here it stands ready, since to compute it takes longer than to start. */
const serviceFields: JSONObject = {
  ...labelled('component', 'provider'),
  'f:spec': {
    'f:clusterIP': {},
    'f:internalTrafficPolicy': {},
    'f:ipFamilyPolicy': {},
    'f:ports': {
      '.': {},
      'k:{"port":443,"protocol":"TCP"}': { '.': {}, 'f:name': {}, 'f:port': {}, 'f:protocol': {}, 'f:targetPort': {} },
    },
    'f:sessionAffinity': {},
    'f:type': {},
  },
};
const certificateFields: JSONObject = {
  'f:data': { '.': {}, 'f:ca.crt': {} },
  'f:metadata': { 'f:annotations': { '.': {}, 'f:kubernetes.io/description': {} } },
};

/**
 * Stores what a kube-apiserver and a kube-controller-manager create when they start and find it missing: namespaces with what is in
 * each of them, and the Service `kubernetes`.
 *
 * @param port where the server listens
 * @param rootCertificate what the server's certificate can be verified by, as PEM; empty if it has none
 */
export function createInitialObjects(
  state: ServerState,
  registry: ResourceRegistry,
  port: number,
  rootCertificate: string,
): void {
  const now = timestamp(state);
  const store = (collection: string, object: JSONObject, manager = '', fieldsV1?: JSONObject): void => {
    const resource = registry.named(collection);
    if (!resource) throw new Error(`the table of resources has no ${collection}`);
    const { name, namespace, ...metadata } = object['metadata'] as JSONObject;
    if (resource.collection.get(typeof namespace === 'string' ? namespace : '', typeof name === 'string' ? name : '')) return;
    const managed = { manager, operation: 'Update', apiVersion: 'v1', time: now, fieldsType: 'FieldsV1' };
    object['metadata'] = {
      name,
      ...(namespace !== undefined && { namespace }),
      uid: state.newUID(),
      creationTimestamp: now,
      ...metadata,
      ...(fieldsV1 && { managedFields: [{ ...managed, fieldsV1 }] }),
    } as JSONObject;
    state.store.put(resource.collection, object as StoredObject);
  };
  for (const name of namespaces) {
    const namespace = {
      kind: 'Namespace',
      apiVersion: 'v1',
      metadata: { name, labels: { 'kubernetes.io/metadata.name': name } },
      spec: { finalizers: ['kubernetes'] },
      status: { phase: 'Active' },
    };
    store('namespaces', namespace, 'kube-apiserver', labelled('kubernetes.io/metadata.name'));
  }
  store('services', kubernetesService(port), 'kube-apiserver', serviceFields);
  for (const namespace of namespaces) {
    store('configmaps', rootCertificates(namespace, rootCertificate), 'kube-controller-manager', certificateFields);
    store('serviceaccounts', defaultAccount(namespace));
  }
}

/** Its address is kept for it by the allocator. */
function kubernetesService(port: number): JSONObject {
  return {
    kind: 'Service',
    apiVersion: 'v1',
    metadata: { name: 'kubernetes', namespace: 'default', labels: { component: 'apiserver', provider: 'kubernetes' } },
    spec: {
      ports: [{ name: 'https', protocol: 'TCP', port: 443, targetPort: port }],
      clusterIP: '10.96.0.1',
      clusterIPs: ['10.96.0.1'],
      type: 'ClusterIP',
      sessionAffinity: 'None',
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
      internalTrafficPolicy: 'Cluster',
    },
    status: { loadBalancer: {} },
  };
}
