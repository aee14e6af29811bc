import { describe, expect, it } from '@jest/globals';
import { parseExactly } from './go-json.js';

describe('parseExactly', () => {
  it.each([
    '{"a":[1,-2,{"b":null}],"c":true,"d":false,"e":"\\u00e9\\n\\"","f":{},"g":[]}',
    ' [ 1 , [ ] , { } , "x" ] ',
    '"x"',
    '0',
    '-0.5e-3',
    '{"__proto__":{"a":1}}',
  ])('reads %s as JSON.parse does', (text) => {
    const { value } = parseExactly(text);
    expect(JSON.stringify(value)).toBe(JSON.stringify(JSON.parse(text)));
  });

  it('says which keys are repeated, and which numbers are odd', () => {
    const { value, repeated, literals } = parseExactly('{"a":1.0,"b":[1,1e2],"a":{"c":12345678901234567890}}');
    const { a, b } = value as { a: object; b: object };
    expect([...repeated]).toEqual([[value, ['a', 'b', 'a']]]);
    expect(literals.get(a)?.get('c')).toBe('12345678901234567890');
    expect(literals.get(b)?.get(1)).toBe('1e2');
  });

  it('reads what is nested 10,000 levels deep, and nothing deeper', () => {
    const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
    expect(() => parseExactly(nested(10_000))).not.toThrow();
    expect(() => parseExactly(nested(10_001))).toThrow("invalid character '[' exceeded max depth");
  });

  it.each([
    ['nul', "invalid character ' ' in literal null (expecting 'l')"],
    ['"\\', "invalid character ' ' in string escape code"],
    ['"a', 'unexpected end of JSON input'],
    ['-', "invalid character ' ' in numeric literal"],
    ['1.', "invalid character ' ' after decimal point in numeric literal"],
    ['[1', 'unexpected end of JSON input'],
    ["'", String.raw`invalid character '\'' looking for beginning of value`],
  ])('says of %s what Go says', (text, message) => {
    expect(() => parseExactly(text)).toThrow(message);
  });
});
