import type { Socket } from 'node:net';
import { idleTimeout } from '@kubewright/rest/transport-support';
import { Client } from 'undici';
import type { ConnectionPool } from './connection-pool.js';
import type { Carrier, Exchange, Holder } from './exchange.js';
import { type HeadWatcher, skipInterimAnswers } from './interim-answers.js';
import type { Route } from './route.js';

/** One connection, by an undici client of its own: only so can we tell which connection carried a request, and stop it while it is being opened. */
export class Connection implements Carrier, Holder, HeadWatcher {
  readonly #client: Client;
  readonly #pool: ConnectionPool;
  readonly #opening = new AbortController();
  #exchange: Exchange | undefined;
  #socket: Socket | undefined;
  /** Whose need the socket was opened for. */
  #openedFor: Exchange | undefined;
  /** Exchanges that the socket carried to their end. */
  #carried = 0;
  #ended = false;
  awaitsHead = false;
  sawBytes = false;

  /** @param headersTimeout milliseconds until the head of an answer has come, 0 for no limit */
  constructor(route: Route, pool: ConnectionPool, headersTimeout: number) {
    this.#pool = pool;
    this.#client = new Client(route.origin, {
      pipelining: 1,
      keepAliveTimeout: idleTimeout,
      keepAliveMaxTimeout: idleTimeout,
      headersTimeout: Math.ceil(headersTimeout),
      bodyTimeout: 0,
      connect: (_options, callback) => {
        route.open(this.#opening.signal).then(
          (socket) => callback(null, this.#opened(socket)),
          (error: unknown) => callback(error as Error, null),
        );
      },
    });
    // An idle connection was closed. One that has something to send is opened again by undici: once is right, for it may have been idle
    // too long, but one that was opened for this very request would be opened again and again.
    this.#client.on('disconnect', (_url, _clients, error) => {
      if (!this.#exchange) this.end();
      else if (this.#exchange === this.#openedFor) this.#exchange.lost(error);
    });
  }

  carry(exchange: Exchange): void {
    this.#exchange = exchange;
    exchange.dispatch(this.#client, this);
  }

  /** The request is being written. Returns whether the socket carried others before. */
  start(): boolean {
    this.awaitsHead = true;
    this.sawBytes = false;
    return this.#carried > 0;
  }

  headCame(): void {
    this.awaitsHead = false;
  }

  /** The answer has come to its end. */
  complete(sentBody: boolean): void {
    this.#carried++;
    this.#exchange = undefined;
    // TLS tells a turn late that the last bytes are gone; without a body nothing can be left to send.
    if (sentBody && this.#hasMoreToSend()) this.#pool.settleSoon(this);
    else this.#pool.release(this);
  }

  /** If the server answered before it had all of the request, it may never take the rest: no other request can follow it. */
  settle(): void {
    if (this.#ended) return;
    if (this.#hasMoreToSend()) this.end();
    else this.#pool.release(this);
  }

  /** The exchange failed or is not wanted any more: nothing else can use its connection. */
  drop(): void {
    this.#exchange = undefined;
    this.end();
  }

  interrupt(reason: Error): void {
    if (this.#exchange) this.#exchange.interrupt(reason);
    else this.end();
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#pool.remove(this);
    this.#opening.abort();
    void this.#client.destroy().then(() => {
      this.#pool.removed(this);
    });
  }

  #hasMoreToSend(): boolean {
    return (this.#socket?.writableLength ?? 0) > 0;
  }

  #opened(socket: Socket): Socket {
    this.#carried = 0;
    this.#openedFor = this.#exchange;
    this.#socket = socket;
    // undici takes a reset for the end of a body that ends with its connection.
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNRESET') this.#exchange?.cut(error);
    });
    skipInterimAnswers(socket, this);
    return socket;
  }
}
