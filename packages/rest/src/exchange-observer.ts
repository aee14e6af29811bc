import type { HttpHeaders } from './http-headers.js';

/** How one attempt ended: with an answer's head or without one. Times are milliseconds. */
export type AttemptOutcome =
  { readonly status: number; readonly duration: number } | { readonly error: Error; readonly duration: number };

/** Told about everything that happens while one request is executed, in order. Attempts are counted from 1. It never throws. */
export interface ExchangeObserver {
  /** The rate limiter was asked, and answered after `waited` milliseconds, well or not. `reason` is why there was a need to ask. */
  throttled(waited: number, reason: string): void;
  /** An attempt is about to be sent with `headers`; answers those to send instead: the same or a changed copy. */
  started(attempt: number, headers: HttpHeaders): HttpHeaders;
  /** An attempt has an answer, its body still to come, or has failed. */
  ended(attempt: number, outcome: AttemptOutcome): void;
  /** Another attempt will follow in `wait` milliseconds. */
  retrying(attempt: number, wait: number, reason: string): void;
  /** The execution is over: its body is read, its watch or stream open, or it rejected with `error`. */
  finished(error: Error | undefined): void;
}

/** Tells several observers, in order; each sees the headers that the one before it answered. Undefined if there are none. */
export function everyObserver(observers: readonly Partial<ExchangeObserver>[]): ExchangeObserver | undefined {
  if (observers.length === 0) return undefined;
  return {
    throttled(waited, reason) {
      for (const each of observers) each.throttled?.(waited, reason);
    },
    started: (attempt, headers) => observers.reduce((sent, each) => each.started?.(attempt, sent) ?? sent, headers),
    ended(attempt, outcome) {
      for (const each of observers) each.ended?.(attempt, outcome);
    },
    retrying(attempt, wait, reason) {
      for (const each of observers) each.retrying?.(attempt, wait, reason);
    },
    finished(error) {
      for (const each of observers) each.finished?.(error);
    },
  };
}
