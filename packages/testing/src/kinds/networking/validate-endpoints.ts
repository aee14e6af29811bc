import { labelKeyProblems, labelValueProblems } from '@kubewright/rest';
import type { JSONObject } from '../../json.js';
import { isMissing, listAt, numberAt, objectAt, objectsAt, textAt, textsAt } from '../../json-fields.js';
import {
  duplicateValue,
  type FieldError,
  invalidValue,
  notSupportedValue,
  requiredValue,
  tooMany,
} from '../../validation/field-errors.js';
import { checkCanonicalIP, checkIP, checkReachableIP, familyOf } from '../ip-rules.js';
import { meansTheSame } from '../semantic-equality.js';
import { checkOneOf, checkPort, repeats } from '../value-rules.js';
import { checkText, checkTextAtOnce, dnsLabel, dnsSubdomain } from '../../validation/text-rules.js';

const protocols = ['SCTP', 'TCP', 'UDP'];

/** Kubernetes ValidateEndpoints. What is wrong already may stay as it is. */
export function validateEndpoints(endpoints: JSONObject, old?: JSONObject): FieldError[] {
  if (old && meansTheSame(endpoints['subsets'], old['subsets'])) return [];
  return objectsAt(endpoints, 'subsets').flatMap((subset, index) => {
    const path = `subsets[${index}]`;
    const lists = ['addresses', 'notReadyAddresses'];
    const isEmpty = lists.every((list) => listAt(subset, list).length === 0);
    const errors = isEmpty ? [requiredValue(path, 'must specify `addresses` or `notReadyAddresses`')] : [];
    for (const list of lists) {
      for (const [at, address] of objectsAt(subset, list).entries()) {
        errors.push(...validateAddress(address, `${path}.${list}[${at}]`));
      }
    }
    const ports = objectsAt(subset, 'ports');
    for (const [at, port] of ports.entries()) {
      const field = `${path}.ports[${at}]`;
      const name = textAt(port, 'name');
      if (name !== '') errors.push(...checkText(dnsLabel, name, `${field}.name`));
      else if (ports.length > 1) errors.push(requiredValue(`${field}.name`));
      errors.push(...checkPort(numberAt(port, 'port') ?? 0, `${field}.port`));
      errors.push(...checkOneOf(textAt(port, 'protocol'), protocols, `${field}.protocol`));
      errors.push(...validateAppProtocol(port, field));
    }
    return errors;
  });
}

/** Kubernetes ValidateEndpointSlice. What is wrong already may stay as it is. */
export function validateEndpointSlice(slice: JSONObject, old?: JSONObject): FieldError[] {
  const types = ['FQDN', 'IPv4', 'IPv6'];
  const type = textAt(slice, 'addressType');
  const errors = checkOneOf(type, types, 'addressType');
  errors.push(...validateSlicePorts(objectsAt(slice, 'ports')));
  const endpoints = objectsAt(slice, 'endpoints');
  const isKept = old && meansTheSame(endpoints, old['endpoints']);
  if (!isKept && endpoints.length > 1000) errors.push(tooMany('endpoints', endpoints.length, 1000));
  else if (!isKept) {
    for (const [index, endpoint] of endpoints.entries()) errors.push(...validateEndpoint(endpoint, type, `endpoints[${index}]`));
  }
  if (!old || type === old['addressType']) return errors;
  return [...errors, invalidValue('addressType', type, 'field is immutable')];
}

function validateAddress(address: JSONObject, path: string): FieldError[] {
  const ip = textAt(address, 'ip');
  const hostname = textAt(address, 'hostname');
  const errors = checkIP(ip, `${path}.ip`);
  if (hostname !== '') errors.push(...checkText(dnsLabel, hostname, `${path}.hostname`));
  if (!isMissing(address, 'nodeName')) errors.push(...checkText(dnsSubdomain, textAt(address, 'nodeName'), `${path}.nodeName`));
  return [...errors, ...checkReachableIP(ip, `${path}.ip`)];
}

