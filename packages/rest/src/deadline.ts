import type { Clock } from './clock.js';
import { formatDuration } from './duration.js';
import { onAbort } from './on-abort.js';
import { printableURL } from './transport.js';

/** A call took longer than its timeout allows, all its tries together; or a watch or a stream had no answer in that time. */
export class DeadlineExceededError extends Error {
  override readonly name = 'DeadlineExceededError';

  /** @param what what did not come in time: an `answer`, or a `complete answer` */
  constructor(method: string, url: URL, milliseconds: number, what: string) {
    super(`${method} ${printableURL(url)}: deadline exceeded: no ${what} within ${formatDuration(milliseconds)}`);
  }
}

/** One signal for the caller's abort and for the call's own deadline. */
export interface Deadline {
  readonly signal: AbortSignal | undefined;
  /** Clock time in milliseconds; none if the call may take for ever. */
  readonly at: number | undefined;
  /** The deadline was met: frees the timer and, unless the signal outlives it, the caller's signal. */
  clear(): void;
}

/** What a deadline is made of. */
export interface DeadlineOptions {
  clock: Clock;
  /** From now on; 0 is none. */
  milliseconds: number;
  caller: AbortSignal | undefined;
  /** Whether the signal goes on to follow the caller's when the deadline is met, as an open stream needs it to. */
  outlives: boolean;
  exceeded: () => Error;
}

/** Starts the deadline of a call. */
export function startDeadline({ clock, milliseconds, caller, outlives, exceeded }: DeadlineOptions): Deadline {
  if (milliseconds <= 0) return { signal: caller, at: undefined, clear: () => undefined };
  const controller = new AbortController();
  const timer = new AbortController();
  const follow = caller && !outlives;
  const release = follow
    ? onAbort(caller, () => {
        controller.abort(caller.reason);
      })
    : () => undefined;
  clock.sleep(milliseconds, timer.signal).then(
    () => {
      controller.abort(exceeded());
    },
    () => undefined,
  );
  return {
    // `any` leaves a weak reference on the caller's signal, but who opens a stream or a watch is not told when it ends: one for each
    // opening with a timeout, which is few beside calls.
    signal: caller && outlives ? AbortSignal.any([caller, controller.signal]) : controller.signal,
    at: clock.now() + milliseconds,
    clear() {
      release();
      timer.abort();
    },
  };
}
