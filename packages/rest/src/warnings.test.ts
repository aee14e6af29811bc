import { PassThrough } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { capturedStderr } from './captured-stderr.test-support.js';
import { logWarning, parseWarningHeader, parseWarningHeaders, type Warning, warningWriter } from './warnings.js';

const warning = (text: string, code = 299, agent = '-'): Warning => ({ code, agent, text });

/** As Node gives a header: one character per byte. */
const fromWire = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

describe('parseWarningHeader', () => {
  // Observed from ParseWarningHeaders of apimachinery 0.36.3.
  it.each([
    ['', []],
    ['299 - "text"', [warning('text')]],
    ['  299 - "text"  ', [warning('text')]],
    ['299 - "text",', [warning('text')]],
    ['299 - ""', [warning('')]],
    ['321 - "text"', [warning('text', 321)]],
    ['299 - "text\\"\\\\\\a\\b\\c"', [warning('text"\\abc')]],
    ['299 - "text" "Sun, 06 Nov 1994 08:49:37 GMT"', [warning('text')]],
    ['299 - "a" "no date \u0001"', [warning('a')]],
    ['299 - "a",  299 x "b" "d" , 300 y "c",', [warning('a'), warning('b', 299, 'x'), warning('c', 300, 'y')]],
    ['299 - "=?UTF-8?Q?This is a \\"horsey\\": =F0=9F=90=8E?="', [warning('This is a "horsey": 🐎')]],
    ['299 - "=?koi8-r?Q?x?="', [warning('=?koi8-r?Q?x?=')]],
    ['299 \u00a0 "x"', [warning('x', 299, '\u00a0')]],
    ['\u00a0299 - "t"\u3000', [warning('t')]],
    ['299 - "\ufeffx"', [warning('\ufeffx')]],
    ['299 é "é世🐎"', [warning('é世🐎', 299, 'é')]],
  ])('reads %j', (line, warnings) => {
    expect(parseWarningHeader(fromWire(line))).toEqual({ warnings });
  });

  it.each([
    ['   ', 'fewer than 3 segments'],
    [',', 'fewer than 3 segments'],
    ['299', 'fewer than 3 segments'],
    ['299 - ', 'fewer than 3 segments'],
    ['99 - "t"', 'code segment is not 3 digits between 100-299'],
    ['2999 - "t"', 'code segment is not 3 digits between 100-299'],
    ['abc - "t"', 'code segment is not 3 digits between 100-299'],
    ['299  "t"', 'empty agent segment'],
    ['299 a\tb "t"', 'invalid agent'],
    ['299 - text', 'invalid quoted string: missing initial quote'],
    ['299 - \t"x"', 'invalid quoted string: missing initial quote'],
    ['299 - "text', 'invalid quoted string: missing closing quote'],
    ['299 - "\\', 'invalid quoted string: missing closing quote'],
    ['299 - "\\"', 'invalid quoted string: missing closing quote'],
    ['299 - "a\tb"', 'invalid text'],
    ['299 - "\u0085"', 'invalid text'],
    ['299 - "=?utf-8?Q?=E9?="', 'invalid text'],
    ['299 - "=?utf-8?Q?=0A?="', 'invalid text'],
    ['299 - "a" "date', 'unterminated date segment'],
    ['299 - "a" x', 'unexpected token after warn-date'],
    ['299 - "a"x', 'unexpected token after warn-date'],
    ['299 - "a" "d" x', 'unexpected token after warn-date'],
  ])('says what is wrong with %j', (line, problem) => {
    expect(parseWarningHeader(fromWire(line))).toEqual({ warnings: [], error: `invalid warning header: ${problem}` });
  });

  it('refuses bytes that are no UTF-8', () => {
    expect(parseWarningHeader('299 - "caf\xe9"').error).toBe('invalid warning header: invalid text');
    expect(parseWarningHeader('299 \xff "x"').error).toBe('invalid warning header: invalid agent');
  });

  it('reads a line that is decoded already', () => {
    expect(parseWarningHeader('299 - "世 é"').warnings).toEqual([warning('世 é')]);
  });

  it('keeps what comes before an error and skips what comes after it', () => {
    expect(parseWarningHeader('299 - "a", bad, 299 - "c"')).toEqual({
      warnings: [warning('a')],
      error: 'invalid warning header: code segment is not 3 digits between 100-299',
    });
  });

  it('takes little time for a megabyte of anything', () => {
    for (const piece of [' ', '"', '\\', '299 - "a",', '299 - "', '=?a?Q?', ',']) {
      const long = piece.repeat(1_000_000 / piece.length);
      expect(() => parseWarningHeader(long)).not.toThrow();
      expect(() => parseWarningHeader(`299 - "${long}x`)).not.toThrow();
    }
  });
});

describe('parseWarningHeaders', () => {
  it('lets an error end its own line only', () => {
    expect(parseWarningHeaders(['299 - "a", bad', '299 - "b"', 'worse'])).toEqual({
      warnings: [warning('a'), warning('b')],
      errors: ['invalid warning header: fewer than 3 segments', 'invalid warning header: fewer than 3 segments'],
    });
    expect(parseWarningHeaders([])).toEqual({ warnings: [], errors: [] });
  });
});

describe('warningWriter', () => {
  const lines = (options: { deduplicate?: boolean; color?: boolean }, warnings: Warning[]): string[] => {
    const written: string[] = [];
    const handler = warningWriter({ ...options, write: (line) => written.push(line) });
    warnings.forEach(handler);
    return written;
  };

  it('writes to a stream', () => {
    const stream = new PassThrough({ encoding: 'utf8' });
    warningWriter(stream)(warning('a'));
    expect(stream.read()).toBe('Warning: a\n');
  });

  it('writes only warnings with code 299 and a text', () => {
    expect(lines({}, [warning('a'), warning('b'), warning('c', 300), warning(''), warning('a')])).toEqual([
      'Warning: a\n',
      'Warning: b\n',
      'Warning: a\n',
    ]);
  });

  it('writes a text once if it is told so, and remembers for itself only', () => {
    expect(lines({ deduplicate: true }, [warning('a'), warning('b'), warning('a', 299, 'other')])).toEqual([
      'Warning: a\n',
      'Warning: b\n',
    ]);
    expect(lines({ deduplicate: true }, [warning('a')])).toEqual(['Warning: a\n']);
  });

  it('colours the word for a terminal', () => {
    expect(lines({ color: true }, [warning('a')])).toEqual(['\u001b[33;1mWarning:\u001b[0m a\n']);
  });
});

describe('logWarning', () => {
  it('writes a line to stderr', async () => {
    const written = await capturedStderr(() => {
      logWarning(warning('deprecated'));
      logWarning(warning('stale', 110));
    });
    expect(written).toEqual(['Warning: deprecated\n']);
  });
});
