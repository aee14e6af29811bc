import type { Clock } from '@kubewright/rest';
import type { AnswerSink } from '../http/exchange.js';

/** Milliseconds after which an event goes out that waits for another one to overtake it. */
const longestWait = 1000;

/** Lets about every other event go out behind the one that follows it. */
export class ReorderedSink implements AnswerSink {
  readonly signal: AbortSignal;
  readonly #next: AnswerSink;
  readonly #clock: Clock;
  readonly #random: () => number;
  #held: string | undefined;

  constructor(next: AnswerSink, clock: Clock, random: () => number) {
    this.signal = next.signal;
    this.#next = next;
    this.#clock = clock;
    this.#random = random;
  }

  write(text: string): void {
    if (this.#held !== undefined) {
      this.#next.write(text);
      this.#release();
    } else if (this.#random() < 0.5) this.#hold(text);
    else this.#next.write(text);
  }

  end(): void {
    this.#release();
    this.#next.end();
  }

  destroy(): void {
    this.#next.destroy();
  }

  #hold(text: string): void {
    this.#held = text;
    this.#clock.sleep(longestWait, this.signal).then(
      () => {
        if (this.#held === text) this.#release();
      },
      () => undefined,
    );
  }

  #release(): void {
    const text = this.#held;
    this.#held = undefined;
    if (text !== undefined) this.#next.write(text);
  }
}
