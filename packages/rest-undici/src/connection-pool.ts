import { maxIdleOf } from '@kubewright/rest/transport-support';
import { Connection } from './connection.js';
import type { Exchange } from './exchange.js';
import type { Route } from './route.js';

/** Connections to one host, one exchange at a time on each. What finds none free waits its turn. */
export class ConnectionPool {
  readonly #route: Route;
  readonly #limit: number;
  readonly #headersTimeout: number;
  readonly #open = new Set<Connection>();
  /** The one that was used last is used next, so that others can come to rest. */
  readonly #idle: Connection[] = [];
  readonly #waiting = new Set<Exchange>();
  /** How many connections the next turn shows to be free, or to be of no use. */
  #settling = 0;
  #retired = false;
  #empty: (() => void) | undefined;

  /**
   * @param limit most connections at a time
   * @param headersTimeout milliseconds until the head of an answer has come, 0 for no limit
   */
  constructor(route: Route, limit: number, headersTimeout: number) {
    this.#route = route;
    this.#limit = limit;
    this.#headersTimeout = headersTimeout;
  }

  dispatch(exchange: Exchange): void {
    const idle = this.#idle.pop();
    if (idle) idle.carry(exchange);
    else if (this.#open.size < this.#limit && this.#waiting.size >= this.#settling) this.#connect(exchange);
    else {
      exchange.waitIn(this);
      this.#waiting.add(exchange);
    }
  }

  /** A waiting exchange is not wanted any more. */
  drop(exchange: Exchange): void {
    this.#waiting.delete(exchange);
  }

  /** A connection has nothing to do. */
  release(connection: Connection): void {
    if (this.#retired) {
      connection.end();
      return;
    }
    const next = this.#next();
    if (next) connection.carry(next);
    else {
      this.#idle.push(connection);
      if (this.#idle.length > maxIdleOf(this.#limit)) this.#idle[0]?.end();
    }
  }

  /** A connection settles in the next turn. Until then a request rather waits for it than opens another. */
  settleSoon(connection: Connection): void {
    this.#settling++;
    setImmediate(() => {
      this.#settling--;
      connection.settle();
    });
  }

  /** A connection is about to close. */
  remove(connection: Connection): void {
    const index = this.#idle.indexOf(connection);
    if (index >= 0) this.#idle.splice(index, 1);
  }

  /** A connection has closed, so that there is room for another. */
  removed(connection: Connection): void {
    this.#open.delete(connection);
    if (this.#open.size === 0) this.#empty?.();
    const next = this.#next();
    if (next) this.#connect(next);
  }

  /** Closes what is idle now, and the rest when it comes free; what waits is sent back. Resolves when all is closed. */
  retire(): Promise<void> {
    this.#retired = true;
    for (const exchange of this.#waiting) exchange.interrupt(new Error('its connections are no longer used'));
    for (const connection of [...this.#idle]) connection.end();
    return this.#closed();
  }

  /** Interrupts everything. Resolves when all is closed. */
  destroy(reason: Error): Promise<void> {
    this.#retired = true;
    for (const exchange of this.#waiting) exchange.interrupt(reason);
    for (const connection of this.#open) connection.interrupt(reason);
    return this.#closed();
  }

  #connect(exchange: Exchange): void {
    const connection = new Connection(this.#route, this, this.#headersTimeout);
    this.#open.add(connection);
    connection.carry(exchange);
  }

  #next(): Exchange | undefined {
    for (const exchange of this.#waiting) {
      this.#waiting.delete(exchange);
      return exchange;
    }
    return undefined;
  }

  #closed(): Promise<void> {
    if (this.#open.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const before = this.#empty;
      this.#empty = () => {
        before?.();
        resolve();
      };
    });
  }
}
