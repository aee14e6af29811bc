import { textAt } from '../json-fields.js';
import { newConflict } from '@kubewright/rest';
import { type Entry, entryOf, objectOf, type StoredMetadata, type StoredObject } from '../store/entry.js';
import { admit } from '../kinds/admission.js';
import { admissionOf } from './admission-of.js';
import type { DeleteOptions, Propagation } from './delete-options.js';
import { firstDeletion } from './first-deletion.js';
import { notFound } from './errors.js';
import { rulesOf } from './rules-of.js';
import { formatSeconds, type ServerState, timestamp } from './server-state.js';
import type { WriteTarget } from './write-target.js';

/** The finalizers by which the garbage collector is told what to do before an owner goes. */
export const foregroundFinalizer = 'foregroundDeletion';
export const orphanFinalizer = 'orphan';

/** What a deletion made: the last state of the object, and whether it is gone. */
export interface Deleted {
  readonly entry: Entry;
  readonly isGone: boolean;
}

/**
 * Deletes an object, or says of it that it is to be deleted if it has finalizers or wants time (apiserver `registry.Store.Delete`).
 * Throws a `StatusError` if it cannot be.
 */
export function deleteObject(state: ServerState, target: WriteTarget, options: DeleteOptions): Deleted {
  const { resource, namespace, name } = target;
  const entry = resource.collection.get(namespace, name);
  if (!entry) throw notFound(resource, name);
  admit(admissionOf(target, 'delete', {}), state.kinds, state.admission);
  const object = objectOf(entry);
  const first = firstDeletion(resource, object, options, timestamp(state));
  if (first === 'keep') return { entry, isGone: false };
  if (first === 'changed') return { entry: rewrite(state, target, object, entry, options), isGone: false };
  checkPreconditions(target, entry, options);
  const { metadata } = object;
  const grace = graceOf(state, target, object, options);
  if (grace === 'pending') return { entry, isGone: false };
  const finalizers = finalizersFor(target, metadata, options.propagation);
  if (finalizers.length > 0) metadata.finalizers = finalizers;
  else delete metadata.finalizers;
  if (grace === undefined && finalizers.length === 0)
    return { entry: remove(state, target, object, entry, options), isGone: true };
  if (grace === undefined) markAsDeleting(metadata, timestamp(state));
  if (grace === 0 && finalizers.length === 0) return { entry: remove(state, target, object, entry, options), isGone: true };
  return { entry: rewrite(state, target, object, entry, options), isGone: false };
}

/** Takes an object away whose time has come. */
function remove(
  state: ServerState,
  { resource }: WriteTarget,
  object: StoredObject,
  entry: Entry,
  { dryRun }: DeleteOptions,
): Entry {
  if (dryRun) return entry;
  rulesOf(resource)?.release?.(object, state.kinds);
  return state.store.delete(resource.collection, object, entry);
}

function rewrite(
  state: ServerState,
  { resource }: WriteTarget,
  object: StoredObject,
  entry: Entry,
  { dryRun }: DeleteOptions,
): Entry {
  const unchanged = entryOf(object, entry.revision);
  if (dryRun || unchanged.text === entry.text) return unchanged;
  return state.store.put(resource.collection, object);
}

/**
 * Says when a kind that takes its time will be gone. Undefined if it goes at once; `pending` if it is on its way already; else the
 * seconds it has.
 */
function graceOf(
  state: ServerState,
  { resource }: WriteTarget,
  object: StoredObject,
  options: DeleteOptions,
): number | 'pending' | undefined {
  const rules = rulesOf(resource);
  if (!rules?.gracePeriodSeconds) return undefined;
  const { metadata } = object;
  const before = metadata.deletionGracePeriodSeconds as number | undefined;
  if (metadata.deletionTimestamp !== undefined) {
    if (!before) return undefined;
    const wanted = options.gracePeriodSeconds;
    if (wanted === undefined || wanted >= before) return 'pending';
    shorten(state, metadata, before, wanted);
    return metadata.deletionGracePeriodSeconds as number;
  }
  const seconds = rules.gracePeriodSeconds(object, options.gracePeriodSeconds);
  metadata.deletionTimestamp = formatSeconds(new Date(state.clock.date().getTime() + seconds * 1000));
  metadata.deletionGracePeriodSeconds = seconds;
  countGeneration(metadata);
  return seconds;
}

/** The time of deletion only ever comes nearer, and never lies in the past. */
function shorten({ clock }: ServerState, metadata: StoredMetadata, before: number, wanted: number): void {
  const now = clock.date().getTime();
  const at = Date.parse(textAt(metadata, 'deletionTimestamp')) + (wanted - before) * 1000;
  metadata.deletionTimestamp = formatSeconds(new Date(Math.max(at, now)));
  metadata.deletionGracePeriodSeconds = at < now && wanted !== 0 ? 1 : wanted;
}

function markAsDeleting(metadata: StoredMetadata, now: string): void {
  if (metadata.deletionTimestamp === undefined) countGeneration(metadata);
  if (metadata.deletionTimestamp === undefined || textAt(metadata, 'deletionTimestamp') > now) metadata.deletionTimestamp = now;
  metadata.deletionGracePeriodSeconds = 0;
}

function countGeneration(metadata: StoredMetadata): void {
  if (typeof metadata.generation === 'number' && metadata.generation > 0) metadata.generation++;
}

/** Kinds whose dependents stay if nobody says otherwise, as they did when the kinds were young. */
const orphaning = new Set(['jobs.batch', 'replicationcontrollers']);

function finalizersFor({ resource }: WriteTarget, metadata: StoredMetadata, wanted: Propagation | undefined): string[] {
  const present = Array.isArray(metadata.finalizers) ? metadata.finalizers.map(String) : [];
  const kept = present.filter((finalizer) => finalizer !== foregroundFinalizer && finalizer !== orphanFinalizer);
  if (wanted === 'Orphan') return [...kept, orphanFinalizer];
  if (wanted === 'Foreground') return [...kept, foregroundFinalizer];
  if (wanted === 'Background') return kept;
  if (kept.length !== present.length) return present;
  return orphaning.has(resource.groupResource) ? [...kept, orphanFinalizer] : kept;
}

function checkPreconditions({ resource, name }: WriteTarget, entry: Entry, { uid, resourceVersion }: DeleteOptions): void {
  const about = { group: resource.info.kind.group, resource: resource.info.kind.kind };
  if (uid !== undefined && uid !== entry.uid)
    throw newConflict(
      about,
      name,
      `the UID in the precondition (${uid}) does not match the UID in record (${entry.uid}). The object might have been deleted and then recreated`,
    );
  if (resourceVersion !== undefined && resourceVersion !== String(entry.revision))
    throw newConflict(
      about,
      name,
      `the ResourceVersion in the precondition (${resourceVersion}) does not match the ResourceVersion in record (${String(entry.revision)}). The object might have been modified`,
    );
}
