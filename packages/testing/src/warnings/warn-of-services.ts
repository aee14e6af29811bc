import type { JSONObject } from '../json.js';
import { objectAt, objectsAt, textAt, textsAt } from '../json-fields.js';
import { addressWarnings, prefixWarnings } from './warn-of-addresses.js';
import { hasAnnotation } from './warn-of-annotations.js';

const topologyHints = 'service.kubernetes.io/topology-aware-hints';

/** What to warn of in a Service (Kubernetes `pkg/api/service`). */
export function serviceWarnings(service: JSONObject): string[] {
  const spec = objectAt(service, 'spec');
  const type = textAt(spec, 'type');
  const clusterIP = textAt(spec, 'clusterIP');
  const isHeadless = type === 'ClusterIP' && clusterIP === 'None';
  const isExternal = type === 'ExternalName';
  const loadBalancerIP = textAt(spec, 'loadBalancerIP');
  const externalIPs = textsAt(spec, 'externalIPs');
  const warnings: string[] = [];
  if (hasAnnotation(service, topologyHints))
    warnings.push(`annotation ${topologyHints} is deprecated, please use service.kubernetes.io/topology-mode instead`);
  if (clusterIP !== '' && clusterIP !== 'None') warnings.push(...addressesIn(spec, 'clusterIPs'));
  if (isHeadless) {
    if (loadBalancerIP !== '') warnings.push('spec.loadBalancerIP is ignored for headless services');
    if (externalIPs.length > 0) warnings.push('spec.externalIPs is ignored for headless services');
    if (textAt(spec, 'sessionAffinity') !== 'None') warnings.push('spec.SessionAffinity is ignored for headless services');
  }
  warnings.push(...addressesIn(spec, 'externalIPs'));
  if (externalIPs.length > 0 && !isHeadless && !isExternal)
    warnings.push('spec.externalIPs is deprecated and may no longer be implemented in some clusters');
  if (loadBalancerIP !== '') warnings.push(...addressWarnings('spec.loadBalancerIP', loadBalancerIP));
  for (const [i, range] of textsAt(spec, 'loadBalancerSourceRanges').entries())
    warnings.push(...prefixWarnings(`spec.loadBalancerSourceRanges[${String(i)}]`, range));
  if (isExternal && externalIPs.length > 0) warnings.push('spec.externalIPs is ignored when spec.type is "ExternalName"');
  if (!isExternal && textAt(spec, 'externalName') !== '')
    warnings.push('spec.externalName is ignored when spec.type is not "ExternalName"');
  if (textAt(spec, 'trafficDistribution') === 'PreferClose')
    warnings.push('spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone"');
  return warnings;
}

/** What to warn of in the addresses of a load balancer, in the status of a Service or an Ingress. */
export function loadBalancerWarnings(object: JSONObject): string[] {
  return objectsAt(objectAt(object, 'status', 'loadBalancer'), 'ingress').flatMap(({ ip }, i) =>
    typeof ip === 'string' && ip !== '' ? addressWarnings(`status.loadBalancer.ingress[${String(i)}]`, ip) : [],
  );
}

function addressesIn(spec: JSONObject | undefined, field: string): string[] {
  return textsAt(spec, field).flatMap((address, i) => addressWarnings(`spec.${field}[${String(i)}]`, address));
}
