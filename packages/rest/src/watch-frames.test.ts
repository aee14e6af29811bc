import { describe, expect, it, jest } from '@jest/globals';
import { frameEnding } from './frame-ending.test-support.js';
import { JSONScanner } from './json-scanner.js';
import { FrameDecoder } from './watch-frames.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function take(frames: Iterable<unknown>): void {
  for (const _ of frames);
}

/** Feeds `text` in chunks of `size` bytes and returns all frames and how it ended. */
function decode(text: string | Uint8Array, size = Infinity, limit?: number): { frames: unknown[]; end: string } {
  const decoder = new FrameDecoder(limit);
  const whole = typeof text === 'string' ? bytes(text) : text;
  const frames: unknown[] = [];
  for (let start = 0; start < whole.length; start += Math.min(size, whole.length))
    frames.push(...decoder.push(whole.subarray(start, start + size)));
  return { frames, end: frameEnding(decoder) };
}

const event = (name: string): object => ({ type: 'ADDED', object: { kind: 'Pod', metadata: { name } } });
const tooLong = new Error('object to decode was longer than maximum allowed size');

describe('FrameDecoder', () => {
  it('gives the events of a stream with one per line', () => {
    const events = ['a', 'b', 'é世🐎'].map(event);
    expect(decode(events.map((e) => `${JSON.stringify(e)}\n`).join(''))).toEqual({ frames: events, end: 'clean' });
  });

  it.each([
    ['nothing', ''],
    ['a newline', '\n'],
    ['CR LF', '\r\n'],
    ['blank lines', '\n\n \n'],
    ['a space', ' '],
  ])('takes %s between values, in chunks of every size', (_, separator) => {
    const events = ['a', 'é', '世', '🐎', 'x'.repeat(40), '  a \t b  ', '}{"\\'].map(event);
    const text = events.map((e) => JSON.stringify(e) + separator).join('');
    const length = bytes(text).length;
    for (let size = 1; size <= length; size++)
      expect({ size, ...decode(text, size) }).toEqual({ size, frames: events, end: 'clean' });
  });

  it('takes values that span lines, from the beginning and later', () => {
    const events = ['a', 'b', 'c'].map(event);
    const pretty = events.map((e) => JSON.stringify(e, undefined, 2));
    for (const size of [1, 7, 64, 10_000]) {
      expect(decode(pretty.join('\n'), size).frames).toEqual(events);
      expect(decode(`${JSON.stringify(event('z'))}\n${JSON.stringify(event('y'))}\n${pretty.join('')}`, size).frames).toEqual([
        event('z'),
        event('y'),
        ...events,
      ]);
    }
  });

  it('gives a value with its last bracket, before its newline has come', () => {
    const decoder = new FrameDecoder();
    expect([...decoder.push(bytes('{"a":1}'))]).toEqual([{ a: 1 }]);
    expect([...decoder.push(bytes('\n{"a":2}\n{"a":3}'))]).toEqual([{ a: 2 }, { a: 3 }]);
    expect([...decoder.push(bytes('\n{"a":4}'))]).toEqual([{ a: 4 }]);
    expect([...decoder.push(bytes('\n{"a":{"b":5}'))]).toEqual([]);
    expect([...decoder.push(bytes('}'))]).toEqual([{ a: { b: 5 } }]);
    expect([...decoder.push(bytes('{"a":6}{"a":7}{"a"'))]).toEqual([{ a: 6 }, { a: 7 }]);
    expect([...decoder.push(bytes(':8}'))]).toEqual([{ a: 8 }]);
    expect(frameEnding(decoder)).toBe('clean');
  });

  it('decodes a character that is cut into single bytes', () => {
    expect(decode('{"a":"🐎"}\n{"b":"é"}\n', 1).frames).toEqual([{ a: '🐎' }, { b: 'é' }]);
  });

  it('replaces bytes that are no UTF-8, as Go does', () => {
    expect(decode(Uint8Array.from([...bytes('{"a":"'), 0xff, ...bytes('"}\n')])).frames).toEqual([{ a: '\ufffd' }]);
  });

  it('gives values of every kind, and the last of a duplicate key', () => {
    expect(decode('null\n{}\n[1,2]\n"x"\n12\ntrue\n{"a":1,"a":2}\n').frames).toEqual([null, {}, [1, 2], 'x', 12, true, { a: 2 }]);
  });

  it('does not depend on what becomes of a chunk later', () => {
    const decoder = new FrameDecoder();
    const chunk = bytes('{"a":1}\n{"b":');
    take(decoder.push(chunk));
    chunk.fill(0);
    expect([...decoder.push(bytes('2}\n'))]).toEqual([{ b: 2 }]);
  });

  it('takes a part of a larger buffer', () => {
    expect([...new FrameDecoder().push(bytes('xx{"a":1}\nyy').subarray(2, 10))]).toEqual([{ a: 1 }]);
  });

  it.each([
    ['', 'clean'],
    ['\n \r\n', 'clean'],
    ['{"a":1}', 'clean'],
    ['{"a":1}\n', 'clean'],
    ['{"a":1}\n{"b"', 'cut'],
    ['{"a":1}{"b"', 'cut'],
    ['{"a', 'cut'],
    ['{"a":1}\n{"b":"\\', 'cut'],
  ])('tells how a stream of %j ended: %s', (text, ending) => {
    for (const size of [1, 3, 100]) expect(decode(text, size).end).toBe(ending);
  });

  it.each(['garbage!', ',', '{"a":1},{"b":2}', '\ufeff{"a":1}', '{"a":}', '{"a":1]', '{"a":01}\n', '{"a":tru}\n', '<html>'])(
    'refuses %j',
    (text) => {
      const problem = /in a JSON value$|is not valid JSON$/;
      expect(() => decode(text, 1)).toThrow(problem);
      expect(() => decode(text)).toThrow(problem);
      expect(() => decode(`{"x":1}\n{"y":2}\n${text}`, 1)).toThrow(problem);
      expect(() => decode(`{"x":1}\n{"y":2}\n${text}\n`)).toThrow(problem);
    },
  );

  it('gives the frames before a broken one first, each when it is asked for', () => {
    const parse = jest.spyOn(JSON, 'parse');
    try {
      const frames = new FrameDecoder().push(bytes('{"a":1}\n{"b":2}\nbroken!\n{"c":3}\n'));
      expect(frames.next().value).toEqual({ a: 1 });
      expect(parse).toHaveBeenCalledTimes(1);
      expect(frames.next().value).toEqual({ b: 2 });
      expect(() => frames.next()).toThrow(new Error("invalid character '!' in a JSON value"));
    } finally {
      parse.mockRestore();
    }
  });

  it('notices at once that a line does not go on as it should', () => {
    const decoder = new FrameDecoder();
    take(decoder.push(bytes('{"a":1}\n')));
    expect(() => [...decoder.push(bytes('{"b":1\n{"c":2}\n'))]).toThrow("invalid character '{' in a JSON value");
  });

  it('shows nothing of the stream in its errors but one character', () => {
    expect(() => decode('{"password":"hunter2" nonsense}\n{"a":1}\n')).toThrow(
      new Error("invalid character 'n' in a JSON value"),
    );
    expect(() => decode('{"password":hunter}\n')).toThrow(new Error('a value of 19 bytes in the stream is not valid JSON'));
  });
});

