import { describe, expect, it } from '@jest/globals';
import fc from './fast-check.test-support.js';
import { epochNanoseconds, formatMicroTime, formatTime, parseTime, timeFromDate, timeToDate } from './time.js';

const first = Date.parse('0000-01-01T00:00:00Z');
const last = Date.parse('9999-12-31T23:59:59.999Z');
const millisecond = fc.integer({ min: first, max: last });
const wholeSecond = millisecond.map((time) => Math.floor(time / 1_000) * 1_000);

/** `2026-07-01T10:20:30`, of the wall clock `minutes` ahead of UTC. */
const wallClock = (time: number, minutes: number): string => new Date(time + minutes * 60_000).toISOString().slice(0, 19);

describe('times', () => {
  it('are read as the moment that they name, in any offset and with any digits of a second', () => {
    const offset = fc.integer({ min: -23 * 60 - 59, max: 23 * 60 + 59 });
    fc.assert(
      fc.property(
        fc.integer({ min: first + 86_400_000, max: last - 86_400_000 }).map((time) => Math.floor(time / 1_000) * 1_000),
        fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: 12 }),
        fc.option(offset, { nil: undefined }),
        (time, digits, offset = 0) => {
          const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60].map((part) =>
            String(part).padStart(2, '0'),
          );
          const zones = offset === 0 ? ['Z', '+00:00', '-00:00'] : [`${offset < 0 ? '-' : '+'}${hours ?? ''}:${minutes ?? ''}`];
          for (const zone of zones) {
            const text = `${wallClock(time, offset)}${digits === '' ? '' : `.${digits}`}${zone}`;
            expect(epochNanoseconds(text)).toBe(BigInt(time) * 1_000_000n + BigInt(digits.slice(0, 9).padEnd(9, '0')));
            expect(formatTime(parseTime(text))).toBe(`${wallClock(time, 0)}Z`);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('are written so that they are read as the same again, down to what each form holds', () => {
    fc.assert(
      fc.property(millisecond, fc.nat(999), fc.nat(999), (time, microsecond, nanosecond) => {
        const parts = { ...timeFromDate(new Date(time)), microsecond, nanosecond };
        expect(parseTime(formatMicroTime(parts))).toEqual({ ...parts, nanosecond: 0 });
        expect(parseTime(formatTime(parts))).toEqual({ ...parts, millisecond: 0, microsecond: 0, nanosecond: 0 });
        expect(timeToDate(parts).getTime()).toBe(time);
        expect(epochNanoseconds(parts)).toBe(BigInt(time) * 1_000_000n + BigInt(microsecond * 1_000 + nanosecond));
      }),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(wholeSecond, (time) => {
        expect(formatTime(new Date(time))).toBe(new Date(time).toISOString().replace('.000Z', 'Z'));
      }),
    );
  });

  it('are refused if no calendar has them, and nothing else is thrown', () => {
    const two = fc.nat(99).map((number) => String(number).padStart(2, '0'));
    fc.assert(
      fc.property(
        fc.constantFrom('2023', '2024', '1900', '2000'),
        two,
        two,
        two,
        two,
        two,
        (year, month, day, hour, minute, second) => {
          const text = `${year}-${month}-${day}T${hour}:${minute}:${second}Z`;
          const date = new Date(text);
          // JavaScript takes 24:00:00 for the next day's beginning; and February 31 for March.
          const isReal = !Number.isNaN(date.getTime()) && date.toISOString() === text.replace('Z', '.000Z');
          if (isReal) expect(timeToDate(text)).toEqual(date);
          else expect(() => parseTime(text)).toThrow(/^cannot parse the time "/);
        },
      ),
      { numRuns: 2_000 },
    );
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0129-:.TZ+ tz'), maxLength: 30 }), (text) => {
        try {
          expect(epochNanoseconds(text)).toBe(epochNanoseconds(parseTime(text)));
        } catch (error) {
          expect((error as Error).message).toMatch(/^cannot parse the time "/);
        }
      }),
      { numRuns: 500 },
    );
  });
});
