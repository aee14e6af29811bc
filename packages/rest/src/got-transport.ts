import type { Got } from 'got';
import type { acquireAgents, AgentFactory, AgentPair, Agents } from './agents.js';
import { certificateRotated, clientClosed } from './closed-by-us.js';
import type { GotExchange } from './got-exchange.js';
import { observedLookup } from './observed-lookup.js';
import type { HttpRequest, HttpResponse } from './transport.js';
import type { ClosableTransport, TLSIdentity, TransportOptions } from './transport-factory.js';
import { TransportLifetime } from './transport-lifetime.js';

/**
 * The default transport: HTTP/1.1 by got, over keep-alive connections that all clients of one TLS identity, proxy and timeouts share.
 *
 * got only carries bytes here. Its retries, redirects and errors for status codes are off: those follow client-go, above.
 */
export function gotTransport(options: TransportOptions): ClosableTransport {
  return new GotTransport(options);
}

interface Library {
  got: Got;
  acquireAgents: typeof acquireAgents;
  createAgents: AgentFactory;
  GotExchange: typeof GotExchange;
}

/** The connections of one identity, and a got for each of their pools. */
interface Connections {
  readonly identity: TLSIdentity;
  readonly agents: Agents;
  readonly call: Got;
  readonly stream: Got;
}

class GotTransport implements ClosableTransport {
  readonly #options: TransportOptions;
  /** The requests under way, streams included. */
  readonly #open = new Set<GotExchange>();
  #loading: Promise<Library> | undefined;
  #library: Library | undefined;
  #connections: Connections | undefined;
  readonly #lifetime = new TransportLifetime();
  readonly #ended = (exchange: GotExchange): void => {
    this.#open.delete(exchange);
  };

  constructor(options: TransportOptions) {
    this.#options = options;
  }

  readonly send = async (request: HttpRequest): Promise<HttpResponse> => {
    for (;;) {
      this.#lifetime.check(request);
      const library = (this.#library ??= await this.#load(request));
      const answer = this.#options.identity();
      const identity = answer instanceof Promise ? await this.#lifetime.waitFor(request, answer) : answer;
      const connections = this.#connectionsOf(identity, library);
      const exchange = new library.GotExchange(connections[request.use], request, this.#options.timeouts, this.#ended);
      this.#open.add(exchange);
      try {
        return await exchange.response;
      } catch (error) {
        if (!exchange.mayRepeat()) throw error;
      }
    }
  };

  readonly close = (): Promise<void> => {
    this.#lifetime.end();
    for (const exchange of this.#open) exchange.interrupt(clientClosed());
    this.#connections?.agents.close();
    return Promise.resolve();
  };

  /** Importing an HTTP client costs more than a whole program start, so the first request does it. */
  #load(request: HttpRequest): Promise<Library> {
    this.#loading ??= loadLibrary(this.#options.proxy !== undefined);
    return this.#lifetime.waitFor(request, this.#loading);
  }

  /** The connections of the identity, which is another one after files or credentials were rotated. */
  #connectionsOf(identity: TLSIdentity, library: Library): Connections {
    const former = this.#connections;
    if (former?.identity === identity) return former;
    const connections = open(identity, library, this.#options);
    this.#connections = connections;
    if (former) this.#leave(former, identity);
    return connections;
  }

  /** With another client certificate the old one may not be used any more; otherwise what is under way may end (client-go `transport`). */
  #leave({ identity, agents }: Connections, next: TLSIdentity): void {
    if (identity.cert === next.cert && identity.key === next.key) {
      agents.retire();
      return;
    }
    for (const exchange of this.#open) exchange.interrupt(certificateRotated());
    agents.close();
  }
}

async function loadLibrary(proxied: boolean): Promise<Library> {
  const { got } = await import('got');
  const { acquireAgents } = await import('./agents.js');
  const { GotExchange } = await import('./got-exchange.js');
  const createAgents = proxied
    ? (await import('./proxied-agents.js')).createProxiedAgents
    : (await import('./direct-agents.js')).createDirectAgents;
  return { got, acquireAgents, GotExchange, createAgents };
}

function open(identity: TLSIdentity, { got, acquireAgents, createAgents }: Library, options: TransportOptions): Connections {
  const { proxy, timeouts } = options;
  const agents = acquireAgents({ identity, proxy, timeouts }, createAgents);
  const over = (agent: AgentPair): Got =>
    got.extend({
      agent,
      headers: { 'user-agent': undefined },
      retry: { limit: 0 },
      followRedirect: false,
      throwHttpErrors: false,
      decompress: false,
      dnsLookup: observedLookup(options),
    });
  return { identity, agents, call: over(agents.call), stream: over(agents.stream) };
}
