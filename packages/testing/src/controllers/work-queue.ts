import { StatusError } from '@kubewright/rest';

/** How much is done before requests get their turn. */
const most = 100;

/**
 * What controllers have to do: in the order in which it came, in turns of the event loop of its own, each piece once however often
 * it was asked for while it waited.
 */
export class WorkQueue {
  readonly #waiting = new Map<string, () => void>();
  readonly #whenIdle: (() => void)[] = [];
  #turn: NodeJS.Immediate | undefined;
  #isClosed = false;

  /**
   * @param key says what it is
   * @param work what it finds impossible it may throw as a `StatusError`: somebody has been faster, or the object cannot be changed
   */
  add(key: string, work: () => void): void {
    if (this.#isClosed) return;
    if (!this.#waiting.has(key)) this.#waiting.set(key, work);
    this.#schedule();
  }

  /** Resolves when nothing is left to do, with what was added meanwhile. */
  idle(): Promise<void> {
    return this.#waiting.size === 0 ? Promise.resolve() : new Promise((resolve) => this.#whenIdle.push(resolve));
  }

  /** Drops what is left. */
  close(): void {
    this.#isClosed = true;
    this.#waiting.clear();
    if (this.#turn) clearImmediate(this.#turn);
    this.#tellIdle();
  }

  #schedule(): void {
    this.#turn ??= setImmediate(() => {
      this.#turn = undefined;
      try {
        this.#work();
      } finally {
        if (this.#waiting.size > 0) this.#schedule();
        else this.#tellIdle();
      }
    });
  }

  #work(): void {
    let done = 0;
    for (const [key, work] of this.#waiting) {
      if (done++ === most) return;
      this.#waiting.delete(key);
      try {
        work();
      } catch (error) {
        if (!(error instanceof StatusError)) throw error;
      }
    }
  }

  #tellIdle(): void {
    for (const resolve of this.#whenIdle.splice(0)) resolve();
  }
}
