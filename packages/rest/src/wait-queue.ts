import type { Clock } from './clock.js';
import { LinkedQueue } from './linked-queue.js';
import { onAbort } from './on-abort.js';

interface Waiter {
  /** Clock time in nanoseconds. */
  readonly due: number;
  readonly go: () => void;
}

/**
 * Those who wait until their time has come, in the order in which they came: nobody goes before who stands in front. All wait
 * on one timer.
 */
export class WaitQueue {
  readonly #clock: Clock;
  readonly #waiting = new LinkedQueue<Waiter>();
  /** Ends the timer, if one is running. */
  #timer: AbortController | undefined;
  /** What those want to have done who have just left. */
  #leaving: (() => void)[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Now, in nanoseconds. */
  now(): number {
    return nanoseconds(this.#clock.now());
  }

  /**
   * Resolves at `due`, in nanoseconds of {@link now}, which should not be before that of the last who joined. When the signal
   * aborts it calls `left` and rejects with the signal's reason. Of several who leave at once the last who came is the first
   * whose `left` is called: nobody's place is then between others'.
   */
  wait(due: number, signal: AbortSignal | undefined, left: () => void): Promise<void> {
    return new Promise((resolve, reject) => {
      let release: (() => void) | undefined;
      const go = (): void => {
        release?.();
        resolve();
      };
      const place = this.#waiting.push({ due, go });
      if (signal) {
        release = onAbort(signal, () => {
          this.#waiting.remove(place);
          this.#leave(left);
          reject(signal.reason as Error);
        });
      }
      this.#startTimer();
    });
  }

  #leave(left: () => void): void {
    if (this.#leaving.push(left) === 1) {
      queueMicrotask(() => {
        for (const each of this.#leaving.splice(0).reverse()) each();
      });
    }
    if (this.#waiting.first) return;
    this.#timer?.abort();
    this.#timer = undefined;
  }

  #startTimer(): void {
    const { first } = this.#waiting;
    if (this.#timer || !first) return;
    const timer = new AbortController();
    this.#timer = timer;
    this.#clock.sleep((first.value.due - this.now()) / 1e6, timer.signal).then(
      () => {
        this.#timer = undefined;
        this.#letGo();
        this.#startTimer();
      },
      () => undefined,
    );
  }

  #letGo(): void {
    const now = this.now();
    for (let { first } = this.#waiting; first && first.value.due <= now; { first } = this.#waiting) {
      this.#waiting.remove(first);
      first.value.go();
    }
  }
}

/** Whole ones: equal times must be equal. */
export function nanoseconds(milliseconds: number): number {
  return Math.round(milliseconds * 1e6);
}
