import { describe, expect, it } from '@jest/globals';
import { formatDuration } from './duration.js';

describe('formatDuration', () => {
  // Observed from Duration.String of Go 1.26; milliseconds here.
  it.each([
    [0, '0s'],
    [-0, '0s'],
    [0.000001, '1ns'],
    [0.000999, '999ns'],
    [0.001, '1µs'],
    [0.0015, '1.5µs'],
    [0.999999, '999.999µs'],
    [1, '1ms'],
    [1.1, '1.1ms'],
    [1.5, '1.5ms'],
    [100, '100ms'],
    [500, '500ms'],
    [1_000, '1s'],
    [1_500, '1.5s'],
    [60_000, '1m0s'],
    [61_001, '1m1.001s'],
    [150_000, '2m30s'],
    [3_599_999.999999, '59m59.999999999s'],
    [3_600_000, '1h0m0s'],
    [86_400_000, '24h0m0s'],
    [90_061_000.000001, '25h1m1.000000001s'],
    [12_345_678_901.5, '3429h21m18.9015s'],
    [31_536_000_000, '8760h0m0s'],
    [-0.000001, '-1ns'],
    [-1.5, '-1.5ms'],
    [-60_000, '-1m0s'],
  ])('writes %d ms as %s', (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text);
  });

  it('writes nothing below a nanosecond', () => {
    expect(formatDuration(1e-9)).toBe('0s');
    expect(formatDuration(-1e-9)).toBe('0s');
  });

  it.each([NaN, Infinity, -Infinity])('refuses %d and says so', (milliseconds) => {
    expect(() => formatDuration(milliseconds)).toThrow(
      new RangeError(`cannot write ${milliseconds} milliseconds as a duration: it must be a finite number`),
    );
  });

  it('refuses what Go cannot represent', () => {
    expect(() => formatDuration(9_223_372_036_855)).toThrow('the longest is 2562047h47m16.854775807s');
    expect(formatDuration(9_223_372_036_854)).toBe('2562047h47m16.854s');
  });
});
