import type { JSONObject } from '../../json.js';
import {
  copyField,
  ensureObject,
  isMissing,
  numberAt,
  objectAt,
  objectsAt,
  removeField,
  setDefault,
  setDefaultText,
  textAt,
} from '../../json-fields.js';
import type { KindRules } from '../kind-rules.js';
import { meansTheSame } from '../semantic-equality.js';
import { allocateService, releaseService } from './service-allocation.js';
import * as types from './service-types.js';
import { validateService, validateServiceStatusUpdate, validateServiceUpdate } from './validate-service.js';
import { standardRules } from '../standard-rules.js';

/** What the server does with Services. */
export const serviceRules: KindRules = standardRules({
  allowCreateOnUpdate: true,
  defaults: defaultService,
  emptyStatus: () => ({ loadBalancer: {} }),
  allocate: allocateService,
  release: releaseService,
  prepareForCreate: dropWhatIsNotShown,
  prepareForUpdate: (service, old) => {
    dropWhatTheTypeHasNot(service, old);
    dropWhatIsNotShown(service);
  },
  validateCreate: validateService,
  validateUpdate: validateServiceUpdate,
  validateStatusUpdate: validateServiceStatusUpdate,
});

function defaultService(service: JSONObject): void {
  const spec = ensureObject(service, 'spec');
  setDefaultText(spec, 'sessionAffinity', 'None');
  if (spec['sessionAffinity'] === 'None') delete spec['sessionAffinityConfig'];
  if (spec['sessionAffinity'] === 'ClientIP') {
    const timeout = objectAt(spec, 'sessionAffinityConfig', 'clientIP')?.['timeoutSeconds'];
    spec['sessionAffinityConfig'] = { clientIP: { timeoutSeconds: timeout ?? 10_800 } };
  }
  setDefaultText(spec, 'type', 'ClusterIP');
  for (const port of objectsAt(spec, 'ports')) {
    setDefaultText(port, 'protocol', 'TCP');
    if (isMissing(port, 'targetPort') || port['targetPort'] === 0 || port['targetPort'] === '') {
      port['targetPort'] = numberAt(port, 'port') ?? 0;
    }
  }
  if (types.isExternallyAccessible(service)) setDefaultText(spec, 'externalTrafficPolicy', 'Cluster');
  if (types.isOnNodes(service) || spec['type'] === 'ClusterIP') setDefault(spec, 'internalTrafficPolicy', 'Cluster');
  if (spec['type'] === 'LoadBalancer') {
    setDefault(spec, 'allocateLoadBalancerNodePorts', true);
    for (const ingress of objectsAt(objectAt(service, 'status', 'loadBalancer'), 'ingress')) {
      if (textAt(ingress, 'ip') !== '') setDefault(ingress, 'ipMode', 'VIP');
    }
  }
}

/** It is stored, and whoever owns it goes on owning it, but nobody gets to see it. */
function dropWhatIsNotShown(service: JSONObject): void {
  const spec = ensureObject(service, 'spec');
  if (types.typeOf(service) === 'ExternalName') removeField(spec, 'internalTrafficPolicy');
}

/** Fields that only another type has go with it, unless the client changed them too (Kubernetes `dropTypeDependentFields`). */
function dropWhatTheTypeHasNot(service: JSONObject, old: JSONObject): void {
  const spec = ensureObject(service, 'spec');
  const before = objectAt(old, 'spec') ?? {};
  const dropSame = (...fields: string[]): void => {
    if (fields.every((field) => meansTheSame(spec[field], before[field]))) for (const field of fields) removeField(spec, field);
  };
  if (types.needsClusterIP(old) && !types.needsClusterIP(service)) {
    dropSame('clusterIP', 'clusterIPs');
    dropSame('ipFamilies');
    dropSame('ipFamilyPolicy');
  }
  if (types.isOnNodes(old) && !types.isOnNodes(service)) {
    const known = types.nodePortsOf(old);
    if ([...types.nodePortsOf(service)].every((port) => known.has(port))) {
      for (const port of objectsAt(spec, 'ports')) delete port['nodePort'];
    }
  }
  if (types.needsHealthCheckNodePort(old) && !types.needsHealthCheckNodePort(service)) dropSame('healthCheckNodePort');
  if (types.typeOf(old) === 'LoadBalancer' && types.typeOf(service) !== 'LoadBalancer') {
    dropSame('allocateLoadBalancerNodePorts');
    dropSame('loadBalancerClass');
  }
  if (types.isExternallyAccessible(old) && !types.isExternallyAccessible(service)) dropSame('externalTrafficPolicy');
  const status = { ...objectAt(service, 'status') };
  if (types.typeOf(service) !== 'LoadBalancer') status['loadBalancer'] = {};
  else copyField(status, objectAt(old, 'status'), 'loadBalancer');
  service['status'] = status;
}
