import type { JSONObject } from '../../json.js';
import { objectAt, textAt, textsAt } from '../../json-fields.js';
import { type FieldError, invalidValue, requiredValue } from '../../validation/field-errors.js';
import { pathSegmentProblems } from '../../validation/names.js';
import { checkCanonicalIP, checkCanonicalRange, familyOf } from '../ip-rules.js';
import { meansTheSame } from '../semantic-equality.js';
import { checkSegment } from '../value-rules.js';
import { checkText, dnsSubdomain } from '../../validation/text-rules.js';

/** Kubernetes ValidateServiceCIDR. */
export function validateServiceCIDR(serviceCIDR: JSONObject): FieldError[] {
  const spec = objectAt(serviceCIDR, 'spec') ?? {};
  const ranges = textsAt(spec, 'cidrs');
  if (ranges.length === 0) return [requiredValue('spec.cidrs', 'at least one CIDR required')];
  if (ranges.length > 2) return [invalidValue('spec.cidrs', { CIDRs: ranges }, 'may only hold up to 2 values')];
  const errors = ranges.flatMap((range, index) => checkCanonicalRange(range, `spec.cidrs[${index}]`));
  const [first, second] = ranges.map(familyOf);
  if (ranges.length === 1 || first !== second || first === undefined) return errors;
  const detail = 'may specify no more than one IP for each IP family, i.e 192.168.0.0/24 and 2001:db8::/64';
  return [...errors, invalidValue('spec.cidrs', ranges, detail)];
}

/** A second family may come (Kubernetes ValidateServiceCIDRUpdate). */
export function validateServiceCIDRUpdate(serviceCIDR: JSONObject, old: JSONObject): FieldError[] {
  const [ranges, before] = [serviceCIDR, old].map((one) => textsAt(objectAt(one, 'spec'), 'cidrs')) as [string[], string[]];
  const detail = 'field is immutable';
  const isGrowing = before.length === 1 && ranges.length === 2;
  if (!isGrowing && ranges.length !== before.length) return [invalidValue('spec.cidrs', ranges, detail)];
  const errors = before.flatMap((range, index) =>
    range === ranges[index] ? [] : [invalidValue(`spec.cidrs[${index}]`, ranges[index], detail)],
  );
  return isGrowing ? [...errors, ...validateServiceCIDR(serviceCIDR)] : errors;
}

/** Kubernetes ValidateIPAddress. */
export function validateIPAddress(address: JSONObject): FieldError[] {
  const name = textAt(objectAt(address, 'metadata'), 'name');
  const errors = checkCanonicalIP(name, 'metadata.name');
  const parent = objectAt(address, 'spec', 'parentRef');
  const path = 'spec.parentRef';
  if (!parent) return [...errors, requiredValue(path)];
  const group = textAt(parent, 'group');
  const namespace = textAt(parent, 'namespace');
  return [
    ...errors,
    ...(group === '' ? [] : checkText(dnsSubdomain, group, `${path}.group`)),
    ...['resource', 'name'].flatMap((part) => checkSegment(textAt(parent, part), `${path}.${part}`)),
    ...pathSegmentProblems(namespace).map((problem) => invalidValue(`${path}.namespace`, namespace, problem)),
  ];
}

/** An address belongs to whom it belonged to. */
export function validateIPAddressUpdate(address: JSONObject, old: JSONObject): FieldError[] {
  const [parent, before] = [address, old].map((one) => objectAt(one, 'spec', 'parentRef'));
  if (meansTheSame(parent, before)) return [];
  const shown = ['group', 'resource', 'namespace', 'name'].map((part) => [
    part.charAt(0).toUpperCase() + part.slice(1),
    textAt(parent, part),
  ]);
  return [invalidValue('spec.parentRef', parent ? (Object.fromEntries(shown) as JSONObject) : null, 'field is immutable')];
}
