import type { JSONObject } from '../../json.js';
import { listAt, numberAt, objectAt, objectsAt, textAt } from '../../json-fields.js';

/** What the type of a Service asks for (Kubernetes `pkg/registry/core/service`). */
export const needsClusterIP = (service: JSONObject): boolean => typeOf(service) !== 'ExternalName';

/** Whether it has ports on nodes, asked for or not. */
export const isOnNodes = (service: JSONObject): boolean => ['NodePort', 'LoadBalancer'].includes(typeOf(service));

/** Whether ports on nodes are made for it that nobody asked for. */
export function getsNodePorts(service: JSONObject): boolean {
  if (typeOf(service) === 'LoadBalancer') return objectAt(service, 'spec')?.['allocateLoadBalancerNodePorts'] !== false;
  return typeOf(service) === 'NodePort';
}

/** Whether those that send it traffic from outside ask nodes whether they have pods of it. */
export function needsHealthCheckNodePort(service: JSONObject): boolean {
  return typeOf(service) === 'LoadBalancer' && textAt(objectAt(service, 'spec'), 'externalTrafficPolicy') === 'Local';
}

/** Whether traffic from outside of the cluster may reach it. */
export function isExternallyAccessible(service: JSONObject): boolean {
  return isOnNodes(service) || (typeOf(service) === 'ClusterIP' && listAt(objectAt(service, 'spec'), 'externalIPs').length > 0);
}

/** Whether it has no address of its own. */
export const isHeadless = (service: JSONObject): boolean => textAt(objectAt(service, 'spec'), 'clusterIP') === 'None';

/** As `ClusterIP`; empty if it says none. */
export const typeOf = (service: JSONObject): string => textAt(objectAt(service, 'spec'), 'type');

/** The ports that it has on nodes. */
export function nodePortsOf(service: JSONObject): Set<number> {
  const ports = objectsAt(objectAt(service, 'spec'), 'ports').map((port) => numberAt(port, 'nodePort') ?? 0);
  return new Set(ports.filter((port) => port !== 0));
}

/** Its addresses; `None` of a headless one is none. */
export function clusterIPsOf(service: JSONObject): string[] {
  if (!needsClusterIP(service)) return [];
  return listAt(objectAt(service, 'spec'), 'clusterIPs').filter((ip): ip is string => typeof ip === 'string' && ip !== 'None');
}
