/** What has come, until somebody takes it. Several may read, one after the other or at once: each item goes to one of them. */
export class Queue<Item> implements AsyncIterable<Item> {
  readonly #items: Item[] = [];
  readonly #sizeOf: (item: Item) => number;
  readonly #waiting = new Set<() => void>();
  #size = 0;
  #isOver = false;

  /** @param sizeOf what an item counts for in `room` */
  constructor(sizeOf: (item: Item) => number) {
    this.#sizeOf = sizeOf;
  }

  /** What the items in it count for. */
  get size(): number {
    return this.#size;
  }

  /** Adds an item, unless it has ended. */
  push(item: Item): void {
    if (this.#isOver) return;
    this.#items.push(item);
    this.#size += this.#sizeOf(item);
    this.#wake();
  }

  /** Nothing comes any more. What there is can still be read. */
  end(): void {
    this.#isOver = true;
    this.#wake();
  }

  /** Nobody reads any more: forgets what there is, and what comes. */
  discard(): void {
    this.#items.length = 0;
    this.#size = 0;
    this.end();
  }

  /** Resolves when there is less in it than this, or nothing comes any more. */
  async room(most: number): Promise<void> {
    while (!this.#isOver && this.#size >= most) await this.#change();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    for (;;) {
      const item = this.#items.shift();
      if (item !== undefined) {
        this.#size -= this.#sizeOf(item);
        this.#wake();
        yield item;
      } else if (this.#isOver) return;
      else await this.#change();
    }
  }

  #change(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.add(resolve);
    });
  }

  #wake(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const resolve of waiting) resolve();
  }
}

/** A queue of bytes, which counts them. */
export function byteQueue(): Queue<Uint8Array> {
  return new Queue(({ length }) => length);
}

/** Bytes that may lie in a queue; then no more are taken from the client until they are read. */
export const mostUnread = 1024 * 1024;
