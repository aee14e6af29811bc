import type { Propagation } from '../write/delete-options.js';
import { deleteObject, foregroundFinalizer, orphanFinalizer } from '../write/delete.js';
import type { ServedResource } from '../resources/served-resource.js';
import type { StoreEvent } from '../store/collection.js';
import { type Entry, objectOf } from '../store/entry.js';
import type { WriteTarget } from '../write/write-target.js';
import { changeObject } from './change-object.js';
import type { Controller, ControllerContext } from './controller.js';
import { type Dependent, Dependents } from './dependents.js';
import { awaits, type OwnerReference, ownersOf, removeFinalizer, removeOwners } from './owner-reference.js';

/** What is stored: where, and its state. */
interface Located {
  readonly target: WriteTarget;
  readonly entry: Entry;
}

/** How the owners of an object stand. */
interface Owners {
  /** They exist and stay. */
  readonly solid: readonly OwnerReference[];
  /** They do not exist. */
  readonly dangling: readonly OwnerReference[];
  /** They wait for the end of what they own. */
  readonly waiting: readonly OwnerReference[];
}

/** Deletes what has lost its owners (kube-controller-manager `garbagecollector`). */
export class GarbageCollector implements Controller {
  readonly #context: ControllerContext;
  readonly #dependents = new Dependents();
  /** Owners that wait for what they own. */
  readonly #waiting = new Map<string, { collection: string; namespace: string; name: string }>();

  constructor(context: ControllerContext) {
    this.#context = context;
  }

  onEvent(collection: string, event: StoreEvent): void {
    // There are many, and they own nothing.
    if (collection === 'events') return;
    if (event.type === 'DELETED') this.#onDeleted(event.entry);
    else this.#onWritten(collection, event);
  }

