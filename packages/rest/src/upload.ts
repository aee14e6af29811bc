import { Readable } from 'node:stream';

/**
 * A request's body as a Node stream of bytes. Destroying it ends the iteration. What cannot be read, or yields something else than bytes,
 * fails when it is read.
 */
export function uploadOf(body: AsyncIterable<Uint8Array>): Readable {
  try {
    return Readable.from(body, { objectMode: false });
  } catch (error) {
    return new Readable({
      read() {
        this.destroy(error as Error);
      },
    });
  }
}
