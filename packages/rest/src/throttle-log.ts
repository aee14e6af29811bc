import type { Clock } from './clock.js';

/** Waits of at most so many milliseconds are nobody's business (client-go `rest.longThrottleLatency` and `extraLongThrottleLatency`). */
const longWait = 50;
const veryLongWait = 1_000;
/** How long it is quiet after a line about a very long wait, in milliseconds: if nobody asked for such lines, and if somebody did. */
const quietFor = 10_000;
const quietForCurious = 1_000;

/** Until when it is quiet: for all clients of a process, for they all write to the same place. */
const quietUntil = new WeakMap<Clock, number>();

/** Tells people that calls wait for the client-side limiter, so that slowness has a name. */
export interface ThrottleLog {
  /** Called after each wait, in milliseconds; `reason` is why the limiter was asked, in client-go's words. */
  waited(milliseconds: number, reason: string, method: string, url: URL): void;
}

/**
 * Writes one line for a wait of more than a second, at most one in ten seconds whatever the number of clients; at verbosity 2
 * at most one a second, from verbosity 3 on one for each wait of more than 50 ms (client-go `throttledLogger`).
 */
export function throttleLog(clock: Clock, write: (line: string) => void, verbosity = 0): ThrottleLog {
  return {
    waited(milliseconds, reason, method, url) {
      if (milliseconds <= (verbosity >= 3 ? longWait : veryLongWait)) return;
      const now = clock.now();
      if (verbosity < 3 && now < (quietUntil.get(clock) ?? -Infinity)) return;
      quietUntil.set(clock, now + (verbosity >= 2 ? quietForCurious : quietFor));
      write(
        `kubewright: waited ${(milliseconds / 1000).toFixed(1)}s due to ${reason}, request: ${method}:${url.origin}${url.pathname}`,
      );
    },
  };
}
