/** How one attempt ended: with an answer's head or without one. Times are milliseconds. */
export type AttemptOutcome =
  { readonly status: number; readonly duration: number } | { readonly error: Error; readonly duration: number };

/** Told about everything that happens while one request is executed, in order. Attempts are counted from 1. */
export interface ExchangeObserver {
  /** A wait for the rate limiter ended, after `waited` milliseconds, well or not. `reason` is why there was one. */
  throttled(waited: number, reason: string): void;
  /** An attempt is about to be sent. */
  started(attempt: number): void;
  /** An attempt has an answer, its body still to come, or has failed. */
  ended(attempt: number, outcome: AttemptOutcome): void;
  /** Another attempt will follow in `wait` milliseconds. */
  retrying(attempt: number, wait: number, reason: string): void;
  /** The execution is over, its body read, or rejected with `error`. */
  finished(error: Error | undefined): void;
}
