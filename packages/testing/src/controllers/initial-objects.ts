import type { JSONObject } from '../json.js';
import { objectAt, textAt } from '../kinds/json-fields.js';
import { managedUpdate } from '../apply/index.js';
import type { ResourceRegistry } from '../resources/resource-registry.js';
import type { StoredObject } from '../store/entry.js';
import { fieldManagerContext } from '../write/field-manager.js';
import { type ServerState, timestamp } from '../write/server-state.js';

const namespaces = ['kube-system', 'kube-public', 'kube-node-lease', 'default'];

/**
 * Stores what a kube-apiserver creates when it starts for the first time: its namespaces, and the Service `kubernetes`.
 *
 * @param port where the server listens
 */
export function createInitialObjects(state: ServerState, registry: ResourceRegistry, port: number): void {
  // Not by a create: the Service has an address that is kept for it.
  const store = (collection: string, namespace: string, object: JSONObject, unmanaged: JSONObject = {}): void => {
    const resource = registry.named(collection);
    if (!resource) throw new Error(`the table of resources has no ${collection}`);
    const metadata = objectAt(object, 'metadata') ?? {};
    const name = textAt(metadata, 'name');
    object['metadata'] = {
      name,
      ...(namespace !== '' && { namespace }),
      uid: state.newUID(),
      creationTimestamp: timestamp(state),
      ...metadata,
    };
    const target = { resource, namespace, name, subresource: '' };
    const managed = managedUpdate(undefined, object, fieldManagerContext(state, target, { manager: 'kube-apiserver' }));
    state.store.put(resource.collection, { ...managed, ...unmanaged } as StoredObject);
  };
  for (const name of namespaces)
    store(
      'namespaces',
      '',
      {
        kind: 'Namespace',
        apiVersion: 'v1',
        metadata: { name, labels: { 'kubernetes.io/metadata.name': name } },
      },
      { spec: { finalizers: ['kubernetes'] }, status: { phase: 'Active' } },
    );
  store('services', 'default', {
    kind: 'Service',
    apiVersion: 'v1',
    metadata: { name: 'kubernetes', labels: { component: 'apiserver', provider: 'kubernetes' } },
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
  });
}
