import type { Clock } from '@kubewright/rest';
import type { AnswerSink } from '../http/exchange.js';

/** Lets some time pass before each event, and before the end. */
export class DelayedSink implements AnswerSink {
  readonly signal: AbortSignal;
  readonly #next: AnswerSink;
  readonly #clock: Clock;
  readonly #delay: number;
  readonly #waiting: (() => void)[] = [];
  #isBusy = false;

  /** @param delay milliseconds */
  constructor(next: AnswerSink, clock: Clock, delay: number) {
    this.signal = next.signal;
    this.#next = next;
    this.#clock = clock;
    this.#delay = delay;
  }

  write(text: string): void {
    this.#later(() => {
      this.#next.write(text);
    });
  }

  end(): void {
    this.#later(() => {
      this.#next.end();
    });
  }

  destroy(): void {
    this.#next.destroy();
  }

  #later(action: () => void): void {
    this.#waiting.push(action);
    if (!this.#isBusy) void this.#work();
  }

  async #work(): Promise<void> {
    this.#isBusy = true;
    try {
      for (let action = this.#waiting.shift(); action; action = this.#waiting.shift()) {
        await this.#clock.sleep(this.#delay, this.signal);
        action();
      }
    } catch {
      // The reader has gone.
    } finally {
      this.#isBusy = false;
    }
  }
}
