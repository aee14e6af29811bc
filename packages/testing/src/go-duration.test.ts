import { describe, expect, it } from '@jest/globals';
import { parseGoDuration } from './go-duration.js';

describe('parseGoDuration', () => {
  it.each<[text: string, nanoseconds: bigint]>([
    ['0', 0n],
    ['-0', 0n],
    ['1h30m', 5_400_000_000_000n],
    ['-1.5s', -1_500_000_000n],
    ['+.5µs', 500n],
    ['1.s', 1_000_000_000n],
    ['1ns1us1μs1ms', 1_002_001n],
    ['9223372036854775807ns', 9_223_372_036_854_775_807n],
    ['-9223372036854775808ns', -9_223_372_036_854_775_808n],
    [`0.5${'0'.repeat(1_000_000)}s`, 500_000_000n],
    [`${'0'.repeat(1_000_000)}1s`, 1_000_000_000n],
  ])('reads %.40s', (text, nanoseconds) => {
    expect(parseGoDuration(text)).toBe(nanoseconds);
  });

  it.each<[text: string, words: string]>([
    ['', 'invalid duration ""'],
    ['-', 'invalid duration "-"'],
    ['x', 'invalid duration "x"'],
    ['.s', 'invalid duration ".s"'],
    ['1s.', 'invalid duration "1s."'],
    ['1', 'missing unit in duration "1"'],
    ['1d', 'unknown unit "d" in duration "1d"'],
    ['9223372036854775808ns', 'invalid duration "9223372036854775808ns"'],
    [`1${'0'.repeat(1_000_000)}s`, 'invalid duration "1'],
  ])('tells in Go’s words of %.40s', (text, words) => {
    expect(() => parseGoDuration(text)).toThrow(words);
  });
});
