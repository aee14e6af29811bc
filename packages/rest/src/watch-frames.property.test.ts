import { describe, expect, it } from '@jest/globals';
import fc from './fast-check.test-support.js';
import { frameEnding } from './frame-ending.test-support.js';
import { JSONScanner } from './json-scanner.js';
import { FrameDecoder } from './watch-frames.js';

interface Decoded {
  frames: unknown[];
  /** How the stream ended, or the message of what was wrong with it. */
  end: string;
}

/** Feeds the chunks one by one, as a watch does: whatever fails ends it. */
function decode(chunks: Iterable<Uint8Array>): Decoded {
  const decoder = new FrameDecoder();
  const frames: unknown[] = [];
  try {
    for (const chunk of chunks) for (const frame of decoder.push(chunk)) frames.push(frame);
    return { frames, end: frameEnding(decoder) };
  } catch (error) {
    return { frames, end: (error as Error).message };
  }
}

/** Cuts bytes into pieces of the given sizes, over and over; each is a copy that is wiped once the next is asked for. */
function* cut(bytes: Uint8Array, sizes: readonly number[]): Generator<Uint8Array> {
  for (let start = 0, i = 0; start < bytes.length; i++) {
    const end = Math.min(bytes.length, start + (sizes[i % sizes.length] as number));
    const chunk = new Uint8Array(bytes.subarray(start, end));
    yield chunk;
    chunk.fill(0x7b);
    start = end;
  }
}

