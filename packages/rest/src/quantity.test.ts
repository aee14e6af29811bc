import { describe, expect, it } from '@jest/globals';
import {
  addQuantities,
  canonicalQuantity,
  compareQuantities,
  newQuantity,
  parseQuantity,
  quantityNumber,
  quantityValue,
  subQuantities,
} from './quantity.js';

// Expectations were observed from api/resource of apimachinery 0.36.3 unless a test says that it differs.

describe('canonicalQuantity', () => {
  it.each([
    ['0', '0'],
    ['-0', '0'],
    ['0Ki', '0'],
    ['0e5', '0'],
    ['00.00m', '0'],
    ['1', '1'],
    ['+1', '1'],
    ['-1', '-1'],
    ['01', '1'],
    ['1.', '1'],
    ['.5', '500m'],
    ['1.5', '1500m'],
    ['1.5000', '1500m'],
    ['100m', '100m'],
    ['0.1', '100m'],
    ['1000m', '1'],
    ['1k', '1k'],
    ['1000', '1k'],
    ['1500', '1500'],
    ['1000k', '1M'],
    ['1.G', '1G'],
    ['1E', '1E'],
    ['1e3', '1e3'],
    ['1E3', '1e3'],
    ['1E+3', '1e3'],
    ['1e0', '1'],
    ['1e4', '10e3'],
    ['1.5e2', '150'],
    ['1e-3', '1e-3'],
    ['1e18', '1e18'],
    ['1e30', '1e30'],
    ['1Ki', '1Ki'],
    ['-1Ki', '-1Ki'],
    ['1024Ki', '1Mi'],
    ['1025Ki', '1025Ki'],
    ['1.5Gi', '1536Mi'],
    ['0.5Ki', '512'],
    ['-0.5Ki', '-512'],
    ['0.1Mi', '104857600m'],
    ['0.9Ki', '921600m'],
    ['7Ei', '7Ei'],
    ['1024', '1024'],
    ['123456789012345678901234567890', '123456789012345678901234567890'],
    ['9223372036854775808', '9223372036854775808'],
  ])('writes %s as %s', (quantity, canonical) => {
    expect(canonicalQuantity(quantity)).toBe(canonical);
    expect(canonicalQuantity(canonical)).toBe(canonical);
  });

  it.each([
    ['0.0000000001', '1n'],
    ['0.5n', '1n'],
    ['1.1n', '2n'],
    ['5e-10', '1e-9'],
    ['-5e-10', '-1e-9'],
    ['0.1234567891', '123456790n'],
    ['-0.1234567891', '-123456790n'],
  ])('rounds %s up to a billionth: %s', (quantity, canonical) => {
    expect(canonicalQuantity(quantity)).toBe(canonical);
  });

  it.each([
    ['8Ei', '9223372036854775807'],
    ['-8Ei', '-9223372036854775807'],
    ['9223372036854775808Ki', '9223372036854775807'],
  ])('ends the binary quantity %s at 2^63-1', (quantity, canonical) => {
    expect(canonicalQuantity(quantity)).toBe(canonical);
  });

  it('keeps amounts beyond the largest suffix, of which Go leaves only the first digits', () => {
    expect(canonicalQuantity('1000E')).toBe('1000E');
    expect(canonicalQuantity('1000000E')).toBe('1000000E');
    expect(canonicalQuantity(newQuantity(2n ** 70n, 'BinarySI'))).toBe('1024Ei');
  });

  it('writes what Go calls canonical although Go repeats some texts as they came', () => {
    expect(canonicalQuantity('1.500')).toBe('1500m');
  });

  it('takes the numbers that JSON may hold', () => {
    expect([1, 0.5, 1e-7, 1e21, 1500].map(canonicalQuantity)).toEqual(['1', '500m', '100e-9', '1e21', '1500']);
  });
});

describe('parseQuantity', () => {
  it('tells the exact amount and the format', () => {
    expect(parseQuantity('128Mi')).toEqual({ unscaled: 134217728n, exponent: 0, format: 'BinarySI' });
    expect(parseQuantity('1.50')).toEqual({ unscaled: 15n, exponent: -1, format: 'DecimalSI' });
    expect(parseQuantity('12e6')).toEqual({ unscaled: 12n, exponent: 6, format: 'DecimalExponent' });
    expect(parseQuantity('0.0001Ki')).toEqual({ unscaled: 1024n, exponent: -4, format: 'DecimalSI' });
    expect(parseQuantity('0')).toEqual({ unscaled: 0n, exponent: 0, format: 'DecimalSI' });
  });

  const pattern = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
  const suffix = "unable to parse quantity's suffix";

  it.each([
    ['', pattern],
    [' 1', pattern],
    ['1 Ki', pattern],
    ['1,5', pattern],
    ['1KI', pattern],
    ['1Mib', pattern],
    ['0x10', pattern],
    ['1e1.5', pattern],
    ['1.2.3', pattern],
    ['1\n', pattern],
    ['1ki', suffix],
    ['1K', suffix],
    ['1mi', suffix],
    ['1e', suffix],
    ['1e+', suffix],
    ['1-3', suffix],
    ['1nn', suffix],
  ])('refuses %j: %s', (text, problem) => {
    expect(() => parseQuantity(text)).toThrow(new Error(`cannot parse the quantity ${JSON.stringify(text)}: ${problem}`));
  });

  it.each(['-', '+', '.', 'Ki', '.m'])('refuses %s, which has no digit: Go takes most of these for 0', (text) => {
    expect(() => parseQuantity(text)).toThrow(pattern);
  });

  it.each(['1e1001', '1e-1001', '1e99999999999'])('refuses %s, on which Go spends its memory or which it misreads', (text) => {
    expect(() => parseQuantity(text)).toThrow('its exponent is beyond 1000');
    expect(canonicalQuantity('1e-1000')).toBe('1e-9');
  });

  it.each([NaN, Infinity])('refuses the number %d', (number) => {
    expect(() => parseQuantity(number)).toThrow(`cannot parse the quantity "${number}"`);
  });
});

