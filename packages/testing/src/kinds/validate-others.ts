import { isIP } from 'node:net';
import { isJSONObject, type JSONObject } from '../json.js';
import { type FieldError, forbiddenValue, invalidValue, notSupportedValue, requiredValue } from '../validation/field-errors.js';
import { isMissing, listAt, numberAt, objectAt, objectsAt, textAt, textsAt } from '../json-fields.js';
import { meansTheSame } from './semantic-equality.js';
import { validateSelector } from './validate-selector.js';
import { checkRange } from './validate-service.js';
import { checkNotNegative, checkOneOf, checkPort, checkPortReference, checkText, dnsSubdomain, portName } from './value-rules.js';

/** Kubernetes ValidateIngressSpec. */
export function validateIngress(ingress: JSONObject): FieldError[] {
  const spec = objectAt(ingress, 'spec') ?? {};
  const errors: FieldError[] = [];
  const rules = objectsAt(spec, 'rules');
  const backend = objectAt(spec, 'defaultBackend');
  if (rules.length === 0 && !backend) {
    errors.push(invalidValue('spec', null, 'either `defaultBackend` or `rules` must be specified'));
  }
  if (backend) errors.push(...validateBackend(backend, 'spec.defaultBackend'));
  for (const [index, rule] of rules.entries()) {
    const path = `spec.rules[${index}]`;
    errors.push(...validateHost(textAt(rule, 'host'), `${path}.host`));
    const http = objectAt(rule, 'http');
    if (!http) continue;
    const paths = objectsAt(http, 'paths');
    if (paths.length === 0) errors.push(requiredValue(`${path}.http.paths`));
    for (const [at, one] of paths.entries()) errors.push(...validateIngressPath(one, `${path}.http.paths[${at}]`));
  }
  const className = textAt(spec, 'ingressClassName');
  if (className !== '') errors.push(...checkText(dnsSubdomain, className, 'spec.ingressClassName'));
  return errors;
}

/** Kubernetes ValidateNetworkPolicySpec. */
export function validateNetworkPolicy(policy: JSONObject): FieldError[] {
  const spec = objectAt(policy, 'spec') ?? {};
  const errors = validateSelector(objectAt(spec, 'podSelector'), 'spec.podSelector');
  for (const [direction, peers] of [
    ['ingress', 'from'],
    ['egress', 'to'],
  ] as const) {
    for (const [index, rule] of objectsAt(spec, direction).entries()) {
      const path = `spec.${direction}[${index}]`;
      for (const [at, port] of objectsAt(rule, 'ports').entries())
        errors.push(...validatePolicyPort(port, `${path}.ports[${at}]`));
      for (const [at, peer] of objectsAt(rule, peers).entries()) errors.push(...validatePeer(peer, `${path}.${peers}[${at}]`));
    }
  }
  const types = ['Ingress', 'Egress'];
  for (const [index, type] of textsAt(spec, 'policyTypes').entries()) {
    if (!types.includes(type)) errors.push(notSupportedValue(`spec.policyTypes[${index}]`, type, types));
  }
  return errors;
}

/** Kubernetes ValidatePolicyRule of roles. @param isNamespaced whether paths that are no resources are none of its business */
export function validateRole(role: JSONObject, isNamespaced: boolean): FieldError[] {
  return objectsAt(role, 'rules').flatMap((rule, index) => {
    const path = `rules[${index}]`;
    const has = (list: string): boolean => listAt(rule, list).length > 0;
    const errors = has('verbs') ? [] : [requiredValue(`${path}.verbs`, 'verbs must contain at least one value')];
    if (has('nonResourceURLs')) {
      const urls = listAt(rule, 'nonResourceURLs');
      const wrong = (detail: string): FieldError => invalidValue(`${path}.nonResourceURLs`, urls, detail);
      if (isNamespaced) errors.push(wrong('namespaced rules cannot apply to non-resource URLs'));
      if (has('apiGroups') || has('resources') || has('resourceNames')) {
        errors.push(wrong('rules cannot apply to both regular resources and non-resource URLs'));
      }
      return errors;
    }
    if (!has('apiGroups')) {
      errors.push(requiredValue(`${path}.apiGroups`, 'resource rules must supply at least one api group'));
    }
    if (!has('resources')) {
      errors.push(requiredValue(`${path}.resources`, 'resource rules must supply at least one resource'));
    }
    return errors;
  });
}

