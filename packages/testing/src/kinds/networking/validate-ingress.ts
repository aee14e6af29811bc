import type { JSONObject } from '../../json.js';
import { isMissing, numberAt, objectAt, objectsAt, textAt, textsAt } from '../../json-fields.js';
import {
  type FieldError,
  forbiddenValue,
  invalidValue,
  notSupportedValue,
  requiredValue,
  tooLong,
} from '../../validation/field-errors.js';
import { parseAddress } from '../../warnings/ip-texts.js';
import { checkIP } from '../ip-rules.js';
import { checkDomainPath, checkPort, checkSegment } from '../value-rules.js';
import { checkText, dnsLabel, dnsSubdomain, portName, wildcardSubdomain } from '../../validation/text-rules.js';

const classAnnotation = 'kubernetes.io/ingress.class';

/** Kubernetes ValidateIngressCreate. */
export function validateIngressCreate(ingress: JSONObject): FieldError[] {
  const given = objectAt(ingress, 'metadata', 'annotations')?.[classAnnotation];
  const name = objectAt(ingress, 'spec')?.['ingressClassName'];
  const errors = validateIngress(ingress);
  if (given === undefined || name === undefined || name === null || given === name) return errors;
  const detail = 'must match `ingressClassName` when both are specified';
  return [...errors, invalidValue(`annotations.${classAnnotation}`, given, detail)];
}

/** Kubernetes ValidateIngressSpec. @param old what it was before: mistakes of some sorts may stay */
export function validateIngress(ingress: JSONObject, old?: JSONObject): FieldError[] {
  const spec = objectAt(ingress, 'spec') ?? {};
  const before = objectAt(old, 'spec');
  const errors: FieldError[] = [];
  const rules = objectsAt(spec, 'rules');
  const backend = objectAt(spec, 'defaultBackend');
  if (rules.length === 0 && !backend) {
    errors.push(invalidValue('spec', spec['rules'] ?? null, 'either `defaultBackend` or `rules` must be specified'));
  }
  if (backend) errors.push(...validateBackend(backend, 'spec.defaultBackend'));
  const wasWrong = objectsAt(before, 'rules').some((rule) => isWildcard(rule) && validateRule(rule, '').length > 0);
  for (const [index, rule] of rules.entries()) {
    const path = `spec.rules[${index}]`;
    errors.push(...validateHost(textAt(rule, 'host'), `${path}.host`));
    if (!isWildcard(rule) || !wasWrong) errors.push(...validateRule(rule, path));
  }
  const wasUnnamed = objectsAt(before, 'tls').some((tls) => validateSecretName(tls, '').length > 0);
  for (const [index, tls] of objectsAt(spec, 'tls').entries()) {
    const path = `spec.tls[${index}]`;
    for (const [at, host] of textsAt(tls, 'hosts').entries()) {
      errors.push(...checkText(host.includes('*') ? wildcardSubdomain : dnsSubdomain, host, `${path}.hosts[${at}]`));
    }
    if (!wasUnnamed) errors.push(...validateSecretName(tls, `${path}.secretName`));
  }
  if (isMissing(spec, 'ingressClassName')) return errors;
  return [...errors, ...checkText(dnsSubdomain, textAt(spec, 'ingressClassName'), 'spec.ingressClassName')];
}

/** Kubernetes ValidateIngressStatusUpdate. */
export function validateIngressStatus(ingress: JSONObject, old: JSONObject): FieldError[] {
  const ofStatus = (of: JSONObject): JSONObject[] => objectsAt(objectAt(of, 'status', 'loadBalancer'), 'ingress');
  const known = new Set(ofStatus(old).map((point) => textAt(point, 'ip')));
  return ofStatus(ingress).flatMap((point, index) => {
    const path = `status.loadBalancer.ingress[${index}]`;
    const [ip, hostname] = [textAt(point, 'ip'), textAt(point, 'hostname')];
    const errors = ip === '' || known.has(ip) ? [] : checkIP(ip, `${path}.ip`);
    if (hostname === '') return errors;
    return [...errors, ...checkText(dnsSubdomain, hostname, `${path}.hostname`), ...notIP(hostname, `${path}.hostname`)];
  });
}

