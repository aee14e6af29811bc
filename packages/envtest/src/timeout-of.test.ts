import { describe, expect, it } from '@jest/globals';
import { timeoutOf } from './timeout-of.js';

describe('timeoutOf', () => {
  it.each([
    ['60s', 60_000],
    ['1m30s', 90_000],
    ['1.5h', 5_400_000],
    ['250ms', 250],
    [undefined, undefined],
    ['', undefined],
    ['0', undefined],
    ['0s', undefined],
  ])('reads %p as %p ms', (text, milliseconds) => {
    expect(timeoutOf('WAIT', { WAIT: text })).toBe(milliseconds);
  });

  it.each(['60', 's', '1 m', '-1s', '1d'])('refuses %p', (text) => {
    expect(() => timeoutOf('WAIT', { WAIT: text })).toThrow(`WAIT=${text}: not a duration`);
  });
});
