import { constants } from 'node:buffer';
import type { HttpBody } from './transport.js';

/** Shorter bodies mostly come in one piece, which is then all of them. In bytes. */
const large = 256 * 1024;

/** Bodies that gave their bytes in memory that holds nothing else. */
const givers = new WeakSet<HttpBody>();

/**
 * Gathers the pieces of a body. One whose length is known beforehand is written to where it stays: a large one would otherwise be in
 * memory twice when its pieces are joined.
 */
export class GatheredBytes {
  #room: Uint8Array | undefined;
  #pieces: Uint8Array[] = [];
  #length = 0;

  /** @param announced how many bytes there will be, as a `Content-Length` says it; undefined if that is not known */
  constructor(announced: string | undefined) {
    const length = Number(announced ?? 0);
    // Memory is taken as it is written to: who announces much and sends little takes little.
    if (length > large && length <= constants.MAX_STRING_LENGTH) this.#room = Buffer.allocUnsafeSlow(length);
  }

  /** Bytes so far. */
  get length(): number {
    return this.#length;
  }

  /** Adds the next piece. */
  add(piece: Uint8Array): void {
    if (this.#room && this.#length + piece.length > this.#room.length) {
      this.#pieces = [this.#room.subarray(0, this.#length)];
      this.#room = undefined;
    }
    if (this.#room) this.#room.set(piece, this.#length);
    else this.#pieces.push(piece);
    this.#length += piece.length;
  }

  /**
   * All bytes so far. Nothing of them is kept here.
   *
   * @param body whose they are
   */
  take(body: HttpBody): Uint8Array {
    const [first = new Uint8Array()] = this.#pieces;
    const own = this.#room?.subarray(0, this.#length) ?? (this.#pieces.length > 1 ? Buffer.concat(this.#pieces) : undefined);
    if (own && own.length > large) givers.add(body);
    this.#room = undefined;
    this.#pieces = [];
    return own ?? first;
  }
}

/** Whether nobody else can have the bytes that were read of this body, so that their reader may {@link freeMemory | free} them. */
export function gaveItsMemory(body: HttpBody): boolean {
  return givers.has(body);
}

/**
 * Empties bytes. The garbage collector, which does not know that tens of megabytes hang on a small object, would free them much later:
 * when what is made of them has taken as much again.
 */
export function freeMemory(bytes: Uint8Array): void {
  structuredClone(undefined, { transfer: [bytes.buffer as ArrayBuffer] });
}
