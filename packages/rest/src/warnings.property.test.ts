import { describe, expect, it } from '@jest/globals';
import fc from './fast-check.test-support.js';
import { parseWarningHeader, parseWarningHeaders, type Warning } from './warnings.js';

/** A header line as Node gives it: one character per byte. */
const onWire = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

/** One warning as RFC 7234 writes it: `code agent "text" ["date"]`. */
function format({ code, agent, text }: Warning, date: string): string {
  return `${String(code).padStart(3, '0')} ${agent} "${text.replace(/["\\]/g, '\\$&')}"${date}`;
}

/** The text as one word of RFC 2047. */
function encodedWord(text: string, encoding: 'B' | 'Q'): string {
  const bytes = Buffer.from(text, 'utf8');
  const quoted = [...bytes].map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
  return `=?UTF-8?${encoding}?${encoding === 'B' ? bytes.toString('base64') : quoted}?=`;
}

const printable = fc.string({ unit: 'binary' }).map((text) => text.replace(/\p{Cc}/gu, '_'));
const warning: fc.Arbitrary<Warning> = fc.record({
  code: fc.integer({ min: 0, max: 999 }),
  agent: fc.oneof(
    fc.constant('-'),
    printable.map((text) => text.replaceAll(' ', '_') || '-'),
  ),
  // What looks like an encoded word is decoded: see below.
  text: fc
    .oneof(printable, fc.string({ unit: fc.constantFrom('"', '\\', ',', ' ', 'x', '?=') }))
    .map((text) => text.replaceAll('=?', '=_')),
});
const date = fc.constantFrom('', '', ' "Sun, 06 Nov 1994 08:49:37 GMT"', ' "x"', '\t ""');
const separator = fc.constantFrom(',', ', ', ' , ', ',\t');
const written = fc.array(fc.tuple(warning, date, separator), { maxLength: 5 });
const join = (warnings: [Warning, string, string][]): string =>
  warnings.map(([warning, date, separator]) => format(warning, date) + separator).join('');

describe('parseWarningHeader, for any line', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '299',
      ' - ',
      ' ',
      '"',
      '\\',
      ',',
      '=?',
      '?=',
      '?Q?',
      '?B?',
      'utf-8',
      '=C3',
      '=E9',
      '=',
      '"t"',
      'é',
      '\xc3\xa9',
      '世',
      '\n',
      '\0',
      '\x85',
      '\xff',
      '\u00a0',
      '\ud83d',
    ),
    fc.string({ unit: 'binary', maxLength: 5 }),
    fc.string({ unit: fc.nat({ max: 0xffff }).map((code) => String.fromCharCode(code)), maxLength: 5 }),
    fc.string({ unit: fc.nat({ max: 0xff }).map((code) => String.fromCharCode(code)), maxLength: 5 }),
  );
  const line = fc
    .tuple(fc.constantFrom('', '299 - ', '299 - "', '299 - "a", 299 - "=?utf-8?Q?'), fc.array(piece, { maxLength: 12 }))
    .map(([beginning, pieces]) => beginning + pieces.join(''));

  it('never throws, and gives no warning that could not be printed', () => {
    fc.assert(
      fc.property(line, (line) => {
        const { warnings, error } = parseWarningHeader(line);
        expect(error ?? 'invalid warning header: ').toMatch(/^invalid warning header: /);
        for (const { code, agent, text } of warnings) {
          expect(Number.isInteger(code) && code >= 0 && code <= 999 && agent !== '' && !agent.includes(' ')).toBe(true);
          expect(agent + text).not.toMatch(/\p{Cc}|\p{Cs}/u);
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it('reads several lines as it reads each of them', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 4 }), (lines) => {
        const each = lines.map(parseWarningHeader);
        expect(parseWarningHeaders(lines)).toEqual({
          warnings: each.flatMap(({ warnings }) => warnings),
          errors: each.flatMap(({ error }) => error ?? []),
        });
      }),
      { numRuns: 200 },
    );
  });

  it('takes time in proportion to the length of a line', () => {
    // A megabyte each: quadratic time would be hours, which ends the test.
    fc.assert(
      fc.property(piece, fc.constantFrom('', '299 - ', '299 - "'), (piece, beginning) => {
        const line = beginning + piece.repeat(Math.ceil(1_000_000 / Math.max(1, piece.length)));
        // The shortest warning is `299 - "",`.
        expect(parseWarningHeader(line).warnings.length).toBeLessThanOrEqual(Math.ceil(line.length / 9));
      }),
      { numRuns: 15 },
    );
  });
});

describe('parseWarningHeader, for warnings that were written', () => {
  it('gives back what was written', () => {
    fc.assert(
      fc.property(written, (warnings) => {
        expect(parseWarningHeader(onWire(join(warnings)))).toEqual({ warnings: warnings.map(([warning]) => warning) });
      }),
      { numRuns: 1_000 },
    );
  });

  it('gives back what was written before something that is no warning', () => {
    const broken = fc.constantFrom(
      'x',
      '29 - "a"',
      '299 - a',
      '299 - "a',
      '299 - "a" "b',
      '299  "a"',
      '299 - "a"b',
      '299 - "a\x01"',
    );
    fc.assert(
      fc.property(written, broken, (warnings, broken) => {
        const parsed = parseWarningHeader(onWire(join(warnings) + broken));
        // What follows a warning without a comma is found out after that warning was read.
        expect(parsed.warnings).toEqual(warnings.map(([warning]) => warning));
        expect(parsed.error).toMatch(/^invalid warning header: /);
      }),
      { numRuns: 300 },
    );
  });

  it('decodes a text that was written as encoded words', () => {
    const words = fc.array(fc.tuple(printable, fc.constantFrom<('B' | 'Q')[]>('B', 'Q')), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(words, (words) => {
        const text = words.map(([text, encoding]) => encodedWord(text, encoding)).join(' ');
        expect(parseWarningHeader(`299 - "${text}"`)).toEqual({
          warnings: [{ code: 299, agent: '-', text: words.map(([text]) => text).join('') }],
        });
      }),
      { numRuns: 500 },
    );
  });
});
