import type { Entry } from './entry.js';

/** A write, as watches tell of it. */
export interface StoreEvent {
  readonly type: 'ADDED' | 'DELETED' | 'MODIFIED';
  readonly revision: number;
  /** What is there now; of what was deleted the last state, with the revision of its deletion. */
  readonly entry: Entry;
  /** What was there before. */
  readonly previous: Entry | undefined;
}

/** The objects of one resource, in all namespaces, with its last writes. */
export class Collection {
  /** As `deployments.apps`. */
  readonly name: string;
  readonly #window: number;
  readonly #entries = new Map<string, Entry>();
  #ordered: readonly Entry[] | undefined;
  #events: StoreEvent[] = [];
  #forgotten: number;
  readonly #listeners = new Set<(event: StoreEvent) => void>();

  /**
   * @param window how many writes are remembered, for watches and lists that begin in the past
   * @param beginning the revision before which nothing is known
   */
  constructor(name: string, window: number, beginning: number) {
    this.name = name;
    this.#window = window;
    this.#forgotten = beginning;
  }

  /** How many objects there are. */
  get size(): number {
    return this.#entries.size;
  }

  /** The oldest revision from which a watch can begin, and of which a list can be made. */
  get oldestRevision(): number {
    return this.#forgotten;
  }

  get(namespace: string, name: string): Entry | undefined {
    return this.#entries.get(keyOf(namespace, name));
  }

  /** All objects, ordered by namespace and name as etcd orders its keys. The array does not change. */
  all(): readonly Entry[] {
    return (this.#ordered ??= [...this.#entries.entries()].sort(byKey).map(([, entry]) => entry));
  }

  /** All objects as they were; undefined if that is forgotten. */
  allAt(revision: number): readonly Entry[] | undefined {
    if (revision < this.#forgotten) return undefined;
    const since = this.#firstSince(revision);
    if (since === this.#events.length) return this.all();
    const entries = new Map(this.#entries);
    for (const { entry, previous } of this.#events.slice(since).reverse()) {
      const key = keyOf(entry.namespace, entry.name);
      if (previous) entries.set(key, previous);
      else entries.delete(key);
    }
    return [...entries.entries()].sort(byKey).map(([, entry]) => entry);
  }

  /** The writes after a revision; undefined if not all of them are remembered. */
  eventsAfter(revision: number): readonly StoreEvent[] | undefined {
    return revision < this.#forgotten ? undefined : this.#events.slice(this.#firstSince(revision));
  }

  /** Puts an event's entry in its place, and tells who listens. */
  apply(event: StoreEvent): void {
    const { entry, type } = event;
    const key = keyOf(entry.namespace, entry.name);
    if (type === 'DELETED') this.#entries.delete(key);
    else this.#entries.set(key, entry);
    this.#ordered = undefined;
    this.#events.push(event);
    const beyond = this.#events[this.#events.length - 1 - this.#window];
    if (beyond) this.#forgotten = beyond.revision;
    // Twice the window, so that moving the array is no work for each write.
    if (this.#events.length > 2 * this.#window) this.#forgetBefore(this.#events.length - this.#window);
    for (const listener of this.#listeners) listener(event);
  }

  /** Puts back an object that was there before the first write that is known. Nobody is told. */
  restore(entry: Entry): void {
    this.#entries.set(keyOf(entry.namespace, entry.name), entry);
    this.#ordered = undefined;
  }

  /** Forgets all writes: watches and lists from before fail as they do when etcd was compacted. */
  compact(): void {
    this.#forgetBefore(this.#events.length);
  }

  /** Calls `listener` with each write from now on, until the function that this returns is called. */
  listen(listener: (event: StoreEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  #forgetBefore(count: number): void {
    const last = this.#events[count - 1];
    if (last) this.#forgotten = last.revision;
    this.#events = this.#events.slice(count);
  }

  /** Index of the first event after a revision. */
  #firstSince(revision: number): number {
    let [low, high] = [0, this.#events.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#events[middle] as StoreEvent).revision <= revision) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** No name and no namespace holds a slash. */
function keyOf(namespace: string, name: string): string {
  return `${namespace}/${name}`;
}

function byKey([a]: [string, Entry], [b]: [string, Entry]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
