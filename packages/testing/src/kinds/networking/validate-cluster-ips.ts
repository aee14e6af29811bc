import { isIP } from 'node:net';
import type { JSONObject } from '../../json.js';
import {
  duplicateValue,
  type FieldError,
  invalidValue,
  notSupportedValue,
  requiredValue,
} from '../../validation/field-errors.js';
import { listAt, objectAt, textAt } from '../../json-fields.js';
import { isHeadless } from './service-types.js';
import { checkGiven } from '../value-rules.js';

const families = ['IPv4', 'IPv6'];
const policies = ['PreferDualStack', 'RequireDualStack', 'SingleStack'];

/**
 * Whether `clusterIP`, `clusterIPs`, `ipFamilies` and `ipFamilyPolicy` fit together (Kubernetes
 * ValidateServiceClusterIPsRelatedFields).
 */
export function validateClusterIPs(service: JSONObject): FieldError[] {
  const spec = objectAt(service, 'spec') ?? {};
  if (spec['type'] === 'ExternalName') return [];
  const errors: FieldError[] = [];
  const ip = textAt(spec, 'clusterIP');
  const ips = listAt(spec, 'clusterIPs').map(String);
  const ipsError = (detail: string): void => void errors.push(invalidValue('spec.clusterIPs', ips, detail));
  if (ip === '' && ips.length > 0) ipsError('must be empty when `clusterIP` is not specified');
  if (ip !== '' && ips.length === 0) errors.push(requiredValue('spec.clusterIPs'));
  if (ip !== '' && ips.length > 0 && ips[0] !== ip) ipsError('first value must match `clusterIP`');

  const given = listAt(spec, 'ipFamilies').map(String);
  for (const [index, family] of given.entries()) {
    const field = `spec.ipFamilies[${index}]`;
    if (!families.includes(family)) errors.push(notSupportedValue(field, family, families));
    if (given.indexOf(family) < index) errors.push(duplicateValue(field, family));
  }
  errors.push(...checkGiven(spec, 'ipFamilyPolicy', policies, 'spec'));

  let isInvalid = false;
  for (const [index, one] of ips.entries()) {
    if (index === 0 && one === 'None') {
      if (ips.length === 1) continue;
      ipsError("'None' must be the first and only value");
      isInvalid = true;
    } else if (isIP(one) === 0) {
      const detail = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)';
      errors.push(invalidValue(`spec.clusterIPs[${index}]`, one, detail));
      isInvalid = true;
    }
  }
  if (ips.length > 2) ipsError('may only hold up to 2 values');
  if (isInvalid) return errors;
  const isDualStack = new Set(ips.map(isIP)).size === ips.length;
  if (ips.length > 1 && !isDualStack) ipsError('may specify no more than one IP for each IP family');
  if (isHeadless(service)) return errors;
  for (const [index, one] of ips.entries()) {
    const expected = given[index];
    if (expected === undefined || !families.includes(expected) || expected === `IPv${isIP(one)}`) continue;
    const detail = `expected an ${expected} value as indicated by \`ipFamilies[${index}]\``;
    errors.push(invalidValue(`spec.clusterIPs[${index}]`, one, detail));
  }
  return errors;
}
