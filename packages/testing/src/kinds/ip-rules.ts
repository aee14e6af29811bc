import { quote } from '@kubewright/rest';
import { type FieldError, invalidValue } from '../validation/field-errors.js';
import { type Address, addressText, masked, parseAddress, parsePrefix } from '../warnings/ip-texts.js';

/** An address, which may be written in other ways than the usual one (Kubernetes IsValidIPForLegacyField). */
export function checkIP(value: string, field: string): FieldError[] {
  const address = parseAddress(value);
  const wrong = (detail: string): FieldError[] => [invalidValue(field, value, detail)];
  if (!address) return wrong('must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)');
  if (address.isStandard) return [];
  return wrong(isMapped(value, address) ? 'must not be an IPv4-mapped IPv6 address' : 'must not have leading 0s');
}

/** An address in its one form (apimachinery IsValidIP). */
export function checkCanonicalIP(value: string, field: string): FieldError[] {
  const wrong = checkIP(value, field);
  const canonical = addressText(parseAddress(value)?.bytes ?? []);
  if (wrong.length > 0 || canonical === value) return wrong;
  return [invalidValue(field, value, `must be in canonical form (${quote(canonical)})`)];
}

/** A range of addresses, as `10.9.8.0/24`, which may be written in other ways (Kubernetes IsValidCIDRForLegacyField). */
export function checkRange(value: string, field: string): FieldError[] {
  const prefix = parsePrefix(value);
  const wrong = (detail: string): FieldError[] => [invalidValue(field, value, detail)];
  if (!prefix) return wrong('must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)');
  if (!prefix.isStandard) {
    const detail = 'must not have leading 0s in IP or prefix length';
    return wrong(isMapped(value, prefix) ? 'must not have an IPv4-mapped IPv6 address' : detail);
  }
  const isNetwork = addressText(masked(prefix)) === addressText(prefix.bytes);
  return isNetwork ? [] : wrong('must not have bits set beyond the prefix length');
}

/** A range in its one form (apimachinery IsValidCIDR). */
export function checkCanonicalRange(value: string, field: string): FieldError[] {
  const wrong = checkRange(value, field);
  const prefix = parsePrefix(value);
  if (wrong.length > 0 || !prefix) return wrong;
  const canonical = `${addressText(prefix.bytes)}/${prefix.length}`;
  return canonical === value ? [] : [invalidValue(field, value, `must be in canonical form (${quote(canonical)})`)];
}

/** An address that things outside of a machine can have (Kubernetes ValidateEndpointIP). */
export function checkReachableIP(value: string, field: string): FieldError[] {
  const address = parseAddress(value);
  const refused = (why: string): FieldError[] => [invalidValue(field, value, why)];
  if (!address) return refused('must be a valid IP address');
  const text = addressText(address.bytes);
  if (text === '0.0.0.0' || text === '::') return refused(`may not be unspecified (${value})`);
  if (/^127\.|^::1$/.test(text)) return refused('may not be in the loopback range (127.0.0.0/8, ::1/128)');
  if (/^169\.254\.|^fe[89ab].:/.test(text)) return refused('may not be in the link-local range (169.254.0.0/16, fe80::/10)');
  if (!/^224\.0\.0\.|^ff.2:/.test(text)) return [];
  return refused('may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)');
}

/** Whether all of a range, and not the same, is in another one. What is none is in none. */
export function isWithin(inner: string, outer: string): boolean {
  const [some, all] = [parsePrefix(inner), parsePrefix(outer)];
  if (!some || !all || some.bytes.length !== all.bytes.length || some.length <= all.length) return false;
  return addressText(masked({ ...some, length: all.length })) === addressText(masked(all));
}

/** 4 or 6; undefined for what is no address and no range. */
export function familyOf(value: string): 4 | 6 | undefined {
  const address = value.includes('/') ? parsePrefix(value) : parseAddress(value);
  return address && (address.bytes.length === 4 ? 4 : 6);
}

function isMapped(value: string, { bytes }: Address): boolean {
  return value.includes(':') && bytes.length === 4;
}