  /** Looks again at all owners: kinds may be known by now that were not. */
  reconsider(): void {
    for (const dependent of this.#dependents.all()) this.#examine(dependent);
  }

  #onWritten(collection: string, { entry, previous }: StoreEvent): void {
    const known = this.#dependents.get(entry.uid);
    // The text tells cheaply of most objects that there is nothing to do.
    const mayDepend = known !== undefined || entry.text.includes('"ownerReferences"');
    const mayEnd = entry.text.includes('"deletionTimestamp"');
    if (!mayDepend && !mayEnd) return;
    const object = objectOf(entry);
    if (mayDepend) {
      const owners = ownersOf(object);
      if (!known || JSON.stringify(known.owners) !== JSON.stringify(owners)) {
        this.#dependents.set(collection, entry, owners);
        const dependent = this.#dependents.get(entry.uid);
        if (dependent) this.#examine(dependent);
        // An owner may have waited for this one alone.
        for (const { uid } of known?.owners ?? []) this.#finishForeground(uid);
      }
    }
    if (!mayEnd) return;
    const before = previous && objectOf(previous).metadata;
    const begins = (finalizer: string): boolean =>
      awaits(object.metadata, finalizer) && !(before !== undefined && awaits(before, finalizer));
    if (begins(orphanFinalizer)) this.#orphan(collection, entry);
    if (begins(foregroundFinalizer)) {
      this.#waiting.set(entry.uid, { collection, namespace: entry.namespace, name: entry.name });
      for (const dependent of this.#dependents.of(entry.uid)) this.#examine(dependent);
      this.#finishForeground(entry.uid);
    }
  }

  #onDeleted({ uid }: Entry): void {
    const owners = this.#dependents.get(uid)?.owners ?? [];
    this.#dependents.delete(uid);
    this.#waiting.delete(uid);
    for (const dependent of this.#dependents.of(uid)) this.#examine(dependent);
    for (const owner of owners) this.#finishForeground(owner.uid);
  }

  #examine({ uid }: Dependent): void {
    this.#context.queue.add(`owners of ${uid}`, () => {
      const dependent = this.#dependents.get(uid);
      const located = dependent && this.#locate(dependent.collection, dependent.namespace, dependent.name, uid);
      if (located) this.#attemptToDelete(dependent, located);
    });
  }

  #attemptToDelete(dependent: Dependent, { target, entry }: Located): void {
    const { metadata } = objectOf(entry);
    if (metadata.deletionTimestamp !== undefined) return;
    const owners = this.#classify(dependent);
    if (!owners) return;
    const { solid, dangling, waiting } = owners;
    const { state } = this.#context;
    if (solid.length > 0) {
      const gone = new Set([...dangling, ...waiting].map((owner) => owner.uid));
      if (gone.size === 0) return;
      changeObject(state, target, (object) => {
        removeOwners(object, gone);
      });
      return;
    }
    const has = (finalizer: string): boolean => Array.isArray(metadata.finalizers) && metadata.finalizers.includes(finalizer);
    const propagation: Propagation =
      waiting.length > 0 && this.#dependents.of(dependent.uid).length > 0
        ? 'Foreground'
        : has(orphanFinalizer)
          ? 'Orphan'
          : has(foregroundFinalizer)
            ? 'Foreground'
            : 'Background';
    if (propagation === 'Foreground') this.#unblockCircle(dependent, target);
    deleteObject(state, target, {
      dryRun: false,
      gracePeriodSeconds: undefined,
      propagation,
      orphanDependents: undefined,
      uid: dependent.uid,
      resourceVersion: undefined,
    });
  }

  /** Objects that own one another in a circle would wait for ever. */
  #unblockCircle({ uid }: Dependent, target: WriteTarget): void {
    if (!this.#dependents.of(uid).some((one) => this.#waiting.has(one.uid))) return;
    changeObject(this.#context.state, target, (object) => {
      for (const reference of (object['metadata'] as { ownerReferences?: { blockOwnerDeletion?: boolean }[] }).ownerReferences ??
        [])
        if (reference.blockOwnerDeletion) reference.blockOwnerDeletion = false;
    });
  }

  /** Undefined if it cannot be told, because of an owner of a kind that nobody serves. */
  #classify({ namespace, owners }: Dependent): Owners | undefined {
    const solid: OwnerReference[] = [];
    const dangling: OwnerReference[] = [];
    const waiting: OwnerReference[] = [];
    for (const owner of owners) {
      const resource = this.#resourceOf(owner);
      // An object without namespace can have no owner in one.
      if (!resource || (resource.info.namespaced && namespace === '')) return undefined;
      const entry = resource.collection.get(resource.info.namespaced ? namespace : '', owner.name);
      if (entry?.uid !== owner.uid) dangling.push(owner);
      else if (this.#waiting.has(owner.uid)) waiting.push(owner);
      else solid.push(owner);
    }
    return { solid, dangling, waiting };
  }

  #resourceOf({ apiVersion, kind }: OwnerReference): ServedResource | undefined {
    const slash = apiVersion.indexOf('/');
    const group = slash < 0 ? '' : apiVersion.slice(0, slash);
    const version = apiVersion.slice(slash + 1);
    const { registry } = this.#context;
    const resources = registry.groups
      .find((one) => one.group === group)
      ?.versions.find((one) => one.version === version)?.resources;
    const info = resources?.find((one) => one.kind.kind === kind && one.verbs.includes('get'));
    return info && registry.find(group, version, info.resource);
  }

  /** Lets an owner go when nothing that blocks it is left. */
  #finishForeground(uid: string): void {
    if (!this.#waiting.has(uid)) return;
    this.#context.queue.add(`dependents of ${uid}`, () => {
      const owner = this.#waiting.get(uid);
      const located = owner && this.#locate(owner.collection, owner.namespace, owner.name, uid);
      if (!located) return;
      const blocks = ({ owners }: Dependent): boolean => owners.some((one) => one.uid === uid && one.blocks);
      if (this.#dependents.of(uid).some(blocks)) return;
      changeObject(this.#context.state, located.target, (object) => {
        removeFinalizer(object, foregroundFinalizer);
      });
    });
  }

  #orphan(collection: string, { namespace, name, uid }: Entry): void {
    this.#context.queue.add(`orphans of ${uid}`, () => {
      const { state } = this.#context;
      for (const dependent of this.#dependents.of(uid)) {
        const orphan = this.#locate(dependent.collection, dependent.namespace, dependent.name, dependent.uid);
        if (!orphan) continue;
        changeObject(state, orphan.target, (object) => {
          removeOwners(object, new Set([uid]));
        });
      }
      const owner = this.#locate(collection, namespace, name, uid);
      if (!owner) return;
      changeObject(state, owner.target, (object) => {
        removeFinalizer(object, orphanFinalizer);
      });
    });
  }

  #locate(collection: string, namespace: string, name: string, uid: string): Located | undefined {
    const resource = this.#context.registry.named(collection);
    const entry = resource?.collection.get(namespace, name);
    return resource && entry?.uid === uid ? { target: { resource, namespace, name, subresource: '' }, entry } : undefined;
  }
}
