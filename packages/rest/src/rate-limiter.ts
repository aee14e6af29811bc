import { type Clock, systemClock } from './clock.js';
import { TokenBucket } from './token-bucket.js';
import { nanoseconds, WaitQueue } from './wait-queue.js';

/** Decides when a request may go (client-go `flowcontrol.RateLimiter`). */
export interface RateLimiter {
  /**
   * Resolves when the caller may go, in the order of the calls. `deadline` is clock time in milliseconds.
   * Rejects with the signal's reason when it aborts, and at once if the wait would last beyond the deadline.
   */
  wait(signal?: AbortSignal, deadline?: number): Promise<void>;
  /** Takes a token if one is there now. */
  tryAccept(): boolean;
  /** Requests per second in the long run. */
  qps(): number;
  /** Ends whatever the limiter keeps running. */
  stop(): void;
}

/**
 * A limiter that lets `burst` requests go at once and `qps` a second after that (client-go
 * `flowcontrol.NewTokenBucketRateLimiter`, golang.org/x/time/rate).
 *
 * Whoever waits has a place in the queue; an aborted wait gives its place up, as far as those behind it have not counted on it.
 * With `qps` 0 or less the burst is all there ever is; with Infinity nobody waits. Throws a RangeError if either is not a number.
 */
export function tokenBucket(qps: number, burst: number, clock: Clock = systemClock): RateLimiter {
  if (Number.isNaN(qps) || Number.isNaN(burst))
    throw new RangeError(`cannot make a rate limiter: qps ${String(qps)} and burst ${String(burst)} must be numbers`);
  const bucket = new TokenBucket(qps, burst);
  const queue = new WaitQueue(clock);

  return {
    async wait(signal, deadline) {
      if (burst < 1 && qps !== Infinity) throw new Error(`rate: Wait(n=1) exceeds limiter's burst ${String(burst)}`);
      signal?.throwIfAborted();
      const now = queue.now();
      const longest = deadline === undefined ? undefined : nanoseconds(deadline) - now;
      if (longest !== undefined && longest <= 0) throw new DOMException('context deadline exceeded', 'TimeoutError');
      const reservation = bucket.reserve(now, longest);
      if (!reservation) throw new Error('rate: Wait(n=1) would exceed context deadline');
      if (reservation.at === now) return;
      await queue.wait(reservation.at, signal, () => {
        bucket.cancel(reservation, queue.now());
      });
    },
    tryAccept: () => bucket.reserve(queue.now(), 0) !== undefined,
    qps: () => qps,
    stop: () => undefined,
  };
}
