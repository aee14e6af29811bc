import { describe, expect, it } from '@jest/globals';
import fc from './fast-check.test-support.js';
import {
  addQuantities,
  canonicalQuantity,
  compareQuantities,
  parseQuantity,
  quantityNumber,
  quantityValue,
  subQuantities,
} from './quantity.js';

const powers: Readonly<Record<string, [base: bigint, power: number]>> = {
  ...Object.fromEntries(['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'].map((suffix, i) => [suffix, [10n, 3 * i - 9]])),
  ...Object.fromEntries(['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'].map((suffix, i) => [suffix, [2n, 10 * (i + 1)]])),
};

interface Written {
  text: string;
  /** Billionths, rounded away from zero. */
  nanos: bigint;
}

const digits = fc.string({ unit: fc.constantFrom(...'0123459'), maxLength: 12 });
const exponent = fc.integer({ min: -15, max: 30 });
const suffix = fc.oneof(
  fc.constantFrom(...Object.keys(powers)),
  fc
    .tuple(fc.constantFrom('e', 'E'), fc.constantFrom('', '+'), exponent)
    .map(([e, plus, power]) => `${e}${power < 0 ? '' : plus}${String(power)}`),
);
const largestBinary = 2n ** 63n - 1n;

/** The amount that a text stands for, by the definition of the API. */
function amountOf(sign: string, whole: string, fraction: string, suffix: string): bigint {
  const [base, power] = powers[suffix] ?? [10n, Number(suffix.slice(1))];
  const scaled = BigInt(whole + fraction) * (power >= 0 ? base ** BigInt(power) : 1n) * 1_000_000_000n;
  const divisor = 10n ** BigInt(fraction.length) * (power < 0 ? base ** BigInt(-power) : 1n);
  const rounded = (scaled + divisor - 1n) / divisor;
  const limited = base === 2n && rounded > largestBinary * 1_000_000_000n ? largestBinary * 1_000_000_000n : rounded;
  return sign === '-' ? -limited : limited;
}

const written: fc.Arbitrary<Written> = fc
  .tuple(fc.constantFrom('', '', '+', '-'), digits, fc.option(digits, { nil: undefined }), suffix)
  .filter(([, whole, fraction]) => whole + (fraction ?? '') !== '')
  .map(([sign, whole, fraction, suffix]) => ({
    text: `${sign}${whole}${fraction === undefined ? '' : `.${fraction}`}${suffix}`,
    nanos: amountOf(sign, whole, fraction ?? '', suffix),
  }));

describe('quantities', () => {
  it('stand for the amount that the API defines', () => {
    fc.assert(
      fc.property(written, ({ text, nanos }) => {
        expect(quantityValue(text, -9)).toBe(nanos);
        expect(quantityNumber(text)).toBe(Number(`${String(nanos)}e-9`));
      }),
      { numRuns: 1_000 },
    );
  });

  it('are written in one way, which is read as the same amount and written as the same again', () => {
    fc.assert(
      fc.property(written, ({ text, nanos }) => {
        const canonical = canonicalQuantity(text);
        expect(canonical).toMatch(/^(?:0|-?[1-9]\d*(?:[numkMGTPE]|[KMGTPE]i|e-?[1-9]\d*)?)$/);
        expect(quantityValue(canonical, -9)).toBe(nanos);
        expect(canonicalQuantity(canonical)).toBe(canonical);
        expect(canonicalQuantity(parseQuantity(text))).toBe(canonical);
      }),
      { numRuns: 1_000 },
    );
  });

  it('are added, subtracted and compared without losing anything', () => {
    fc.assert(
      fc.property(written, written, (a, b) => {
        expect(quantityValue(addQuantities(a.text, b.text), -9)).toBe(a.nanos + b.nanos);
        expect(quantityValue(subQuantities(a.text, b.text), -9)).toBe(a.nanos - b.nanos);
        expect(compareQuantities(a.text, b.text)).toBe(a.nanos < b.nanos ? -1 : a.nanos > b.nanos ? 1 : 0);
      }),
      { numRuns: 500 },
    );
  });

  it('throw for what is none, and for nothing else', () => {
    const soup = fc.string({ unit: fc.constantFrom(...'019.+-eEinumkKMGTP x'), maxLength: 8 });
    const syntax = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[numkMGTPE]|[KMGTPE]i|[eE][+-]?\d{1,3})?$/;
    fc.assert(
      fc.property(soup, (text) => {
        if (syntax.test(text)) expect(() => parseQuantity(canonicalQuantity(text))).not.toThrow();
        else if (!/[eE][+-]?\d{4}/.test(text)) expect(() => parseQuantity(text)).toThrow(/^cannot parse the quantity "/);
      }),
      { numRuns: 3_000 },
    );
  });
});
