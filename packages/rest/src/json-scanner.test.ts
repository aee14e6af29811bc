import { describe, expect, it } from '@jest/globals';
import { JSONScanner } from './json-scanner.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const end = (text: string): number => new JSONScanner().scan(bytes(text), 0);

describe('JSONScanner', () => {
  it.each([
    ['{}', 2],
    ['[]', 2],
    ['""', 2],
    ['{}{}', 2],
    [' \n{} ', 4],
    ['{"a":[1,{"b":"}]"}],"c":-1.5E+3} ', 32],
    ['"a\\"b\\\\"x', 8],
    ['null ', 4],
    ['12\n', 2],
    ['[90] ', 4],
    ['1{', 1],
    ['true"x"', 4],
    ['[1,2,[3]]', 9],
    ['{"é":"世"}', 12],
  ])('finds the end of the first value of %j at %d', (text, index) => {
    expect(end(text)).toBe(index);
  });

  it.each(['', ' ', '{', '[1', '"abc', '"a\\', '{"a"', '{"a":', '{"a":1', '{"a":1,', 'nul', '12'])(
    'waits for the rest of %j',
    (text) => {
      expect(end(text)).toBe(-1);
    },
  );

  it.each([
    '}',
    ']',
    ',',
    ':',
    '{]',
    '[}',
    '{1',
    '{"a"}',
    '{"a",',
    '{"a":}',
    '{"a":1,}',
    '{,',
    '[,',
    '[1,]',
    '[1 2]',
    '{"a":1 "b"',
    '{"a" 1',
    '\ufeff{}',
    "'a'",
    '{a:1}',
    '#',
    'A',
  ])('refuses %j', (text) => {
    expect(() => end(`${text} `)).toThrow(/^invalid character ('.'|0x[0-9a-f]{2}) in a JSON value$/);
  });

  it('takes what JSON.parse takes, in pieces of any size', () => {
    const values = [
      '{}',
      '[[],{}]',
      '{"a":"\\\\\\"","b":[null,true,false,0.5e-3]}',
      '"\\u00e9é\\n"',
      `[${'['.repeat(50)}${']'.repeat(50)}]`,
    ];
    for (const value of values) {
      const whole = bytes(`${value}{`);
      for (let size = 1; size < whole.length; size++) {
        const scanner = new JSONScanner();
        let found = -1;
        for (let start = 0; found < 0 && start < whole.length; start += size) {
          const at = scanner.scan(whole.subarray(start, start + size), 0);
          if (at >= 0) found = start + at;
        }
        expect(found).toBe(whole.length - 1);
      }
    }
  });

  it('goes on with the next value, from wherever it is told', () => {
    const scanner = new JSONScanner();
    const text = bytes('{"a":1}[2]"x" 3 ');
    const ends = [];
    for (let at = scanner.scan(text, 0); at >= 0; at = scanner.scan(text, at)) ends.push(at);
    expect(ends).toEqual([7, 10, 13, 15]);
  });

  it('refuses nesting that is deeper than Go takes', () => {
    expect(end('['.repeat(10_000))).toBe(-1);
    expect(() => end('['.repeat(10_001))).toThrow(new Error('exceeded max depth'));
  });
});
