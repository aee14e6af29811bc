import { labelKeyProblems } from '@kubewright/rest';
import type { JSONObject } from '../../json.js';
import {
  duplicateValue,
  type FieldError,
  forbiddenValue,
  invalidValue,
  notSupportedValue,
  requiredValue,
} from '../../validation/field-errors.js';
import { isMissing, listAt, numberAt, objectAt, objectsAt, textAt } from '../../json-fields.js';
import * as types from './service-types.js';
import { validateClusterIPs } from './validate-cluster-ips.js';
import { checkIP, checkRange, checkReachableIP } from '../ip-rules.js';
import { checkOneOf, checkPort, checkPortReference, repeats } from '../value-rules.js';
import { validateLabels } from '../../validation/labels.js';
import { checkText, dnsLabel, dnsSubdomain } from '../../validation/text-rules.js';

/** A Service, new or changed (Kubernetes validateService). */
export function validateService(service: JSONObject): FieldError[] {
  const spec = objectAt(service, 'spec') ?? {};
  const type = types.typeOf(service);
  const errors: FieldError[] = [];
  const ports = objectsAt(spec, 'ports');
  const isHeadless = types.isHeadless(service);
  if (ports.length === 0 && !isHeadless && type !== 'ExternalName') errors.push(requiredValue('spec.ports'));
  if ((type === 'LoadBalancer' || type === 'NodePort') && isHeadless) {
    errors.push(invalidValue('spec.clusterIPs[0]', 'None', `may not be set to 'None' for ${type} services`));
  }
  if (type === 'ExternalName') errors.push(...validateExternalName(spec));
  errors.push(...validatePorts(ports));
  errors.push(...validateLabels(objectAt(spec, 'selector'), 'spec.selector'));
  errors.push(...checkOneOf(textAt(spec, 'sessionAffinity'), ['ClientIP', 'None'], 'spec.sessionAffinity'));
  const timeout = numberAt(objectAt(spec, 'sessionAffinityConfig', 'clientIP'), 'timeoutSeconds');
  if (spec['sessionAffinity'] === 'ClientIP' && timeout !== undefined && (timeout <= 0 || timeout > 86_400)) {
    const field = 'spec.sessionAffinityConfig.clientIP.timeoutSeconds';
    errors.push(invalidValue(field, timeout, 'must be greater than 0 and less than 86400'));
  }
  errors.push(...validateClusterIPs(service));
  for (const [index, ip] of listAt(spec, 'externalIPs').entries()) {
    const text = typeof ip === 'string' ? ip : '';
    const wrong = checkIP(text, `spec.externalIPs[${index}]`);
    errors.push(...(wrong.length > 0 ? wrong : checkReachableIP(text, `spec.externalIPs[${index}]`)));
  }
  errors.push(...checkOneOf(type, ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'], 'spec.type'));
  errors.push(...validatePortNumbers(ports, type));
  errors.push(...validateSourceRanges(spec, type));
  const forLoadBalancers = "may only be used when `type` is 'LoadBalancer'";
  if (type !== 'LoadBalancer' && !isMissing(spec, 'allocateLoadBalancerNodePorts')) {
    errors.push(forbiddenValue('spec.allocateLoadBalancerNodePorts', forLoadBalancers));
  }
  if (!isMissing(spec, 'loadBalancerClass')) {
    if (type !== 'LoadBalancer') errors.push(forbiddenValue('spec.loadBalancerClass', forLoadBalancers));
    else errors.push(...checkText(labelKeyProblems, textAt(spec, 'loadBalancerClass'), 'spec.loadBalancerClass'));
  }
  return [...errors, ...validateTraffic(service, spec)];
}

/** What of a Service may change (Kubernetes ValidateServiceUpdate). */
export function validateServiceUpdate(service: JSONObject, old: JSONObject): FieldError[] {
  const spec = objectAt(service, 'spec') ?? {};
  const before = objectAt(old, 'spec') ?? {};
  const errors: FieldError[] = [];
  const isNamed = types.typeOf(service) === 'ExternalName' || types.typeOf(old) === 'ExternalName';
  const isHeadless = types.isHeadless(service);
  if (!isNamed && !(isHeadless && types.isHeadless(old))) errors.push(...validateKept(spec, before, 'clusterIPs'));
  if (!isNamed && !isHeadless && !types.isHeadless(old)) errors.push(...validateKept(spec, before, 'ipFamilies'));
  if (types.typeOf(service) === 'LoadBalancer' && types.typeOf(old) === 'LoadBalancer') {
    const className = spec['loadBalancerClass'] ?? null;
    if (className !== (before['loadBalancerClass'] ?? null)) {
      errors.push(invalidValue('spec.loadBalancerClass', className, 'may not change once set'));
    }
  }
  if (types.needsHealthCheckNodePort(service) && types.needsHealthCheckNodePort(old)) {
    if (numberAt(spec, 'healthCheckNodePort') !== numberAt(before, 'healthCheckNodePort')) {
      errors.push(forbiddenValue('spec.healthCheckNodePort', 'field is immutable'));
    }
  }
  return [...errors, ...validateService(service)];
}

/** The status of a Service: only load balancers have one (Kubernetes ValidateLoadBalancerStatus). */
export function validateServiceStatusUpdate(service: JSONObject): FieldError[] {
  const ingress = objectsAt(objectAt(service, 'status', 'loadBalancer'), 'ingress');
  const path = 'status.loadBalancer.ingress';
  if (ingress.length > 0 && types.typeOf(service) !== 'LoadBalancer') {
    return [forbiddenValue(path, "may only be used when `spec.type` is 'LoadBalancer'")];
  }
  return ingress.flatMap((one, index) => {
    const ip = textAt(one, 'ip');
    const hostname = textAt(one, 'hostname');
    return [
      ...(ip === '' ? [] : checkIP(ip, `${path}[${index}].ip`)),
      ...(hostname === '' ? [] : checkText(dnsSubdomain, hostname, `${path}[${index}].hostname`)),
    ];
  });
}

function validateExternalName(spec: JSONObject): FieldError[] {
  const errors = ['clusterIPs', 'ipFamilies', 'ipFamilyPolicy']
    .filter((field) => !isMissing(spec, field) && listAt(spec, field).length + textAt(spec, field).length > 0)
    .map((field) => forbiddenValue(`spec.${field}`, 'may not be set for ExternalName services'));
  const name = textAt(spec, 'externalName').replace(/\.$/, '');
  return [
    ...errors,
    ...(name === '' ? [requiredValue('spec.externalName')] : checkText(dnsSubdomain, name, 'spec.externalName')),
  ];
}

function validatePorts(ports: readonly JSONObject[]): FieldError[] {
  const errors: FieldError[] = [];
  const isTaken = repeats<string>();
  for (const [index, port] of ports.entries()) {
    const field = `spec.ports[${index}]`;
    const name = textAt(port, 'name');
    if (name === '' && ports.length > 1) errors.push(requiredValue(`${field}.name`));
    if (name !== '') {
      errors.push(...checkText(dnsLabel, name, `${field}.name`));
      if (isTaken(name)) errors.push(duplicateValue(`${field}.name`, name));
    }
    errors.push(...checkPort(numberAt(port, 'port') ?? 0, `${field}.port`));
    errors.push(...checkOneOf(textAt(port, 'protocol'), ['SCTP', 'TCP', 'UDP'], `${field}.protocol`));
    errors.push(...checkPortReference(port['targetPort'], `${field}.targetPort`));
    if (!isMissing(port, 'appProtocol')) {
      errors.push(...checkText(labelKeyProblems, textAt(port, 'appProtocol'), `${field}.appProtocol`));
    }
  }
  return errors;
}

function validatePortNumbers(ports: readonly JSONObject[], type: string): FieldError[] {
  const errors: FieldError[] = [];
  const isTakenOnNodes = repeats<string>();
  const numbers = new Set<string>();
  const nodePortOf = (port: JSONObject): number => numberAt(port, 'nodePort') ?? 0;
  for (const [index, port] of ports.entries()) {
    if (type === 'ClusterIP' && nodePortOf(port) !== 0) {
      errors.push(forbiddenValue(`spec.ports[${index}].nodePort`, "may not be used when `type` is 'ClusterIP'"));
    }
  }
  for (const [index, port] of ports.entries()) {
    const key = `${textAt(port, 'protocol')} ${nodePortOf(port)}`;
    if (nodePortOf(port) === 0) continue;
    if (isTakenOnNodes(key)) errors.push(duplicateValue(`spec.ports[${index}].nodePort`, nodePortOf(port)));
  }
  for (const [index, port] of ports.entries()) {
    const number = numberAt(port, 'port') ?? 0;
    const protocol = textAt(port, 'protocol');
    const key = `${protocol} ${number}`;
    if (numbers.has(key)) {
      // As Go writes its struct.
      const shown = { Name: '', Protocol: protocol, AppProtocol: null, Port: number, TargetPort: 0, NodePort: 0 };
      errors.push(duplicateValue(`spec.ports[${index}]`, shown));
    }
    numbers.add(key);
  }
  return errors;
}

function validateSourceRanges(spec: JSONObject, type: string): FieldError[] {
  const ranges = listAt(spec, 'loadBalancerSourceRanges');
  if (ranges.length === 0) return [];
  const path = 'spec.LoadBalancerSourceRanges';
  const errors = type === 'LoadBalancer' ? [] : [forbiddenValue(path, "may only be used when `type` is 'LoadBalancer'")];
  for (const [index, range] of ranges.entries()) {
    const text = typeof range === 'string' ? range.trim() : '';
    errors.push(...checkRange(text, `${path}[${index}]`));
  }
  return errors;
}

function validateTraffic(service: JSONObject, spec: JSONObject): FieldError[] {
  const errors: FieldError[] = [];
  const policies = ['Cluster', 'Local'];
  const external = textAt(spec, 'externalTrafficPolicy');
  if (types.isExternallyAccessible(service)) errors.push(...checkOneOf(external, policies, 'spec.externalTrafficPolicy'));
  else if (external !== '') {
    errors.push(invalidValue('spec.externalTrafficPolicy', external, 'may only be set for externally-accessible services'));
  }
  const healthCheck = numberAt(spec, 'healthCheckNodePort') ?? 0;
  if (!types.needsHealthCheckNodePort(service) && healthCheck !== 0) {
    const detail = "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'";
    errors.push(invalidValue('spec.healthCheckNodePort', healthCheck, detail));
  }
  if (!isMissing(spec, 'internalTrafficPolicy')) {
    errors.push(...checkOneOf(textAt(spec, 'internalTrafficPolicy'), policies, 'spec.internalTrafficPolicy'));
  }
  const distribution = textAt(spec, 'trafficDistribution');
  const distributions = ['PreferClose', 'PreferSameNode', 'PreferSameZone'];
  if (distribution !== '' && !distributions.includes(distribution)) {
    errors.push(notSupportedValue('spec.trafficDistribution', distribution, distributions));
  }
  return errors;
}

function validateKept(spec: JSONObject, before: JSONObject, list: string): FieldError[] {
  const now = listAt(spec, list);
  const was = listAt(before, list);
  const wrong = (index: number): FieldError => invalidValue(`spec.${list}[${index}]`, now, 'may not change once set');
  if (now.length === was.length) return was.flatMap((one, index) => (one === now[index] ? [] : [wrong(index)]));
  if (now.length === 0) {
    const what = list === 'clusterIPs' ? 'clusterIP' : 'ipFamily';
    return [invalidValue(`spec.${list}[0]`, null, `primary ${what} can not be unset`)];
  }
  return was.length > 0 && was[0] !== now[0] ? [wrong(0)] : [];
}
