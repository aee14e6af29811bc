import { describe, expect, it } from '@jest/globals';
import { encodeQuery } from './query-encode.js';

describe('encodeQuery', () => {
  // Observed from url.Values.Encode of Go 1.26.
  it.each([
    [{}, ''],
    [{ k: [] }, ''],
    [{ b: ['2', '1'], a: ['x y', "é*~-_.!()'"] }, 'a=x+y&a=%C3%A9%2A~-_.%21%28%29%27&b=2&b=1'],
    [{ '': ['v'], k: [''] }, '=v&k='],
    [{ Z: ['1'], a: ['2'], A: ['3'] }, 'A=3&Z=1&a=2'],
    [{ '\ue000': ['1'], '😀': ['2'], z: ['a+b&c=d/e?f'] }, 'z=a%2Bb%26c%3Dd%2Fe%3Ff&%EE%80%80=1&%F0%9F%98%80=2'],
  ])('encodes %j as %j', (params, query) => {
    expect(encodeQuery(new Map(Object.entries(params)))).toBe(query);
  });

  it('gives what URLSearchParams reads back', () => {
    const value = Array.from({ length: 0x200 }, (_, code) => String.fromCharCode(code)).join('');
    expect([...new URLSearchParams(encodeQuery(new Map([[value, [value, '  ']]])))]).toEqual([
      [value, value],
      [value, '  '],
    ]);
  });
});