/** Kubernetes ValidateRoleBinding and ValidateClusterRoleBinding. */
export function validateBinding(binding: JSONObject, isNamespaced: boolean): FieldError[] {
  const reference = objectAt(binding, 'roleRef') ?? {};
  const errors: FieldError[] = [];
  const group = textAt(reference, 'apiGroup');
  if (group !== rbacGroup) errors.push(notSupportedValue('roleRef.apiGroup', group, [rbacGroup]));
  const kinds = isNamespaced ? ['Role', 'ClusterRole'] : ['ClusterRole'];
  const kind = textAt(reference, 'kind');
  if (!kinds.includes(kind)) errors.push(notSupportedValue('roleRef.kind', kind, kinds));
  if (textAt(reference, 'name') === '') errors.push(requiredValue('roleRef.name'));
  for (const [index, subject] of objectsAt(binding, 'subjects').entries()) {
    errors.push(...validateSubject(subject, isNamespaced, `subjects[${index}]`));
  }
  return errors;
}

/** A binding is of one role as long as it is there. */
export function validateBindingUpdate(binding: JSONObject, old: JSONObject, isNamespaced: boolean): FieldError[] {
  const errors = validateBinding(binding, isNamespaced);
  const reference = objectAt(binding, 'roleRef') ?? {};
  if (meansTheSame(reference, objectAt(old, 'roleRef'))) return errors;
  // As Go writes its struct.
  const shown = { APIGroup: textAt(reference, 'apiGroup'), Kind: textAt(reference, 'kind'), Name: textAt(reference, 'name') };
  return [...errors, invalidValue('roleRef', shown, 'cannot change roleRef')];
}

/** Kubernetes ValidateLeaseSpec. */
export function validateLease(lease: JSONObject): FieldError[] {
  const spec = objectAt(lease, 'spec');
  const seconds = numberAt(spec, 'leaseDurationSeconds');
  const errors =
    seconds !== undefined && seconds <= 0 ? [invalidValue('spec.leaseDurationSeconds', seconds, 'must be greater than 0')] : [];
  return [...errors, ...checkNotNegative(numberAt(spec, 'leaseTransitions'), 'spec.leaseTransitions')];
}

/** Kubernetes ValidateStorageClass. */
export function validateStorageClass(storageClass: JSONObject): FieldError[] {
  const errors = textAt(storageClass, 'provisioner') === '' ? [requiredValue('provisioner')] : [];
  const one = (field: string, supported: readonly string[]): void => {
    const value = textAt(storageClass, field);
    if (!supported.includes(value)) errors.push(notSupportedValue(field, value, supported));
  };
  one('reclaimPolicy', ['Delete', 'Retain']);
  one('volumeBindingMode', ['Immediate', 'WaitForFirstConsumer']);
  return errors;
}

/** Fields that stay as they were made, each with its own error. */
export function validateFieldsKept(object: JSONObject, old: JSONObject, fields: readonly string[]): FieldError[] {
  return fields
    .filter((field) => !meansTheSame(object[field], old[field]))
    .map((field) => invalidValue(field, object[field] ?? null, 'field is immutable'));
}

/** What of a VolumeAttributesClass stays: everything. */
export function validateAttributesKept(attributes: JSONObject, old: JSONObject): FieldError[] {
  return ['driverName', 'parameters']
    .filter((field) => !meansTheSame(attributes[field], old[field]))
    .map((field) => forbiddenValue(field, `updates to ${field} are forbidden.`));
}

/** Kubernetes ValidatePriorityClass. */
export function validatePriorityClass(priorityClass: JSONObject): FieldError[] {
  const errors: FieldError[] = [];
  const name = textAt(objectAt(priorityClass, 'metadata'), 'name');
  const value = numberAt(priorityClass, 'value') ?? 0;
  if (name.startsWith('system-')) {
    const known = ['system-cluster-critical', 'system-node-critical'];
    const detail = "priority class names with 'system-' prefix are reserved for system use only";
    if (!known.includes(name))
      errors.push(forbiddenValue('metadata.name', `${detail}. error: ${name} is not a known system priority class`));
  } else if (value > 1_000_000_000) {
    errors.push(forbiddenValue('value', 'maximum allowed value of a user defined priority is 1000000000'));
  }
  const policies = ['PreemptLowerPriority', 'Never'];
  const policy = textAt(priorityClass, 'preemptionPolicy');
  if (policy !== '' && !policies.includes(policy)) errors.push(notSupportedValue('preemptionPolicy', policy, policies));
  return errors;
}

/** What of a PriorityClass stays: all that pods may have been given. */
export function validatePriorityClassUpdate(priorityClass: JSONObject, old: JSONObject): FieldError[] {
  const errors =
    numberAt(priorityClass, 'value') === numberAt(old, 'value')
      ? []
      : [forbiddenValue('value', 'may not be changed in an update.')];
  return [...errors, ...validateFieldsKept(priorityClass, old, ['preemptionPolicy'])];
}

