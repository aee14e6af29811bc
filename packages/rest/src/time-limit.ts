import { longestTimer } from './clock.js';
import type { ConnectionTimeouts } from './transport-factory.js';

/** What is said of something that took too long: an error of code `ETIMEDOUT` that names the limit, which is in milliseconds. */
export function tookTooLong(what: string, name: keyof ConnectionTimeouts, limit: number): Error {
  return Object.assign(new Error(`${what} took longer than ${String(limit)} ms, the limit of timeouts.${name}`), {
    code: 'ETIMEDOUT',
  });
}

/** One of the limits of a config's `timeouts`, while it runs. */
export class TimeLimit {
  readonly #timer: NodeJS.Timeout;
  #expiring: NodeJS.Immediate | undefined;

  /** @param limit milliseconds */
  constructor(limit: number, expire: () => void) {
    this.#timer = setTimeout(
      () => {
        // A process that was busy has not seen yet what came meanwhile: timers go off before sockets are read.
        this.#expiring = setImmediate(expire);
      },
      Math.min(limit, longestTimer),
    );
  }

  /** Begins anew. */
  refresh(): void {
    clearImmediate(this.#expiring);
    this.#timer.refresh();
  }

  /** Ends it, for what it limits is done. */
  clear(): void {
    clearImmediate(this.#expiring);
    clearTimeout(this.#timer);
  }
}

/**
 * Starts one of the limits of a config's `timeouts`.
 *
 * @param limit milliseconds; 0 is none
 * @param what what takes its time, as `the TLS handshake with 10.0.0.1:6443`
 * @param expire is told when it took too long, with the error to fail with
 * @returns what to clear when it is done
 */
export function startTimeLimit(
  limit: number,
  name: keyof ConnectionTimeouts,
  what: string,
  expire: (error: Error) => void,
): TimeLimit | undefined {
  if (limit === 0) return undefined;
  return new TimeLimit(limit, () => expire(tookTooLong(what, name, limit)));
}
