import { describe, expect, it } from '@jest/globals';
import { checkCanonicalIP, checkCanonicalRange, checkIP, checkRange, checkReachableIP, familyOf, isWithin } from './ip-rules.js';

describe('addresses', () => {
  it('may be written in more than one way, where that was always so', () => {
    expect(checkIP('2001:DB8::1', 'ip')).toEqual([]);
    expect(checkRange('2001:DB8::/32', 'range')).toEqual([]);
  });

  it.each([
    [checkIP, 'a', 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)'],
    [checkIP, '01.2.3.4', 'must not have leading 0s'],
    [checkIP, '::ffff:1.2.3.4', 'must not be an IPv4-mapped IPv6 address'],
    [checkCanonicalIP, '2001:DB8::1', 'must be in canonical form ("2001:db8::1")'],
    [checkRange, '10.0.0.0/33', 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)'],
    [checkRange, '10.0.0.0/08', 'must not have leading 0s in IP or prefix length'],
    [checkRange, '10.0.0.1/8', 'must not have bits set beyond the prefix length'],
    [checkCanonicalRange, '2001:DB8::/64', 'must be in canonical form ("2001:db8::/64")'],
    [checkReachableIP, '0:0::1', 'may not be in the loopback range (127.0.0.0/8, ::1/128)'],
    [checkReachableIP, '::', 'may not be unspecified (::)'],
  ] as const)('are looked at: %p of %s', (check, text, detail) => {
    const [told] = check(text, 'field');
    expect(told?.message).toBe(`Invalid value: "${text}": ${detail}`);
  });

  it('are within a range that has more', () => {
    expect(isWithin('10.1.0.0/16', '10.0.0.0/8')).toBe(true);
    expect(isWithin('10.0.0.0/8', '10.0.0.0/8')).toBe(false);
    expect(isWithin('11.0.0.0/16', '10.0.0.0/8')).toBe(false);
    expect(isWithin('::/64', '10.0.0.0/8')).toBe(false);
  });

  it('are of a family', () => {
    expect(['10.0.0.0/8', '::1', 'a'].map(familyOf)).toEqual([4, 6, undefined]);
  });
});