describe('calculating', () => {
  it.each([
    ['1Gi', '512Mi', 1, '1536Mi', '512Mi'],
    ['0', '1Gi', -1, '1Gi', '-1Gi'],
    ['0', '0', 0, '0', '0'],
    ['1', '100m', 1, '1100m', '900m'],
    ['1Gi', '1G', 1, '2073741824', '73741824'],
    ['1Ki', '1', 1, '1025', '1023'],
    ['1500m', '1.5', 0, '3', '0'],
    ['1e3', '1k', 0, '2e3', '0'],
    ['9223372036854775807', '1', 1, '9223372036854775808', '9223372036854775806'],
    ['1', '1Gi', -1, '1073741825', '-1073741823'],
    ['-1Gi', '1Gi', -1, '0', '-2Gi'],
    ['1Ki', '1Ki', 0, '2Ki', '0'],
    ['0.5', '0.5', 0, '1', '0'],
    ['1n', '1E', -1, '1000000000000000000000000001n', '-999999999999999999999999999n'],
  ])('of %s and %s', (a, b, comparison, sum, difference) => {
    expect(compareQuantities(a, b)).toBe(comparison);
    expect(compareQuantities(b, a)).toBe(comparison === 0 ? 0 : -comparison);
    expect(canonicalQuantity(addQuantities(a, b))).toBe(sum);
    expect(canonicalQuantity(subQuantities(a, b))).toBe(difference);
  });

  it('keeps the format through several steps', () => {
    const total = ['300Mi', '212Mi', '512Mi'].reduce<ReturnType<typeof parseQuantity>>(addQuantities, parseQuantity('0'));
    expect(canonicalQuantity(total)).toBe('1Gi');
    expect(canonicalQuantity(addQuantities(subQuantities('1Ki', '512'), '512'))).toBe('1Ki');
  });

  it('takes numbers too', () => {
    expect(compareQuantities(1, '1000m')).toBe(0);
    expect(compareQuantities('500m', 1)).toBe(-1);
  });
});

describe('quantityValue', () => {
  it.each([
    ['100m', 1n, 100n],
    ['1.5Gi', 1610612736n, 1610612736000n],
    ['0.1Mi', 104858n, 104857600n],
    ['1n', 1n, 1n],
    ['0.123456789', 1n, 124n],
    ['2', 2n, 2000n],
    ['0', 0n, 0n],
  ])('of %s is %d, and %d thousandths', (quantity, value, milli) => {
    expect(quantityValue(quantity)).toBe(value);
    expect(quantityValue(quantity, -3)).toBe(milli);
  });

  it('does not overflow, as Go does', () => {
    expect(quantityValue('8E', -3)).toBe(8_000_000_000_000_000_000_000n);
    expect(quantityValue('1e30')).toBe(10n ** 30n);
  });

  it('rounds below zero away from it too, where Go does so only for short numbers', () => {
    expect(quantityValue('-100m')).toBe(-1n);
    expect(quantityValue('-0.1234567891', -3)).toBe(-124n);
  });

  it('counts in larger units', () => {
    expect(quantityValue('1500', 3)).toBe(2n);
    expect(quantityValue('2k', 3)).toBe(2n);
  });
});

describe('quantityNumber', () => {
  it.each([
    ['100m', 0.1],
    ['1.5', 1.5],
    ['1Gi', 1073741824],
    ['-250m', -0.25],
    ['1n', 1e-9],
    ['3e-9', 3e-9],
    ['1e30', 1e30],
    ['0', 0],
    ['1e400', Infinity],
  ])('of %s is %d', (quantity, number) => {
    expect(quantityNumber(quantity)).toBe(number);
  });
});

describe('newQuantity', () => {
  it('makes a quantity of a number, in any format', () => {
    expect(canonicalQuantity(newQuantity(1536n * 1024n * 1024n, 'BinarySI'))).toBe('1536Mi');
    expect(canonicalQuantity(newQuantity(2500n, 'DecimalSI', -3))).toBe('2500m');
    expect(canonicalQuantity(newQuantity(10n))).toBe('10');
    expect(canonicalQuantity(newQuantity(-11n, 'DecimalSI', -10))).toBe('-2n');
  });
});
