import type { Readable } from 'node:stream';
import { startTimeLimit } from './time-limit.js';
import { bodyTooLong, type HttpBody } from './transport.js';

/** A Node stream as an {@link HttpBody}. */
export class NodeBody implements HttpBody {
  readonly #stream: Readable;
  readonly #idle: number;
  readonly #asError: (error: Error) => Error;

  /**
   * @param idle milliseconds that the next piece may take when somebody waits for it; 0 is no limit
   * @param asError turns what the stream fails with into what the caller is told
   */
  constructor(stream: Readable, idle: number, asError: (error: Error) => Error) {
    this.#stream = stream;
    this.#idle = idle;
    this.#asError = asError;
  }

  bytes(longest = Infinity): Promise<Uint8Array> {
    const stream = this.#stream;
    return new Promise((resolve, reject) => {
      const chunks: Uint8Array[] = [];
      let length = 0;
      const limit = this.#limitIdleness();
      stream.on('data', (chunk: Uint8Array) => {
        limit?.refresh();
        length += chunk.length;
        if (length > longest) stream.destroy(tooLong(longest));
        else chunks.push(chunk);
      });
      stream.once('end', () => {
        clearTimeout(limit);
        resolve(chunks.length === 1 ? (chunks[0] as Uint8Array) : Buffer.concat(chunks));
        // The stream's listeners live on with it: they must not keep a large answer twice.
        chunks.length = 0;
      });
      stream.once('error', (error) => {
        reject(this.#asError(error));
      });
      // A stream that closes early without an error was destroyed by cancel().
      stream.once('close', () => {
        clearTimeout(limit);
        reject(this.#asError(stream.errored ?? closedEarly()));
      });
      if (stream.closed && !stream.readableEnded) {
        clearTimeout(limit);
        reject(this.#asError(stream.errored ?? closedEarly()));
      }
    });
  }

  cancel(): void {
    this.#stream.destroy();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void, undefined> {
    let limit = this.#limitIdleness();
    try {
      for await (const chunk of this.#stream as AsyncIterable<Uint8Array>) {
        clearTimeout(limit);
        yield chunk;
        limit = this.#limitIdleness();
      }
    } catch (error) {
      // A connection that breaks takes nothing away from what had come before, as the last events of a watch.
      if (this.#stream.errored) yield* this.#left();
      throw this.#asError(error as Error);
    } finally {
      clearTimeout(limit);
    }
  }

  /** Whoever does not read has no claim to the next piece. */
  #limitIdleness(): NodeJS.Timeout | undefined {
    return startTimeLimit(this.#idle, 'idle', "the next piece of the answer's body", (error) => this.#stream.destroy(error));
  }

  *#left(): Generator<Uint8Array, void, undefined> {
    for (let left = this.#stream.read() as Uint8Array | null; left; left = this.#stream.read() as Uint8Array | null) yield left;
  }
}

function tooLong(longest: number): Error {
  const message = `the answer is longer than ${String(longest)} bytes: ask for less at once, as with a limit, or read it as a stream`;
  return Object.assign(new Error(message), { code: bodyTooLong });
}

function closedEarly(): Error {
  return new Error('the response body was closed before its end');
}
