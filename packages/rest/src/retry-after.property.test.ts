import { describe, expect, it } from '@jest/globals';
import fc from './fast-check.test-support.js';
import { parseRetryAfter } from './retry-after.js';

/** Dates that all three forms of HTTP can write: two digits of a year reach 50 years in both directions. */
const second = fc.date({ min: new Date('1990-01-01T00:00:00Z'), max: new Date('2060-01-01T00:00:00Z'), noInvalidDate: true });
const wholeSeconds = second.map((date) => new Date(Math.floor(date.getTime() / 1_000) * 1_000));
const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** A date in the three forms of RFC 9110, section 5.6.7. */
function forms(date: Date): string[] {
  const [, day = '', month = '', year = '', time = ''] = /^..., (\d\d) (...) (\d{4}) (.{8}) GMT$/.exec(date.toUTCString()) ?? [];
  const weekday = days[date.getUTCDay()] as string;
  return [
    date.toUTCString(),
    `${weekday}, ${day}-${month}-${year.slice(2)} ${time} GMT`,
    `${weekday.slice(0, 3)} ${month} ${String(Number(day)).padStart(2, ' ')} ${time} ${year}`,
  ];
}

describe('parseRetryAfter', () => {
  it('gives a finite wait of 0 or more, or none at all, whatever the header says', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom('0', '9', '-', '+', '.', 'e', ' ', '\t', 'x') }),
      wholeSeconds
        .chain((date) => fc.tuple(fc.constantFrom(...forms(date)), fc.nat(30), fc.string({ maxLength: 2 })))
        .map(([text, at, change]) => text.slice(0, at) + change + text.slice(at + 1)),
    );
    fc.assert(
      fc.property(anything, wholeSeconds, (value, now) => {
        const wait = parseRetryAfter(value, now) ?? 0;
        expect(wait >= 0 && Number.isFinite(wait)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it('takes any integer of 64 bits as seconds, and no larger one', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 65n), max: 2n ** 65n }), fc.constantFrom('', ' ', '\t'), (seconds, space) => {
        const fits = BigInt.asIntN(64, seconds) === seconds;
        const expected = seconds < 0n ? 0 : Number(seconds) * 1_000;
        expect(parseRetryAfter(`${space}${String(seconds)}${space}`, new Date(0))).toBe(fits ? expected : undefined);
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: -10, max: 3_000_000 }), (seconds) => {
        expect(parseRetryAfter(String(seconds), new Date(0))).toBe(Math.max(0, seconds * 1_000));
      }),
    );
  });

  it('takes a date in each form of HTTP as the time until then', () => {
    fc.assert(
      fc.property(wholeSeconds, fc.integer({ min: -100_000, max: 10_000_000_000 }), (date, ahead) => {
        const now = new Date(date.getTime() - ahead);
        for (const text of forms(date)) expect(parseRetryAfter(text, now)).toBe(Math.max(0, ahead));
      }),
      { numRuns: 500 },
    );
  });
});
