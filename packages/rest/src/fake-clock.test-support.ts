import type { Clock } from './clock.js';
import { onAbort } from './on-abort.js';

interface Sleeper {
  due: number;
  wake(): void;
}

/** A clock for tests: time passes only in {@link FakeClock.advance}, and chance is what the test says. */
export class FakeClock implements Clock {
  /** Every sleep that was asked for, in milliseconds, zero included. */
  readonly sleeps: number[] = [];
  #now: number;
  readonly #random: () => number;
  /** Ordered by the time they are due, and by arrival for the same time. */
  readonly #sleepers: Sleeper[] = [];

  constructor(options: { now?: number; random?: () => number } = {}) {
    this.#now = options.now ?? 0;
    this.#random = options.random ?? (() => 0);
  }

  now(): number {
    return this.#now;
  }

  date(): Date {
    return new Date(this.#now);
  }

  random(): number {
    return this.#random();
  }

  /** How many sleep now. */
  get sleeping(): number {
    return this.#sleepers.length;
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    this.sleeps.push(milliseconds);
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason as Error);
        return;
      }
      if (milliseconds <= 0) {
        resolve();
        return;
      }
      let release: (() => void) | undefined;
      const sleeper: Sleeper = {
        due: this.#now + milliseconds,
        wake: () => {
          release?.();
          resolve();
        },
      };
      if (signal) {
        release = onAbort(signal, () => {
          this.#sleepers.splice(this.#sleepers.indexOf(sleeper), 1);
          reject(signal.reason as Error);
        });
      }
      const later = this.#sleepers.findIndex(({ due }) => due > sleeper.due);
      this.#sleepers.splice(later < 0 ? this.#sleepers.length : later, 0, sleeper);
    });
  }

  /**
   * Lets `milliseconds` pass: wakes each sleeper at its time, in order, and lets it run, and sleep again, before time goes on.
   * Work that waits for sockets is not waited for.
   */
  async advance(milliseconds: number): Promise<void> {
    const until = this.#now + milliseconds;
    await settled();
    for (let next = this.#sleepers[0]; next && next.due <= until; next = this.#sleepers[0]) {
      this.#sleepers.shift();
      this.#now = next.due;
      next.wake();
      await settled();
    }
    this.#now = until;
  }
}

/** Resolves when every promise that can go on has gone on. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
