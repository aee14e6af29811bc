import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { type HttpBody, type HttpRequest, TransportError } from '@kubewright/rest';
import { tooLong } from '@kubewright/rest/transport-support';

/** A gzip body, decoded while it is read. Fails with a `TransportError` where it is cut or no gzip. */
export class GunzippedBody implements HttpBody {
  readonly #compressed: HttpBody;
  readonly #request: HttpRequest;

  constructor(compressed: HttpBody, request: HttpRequest) {
    this.#compressed = compressed;
    this.#request = request;
  }

  async bytes(longest = Infinity): Promise<Uint8Array> {
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of this) {
      length += chunk.length;
      if (length > longest) throw new TransportError(this.#request, tooLong(longest));
      chunks.push(chunk);
    }
    return chunks.length === 1 ? (chunks[0] as Uint8Array) : Buffer.concat(chunks);
  }

  cancel(): void {
    this.#compressed.cancel();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void, undefined> {
    const compressed = this.#compressed[Symbol.asyncIterator]();
    const first = await compressed.next();
    // Nothing stays nothing: an answer without a body may name a coding too.
    if (first.done) return;
    let failure: { error: unknown } | undefined;
    const source = async function* (): AsyncGenerator<Uint8Array> {
      try {
        yield first.value;
        for (let next = await compressed.next(); !next.done; next = await compressed.next()) yield next.value;
      } catch (error) {
        failure = { error };
        throw error;
      }
    };
    const gunzip = createGunzip();
    pipeline(source, gunzip, () => undefined);
    try {
      for await (const chunk of gunzip as AsyncIterable<Uint8Array>) {
        this.#request.signal?.throwIfAborted();
        yield chunk;
      }
    } catch (error) {
      this.#request.signal?.throwIfAborted();
      throw failure ? failure.error : new TransportError(this.#request, error);
    } finally {
      gunzip.destroy();
      this.cancel();
    }
  }
}
