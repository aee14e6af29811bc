import { Collection, type StoreEvent } from './collection.js';
import { type Entry, entryOf, type StoredObject } from './entry.js';

/** Keeps what is written to a store. */
export interface StoreJournal {
  /** Called before anybody sees the write. What it throws whoever writes gets, and nothing is written. */
  write(collection: string, type: StoreEvent['type'], entry: Entry): void;
}

/** How many of the last writes keep their texts at hand: whoever is told of a write reads it at once. */
const recentWrites = 256;

/** All objects of a server, under one revision that grows with every write (etcd's `revision`). */
export class Store {
  readonly #window: number;
  readonly #collections = new Map<string, Collection>();
  readonly #listeners = new Set<(collection: string, event: StoreEvent) => void>();
  #revision = 1;
  #beginning = 0;
  #journal: StoreJournal | undefined;
  readonly #recent: Entry[] = [];
  #writes = 0;

  /** @param window how many writes of each resource are remembered */
  constructor(window: number) {
    this.#window = window;
  }

  /** Of the last write; 1 if there was none. */
  get revision(): number {
    return this.#revision;
  }

  /** The objects of a resource, all versions of which are one. @param groupResource as `deployments.apps` */
  collection(groupResource: string): Collection {
    let collection = this.#collections.get(groupResource);
    if (!collection) {
      this.#collections.set(groupResource, (collection = new Collection(groupResource, this.#window, this.#beginning)));
      collection.listen((event) => {
        for (const listener of this.#listeners) listener(groupResource, event);
      });
    }
    return collection;
  }

  /** The collections that something was ever asked of, by name. */
  get collections(): ReadonlyMap<string, Collection> {
    return this.#collections;
  }

  /** Calls `listener` with each write to any collection from now on, until the function that this returns is called. */
  listen(listener: (collection: string, event: StoreEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** From now on a journal is told of every write. */
  keepIn(journal: StoreJournal): void {
    this.#journal = journal;
  }

  /** Puts back all objects that there were at a revision. The store must be new. */
  restore(revision: number, objects: Iterable<readonly [collection: string, entry: Entry]>): void {
    this.#beginning = revision;
    this.#revision = revision;
    for (const [collection, entry] of objects) {
      entry.pack();
      this.collection(collection).restore(entry);
    }
  }

  /** Repeats a write that a journal kept. The journal is not told. */
  repeat(collectionName: string, isDeletion: boolean, entry: Entry): void {
    const collection = this.collection(collectionName);
    const previous = collection.get(entry.namespace, entry.name);
    this.#revision = entry.revision;
    entry.pack();
    const type = isDeletion ? 'DELETED' : previous ? 'MODIFIED' : 'ADDED';
    collection.apply({ type, revision: entry.revision, entry, previous });
  }

  /** Writes an object, which gets its `metadata.resourceVersion`; it belongs to the store from then on. */
  put(collection: Collection, object: StoredObject): Entry {
    const { namespace, name } = object.metadata;
    const previous = collection.get(typeof namespace === 'string' ? namespace : '', name);
    return this.#write(collection, previous ? 'MODIFIED' : 'ADDED', object, previous);
  }

  /** @param object the last state of what is to be deleted, which gets the revision of the deletion */
  delete(collection: Collection, object: StoredObject, previous: Entry): Entry {
    return this.#write(collection, 'DELETED', object, previous);
  }

  #write(collection: Collection, type: StoreEvent['type'], object: StoredObject, previous: Entry | undefined): Entry {
    const entry = entryOf(object, this.#revision + 1);
    this.#journal?.write(collection.name, type, entry);
    this.#revision = entry.revision;
    collection.apply({ type, revision: entry.revision, entry, previous });
    this.#packBefore(entry);
    return entry;
  }

  #packBefore(entry: Entry): void {
    const place = this.#writes++ % recentWrites;
    this.#recent[place]?.pack();
    this.#recent[place] = entry;
  }
}
