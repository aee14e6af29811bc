import type { JSONObject } from '../../json.js';
import { isJSONObject } from '../../json.js';
import { ensureObject, listAt, numberAt, objectAt, objectsAt, removeField, setDefault, textAt } from '../../json-fields.js';
import { type FieldError, invalidValue } from '../../validation/field-errors.js';
import type { KindRules } from '../kind-rules.js';
import { meansTheSame } from '../semantic-equality.js';
import { keepMetadata, standardRules } from '../standard-rules.js';
import { validateEndpointSlice } from './validate-endpoints.js';
import { validateIngress, validateIngressClass, validateIngressCreate, validateIngressStatus } from './validate-ingress.js';
import { validateNetworkPolicy } from './validate-network-policy.js';
import {
  validateIPAddress,
  validateIPAddressUpdate,
  validateServiceCIDR,
  validateServiceCIDRUpdate,
} from './validate-service-cidr.js';

/** The kinds of networking.k8s.io. */
export const networkingRules: Readonly<Record<string, KindRules>> = {
  Ingress: standardRules({
    generationOf: ['spec'],
    emptyStatus: () => ({ loadBalancer: {} }),
    validateCreate: validateIngressCreate,
    validateUpdate: validateIngress,
    validateStatusUpdate: validateIngressStatus,
  }),
  IngressClass: standardRules({
    defaults: (ingressClass) => {
      const parameters = objectAt(ingressClass, 'spec', 'parameters');
      if (parameters) setDefault(parameters, 'scope', 'Cluster');
    },
    generationOf: ['spec'],
    validateCreate: validateIngressClass,
    validateUpdate: (ingressClass, old) => [...validateControllerKept(ingressClass, old), ...validateIngressClass(ingressClass)],
  }),
  IPAddress: standardRules({
    validateCreate: validateIPAddress,
    validateUpdate: (address, old) => [...validateIPAddress(address), ...validateIPAddressUpdate(address, old)],
  }),
  NetworkPolicy: standardRules({
    defaults: defaultNetworkPolicy,
    generationOf: ['spec'],
    validateCreate: (policy) => validateNetworkPolicy(policy),
    validateUpdate: validateNetworkPolicy,
  }),
  ServiceCIDR: standardRules({
    emptyStatus: () => ({}),
    prepareForStatusUpdate: keepMetadata,
    validateCreate: validateServiceCIDR,
    validateUpdate: validateServiceCIDRUpdate,
  }),
};

/** The kinds of discovery.k8s.io. */
export const discoveryRules: Readonly<Record<string, KindRules>> = {
  EndpointSlice: standardRules({
    defaults: (slice) => {
      for (const port of objectsAt(slice, 'ports')) {
        setDefault(port, 'name', '');
        setDefault(port, 'protocol', 'TCP');
      }
    },
    generationOf: ['addressType', 'endpoints', 'ports'],
    validateCreate: (slice) => validateEndpointSlice(slice),
    validateUpdate: validateEndpointSlice,
    prepareForCreate: dropTopology,
    prepareForUpdate: (slice, old) => {
      dropTopology(slice);
      // Labels make a generation too; those that change along with something else count once.
      const metadata = ensureObject(slice, 'metadata');
      const isLabelled = !meansTheSame(metadata['labels'], objectAt(old, 'metadata')?.['labels']);
      const isOtherwiseSame = ['addressType', 'endpoints', 'ports'].every((field) => meansTheSame(slice[field], old[field]));
      if (isLabelled && isOtherwiseSame) metadata['generation'] = (numberAt(metadata, 'generation') ?? 0) + 1;
    },
  }),
};

/** What endpoints were once told by, which v1 does not take any more. */
function dropTopology(slice: JSONObject): void {
  for (const endpoint of objectsAt(slice, 'endpoints')) removeField(endpoint, 'deprecatedTopology');
}

function validateControllerKept(ingressClass: JSONObject, old: JSONObject): FieldError[] {
  const [controller, before] = [ingressClass, old].map((one) => textAt(objectAt(one, 'spec'), 'controller'));
  return controller === before ? [] : [invalidValue('spec.controller', controller, 'field is immutable')];
}

function defaultNetworkPolicy(policy: JSONObject): void {
  const spec = ensureObject(policy, 'spec');
  if (listAt(spec, 'policyTypes').length === 0) {
    spec['policyTypes'] = listAt(spec, 'egress').length === 0 ? ['Ingress'] : ['Ingress', 'Egress'];
  }
  for (const rule of [...listAt(spec, 'ingress'), ...listAt(spec, 'egress')].filter(isJSONObject)) {
    for (const port of objectsAt(rule, 'ports')) setDefault(port, 'protocol', 'TCP');
  }
}
