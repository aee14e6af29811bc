/** What may come next in the value that is being scanned. */
type Expecting = 'key' | 'key or end' | 'colon' | 'value' | 'value or end' | 'comma or end';
/** Inside which lexical element the last byte was. */
type Within = 'escape' | 'nothing' | 'scalar' | 'string';

const quoteByte = 0x22;
const backslash = 0x5c;
const openObject = 0x7b;
const closeObject = 0x7d;
const openArray = 0x5b;
const closeArray = 0x5d;
/** Deepest nesting that Go's decoder takes too. */
const deepest = 10_000;

/**
 * Finds the end of a JSON value in bytes that come in pieces, reading every byte once.
 *
 * It follows brackets, strings, commas and colons, and so notices at once when bytes cannot become a value. The spelling of
 * numbers, literals and escapes is the parser's business.
 */
export class JSONScanner {
  #within: Within = 'nothing';
  #expecting: Expecting = 'value';
  /** Closing brackets of what is open. */
  readonly #open: number[] = [];

  /**
   * Scans `bytes` from `start` on. Returns the index behind the value if it ends here, and begins anew with the next call;
   * -1 if it goes on. A number or a literal ends only where something else begins. Throws an Error for what is no JSON.
   */
  scan(bytes: Uint8Array, start: number): number {
    for (let i = start; i < bytes.length; i++) {
      const byte = bytes[i] as number;
      if (this.#within === 'string') {
        i = this.#skipString(bytes, i);
        if (i < bytes.length && this.#ended()) return i + 1;
      } else if (this.#within === 'escape') {
        this.#within = 'string';
      } else if (isSpace(byte)) {
        if (this.#endScalar()) return i;
      } else if (byte === quoteByte) {
        if (this.#endScalar()) return i;
        this.#beginString();
      } else if (byte === openObject || byte === openArray) {
        if (this.#endScalar()) return i;
        this.#descend(byte);
      } else if (byte === closeObject || byte === closeArray) {
        if (this.#endScalar()) return i;
        this.#ascend(byte);
        if (this.#ended()) return i + 1;
      } else if (byte === 0x2c || byte === 0x3a) {
        if (this.#endScalar()) return i;
        this.#separate(byte);
      } else {
        if (!isScalar(byte)) throw unexpected(byte);
        if (this.#within === 'nothing') this.#begin(byte);
        this.#within = 'scalar';
      }
    }
    return -1;
  }

  /** Whether the value is complete; what it was part of goes on with a comma or ends, but at the top nothing does. */
  #ended(): boolean {
    if (this.#open.length > 0) return false;
    this.#expecting = 'value';
    return true;
  }

  /** Ends a number or literal; true if that was the whole value. */
  #endScalar(): boolean {
    if (this.#within !== 'scalar') return false;
    this.#within = 'nothing';
    return this.#ended();
  }

  /** Returns the index of the quote that ends the string, or the number of bytes if it goes on. */
  #skipString(bytes: Uint8Array, start: number): number {
    for (let i = start; i < bytes.length; i++) {
      const byte = bytes[i];
      if (byte === quoteByte) {
        this.#within = 'nothing';
        return i;
      }
      if (byte === backslash && ++i >= bytes.length) this.#within = 'escape';
    }
    return bytes.length;
  }

  #beginString(): void {
    if (this.#expecting === 'key' || this.#expecting === 'key or end') this.#expecting = 'colon';
    else this.#begin(quoteByte);
    this.#within = 'string';
  }

  #begin(byte: number): void {
    if (this.#expecting !== 'value' && this.#expecting !== 'value or end') throw unexpected(byte);
    this.#expecting = 'comma or end';
  }

  #descend(byte: number): void {
    this.#begin(byte);
    if (this.#open.length >= deepest) throw new Error('exceeded max depth');
    this.#open.push(byte === openObject ? closeObject : closeArray);
    this.#expecting = byte === openObject ? 'key or end' : 'value or end';
  }

  #ascend(byte: number): void {
    const mayEnd = this.#expecting === 'comma or end' || this.#expecting === 'key or end' || this.#expecting === 'value or end';
    if (!mayEnd || this.#open.pop() !== byte) throw unexpected(byte);
    this.#expecting = 'comma or end';
  }

  #separate(byte: number): void {
    const isColon = byte === 0x3a;
    if (this.#open.length === 0 || this.#expecting !== (isColon ? 'colon' : 'comma or end')) throw unexpected(byte);
    this.#expecting = isColon || this.#open.at(-1) === closeArray ? 'value' : 'key';
  }
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/** Letters, digits, and the signs of numbers. */
function isScalar(byte: number): boolean {
  return (
    (byte >= 0x30 && byte <= 0x39) ||
    (byte >= 0x61 && byte <= 0x7a) ||
    byte === 0x2d ||
    byte === 0x2b ||
    byte === 0x2e ||
    byte === 0x45
  );
}

function unexpected(byte: number): Error {
  // One byte says nothing about what else the stream holds.
  const character = byte > 0x20 && byte < 0x7f ? `'${String.fromCharCode(byte)}'` : `0x${byte.toString(16).padStart(2, '0')}`;
  return new Error(`invalid character ${character} in a JSON value`);
}
