import type { Readable } from 'node:stream';
import type { HttpBody } from './transport.js';

/** A Node stream as an {@link HttpBody}. `asError` turns what the stream fails with into what the caller is told. */
export class NodeBody implements HttpBody {
  readonly #stream: Readable;
  readonly #asError: (error: Error) => Error;

  constructor(stream: Readable, asError: (error: Error) => Error) {
    this.#stream = stream;
    this.#asError = asError;
  }

  bytes(): Promise<Uint8Array> {
    const stream = this.#stream;
    return new Promise((resolve, reject) => {
      const chunks: Uint8Array[] = [];
      stream.on('data', (chunk: Uint8Array) => chunks.push(chunk));
      stream.once('end', () => {
        resolve(chunks.length === 1 ? (chunks[0] as Uint8Array) : Buffer.concat(chunks));
      });
      stream.once('error', (error) => {
        reject(this.#asError(error));
      });
      // A stream that closes early without an error was destroyed by cancel().
      stream.once('close', () => {
        reject(this.#asError(stream.errored ?? closedEarly()));
      });
      if (stream.closed && !stream.readableEnded) reject(this.#asError(stream.errored ?? closedEarly()));
    });
  }

  cancel(): void {
    this.#stream.destroy();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      for await (const chunk of this.#stream as AsyncIterable<Uint8Array>) yield chunk;
    } catch (error) {
      throw this.#asError(error as Error);
    }
  }
}

function closedEarly(): Error {
  return new Error('the response body was closed before its end');
}
