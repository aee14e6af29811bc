import type { Clock } from './clock.js';
import { formatDuration } from './duration.js';
import { printableURL } from './transport.js';

/** A call took longer than its timeout allows, all its tries together. */
export class DeadlineExceededError extends Error {
  override readonly name = 'DeadlineExceededError';

  constructor(method: string, url: URL, milliseconds: number) {
    super(`${method} ${printableURL(url)}: deadline exceeded: no complete answer within ${formatDuration(milliseconds)}`);
  }
}

/** One signal for the caller's abort and for the call's own deadline. */
export interface Deadline {
  readonly signal: AbortSignal | undefined;
  /** Clock time in milliseconds; none if the call may take for ever. */
  readonly at: number | undefined;
  /** Frees the timer and the caller's signal. */
  clear(): void;
}

/** Starts the deadline of a call; 0 milliseconds is none. */
export function startDeadline(
  clock: Clock,
  milliseconds: number,
  caller: AbortSignal | undefined,
  exceeded: () => Error,
): Deadline {
  if (milliseconds <= 0) return { signal: caller, at: undefined, clear: () => undefined };
  const controller = new AbortController();
  const timer = new AbortController();
  const forward = (): void => {
    controller.abort(caller?.reason);
  };
  if (caller?.aborted) forward();
  caller?.addEventListener('abort', forward, { once: true });
  clock.sleep(milliseconds, timer.signal).then(
    () => {
      controller.abort(exceeded());
    },
    () => undefined,
  );
  return {
    signal: controller.signal,
    at: clock.now() + milliseconds,
    clear() {
      caller?.removeEventListener('abort', forward);
      timer.abort();
    },
  };
}
