/** The calls of an iterator's `next()`: each waits for its turn if the one before it was not answered yet. */
export class Turns<T> {
  /** How many calls were not answered yet, and the answer of the last one. */
  #waiting = 0;
  #last: Promise<T> | undefined;

  /** Whether all calls were answered, so that another may be at once. */
  get areOver(): boolean {
    return this.#waiting === 0;
  }

  /** @param answer calls {@link end} when it has its answer, or fails */
  begin(answer: () => Promise<T>): Promise<T> {
    const before = this.#waiting++ === 0 ? undefined : this.#last;
    return (this.#last = before ? before.then(answer, answer) : answer());
  }

  /** The call whose turn it is has its answer. */
  end(): void {
    this.#waiting--;
  }
}
