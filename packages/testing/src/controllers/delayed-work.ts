import type { Clock } from '@kubewright/rest';

/** Work of controllers that has to wait for its time. Nobody waits for it: a server is idle meanwhile. */
export class DelayedWork {
  readonly #clock: Clock;
  readonly #waiting = new Map<string, AbortController>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Does `work` in so many milliseconds. What waited under the same key will not be done. */
  after(key: string, milliseconds: number, work: () => void): void {
    this.#waiting.get(key)?.abort();
    const waiting = new AbortController();
    this.#waiting.set(key, waiting);
    this.#clock.sleep(milliseconds, waiting.signal).then(
      () => {
        if (this.#waiting.get(key) === waiting) this.#waiting.delete(key);
        work();
      },
      // Aborted: nothing is to be done.
      () => undefined,
    );
  }

  /** Drops all that waits. */
  close(): void {
    for (const waiting of this.#waiting.values()) waiting.abort();
    this.#waiting.clear();
  }
}