describe('FrameDecoder: the limit', () => {
  /** A value of exactly `length` bytes. */
  const value = (length: number): string => `{"a":"${'é'.repeat(Math.floor((length - 8) / 2))}${'x'.repeat(length % 2)}"}`;

  it.each([
    ['a newline', '\n'],
    ['CR LF', '\r\n'],
    ['nothing', ''],
    ['spaces', '   \n'],
  ])('takes a value of exactly that many bytes followed by %s, and none of one more', (_, separator) => {
    for (const before of ['', '{"x":1}\n', `{"x":1}\n{"y":2}{"z":3}`]) {
      for (const size of [1, 7, 50, 64, 100, 1000]) {
        expect(decode(before + value(64) + separator, size, 64).frames.at(-1)).toEqual(JSON.parse(value(64)));
        expect(() => decode(before + value(65) + separator, size, 64)).toThrow(tooLong);
      }
    }
  });

  it('does not wait for the end of a value that is too long already', () => {
    const decoder = new FrameDecoder(64);
    take(decoder.push(bytes('{"x":1}\n')));
    expect(() => [...decoder.push(bytes(`{"a":"${'x'.repeat(64)}`))]).toThrow(tooLong);
  });

  it('is 16 MiB if nobody says anything', () => {
    const limit = 16 * 1024 * 1024;
    expect(decode(`${value(limit)}\n`, 65_536).frames).toHaveLength(1);
    expect(() => decode(`${value(limit + 1)}\n`, 65_536)).toThrow(tooLong);
  });

  it('is for one value, not for a chunk of many', () => {
    const many = '{"a":1}\n'.repeat(1000);
    expect(decode(many, Infinity, 16).frames).toHaveLength(1000);
  });
});

