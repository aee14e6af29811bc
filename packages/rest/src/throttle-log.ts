import type { Clock } from './clock.js';

/** Waits shorter than this, in milliseconds, are nobody's business (client-go `rest.longThrottleLatency`, and what it logs at most how often). */
const longWait = 1_000;
const quietFor = 10_000;

/** Tells people that calls wait for the client-side limiter, so that slowness has a name. */
export interface ThrottleLog {
  /** Called after each wait, in milliseconds. */
  waited(milliseconds: number, reason: string, method: string, url: URL): void;
}

/** Writes one line for a wait of more than a second, at most one in ten seconds. */
export function throttleLog(clock: Clock, write: (line: string) => void): ThrottleLog {
  let quietUntil = -Infinity;
  return {
    waited(milliseconds, reason, method, url) {
      const now = clock.now();
      if (milliseconds <= longWait || now < quietUntil) return;
      quietUntil = now + quietFor;
      write(
        `kubewright: waited ${(milliseconds / 1000).toFixed(1)}s due to ${reason}, request: ${method}:${url.origin}${url.pathname}`,
      );
    },
  };
}