const rbacGroup = 'rbac.authorization.k8s.io';

function validateSubject(subject: JSONObject, isNamespaced: boolean, path: string): FieldError[] {
  const errors = textAt(subject, 'name') === '' ? [requiredValue(`${path}.name`)] : [];
  const kind = textAt(subject, 'kind');
  const group = textAt(subject, 'apiGroup');
  const wrongGroup = (expected: string): void => {
    if (group !== expected) errors.push(notSupportedValue(`${path}.apiGroup`, group, [expected]));
  };
  if (kind === 'ServiceAccount') {
    wrongGroup('');
    // In a namespace it is that one's.
    if (!isNamespaced && textAt(subject, 'namespace') === '') errors.push(requiredValue(`${path}.namespace`));
  } else if (kind === 'User' || kind === 'Group') wrongGroup(rbacGroup);
  else errors.push(notSupportedValue(`${path}.kind`, kind, ['ServiceAccount', 'User', 'Group']));
  return errors;
}

function validateBackend(backend: JSONObject, path: string): FieldError[] {
  const service = objectAt(backend, 'service');
  const resource = objectAt(backend, 'resource');
  if (service && resource) return [invalidValue(path, '', 'cannot set both resource and service backends')];
  if (!service) return resource ? [] : [requiredValue(path, 'port name or number is required')];
  const errors = textAt(service, 'name') === '' ? [requiredValue(`${path}.service.name`)] : [];
  const name = textAt(objectAt(service, 'port'), 'name');
  const number = numberAt(objectAt(service, 'port'), 'number') ?? 0;
  if (name !== '' && number !== 0) errors.push(invalidValue(path, '', 'cannot set both port name & port number'));
  else if (name !== '') errors.push(...checkText(portName, name, `${path}.service.port.name`));
  else if (number !== 0) errors.push(...checkPort(number, `${path}.service.port.number`));
  else errors.push(requiredValue(path, 'port name or number is required'));
  return errors;
}

function validateHost(host: string, path: string): FieldError[] {
  if (host === '') return [];
  if (isIP(host) !== 0) return [invalidValue(path, host, 'must be a DNS name, not an IP address')];
  return checkText(dnsSubdomain, host.startsWith('*.') ? host.slice(2) : host, path);
}

function validateIngressPath(one: JSONObject, path: string): FieldError[] {
  const types = ['Exact', 'ImplementationSpecific', 'Prefix'];
  if (isMissing(one, 'pathType')) return [requiredValue(`${path}.pathType`, 'pathType must be specified')];
  const type = textAt(one, 'pathType');
  const text = textAt(one, 'path');
  const errors: FieldError[] = [];
  if (!types.includes(type)) errors.push(notSupportedValue(`${path}.pathType`, type, types));
  else if ((type !== 'ImplementationSpecific' || text !== '') && !text.startsWith('/')) {
    errors.push(invalidValue(`${path}.path`, text, 'must be an absolute path'));
  }
  return [...errors, ...validateBackend(objectAt(one, 'backend') ?? {}, `${path}.backend`)];
}

function validatePolicyPort(port: JSONObject, path: string): FieldError[] {
  const protocols = ['TCP', 'UDP', 'SCTP'];
  const errors = checkOneOf(textAt(port, 'protocol'), protocols, `${path}.protocol`);
  if (isMissing(port, 'port')) return errors;
  errors.push(...checkPortReference(port['port'], `${path}.port`));
  const end = numberAt(port, 'endPort');
  if (end !== undefined && typeof port['port'] === 'number' && end < port['port']) {
    errors.push(invalidValue(`${path}.endPort`, end, 'must be greater than or equal to `port`'));
  }
  return errors;
}

function validatePeer(peer: JSONObject, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const selectors = ['podSelector', 'namespaceSelector'].filter((field) => isJSONObject(peer[field]));
  for (const field of selectors) errors.push(...validateSelector(objectAt(peer, field), `${path}.${field}`));
  const block = objectAt(peer, 'ipBlock');
  if (block) {
    const range = textAt(block, 'cidr');
    errors.push(...(range === '' ? [requiredValue(`${path}.ipBlock.cidr`)] : checkRange(range, `${path}.ipBlock.cidr`)));
    const why = 'may not specify both ipBlock and another peer';
    if (selectors.length > 0) errors.push(forbiddenValue(path, why));
  } else if (selectors.length === 0) errors.push(requiredValue(path, 'must specify a peer'));
  return errors;
}
