import { isAscii } from 'node:buffer';
import { JSONScanner } from './json-scanner.js';

const newline = 0x0a;
const defaultLimit = 16 * 1024 * 1024;
/** What a line may be instead of a value. */
const blank = Symbol('blank');
const noValue = Symbol('no value');
/** A buffer beyond this size is given back after the frame that needed it. */
const kept = 1024 * 1024;

/** What the decoder does next with the chunk it has. */
type Step = 'begun line' | 'bytes' | 'lines' | 'nothing' | 'tail';

/**
 * Takes a watch stream apart into its frames: JSON values one behind the other, with or without newlines between them, cut into
 * chunks anywhere (client-go `rest/watch`, apimachinery `runtime/serializer/json.Framer`).
 *
 * API servers send one value per line. Once a stream has shown that, whole runs of lines are decoded at once; a line that is
 * no value turns this off, and every byte is then looked at by a {@link JSONScanner}.
 */
export class FrameDecoder implements IterableIterator<unknown, undefined> {
  readonly #limit: number;
  /** How frames are found: not known yet, one per line, or by looking at each byte. */
  #mode: 'bytes' | 'lines' | 'unknown' = 'unknown';
  #scanner = new JSONScanner();
  /** The beginning of a frame whose end has not come yet, in the first `#length` bytes. */
  #pending = Buffer.alloc(0);
  #length = 0;
  /** How much of it the scanner has seen. */
  #scanned = 0;
  #step: Step = 'nothing';
  /** The chunk, and how much of it was taken. */
  #bytes: Buffer = Buffer.alloc(0);
  #taken = 0;
  /** Whether a frame was found in it. */
  #found = false;
  /** Its whole lines, and how many characters of them were taken. */
  #lines = '';
  #begin = 0;

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
  push(chunk: Uint8Array): IterableIterator<unknown, undefined> {
    this.#take(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    return this;
  }

  /** The next frame of the chunk. */
  next(): IteratorResult<unknown, undefined> {
    while (this.#step !== 'nothing') {
      const value = this.#proceed();
      if (value !== noValue) return { done: false, value };
    }
    return { done: true, value: undefined };
  }

  [Symbol.iterator](): this {
    return this;
  }

  #take(bytes: Buffer): void {
    this.#bytes = bytes;
    this.#taken = 0;
    this.#found = false;
    if (this.#mode === 'lines') this.#beginLines();
    else this.#step = 'bytes';
  }

  /** `noValue` if the step gave none. */
  #proceed(): unknown {
    switch (this.#step) {
      case 'lines':
        return this.#nextLine();
      case 'bytes':
        return this.#nextValue();
      case 'begun line':
        return this.#endLine();
      case 'tail':
        return this.#lookAtTail();
      case 'nothing':
        return noValue;
    }
  }

  #beginLines(): void {
    const last = this.#bytes.lastIndexOf(newline);
    if (last < this.#taken) this.#step = 'tail';
    else if (this.#length > 0) this.#step = 'begun line';
    else {
      const lines = this.#bytes.subarray(this.#taken, last + 1);
      // Most streams are ASCII, which becomes a string faster.
      this.#lines = lines.toString(isAscii(lines) ? 'latin1' : 'utf8');
      this.#begin = 0;
      this.#taken = last + 1;
      this.#step = 'lines';
    }
  }

  /** The line that a chunk before this one began. */
  #endLine(): unknown {
    const end = this.#bytes.indexOf(newline, this.#taken);
    this.#append(this.#bytes, this.#taken, end);
    const line = this.#takePending();
    const value = this.#parseLine(line);
    if (value === noValue) this.#fallBack(Buffer.concat([Buffer.from(line), this.#bytes.subarray(end)]));
    else {
      this.#taken = end + 1;
      this.#beginLines();
    }
    return value === blank ? noValue : value;
  }

  #nextLine(): unknown {
    const end = this.#lines.indexOf('\n', this.#begin);
    if (end < 0) {
      this.#lines = '';
      this.#step = 'tail';
      return noValue;
    }
    const value = this.#parseLine(this.#lines.slice(this.#begin, end));
    if (value === noValue)
      this.#fallBack(Buffer.concat([Buffer.from(this.#lines.slice(this.#begin)), this.#bytes.subarray(this.#taken)]));
    this.#begin = end + 1;
    return value === blank ? noValue : value;
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
  #lookAtTail(): unknown {
    this.#step = 'nothing';
    const start = this.#taken;
    this.#append(this.#bytes, start, this.#bytes.length);
    if (!mayEndValue(this.#bytes, start) && this.#length <= this.#limit) return noValue;
    const tail = this.#pending.subarray(0, this.#length);
    const end = this.#scanner.scan(tail, this.#scanned);
    this.#scanned = this.#length;
    this.#checkLength(end < 0 ? this.#length : end);
    if (end < 0) return noValue;
    const text = tail.toString('utf8', 0, end);
    const rest = Buffer.from(tail.subarray(end));
    this.#clear();
    const value = parse(text);
    if (skipSpace(rest, 0) < rest.length) this.#fallBack(rest);
    return value;
  }

  #fallBack(bytes: Buffer): void {
    this.#mode = 'bytes';
    this.#clear();
    this.#take(bytes);
  }

  #nextValue(): unknown {
    const bytes = this.#bytes;
    let start = this.#taken;
    if (this.#length === 0) {
      start = skipSpace(bytes, start);
      // The first value is followed by a newline: so will the others be.
      if (this.#mode === 'unknown' && this.#found && bytes[start - 1] === newline) {
        this.#mode = 'lines';
        this.#taken = start;
        this.#beginLines();
        return noValue;
      }
    }
    const end = this.#scanner.scan(bytes, start);
    this.#append(bytes, start, end < 0 ? bytes.length : end);
    this.#checkLength(this.#length);
    if (end < 0) {
      this.#step = 'nothing';
      return noValue;
    }
    this.#taken = end;
    this.#found = true;
    return parse(this.#takePending());
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