/** Kubernetes ValidateIngressClass. */
export function validateIngressClass(ingressClass: JSONObject): FieldError[] {
  const spec = objectAt(ingressClass, 'spec') ?? {};
  const controller = textAt(spec, 'controller');
  const errors = Buffer.byteLength(controller) > 250 ? [tooLong('spec.controller', 250)] : [];
  errors.push(...checkDomainPath(controller, 'spec.controller'));
  const parameters = objectAt(spec, 'parameters');
  if (!parameters) return errors;
  const path = 'spec.parameters';
  errors.push(...validateReference(parameters, path));
  const scope = textAt(parameters, 'scope');
  const isSpaced = !isMissing(parameters, 'namespace');
  if (scope === 'Namespace') {
    const field = `${path}.namespace`;
    if (isSpaced) errors.push(...checkText(dnsLabel, textAt(parameters, 'namespace'), field));
    else errors.push(requiredValue(field, "`parameters.scope` is set to 'Namespace'"));
  } else if (scope !== 'Cluster') errors.push(notSupportedValue(`${path}.scope`, scope, ['Cluster', 'Namespace']));
  else if (isSpaced) errors.push(forbiddenValue(`${path}.namespace`, "`parameters.scope` is set to 'Cluster'"));
  return errors;
}

/** What is referred to by group, kind and name. */
function validateReference(reference: JSONObject, path: string): FieldError[] {
  const group = `${path}.apiGroup`;
  return [
    ...(isMissing(reference, 'apiGroup') ? [] : checkText(dnsSubdomain, textAt(reference, 'apiGroup'), group)),
    ...['kind', 'name'].flatMap((part) => checkSegment(textAt(reference, part), `${path}.${part}`)),
  ];
}

function validateSecretName(tls: JSONObject, path: string): FieldError[] {
  const name = textAt(tls, 'secretName');
  return name === '' ? [] : checkText(dnsSubdomain, name, path);
}

function isWildcard(rule: JSONObject): boolean {
  return textAt(rule, 'host').includes('*');
}

function notIP(host: string, path: string): FieldError[] {
  return parseAddress(host) ? [invalidValue(path, host, 'must be a DNS name, not an IP address')] : [];
}

function validateHost(host: string, path: string): FieldError[] {
  if (host === '') return [];
  return [...notIP(host, path), ...checkText(host.includes('*') ? wildcardSubdomain : dnsSubdomain, host, path)];
}

function validateRule(rule: JSONObject, path: string): FieldError[] {
  const http = objectAt(rule, 'http');
  if (!http) return [];
  const paths = objectsAt(http, 'paths');
  if (paths.length === 0) return [requiredValue(`${path}.http.paths`)];
  return paths.flatMap((one, at) => validatePath(one, `${path}.http.paths[${at}]`));
}

function validatePath(one: JSONObject, path: string): FieldError[] {
  const types = ['Exact', 'ImplementationSpecific', 'Prefix'];
  if (isMissing(one, 'pathType')) return [requiredValue(`${path}.pathType`, 'pathType must be specified')];
  const type = textAt(one, 'pathType');
  const text = textAt(one, 'path');
  const errors: FieldError[] = [];
  const wrong = (detail: string): void => void errors.push(invalidValue(`${path}.path`, text, detail));
  const isAbsolute = text.startsWith('/') || (type === 'ImplementationSpecific' && text === '');
  if (!types.includes(type)) errors.push(notSupportedValue(`${path}.pathType`, type, types));
  else if (!isAbsolute) wrong('must be an absolute path');
  if (type === 'Exact' || type === 'Prefix') {
    for (const part of ['//', '/./', '/../', '%2f', '%2F']) if (text.includes(part)) wrong(`must not contain '${part}'`);
    for (const end of ['/..', '/.']) if (text.endsWith(end)) wrong(`cannot end with '${end}'`);
  }
  return [...errors, ...validateBackend(objectAt(one, 'backend') ?? {}, `${path}.backend`)];
}

function validateBackend(backend: JSONObject, path: string): FieldError[] {
  const service = objectAt(backend, 'service');
  const resource = objectAt(backend, 'resource');
  if (service && resource) return [invalidValue(path, '', 'cannot set both resource and service backends')];
  if (resource) return validateReference(resource, `${path}.resource`);
  if (!service) return [invalidValue(path, '', 'resource or service backend is required')];
  const of = textAt(service, 'name');
  const field = `${path}.service.name`;
  const errors = of === '' ? [requiredValue(field)] : checkText(dnsLabel, of, field);
  const name = textAt(objectAt(service, 'port'), 'name');
  const number = numberAt(objectAt(service, 'port'), 'number') ?? 0;
  if (name !== '' && number !== 0) errors.push(invalidValue(path, '', 'cannot set both port name & port number'));
  else if (name !== '') errors.push(...checkText(portName, name, `${path}.service.port.name`));
  else if (number !== 0) errors.push(...checkPort(number, `${path}.service.port.number`));
  else errors.push(requiredValue(path, 'port name or number is required'));
  return errors;
}
