import { abortable } from './abortable.js';
import { clientClosed } from './closed-by-us.js';
import { underEither } from './either-signal.js';
import { type HttpRequest, TransportError } from './transport.js';

/** The time until a transport is closed, in which its requests may wait. */
export class TransportLifetime {
  readonly #closing = new AbortController();

  /** Ends every wait. Idempotent. */
  end(): void {
    this.#closing.abort(clientClosed());
  }

  /** Throws the reason of the request's signal if that has aborted, or a `TransportError` if the transport is closed. */
  check(request: HttpRequest): void {
    request.signal?.throwIfAborted();
    if (this.#closing.signal.aborted) throw new TransportError(request, clientClosed());
  }

  /** Waits for what a request needs, as long as the request is wanted and the transport open. Rejects with a `TransportError`, or as {@link check} throws. */
  async waitFor<T>(request: HttpRequest, promise: Promise<T>): Promise<T> {
    try {
      return await underEither(this.#closing.signal, request.signal, (signal) => abortable(promise, signal));
    } catch (error) {
      throw new TransportError(request, error);
    } finally {
      this.check(request);
    }
  }
}
