import { describe, expect, it } from '@jest/globals';
import { formatDuration, parseDuration } from './duration.js';

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

describe('parseDuration', () => {
  // Observed from time.ParseDuration of Go 1.26; milliseconds here.
  it.each([
    ['0', 0],
    ['+0', 0],
    ['-0', 0],
    ['0s', 0],
    ['-0s', 0],
    ['1s', 1_000],
    ['+1s', 1_000],
    ['-1.5h', -5_400_000],
    ['1h2m3s', 3_723_000],
    ['1h1h', 7_200_000],
    ['1.5s', 1_500],
    ['.5s', 500],
    ['1.s', 1_000],
    ['100ms', 100],
    ['1us', 0.001],
    ['1\u00b5s', 0.001],
    ['1\u03bcs', 0.001],
    ['1ns', 0.000001],
    ['0.5ns', 0],
    ['1.9ns', 0.000001],
    ['1.0000000001s', 1_000],
    ['0.100000000000000000000h', 360_000],
    ['0.9223372036854775807h', 3_320_413.933267],
    ['2562047h47m16.854775807s', 9_223_372_036_854.775807],
    ['9223372036854775807ns', 9_223_372_036_854.775807],
    ['-9223372036854775808ns', -9_223_372_036_854.775808],
  ])('reads %s as %d ms', (text, milliseconds) => {
    expect(parseDuration(text)).toBe(milliseconds);
  });

  it.each([
    ['', 'invalid duration ""'],
    ['-', 'invalid duration "-"'],
    ['s', 'invalid duration "s"'],
    ['.s', 'invalid duration ".s"'],
    ['-.s', 'invalid duration "-.s"'],
    ['--1s', 'invalid duration "--1s"'],
    [' 1s', 'invalid duration " 1s"'],
    ['1', 'missing unit in duration "1"'],
    ['1.', 'missing unit in duration "1."'],
    ['3x', 'unknown unit "x" in duration "3x"'],
    ['1d', 'unknown unit "d" in duration "1d"'],
    ['1 s', 'unknown unit " s" in duration "1 s"'],
    ['1S', 'unknown unit "S" in duration "1S"'],
    ['1e3s', 'unknown unit "e" in duration "1e3s"'],
    ['1"s', 'unknown unit "\\"s" in duration "1\\"s"'],
    ['1toString', 'unknown unit "toString" in duration "1toString"'],
    ['9223372036854775808ns', 'invalid duration "9223372036854775808ns"'],
    ['299999999959999999992mm', 'invalid duration "299999999959999999992mm"'],
    ['999999999h5', 'invalid duration "999999999h5"'],
    ['2562048h', 'invalid duration "2562048h"'],
    ['99999999999999999999s', 'invalid duration "99999999999999999999s"'],
  ])('refuses %j: %s', (text, problem) => {
    expect(() => parseDuration(text)).toThrow(new Error(`time: ${problem}`));
  });

  it('reads back what formatDuration writes', () => {
    for (const milliseconds of [0.000001, 0.0015, 1.5, 999.999999, 59_999, 3_723_004.005006]) {
      expect(parseDuration(formatDuration(milliseconds))).toBe(milliseconds);
    }
  });
});