function validateAppProtocol(port: JSONObject, path: string): FieldError[] {
  if (isMissing(port, 'appProtocol')) return [];
  return checkText(labelKeyProblems, textAt(port, 'appProtocol'), `${path}.appProtocol`);
}

function validateSlicePorts(ports: readonly JSONObject[]): FieldError[] {
  if (ports.length > 20_000) return [tooMany('ports', ports.length, 20_000)];
  const isTaken = repeats<string>();
  return ports.flatMap((port, index) => {
    const path = `ports[${index}]`;
    const name = textAt(port, 'name');
    const errors = name === '' ? [] : checkText(dnsLabel, name, `${path}.name`);
    if (isTaken(name)) errors.push(duplicateValue(`${path}.name`, name));
    const protocol = textAt(port, 'protocol');
    if (!protocols.includes(protocol)) errors.push(notSupportedValue(`${path}.protocol`, protocol, protocols));
    return [...errors, ...validateAppProtocol(port, path)];
  });
}

function validateEndpoint(endpoint: JSONObject, type: string, path: string): FieldError[] {
  const addresses = textsAt(endpoint, 'addresses');
  const errors: FieldError[] = [];
  const field = `${path}.addresses`;
  if (addresses.length === 0) errors.push(requiredValue(field, 'must contain at least 1 address'));
  else if (addresses.length > 100) errors.push(tooMany(field, addresses.length, 100));
  for (const [index, address] of addresses.entries()) errors.push(...validateTypedAddress(address, type, field, index));
  if (!isMissing(endpoint, 'nodeName')) {
    errors.push(...checkText(dnsSubdomain, textAt(endpoint, 'nodeName'), `${path}.nodeName`));
  }
  if (!isMissing(endpoint, 'hostname')) errors.push(...checkText(dnsLabel, textAt(endpoint, 'hostname'), `${path}.hostname`));
  const hints = objectAt(endpoint, 'hints');
  for (const [list, rule] of [
    ['forZones', labelValueProblems],
    ['forNodes', dnsSubdomain],
  ] as const) {
    const at = `${path}.hints.${list}`;
    const names = objectsAt(hints, list).map((hint) => textAt(hint, 'name'));
    if (names.length > 8) return [...errors, tooMany(at, names.length, 8)];
    for (const [index, name] of names.entries()) {
      if (names.indexOf(name) < index) errors.push(duplicateValue(`${at}[${index}].name`, name));
      errors.push(...checkText(rule, name, `${at}[${index}].name`));
    }
  }
  return errors;
}

function validateTypedAddress(address: string, type: string, path: string, index: number): FieldError[] {
  const field = `${path}[${index}]`;
  if (type === 'FQDN') return validateDomain(address, field);
  if (type !== 'IPv4' && type !== 'IPv6') return [];
  const wrong = type === 'IPv4' ? checkIP(address, field) : checkCanonicalIP(address, field);
  if (wrong.length > 0) return wrong;
  const isOther = `IPv${String(familyOf(address))}` !== type;
  return [...(isOther ? [invalidValue(path, address, `must be an ${type} address`)] : []), ...checkReachableIP(address, field)];
}

/** Apimachinery IsFullyQualifiedDomainName. */
function validateDomain(given: string, field: string): FieldError[] {
  if (given === '') return [requiredValue(field)];
  const name = given.replace(/\.$/, '');
  const wrong = checkTextAtOnce(dnsSubdomain, name, field);
  if (wrong.length > 0) return wrong;
  const detail = 'should be a domain with at least two segments separated by dots';
  if (!name.includes('.')) return [invalidValue(field, name, detail)];
  const labels = name.split('.').map((label) => checkTextAtOnce(dnsLabel, label, field));
  return labels.find((errors) => errors.length > 0) ?? [];
}
