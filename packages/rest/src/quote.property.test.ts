import { describe, expect, it } from '@jest/globals';
import fc from './fast-check.test-support.js';
import { quote } from './quote.js';

const short: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '"': '"',
  '\\': '\\',
};

/** The text of a quoted string of Go. */
function unquote(quoted: string): string {
  expect(quoted).toMatch(/^"[^]*"$/);
  const escape = /\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|(["\\abfnrtv]))|["\\]/g;
  return quoted.slice(1, -1).replace(escape, (all, x?: string, u?: string, U?: string, letter?: string) => {
    if (letter !== undefined) return short[letter] as string;
    const hex = x ?? u ?? U;
    if (hex === undefined) throw new Error(`${all} stands alone in ${quoted}`);
    return String.fromCodePoint(parseInt(hex, 16));
  });
}

describe('quote', () => {
  it('writes any text so that it can be read back, on one line, without a character that does not show', () => {
    const anyUnit = fc.string({ unit: fc.nat({ max: 0xffff }).map((code) => String.fromCharCode(code)) });
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      anyUnit,
      fc.string({ unit: fc.constantFrom('"', '\\', '\n', 'x', '0', ' ', '\ud83d', '\udc0e') }),
    );
    fc.assert(
      fc.property(text, (text) => {
        const quoted = quote(text);
        expect(unquote(quoted)).toBe(text);
        expect(quoted).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u);
      }),
      { numRuns: 2_000 },
    );
  });
});