const space = fc.constantFrom('', '', '', ' ', '\n', '\r\n', '\t', ' \n ');
/** What may stand in a JSON string and looks like something else to a scanner that loses its place. */
const stringPieces = fc.constantFrom(
  ...['{', '}', '[', ']', '}{', ',', ':', ' ', 'null', '\\"', '\\\\', '\\/', '\\b', '\\f', '\\n', '\\r', '\\t'],
  ...['\\u0000', '\\u0022', '\\u007d', '\\ud83d\\udc0e', '\\ud83d', '\\udc0e', 'é', '世', '🐎', '\u2028', '\ufeff', '\u007f'],
);
const plainText = fc.string({ unit: 'binary', maxLength: 8 }).map((text) => text.replace(/[\p{Cc}"\\]/gu, '_'));
const stringText = fc.array(fc.oneof(stringPieces, plainText), { maxLength: 8 }).map((pieces) => `"${pieces.join('')}"`);
const scalarText = fc.oneof(
  fc.constantFrom('null', 'true', 'false', '0', '-0', '1e5', '1E-3', '12.50e+2'),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => JSON.stringify(number)),
  fc.integer().map(String),
);

/** JSON texts in every spelling that the grammar has. */
const { object, value } = fc.letrec<{ array: string; object: string; value: string }>((tie) => ({
  array: fc
    .array(fc.tuple(space, tie('value'), space), { maxLength: 4 })
    .map((elements) => `[${elements.map((element) => element.join('')).join(',') || ' '}]`),
  object: fc
    .array(fc.tuple(space, stringText, space, space, tie('value'), space), { maxLength: 4 })
    .map((members) => `{${members.map(([a, key, b, c, text, d]) => `${a}${key}${b}:${c}${text}${d}`).join(',')}}`),
  value: fc.oneof({ maxDepth: 4, depthIdentifier: 'json' }, stringText, scalarText, tie('array'), tie('object')),
}));

const separator = fc.constantFrom('\n', '\n', '\n', '', ' ', '\r\n', '\n\n \n', '\t', ' \t \r');
/** A value and what follows it: an event is an object, which ends with its bracket; everything else needs a line end. */
const frame = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(object, separator) },
  { weight: 1, arbitrary: fc.tuple(value, fc.constantFrom('\n', '\r\n', ' \n')) },
);
const sizes = fc.array(fc.oneof(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 400 })), {
  minLength: 1,
  maxLength: 40,
});
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('FrameDecoder, for any stream', () => {
  it('gives the same values as JSON.parse, however the stream is cut into chunks', () => {
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 12 }), sizes, (frames, sizes) => {
        const bytes = encode(frames.flat().join(''));
        const expected = { frames: frames.map(([text]) => JSON.parse(text) as unknown), end: 'clean' };
        for (const how of [sizes, [1], [bytes.length || 1]]) expect(decode(cut(bytes, how))).toStrictEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it('gives the same values for each of all ways to cut a stream in two', () => {
    fc.assert(
      fc.property(fc.array(frame, { minLength: 1, maxLength: 5 }), (frames) => {
        const bytes = encode(frames.flat().join(''));
        const expected = JSON.stringify(frames.map(([text]) => JSON.parse(text) as unknown));
        for (let at = 1; at < bytes.length; at++) {
          const { frames: found, end } = decode([bytes.slice(0, at), bytes.slice(at)]);
          expect({ at, found: JSON.stringify(found), end }).toEqual({ at, found: expected, end: 'clean' });
        }
      }),
      { numRuns: 12 },
    );
  });

  it('gives every value before a broken one and then the same error, however the stream is cut', () => {
    const broken = fc.oneof(
      fc.constantFrom('{"a":}', '{"a":1]', '[1,]', '{,}', '{"a" 1}', '{"a":01}', '["\\x"]', '[tru]', '}', ',', '<html>', '[1 2]'),
      // A text that lost one of its bytes is broken, unless it is not.
      fc.tuple(object, fc.nat()).map(([text, at]) => text.slice(0, at % text.length) + text.slice((at % text.length) + 1)),
    );
    fc.assert(
      fc.property(
        fc.array(frame, { maxLength: 6 }),
        broken,
        fc.array(frame, { maxLength: 3 }),
        sizes,
        (before, bad, after, sizes) => {
          const stream = encode(`${before.flat().join('')}${bad}\n${after.flat().join('')}\n`);
          const whole = decode([stream]);
          for (const how of [sizes, [1]]) expect(decode(cut(stream, how))).toStrictEqual(whole);
          expect(whole.frames.slice(0, before.length)).toStrictEqual(before.map(([text]) => JSON.parse(text) as unknown));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('says "cut" of every beginning of a value, after giving what came before', () => {
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 4 }), object, fc.nat(), sizes, (before, last, at, sizes) => {
        const bytes = encode(last);
        const beginning = bytes.subarray(0, 1 + (at % Math.max(1, bytes.length - 1)));
        const stream = Buffer.concat([encode(before.flat().join('')), beginning]);
        const expected = { frames: before.map(([text]) => JSON.parse(text) as unknown), end: 'cut' };
        expect(decode(cut(stream, sizes))).toStrictEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it('gives the same for any cut of bytes that are no stream of values at all', () => {
    const soup = fc.constantFrom(...'{}[]"\\,:1-x \r\n\né🐎\0', 'true', '{}', '{"a":1}', '""');
    fc.assert(
      fc.property(fc.array(soup, { maxLength: 40 }), sizes, (pieces, sizes) => {
        const stream = encode(`${pieces.join('')}\n`);
        const whole = decode([stream]);
        for (const how of [sizes, [1]]) expect(decode(cut(stream, how))).toStrictEqual(whole);
      }),
      { numRuns: 1_500 },
    );
  });
});

describe('FrameDecoder, for large frames', () => {
  /** One JSON text of about `length` bytes, made of the given pieces of strings. */
  function largeText(pieces: readonly string[], length: number): string {
    const element = JSON.stringify({ [`k${pieces.join('')}`]: [pieces, { '}{"': pieces.join('\n') }] });
    return `{"type":"ADDED","object":{"items":[${Array.from({ length: Math.max(1, Math.floor(length / Buffer.byteLength(element))) }, () => element).join(',')}]}}`;
  }

  const pieces = fc.array(
    fc.oneof(fc.constantFrom('{', '}', '"', '\\', '}{', '\n', '🐎', '\ud83d'), fc.string({ unit: 'binary' })),
    {
      minLength: 1,
      maxLength: 20,
    },
  );

  it('gives frames of 10 MB in a stream of small ones, however it is cut', () => {
    const largeSizes = fc.array(fc.constantFrom(1, 2, 3, 1_000, 16_384, 65_535, 65_536, 1_048_576), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(pieces, frame, frame, separator, largeSizes, (pieces, before, after, separator, sizes) => {
        const large = largeText(pieces, 10_000_000);
        // Pieces of one byte only would take a second each time; the test of the work below has them.
        const stream = cut(encode(`${before.join('')}${large}${separator}${after.join('')}`), [...sizes, 65_536]);
        const { frames, end } = decode(stream);
        expect(end).toBe('clean');
        expect(frames.length).toBe(3);
        expect([frames[0], frames[2]]).toStrictEqual([JSON.parse(before[0]), JSON.parse(after[0])]);
        expect(JSON.stringify(frames[1]) === JSON.stringify(JSON.parse(large))).toBe(true);
      }),
      { numRuns: 3 },
    );
  });

  /** How many bytes are scanned and how many are copied while `work` runs. */
  function countBytes(work: () => void): { scanned: number; copied: number } {
    const scanners = JSONScanner.prototype;
    const buffers = Buffer.prototype as Buffer;
    const { scan } = scanners;
    const { copy } = buffers;
    const count = { scanned: 0, copied: 0 };
    scanners.scan = function (bytes, start) {
      const end = scan.call(this, bytes, start);
      count.scanned += (end < 0 ? bytes.length : end) - start;
      return end;
    };
    buffers.copy = function (...parameters) {
      const copied = copy.apply(this, parameters);
      count.copied += copied;
      return copied;
    };
    try {
      work();
    } finally {
      scanners.scan = scan;
      buffers.copy = copy;
    }
    return count;
  }

  it('scans each byte of a 10 MB frame once and copies it a few times, in chunks of one byte to 64 KB', () => {
    const before = fc.constantFrom('', '{"first":1}\n', '{"first":1}{"second":2}');
    const after = fc.constantFrom('\n', '', '\n{"last":1}\n');
    const check = (bytes: Uint8Array, size: number): void => {
      const decoder = new FrameDecoder();
      const { scanned, copied } = countBytes(() => {
        for (let start = 0; start < bytes.length; start += size)
          for (const _ of decoder.push(bytes.subarray(start, start + size)));
      });
      expect(frameEnding(decoder)).toBe('clean');
      expect(scanned / bytes.length).toBeLessThan(1.2);
      expect(copied / bytes.length).toBeLessThan(4.5);
    };
    fc.assert(
      fc.property(pieces, before, after, fc.constantFrom(16, 100, 1_000, 16_384, 65_536), (pieces, before, after, size) => {
        check(encode(before + largeText(pieces, 10_000_000) + after), size);
      }),
      { numRuns: 2 },
    );
    check(encode(`{"first":1}\n${largeText(['}', '"', 'x'.repeat(50)], 10_000_000)}\n`), 1);
  });
});
