import { systemClock } from './clock.js';
import { LinkedQueue } from './linked-queue.js';
import { onAbort } from './on-abort.js';
import type { RateLimiter } from './rate-limiter.js';

/** What a gateway in front of the API server lets through. */
export interface QuotaOptions {
  /** Requests in any stretch of time as long as `interval`: a whole number, at least 1. */
  limit: number;
  /** Milliseconds, more than 0 and at most 2³¹ − 1. */
  interval: number;
}

interface Waiter {
  readonly go: () => void;
  readonly fail: (reason: Error) => void;
}

/** The longest that a timer of Node takes. */
const longestInterval = 2 ** 31 - 1;

/**
 * A limiter for a hard quota: never more than `limit` requests begin within any `interval`, wherever it is put on the time line
 * (p-throttle, strict mode). A {@link tokenBucket} lets a burst go and then refills at once, so that twice its burst can fall into
 * one stretch of time.
 *
 * Those who wait go in order. A wait that cannot but end after its deadline is refused at once, and so is every wait after
 * `stop()`. Who aborts leaves the queue, and the next takes over; if nobody is left, the turn that was asked for is lost, and its
 * timer runs on: it keeps the process alive until then or until `stop()`. It keeps real time. Throws a RangeError if limit or
 * interval is out of range.
 *
 * p-throttle is loaded when the first quota is made. Turns that are free until then count as if they had come when it was there.
 */
export function quota({ limit, interval }: QuotaOptions): RateLimiter {
  if (!Number.isInteger(limit) || limit < 1)
    throw new RangeError(`cannot make a quota of ${String(limit)} requests: the limit must be a whole number of at least 1`);
  if (!(interval > 0 && interval <= longestInterval))
    throw new RangeError(
      `cannot make a quota for ${String(interval)} ms: the interval must be more than 0 and at most ${String(longestInterval)} ms`,
    );
  const waiting = new LinkedQueue<Waiter>();
  const stopped = new AbortController();
  /** When the last turns were, at most `limit` of them. */
  const turns: number[] = [];
  /** Whether a turn was asked for that has not come yet: one at a time, so that no more than one can be lost. */
  let asked = false;
  let asking = false;

  /** Runs something in a turn; undefined until the library is there. */
  let throttled: ((run: () => void) => Promise<void>) | undefined;

  import('p-throttle').then(({ default: pThrottle }) => {
    if (stopped.signal.aborted) return;
    const early = turns.splice(0).length;
    throttled = pThrottle({ limit, interval, strict: true, signal: stopped.signal })((run: () => void): Promise<void> => {
      run();
      return Promise.resolve();
    });
    for (let i = 0; i < early; i++) turn(note);
    asked = false;
    ask();
  }, end);

  function turn(run: () => void): void {
    if (throttled) throttled(run).catch(() => undefined);
    else if (turns.length < limit) run();
  }

  function note(): void {
    if (turns.push(systemClock.now()) > limit) turns.shift();
  }

  /** The turn of who has waited longest. */
  function take(): void {
    asked = false;
    note();
    const { first } = waiting;
    if (first) {
      waiting.remove(first);
      first.value.go();
    }
    ask();
  }

  /** Turns that are free come at once, from within: hence a loop. */
  function ask(): void {
    if (asking) return;
    asking = true;
    while (!asked && waiting.first) {
      asked = true;
      turn(take);
    }
    asking = false;
  }

  /** A time before which the waiter at this place of the queue, counted from 1, cannot go. */
  function earliest(place: number): number {
    const free = limit - turns.length;
    if (place <= free) return -Infinity;
    const after = place - free - 1;
    return (turns[after % limit] as number) + interval * (1 + Math.floor(after / limit));
  }

  /** Whether a turn would come at once: one that was asked for cannot be given back. p-throttle spreads those after the first interval. */
  function isFree(now: number): boolean {
    const [oldest] = turns;
    const latest = turns.at(-1);
    if (turns.length < limit || oldest === undefined || latest === undefined) return true;
    const due = oldest + interval;
    return now >= (due > latest ? due : latest + Math.ceil(interval / limit));
  }

  function end(reason: Error): void {
    stopped.abort(reason);
    for (let { first } = waiting; first; { first } = waiting) {
      waiting.remove(first);
      first.value.fail(reason);
    }
  }

  return {
    wait(signal, deadline = Infinity) {
      return new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        stopped.signal.throwIfAborted();
        if (deadline <= systemClock.now()) throw new DOMException('context deadline exceeded', 'TimeoutError');
        if (earliest(waiting.length + 1) > deadline) throw new Error('quota: the wait would exceed the deadline');
        let release: (() => void) | undefined;
        const go = (): void => {
          release?.();
          resolve();
        };
        const fail = (reason: Error): void => {
          release?.();
          reject(reason);
        };
        const place = waiting.push({ go, fail });
        if (signal) {
          release = onAbort(signal, () => {
            waiting.remove(place);
            reject(signal.reason as Error);
          });
        }
        ask();
      });
    },
    tryAccept() {
      if (stopped.signal.aborted || asked || waiting.length > 0 || !isFree(systemClock.now())) return false;
      const place = waiting.push({ go: () => undefined, fail: () => undefined });
      ask();
      if (waiting.length === 0) return true;
      waiting.remove(place);
      return false;
    },
    qps: () => (limit / interval) * 1000,
    stop() {
      end(new Error('the quota was stopped: make another one'));
    },
  };
}
