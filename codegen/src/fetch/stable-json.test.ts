import { describe, expect, it } from '@jest/globals';
import { stableJSON } from './stable-json.js';

describe('stableJSON', () => {
  it('sorts keys at every depth and keeps the order of lists', () => {
    const expected = '{\n  "a": [\n    {\n      "c": 2,\n      "d": 1\n    },\n    "a"\n  ],\n  "b": {}\n}\n';
    expect(stableJSON('{"b":{},"a":[{"d":1,"c":2},"a"]}')).toBe(expected);
    expect(stableJSON(expected)).toBe(expected);
  });

  it('keeps the digits of numbers that JavaScript would round or write otherwise', () => {
    const text = '[\n  9223372036854775807,\n  -1.0,\n  1e400,\n  0.10\n]\n';
    expect(stableJSON(text)).toBe(text);
  });

  it('leaves digits in texts and keys alone', () => {
    const text = '{\n  "1.0": "at most 1.0, \\"2\\" \\\\",\n  "a\\"7": "-3"\n}\n';
    expect(stableJSON(text)).toBe(text);
  });

  it('writes characters as themselves, whether the server escapes them or not', () => {
    expect(stableJSON('"\\u003ca\\u0026b\\u003e"')).toBe('"<a&b>"\n');
  });

  it.each(['', '{"a":1', '{"a":01}', '<html>', '{"a":1}}'])('refuses %j', (text) => {
    expect(() => stableJSON(text)).toThrow(SyntaxError);
  });
});
