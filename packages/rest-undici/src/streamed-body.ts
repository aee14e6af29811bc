import { bodyTooLong, type HttpBody } from '@kubewright/rest';

/** Where a body comes from. */
export interface BodySource {
  /** Goes on after a push that was refused. */
  resume(): void;
  /** Sends no more, for the given reason. Returns what readers are told. */
  giveUp(reason: Error): Error;
}

/** Bytes kept for a reader before the source has to stop. */
const highWaterMark = 64 * 1024;

/** A body that is pushed piece by piece, by a source that can be stopped, and read at the reader's pace. */
export class StreamedBody implements HttpBody {
  readonly #source: BodySource;
  readonly #signal: AbortSignal | undefined;
  readonly #idleTimeout: number;
  #chunks: Uint8Array[] = [];
  /** Bytes in the chunks, and how many there may be before the source has to stop or, when all are gathered, to give up. */
  #buffered = 0;
  #room = highWaterMark;
  #gathers = false;
  #stopped = false;
  #ended = false;
  #failure: { error: unknown } | undefined;
  /** Wakes the reader that waits. */
  #happened: (() => void) | undefined;
  #idle: NodeJS.Timeout | undefined;

  /** @param idleTimeout milliseconds that a reader waits for the next piece, 0 for no limit */
  constructor(source: BodySource, signal: AbortSignal | undefined, idleTimeout: number) {
    this.#source = source;
    this.#signal = signal;
    this.#idleTimeout = idleTimeout;
  }

  /** Takes the next piece. Returns whether there is room for more. */
  push(chunk: Uint8Array): boolean {
    this.#chunks.push(chunk);
    this.#buffered += chunk.length;
    if (this.#gathers) {
      this.#idle?.refresh();
      if (this.#buffered > this.#room) this.#giveUp(tooLong(this.#room));
      return true;
    }
    this.#happened?.();
    this.#stopped = this.#buffered >= this.#room;
    return !this.#stopped;
  }

  /** Says that there is no more. */
  end(): void {
    this.#ended = true;
    this.#happened?.();
  }

  /** Fails the reader, after the pieces that came before. */
  fail(error: unknown): void {
    this.#failure = { error };
    this.#happened?.();
  }

  async bytes(longest = Infinity): Promise<Uint8Array> {
    this.#gathers = true;
    this.#room = longest;
    if (this.#buffered > longest) this.#giveUp(tooLong(longest));
    this.#goOn();
    while (!this.#ended && !this.#failure) await this.#event();
    this.#signal?.throwIfAborted();
    if (this.#failure) throw this.#failure.error;
    const chunks = this.#take();
    return chunks.length === 1 ? (chunks[0] as Uint8Array) : Buffer.concat(chunks);
  }

  cancel(): void {
    if (this.#failure || (this.#ended && this.#buffered === 0)) return;
    this.#giveUp(new Error('the response body was closed before its end'));
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      for (;;) {
        this.#signal?.throwIfAborted();
        const chunk = this.#chunks.shift();
        if (chunk) {
          this.#buffered -= chunk.length;
          if (this.#buffered < highWaterMark) this.#goOn();
          yield chunk;
        } else if (this.#failure) throw this.#failure.error;
        else if (this.#ended) return;
        else await this.#event();
      }
    } finally {
      this.cancel();
    }
  }

  #take(): Uint8Array[] {
    const chunks = this.#chunks;
    this.#chunks = [];
    this.#buffered = 0;
    return chunks;
  }

  #giveUp(reason: Error): void {
    this.#take();
    this.fail(this.#source.giveUp(reason));
  }

  #goOn(): void {
    if (!this.#stopped) return;
    this.#stopped = false;
    this.#source.resume();
  }

  /** Waits for a piece, the end or a failure; only while it does, silence counts. */
  async #event(): Promise<void> {
    if (this.#idleTimeout > 0) this.#idle = setTimeout(() => this.#giveUp(silent(this.#idleTimeout)), this.#idleTimeout);
    await new Promise<void>((resolve) => {
      this.#happened = resolve;
    });
    this.#happened = undefined;
    clearTimeout(this.#idle);
  }
}

/** What is said of a body that is longer than the reader allows, in bytes. */
export function tooLong(longest: number): Error {
  const message = `the answer is longer than ${String(longest)} bytes: ask for less at once, as with a limit, or read it as a stream`;
  return Object.assign(new Error(message), { code: bodyTooLong });
}

function silent(limit: number): Error {
  return Object.assign(new Error(`nothing more of the answer came for ${String(limit)} ms`), { code: 'ETIMEDOUT' });
}
