import { JSONScanner } from './json-scanner.js';

const newline = 0x0a;
const defaultLimit = 16 * 1024 * 1024;
/** What a line may be instead of a value. */
const blank = Symbol('blank');
const noValue = Symbol('no value');
/** A buffer beyond this size is given back after the frame that needed it. */
const kept = 1024 * 1024;

/**
 * Takes a watch stream apart into its frames: JSON values one behind the other, with or without newlines between them, cut into
 * chunks anywhere (client-go `rest/watch`, apimachinery `runtime/serializer/json.Framer`).
 *
 * API servers send one value per line. Once a stream has shown that, whole runs of lines are decoded at once; a line that is
 * no value turns this off, and every byte is then looked at by a {@link JSONScanner}.
 */
export class FrameDecoder {
  readonly #limit: number;
  /** How frames are found: not known yet, one per line, or by looking at each byte. */
  #mode: 'bytes' | 'lines' | 'unknown' = 'unknown';
  #scanner = new JSONScanner();
  /** The beginning of a frame whose end has not come yet, in the first `#length` bytes. */
  #pending = Buffer.alloc(0);
  #length = 0;
  /** How much of it the scanner has seen. */
  #scanned = 0;

  /** @param limit longest frame in bytes */
  constructor(limit = defaultLimit) {
    this.#limit = limit;
  }

  /**
   * Takes the next chunk and gives the frames that end in it, each parsed when it is asked for, so that one of them is in memory at a
   * time. All must be taken before the next chunk comes, which may then overwrite this one.
   *
   * Throws an Error in the place of a frame that is longer than the limit or no JSON. Nothing more can be decoded then.
   */
  *push(chunk: Uint8Array): Generator<unknown, void, undefined> {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (this.#mode === 'lines') yield* this.#readLines(bytes, 0);
    else yield* this.#readBytes(bytes);
  }

  /** Whether the stream ended between frames or within one. */
  end(): 'clean' | 'cut' {
    return this.#length > 0 ? 'cut' : 'clean';
  }

  *#readLines(bytes: Buffer, from: number): Generator<unknown, void, undefined> {
    const last = bytes.lastIndexOf(newline);
    let start = from;
    if (last >= start && this.#length > 0) {
      const end = bytes.indexOf(newline, start);
      this.#append(bytes, start, end);
      start = end + 1;
      const line = this.#takePending();
      const value = this.#parseLine(line);
      if (value === noValue) {
        yield* this.#fallBack(Buffer.concat([Buffer.from(line), bytes.subarray(end)]));
        return;
      }
      if (value !== blank) yield value;
    }
    if (last >= start) {
      const text = bytes.toString('utf8', start, last + 1);
      let begin = 0;
      for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', begin)) {
        const value = this.#parseLine(text.slice(begin, end));
        if (value === noValue) {
          yield* this.#fallBack(Buffer.concat([Buffer.from(text.slice(begin)), bytes.subarray(last + 1)]));
          return;
        }
        if (value !== blank) yield value;
        begin = end + 1;
      }
      start = last + 1;
    }
    this.#append(bytes, start, bytes.length);
    if (mayEndValue(bytes, start) || this.#length > this.#limit) yield* this.#lookAtTail();
  }

  /** `noValue` if the line is not one JSON value: then lines are not how this stream is divided, or it is broken. */
  #parseLine(line: string): unknown {
    // No character takes more than three bytes per UTF-16 unit.
    if (line.length * 3 > this.#limit && Buffer.byteLength(line) > this.#limit) return noValue;
    try {
      return JSON.parse(line);
    } catch {
      return line.trim() === '' ? blank : noValue;
    }
  }

  /** A value is complete with its last bracket, even if its newline has not come yet. */
  *#lookAtTail(): Generator<unknown, void, undefined> {
    const tail = this.#pending.subarray(0, this.#length);
    const end = this.#scanner.scan(tail, this.#scanned);
    this.#scanned = this.#length;
    this.#checkLength(end < 0 ? this.#length : end);
    if (end < 0) return;
    const text = tail.toString('utf8', 0, end);
    const rest = Buffer.from(tail.subarray(end));
    this.#clear();
    yield parse(text);
    if (skipSpace(rest, 0) < rest.length) yield* this.#fallBack(rest);
  }

  *#fallBack(bytes: Buffer): Generator<unknown, void, undefined> {
    this.#mode = 'bytes';
    this.#clear();
    yield* this.#readBytes(bytes);
  }

  *#readBytes(bytes: Buffer): Generator<unknown, void, undefined> {
    let start = 0;
    let found = false;
    for (;;) {
      if (this.#length === 0) {
        start = skipSpace(bytes, start);
        // The first value is followed by a newline: so will the others be.
        if (this.#mode === 'unknown' && found && bytes[start - 1] === newline) {
          this.#mode = 'lines';
          yield* this.#readLines(bytes, start);
          return;
        }
      }
      const end = this.#scanner.scan(bytes, start);
      if (end < 0) break;
      this.#checkLength(this.#length + end - start);
      this.#append(bytes, start, end);
      yield parse(this.#takePending());
      found = true;
      start = end;
    }
    this.#append(bytes, start, bytes.length);
    this.#checkLength(this.#length);
  }

  #checkLength(length: number): void {
    if (length > this.#limit) throw new Error('object to decode was longer than maximum allowed size');
  }

  /**
   * Adds to the pending frame, which never begins with white space. Grows by doubling: a frame of many chunks is copied a few
   * times, not once a chunk.
   */
  #append(bytes: Buffer, from: number, to: number): void {
    const start = this.#length === 0 ? skipSpace(bytes, from, to) : from;
    const length = this.#length + to - start;
    if (length > this.#pending.length) {
      const grown = Buffer.allocUnsafe(Math.max(length, 2 * this.#pending.length));
      this.#pending.copy(grown, 0, 0, this.#length);
      this.#pending = grown;
    }
    bytes.copy(this.#pending, this.#length, start, to);
    this.#length = length;
  }

  #takePending(): string {
    const text = this.#pending.toString('utf8', 0, this.#length);
    this.#clear();
    return text;
  }

  #clear(): void {
    if (this.#scanned > 0) this.#scanner = new JSONScanner();
    if (this.#pending.length > kept) this.#pending = Buffer.alloc(0);
    this.#length = 0;
    this.#scanned = 0;
  }
}

/** The parser's own message is not kept: it quotes the stream, which may hold a Secret. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`a value of ${String(Buffer.byteLength(text))} bytes in the stream is not valid JSON`);
  }
}

/** How one object follows another on the same line. */
const nextObject = ['}{', ' {', '\t{', '\r{'];

/**
 * Whether an object or array at the top may end in `bytes`: with a bracket that is the last thing there, or that another
 * object follows. Within a value this can be so too, but seldom.
 */
function mayEndValue(bytes: Buffer, from: number): boolean {
  let last = bytes.length - 1;
  while (last >= from && isSpace(bytes[last])) last--;
  if (last < from) return false;
  return bytes[last] === 0x7d || bytes[last] === 0x5d || nextObject.some((next) => bytes.includes(next, from, 'latin1'));
}

function skipSpace(bytes: Buffer, from: number, to = bytes.length): number {
  let i = from;
  while (i < to && isSpace(bytes[i])) i++;
  return i;
}

function isSpace(byte: number | undefined): boolean {
  return byte === newline || byte === 0x20 || byte === 0x0d || byte === 0x09;
}
