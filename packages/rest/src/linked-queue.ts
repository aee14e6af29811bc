/** A place in a queue: give it up with {@link LinkedQueue.remove}. */
export interface Place<T> {
  readonly value: T;
  previous: Place<T> | undefined;
  next: Place<T> | undefined;
}

/** A queue that can be left from anywhere: joining and leaving take the same time however long it is. */
export class LinkedQueue<T> {
  #first: Place<T> | undefined;
  #last: Place<T> | undefined;
  #length = 0;

  /** Who is in front. */
  get first(): Place<T> | undefined {
    return this.#first;
  }

  get length(): number {
    return this.#length;
  }

  /** Joins at the end. */
  push(value: T): Place<T> {
    const place: Place<T> = { value, previous: this.#last, next: undefined };
    if (this.#last) this.#last.next = place;
    else this.#first = place;
    this.#last = place;
    this.#length++;
    return place;
  }

  /** Leaves. A place must be given up once only. */
  remove({ previous, next }: Place<T>): void {
    if (previous) previous.next = next;
    else this.#first = next;
    if (next) next.previous = previous;
    else this.#last = previous;
    this.#length--;
  }
}
