import type { HttpRequest, TLSIdentity, TransportOptions } from '@kubewright/rest';
import { certificateRotated, maxCallSockets } from '@kubewright/rest/transport-support';
import { ConnectionPool } from './connection-pool.js';
import { Exchange } from './exchange.js';
import { Route } from './route.js';

/** The options of a transport at one moment. */
export type IdentityOptions = Omit<TransportOptions, 'identity'> & { readonly identity: TLSIdentity };

/** The connections that are secured by one TLS identity: for each host those of calls, and those of long answers, which cannot starve calls. */
export class IdentityConnections {
  readonly identity: TLSIdentity;
  readonly #options: IdentityOptions;
  readonly #call = new Map<string, ConnectionPool>();
  readonly #stream = new Map<string, ConnectionPool>();

  constructor(options: IdentityOptions) {
    this.identity = options.identity;
    this.#options = options;
  }

  /** Sends the request as soon as a connection is free. */
  send(request: HttpRequest): Exchange {
    const { url, use } = request;
    const { origin } = url;
    const pools = use === 'call' ? this.#call : this.#stream;
    let pool = pools.get(origin);
    if (!pool) {
      const limit = use === 'call' ? maxCallSockets : Infinity;
      pool = new ConnectionPool(new Route(url, this.#options), limit, this.#options.timeouts.headers[use]);
      pools.set(origin, pool);
    }
    const exchange = new Exchange(request, this.#options.timeouts);
    pool.dispatch(exchange);
    return exchange;
  }

  /**
   * Closes what is idle now, and what is in use when it comes free; everything at once if the next identity has another client
   * certificate, for then this one may not be used any more (client-go `transport.dynamicClientCert`). Resolves when all is closed.
   */
  async giveWayTo({ cert, key }: TLSIdentity): Promise<void> {
    if (cert !== this.identity.cert || key !== this.identity.key) await this.destroy(certificateRotated());
    else await Promise.all(this.#pools().map((pool) => pool.retire()));
  }

  /** Ends all requests with `reason` and closes their connections. Resolves when all is closed. */
  async destroy(reason: Error): Promise<void> {
    await Promise.all(this.#pools().map((pool) => pool.destroy(reason)));
  }

  #pools(): ConnectionPool[] {
    return [...this.#call.values(), ...this.#stream.values()];
  }
}
