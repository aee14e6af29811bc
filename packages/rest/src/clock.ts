import { onAbort } from './on-abort.js';

/** Time and chance. Whatever waits or rolls dice takes one, so that tests need neither. */
export interface Clock {
  /** Monotonic time in milliseconds, from an arbitrary beginning. */
  now(): number;
  /** What the calendar says, for times that others set. */
  date(): Date;
  /** Resolves after `milliseconds`, never earlier. Rejects with the signal's reason when it aborts, at once if it already has. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** At least 0 and less than 1. */
  random(): number;
}

/** Milliseconds; Node's timers take no more: longer ones would fire at once. */
export const longestTimer = 2 ** 31 - 1;

/** The real clock. Its timers keep the process alive: somebody waits for them. */
export const systemClock: Clock = {
  now: () => performance.now(),
  date: () => new Date(),
  sleep: sleepOn(() => performance.now()),
  random: () => Math.random(),
};

function sleepOn(now: () => number): Clock['sleep'] {
  return (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason as Error);
        return;
      }
      const due = now() + milliseconds;
      let timer: NodeJS.Timeout | undefined;
      const release = signal
        ? onAbort(signal, () => {
            clearTimeout(timer);
            reject(signal.reason as Error);
          })
        : () => undefined;
      const rest = (): void => {
        // A timer can fire a fraction of a millisecond early, and a long sleep needs several.
        const left = due - now();
        if (left > 0) {
          timer = setTimeout(rest, Math.min(left, longestTimer));
          return;
        }
        release();
        resolve();
      };
      rest();
    });
}
