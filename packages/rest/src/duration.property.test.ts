import { describe, expect, it } from '@jest/globals';
import fc from './fast-check.test-support.js';
import { formatDuration } from './duration.js';

const units: Readonly<Record<string, bigint>> = {
  h: 3_600_000_000_000n,
  m: 60_000_000_000n,
  s: 1_000_000_000n,
  ms: 1_000_000n,
  µs: 1_000n,
  ns: 1n,
};

/** Nanoseconds of a text in the syntax of Go's `time.ParseDuration`. */
function parseDuration(text: string): bigint {
  const syntax = /^(-?)((?:\d+(?:\.\d+)?(?:h|m|s|ms|µs|ns))+)$/;
  const [, sign = '', terms = ''] = syntax.exec(text) ?? [];
  if (terms === '') throw new Error(`no duration: ${text}`);
  let sum = 0n;
  for (const [, whole = '', fraction = '', unit = ''] of terms.matchAll(/(\d+)(?:\.(\d+))?(h|ms|m|s|µs|ns)/g)) {
    const scaled = BigInt(whole + fraction) * (units[unit] as bigint);
    if (scaled % 10n ** BigInt(fraction.length) !== 0n) throw new Error(`finer than a nanosecond: ${text}`);
    sum += scaled / 10n ** BigInt(fraction.length);
  }
  return sign === '-' ? -sum : sum;
}

describe('formatDuration', () => {
  it('writes milliseconds so that Go reads the same number of nanoseconds', () => {
    // Up to here a millisecond and its fraction fit into a number without losing a nanosecond.
    const exact = fc.bigInt({ min: -(2n ** 50n), max: 2n ** 50n });
    const anySize = fc.tuple(exact, fc.integer({ min: 0, max: 49 })).map(([nanoseconds, shift]) => nanoseconds >> BigInt(shift));
    fc.assert(
      fc.property(anySize, (nanoseconds) => {
        expect(parseDuration(formatDuration(Number(nanoseconds) / 1e6))).toBe(nanoseconds);
      }),
      { numRuns: 1_000 },
    );
    fc.assert(
      fc.property(fc.maxSafeInteger(), (large) => {
        const milliseconds = large % 9_223_372_036_854;
        expect(parseDuration(formatDuration(milliseconds))).toBe(BigInt(milliseconds) * 1_000_000n);
      }),
    );
  });

  it('writes no unit that is zero before the first, no minute or second above 59, and no zero at the end of a fraction', () => {
    const shape =
      /^(?:0s|-?(?:[1-9]\d*h[1-5]?\dm[1-5]?\d(?:\.\d*[1-9])?s|[1-5]?\dm[1-5]?\d(?:\.\d*[1-9])?s|[1-5]?\d(?:\.\d*[1-9])?s|[1-9]\d{0,2}(?:\.\d*[1-9])?(?:ms|µs)|[1-9]\d{0,2}ns))$/;
    const finite = fc.double({ noNaN: true, min: -9_223_372_036_854, max: 9_223_372_036_854 });
    fc.assert(
      fc.property(fc.oneof(finite, fc.integer(), fc.integer({ min: -100_000, max: 100_000 })), (milliseconds) => {
        const text = formatDuration(milliseconds);
        expect(text).toMatch(shape);
        expect(text).not.toMatch(/^-?0[hm]/);
      }),
      { numRuns: 1_000 },
    );
  });

  it('throws a RangeError for every number that Go cannot hold, and for nothing else', () => {
    fc.assert(
      fc.property(fc.double(), (milliseconds) => {
        const fits = Math.abs(milliseconds) <= 9_223_372_036_854;
        if (fits) expect(formatDuration(milliseconds)).toMatch(/s$/);
        else expect(() => formatDuration(milliseconds)).toThrow(RangeError);
      }),
    );
  });
});
