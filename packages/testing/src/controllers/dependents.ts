import type { Entry } from '../store/entry.js';
import type { OwnerReference } from './owner-reference.js';

/** Where an object is that has owners. */
export interface Dependent {
  /** As `replicasets.apps`. */
  readonly collection: string;
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly owners: readonly OwnerReference[];
}

/** Who depends on whom, by uid. Objects without owners are not in it. */
export class Dependents {
  readonly #objects = new Map<string, Dependent>();
  readonly #byOwner = new Map<string, Set<Dependent>>();

  /** An object that has owners; undefined if it has none, or is not there. */
  get(uid: string): Dependent | undefined {
    return this.#objects.get(uid);
  }

  /** What an object owns, in the order in which it came to be so. */
  of(owner: string): Dependent[] {
    return [...(this.#byOwner.get(owner) ?? [])];
  }

  all(): Dependent[] {
    return [...this.#objects.values()];
  }

  /** Notes the owners of an object, in the place of those that it had. */
  set(collection: string, { namespace, name, uid }: Entry, owners: readonly OwnerReference[]): void {
    this.delete(uid);
    if (owners.length === 0) return;
    const dependent = { collection, namespace, name, uid, owners };
    this.#objects.set(uid, dependent);
    for (const owner of owners) {
      const dependents = this.#byOwner.get(owner.uid);
      if (dependents) dependents.add(dependent);
      else this.#byOwner.set(owner.uid, new Set([dependent]));
    }
  }

  delete(uid: string): void {
    const dependent = this.#objects.get(uid);
    if (!dependent) return;
    this.#objects.delete(uid);
    for (const owner of dependent.owners) {
      const dependents = this.#byOwner.get(owner.uid);
      dependents?.delete(dependent);
      if (dependents?.size === 0) this.#byOwner.delete(owner.uid);
    }
  }
}