describe('FrameDecoder: work', () => {
  it('looks at each byte of a frame once and copies it a few times, however small the chunks', () => {
    const scan = jest.spyOn(JSONScanner.prototype, 'scan');
    const copy = jest.spyOn(Buffer.prototype, 'copy');
    const text = `{"x":1}\n${JSON.stringify({ a: ['}'.repeat(1000), 'x'.repeat(4_000_000)] })}\n`;
    try {
      expect(decode(text, 1024).frames).toHaveLength(2);
      const scanned = scan.mock.calls.reduce((sum, [chunk, start]) => sum + chunk.length - start, 0);
      const copied = copy.mock.results.reduce((sum, { value }) => sum + (value as number), 0);
      expect(scanned / text.length).toBeLessThan(1.1);
      expect(copied / text.length).toBeLessThan(4);
    } finally {
      scan.mockRestore();
      copy.mockRestore();
    }
  });

  it('decodes any values, separated anyhow, in chunks cut anywhere', () => {
    let seed = 7;
    const random = (below: number): number => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return Math.floor((seed / 2 ** 32) * below);
    };
    const texts = ['', 'a', '   ', '"', '\\', '\n', '{', '}]', 'é', '世🐎', '\u2028', 'x'.repeat(200)];
    const build = (depth: number): unknown => {
      const kind = random(depth > 3 ? 4 : 6);
      if (kind < 2) return texts[random(texts.length)];
      if (kind === 2) return random(1000) / 8 - 50;
      if (kind === 3) return [null, true, false][random(3)];
      const parts = Array.from({ length: random(4) }, () => build(depth + 1));
      return kind === 4
        ? parts
        : Object.fromEntries(parts.map((part, i) => [`${String(texts[random(texts.length)])}${String(i)}`, part]));
    };
    for (let round = 0; round < 400; round++) {
      const separators = [['\n'], ['', '\n'], ['', ' ', '\r\n', '\n\n'], ['\n', '\n', '\n', '']][round % 4] as string[];
      const values = Array.from({ length: 1 + random(12) }, () => [build(0)]);
      const text = values
        .map((v) => JSON.stringify(v, undefined, random(8) === 0 ? 1 : 0) + String(separators[random(separators.length)]))
        .join('');
      const whole = bytes(text);
      const decoder = new FrameDecoder();
      const frames: unknown[] = [];
      for (let start = 0; start < whole.length;) {
        const size = 1 + random(random(2) ? 10 : 400);
        frames.push(...decoder.push(whole.subarray(start, start + size)));
        start += size;
      }
      expect(frames).toEqual(values);
      expect(frameEnding(decoder)).toBe('clean');
    }
  });
});
