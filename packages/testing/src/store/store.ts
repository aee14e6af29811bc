import { Collection, type StoreEvent } from './collection.js';
import { type Entry, entryOf, type StoredObject } from './entry.js';

/** All objects of a server, under one revision that grows with every write (etcd's `revision`). */
export class Store {
  readonly #window: number;
  readonly #collections = new Map<string, Collection>();
  readonly #listeners = new Set<(collection: string, event: StoreEvent) => void>();
  #revision = 1;

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
      this.#collections.set(groupResource, (collection = new Collection(this.#window)));
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

  /** Writes an object, which gets its `metadata.resourceVersion`; it belongs to the store from then on. */
  put(collection: Collection, object: StoredObject): Entry {
    const { namespace, name } = object.metadata;
    const previous = collection.get(typeof namespace === 'string' ? namespace : '', name);
    const entry = entryOf(object, ++this.#revision);
    collection.apply({ type: previous ? 'MODIFIED' : 'ADDED', revision: entry.revision, entry, previous });
    return entry;
  }

  /** @param object the last state of what is to be deleted, which gets the revision of the deletion */
  delete(collection: Collection, object: StoredObject, previous: Entry): Entry {
    const entry = entryOf(object, ++this.#revision);
    collection.apply({ type: 'DELETED', revision: entry.revision, entry, previous });
    return entry;
  }
}
