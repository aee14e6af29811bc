import type { Clock } from '@kubewright/rest';
import type { AnswerSink } from '../http/exchange.js';
import { isBookmark } from './bookmark.js';

/** Holds bookmarks back, and nothing else. */
export class LateBookmarksSink implements AnswerSink {
  readonly signal: AbortSignal;
  readonly #next: AnswerSink;
  readonly #clock: Clock;
  readonly #delay: number;

  /** @param delay milliseconds */
  constructor(next: AnswerSink, clock: Clock, delay: number) {
    this.signal = next.signal;
    this.#next = next;
    this.#clock = clock;
    this.#delay = delay;
  }

  write(text: string): void {
    if (!isBookmark(text)) {
      this.#next.write(text);
      return;
    }
    this.#clock.sleep(this.#delay, this.signal).then(
      () => {
        this.#next.write(text);
      },
      () => undefined,
    );
  }

  end(): void {
    this.#next.end();
  }

  destroy(): void {
    this.#next.destroy();
  }
}
