import {
  clientClosed,
  type ClosableTransport,
  type HttpRequest,
  type HttpResponse,
  onAbort,
  type TLSIdentity,
  TransportError,
  type TransportFactory,
  type TransportOptions,
} from '@kubewright/rest';
import type { IdentityConnections } from './identity-connections.js';

interface Library {
  IdentityConnections: typeof IdentityConnections;
}

/**
 * Sends requests over HTTP/1.1 by undici: `new RESTClient({ ...config, transportFactory: undiciTransport })`.
 *
 * Each client has connections of its own: at most 50 to one host for calls, and one for each watch or stream.
 */
export const undiciTransport: TransportFactory = (options) => new UndiciTransport(options);

class UndiciTransport implements ClosableTransport {
  readonly #options: TransportOptions;
  readonly #closing = new AbortController();
  #library: Library | undefined;
  #loading: Promise<Library> | undefined;
  #current: IdentityConnections | undefined;
  /** Connections of former identities that are still in use. */
  readonly #retired = new Set<IdentityConnections>();

  constructor(options: TransportOptions) {
    this.#options = options;
  }

  readonly send = async (request: HttpRequest): Promise<HttpResponse> => {
    for (;;) {
      this.#check(request);
      // Importing an HTTP client costs more than a whole program start, so the first request does it.
      const library = (this.#library ??= await this.#until(request, (this.#loading ??= import('./identity-connections.js'))));
      const identity = this.#options.identity();
      const connections = this.#connections(library, isPromise(identity) ? await this.#until(request, identity) : identity);
      const exchange = connections.send(request);
      try {
        return await exchange.response;
      } catch (error) {
        if (!exchange.mayRepeat) throw error;
      }
    }
  };

  readonly close = async (): Promise<void> => {
    this.#closing.abort(clientClosed());
    const all = this.#current ? [this.#current, ...this.#retired] : [...this.#retired];
    await Promise.all(all.map((connections) => connections.destroy(clientClosed())));
  };

  #check(request: HttpRequest): void {
    request.signal?.throwIfAborted();
    if (this.#closing.signal.aborted) throw new TransportError(request, clientClosed());
  }

  /** Waits as long as the request is wanted. */
  async #until<T>(request: HttpRequest, promise: Promise<T>): Promise<T> {
    const leave: (() => void)[] = [];
    const unwanted = new Promise<void>((resolve) => {
      for (const signal of [request.signal, this.#closing.signal]) if (signal) leave.push(onAbort(signal, resolve));
    });
    try {
      await Promise.race([promise, unwanted]);
      this.#check(request);
      return await promise;
    } catch (error) {
      this.#check(request);
      throw new TransportError(request, error);
    } finally {
      for (const off of leave) off();
    }
  }

  /** The connections of the identity, which is another one after files or credentials were rotated. */
  #connections(library: Library, identity: TLSIdentity): IdentityConnections {
    const former = this.#current;
    if (former?.identity === identity) return former;
    const current = new library.IdentityConnections({ ...this.#options, identity });
    this.#current = current;
    if (former) {
      this.#retired.add(former);
      void former.giveWayTo(identity).then(() => this.#retired.delete(former));
    }
    return current;
  }
}

function isPromise<T>(value: T | Promise<T>): value is Promise<T> {
  return value instanceof Promise;
}
