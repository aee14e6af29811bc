import type {
  ClosableTransport,
  HttpRequest,
  HttpResponse,
  TLSIdentity,
  TransportFactory,
  TransportOptions,
} from '@kubewright/rest';
import { clientClosed, TransportLifetime } from '@kubewright/rest/transport-support';
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
  readonly #lifetime = new TransportLifetime();
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
      this.#lifetime.check(request);
      const library = (this.#library ??= await this.#load(request));
      const answer = this.#options.identity();
      const identity = answer instanceof Promise ? await this.#lifetime.waitFor(request, answer) : answer;
      const connections = this.#connections(library, identity);
      const exchange = connections.send(request);
      try {
        return await exchange.response;
      } catch (error) {
        if (!exchange.mayRepeat) throw error;
      }
    }
  };

  readonly close = async (): Promise<void> => {
    this.#lifetime.end();
    const all = this.#current ? [this.#current, ...this.#retired] : [...this.#retired];
    await Promise.all(all.map((connections) => connections.destroy(clientClosed())));
  };

  /** Importing an HTTP client costs more than a whole program start, so the first request does it. */
  #load(request: HttpRequest): Promise<Library> {
    this.#loading ??= import('./identity-connections.js');
    return this.#lifetime.waitFor(request, this.#loading);
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
