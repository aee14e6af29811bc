import { describe, expect, it } from '@jest/globals';
import { parseRetryAfter } from './retry-after.js';

const now = new Date('2026-07-01T10:00:00Z');

describe('parseRetryAfter: seconds', () => {
  // What counts as an integer was observed from strconv.Atoi, which client-go uses.
  it.each([
    ['0', 0],
    ['5', 5_000],
    ['+5', 5_000],
    ['007', 7_000],
    [' 5 ', 5_000],
    ['-5', 0],
    ['-0', 0],
  ])('reads %j as %d ms', (value, milliseconds) => {
    expect(parseRetryAfter(value, now)).toBe(milliseconds);
  });

  it.each([undefined, '', ' ', '1.5', '1e3', '0x10', '1_000', '٣', 'soon', '--1', '5s', 'NaN', 'Infinity'])(
    'does not understand %j',
    (value) => {
      expect(parseRetryAfter(value, now)).toBeUndefined();
    },
  );

  it('takes any number of 64 bits at its word', () => {
    expect(parseRetryAfter('2147484', now)).toBe(2_147_484_000);
    expect(parseRetryAfter('9223372036854775807', now)).toBe(9_223_372_036_854_775_807_000);
    expect(parseRetryAfter('-9223372036854775808', now)).toBe(0);
  });

  it('does not understand what is beyond 64 bits', () => {
    expect(parseRetryAfter('9223372036854775808', now)).toBeUndefined();
    expect(parseRetryAfter('99999999999999999999', now)).toBeUndefined();
    expect(parseRetryAfter('-9223372036854775809', now)).toBeUndefined();
  });
});

describe('parseRetryAfter: dates', () => {
  it.each([
    ['Wed, 01 Jul 2026 10:00:30 GMT', 30_000],
    ['Wednesday, 01-Jul-26 10:00:30 GMT', 30_000],
    ['Wed Jul  1 10:00:30 2026', 30_000],
    ['Thu Jul 02 10:00:00 2026', 86_400_000],
  ])('reads %j as %d ms', (value, milliseconds) => {
    expect(parseRetryAfter(value, now)).toBe(milliseconds);
  });

  it('takes a past date as now', () => {
    expect(parseRetryAfter('Sun, 06 Nov 1994 08:49:37 GMT', now)).toBe(0);
    expect(parseRetryAfter('Sunday, 06-Nov-94 08:49:37 GMT', now)).toBe(0);
  });

  it('takes two digits of a year for one within 50 years from now', () => {
    expect(parseRetryAfter('Wednesday, 01-Jul-76 10:00:00 GMT', now)).toBe(Date.UTC(2076, 6, 1, 10) - now.getTime());
    expect(parseRetryAfter('Friday, 01-Jul-77 10:00:00 GMT', now)).toBe(0);
  });

  it('counts the milliseconds of the present', () => {
    expect(parseRetryAfter('Wed, 01 Jul 2026 10:00:01 GMT', new Date('2026-07-01T10:00:00.250Z'))).toBe(750);
  });

  it.each([
    '2026-07-01T10:00:30Z',
    'Wed, 01 Jul 2026 10:00:30',
    'Wed, 01 Jul 2026 10:00:30 CET',
    'Wed, 1 Jul 2026 10:00:30 GMT',
    'Wed, 31 Jun 2026 10:00:30 GMT',
    'Wed, 01 Xyz 2026 10:00:30 GMT',
    'Wed, 01 Jul 2026 24:00:30 GMT',
    'Wed, 01 Jul 2026 10:60:30 GMT',
    'Wed, 01 Jul 2026 10:00:61 GMT',
    'tomorrow 1',
  ])('does not understand %j', (value) => {
    expect(parseRetryAfter(value, now)).toBeUndefined();
  });
});
