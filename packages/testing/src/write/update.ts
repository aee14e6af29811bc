import { newConflict } from '@kubewright/rest';
import { completeObject } from '../decode/complete-object.js';
import { admit, checkAdmission } from '../kinds/admission.js';
import { admissionOf } from './admission-of.js';
import type { JSONObject } from '../json.js';
import { type Entry, entryOf, objectOf, type StoredObject } from '../store/entry.js';
import { invalidObject, invalidValue } from '../validation/field-errors.js';
import { validateMetadataUpdate } from '../validation/metadata.js';
import { create, metadataOf } from './create.js';
import { modified, notFound, otherName, otherNamespace } from './errors.js';
import { ignoringTimes } from './ignoring-times.js';
import { isOver } from './is-over.js';
import { preconditionFailed } from './precondition-failed.js';
import { rulesOf } from './rules-of.js';
import { updateRules } from './update-rules.js';
import type { ServerState } from './server-state.js';
import { Transaction } from './transaction.js';
import type { WriteOptions } from './write-options.js';
import type { WriteTarget } from './write-target.js';

/** What an update made: the object, and whether it is new. */
export interface Updated {
  readonly entry: Entry;
  readonly isNew: boolean;
}

/** How an update comes to its object. */
export interface Change {
  /**
   * The object as it is to be, defaulted and with its managed fields. It is handed an object of its own, undefined if there is none
   * yet.
   */
  readonly apply: (live: StoredObject | undefined) => JSONObject;
  /** Whether an object that does not exist is created, whatever its kind says, as by an apply. */
  readonly mayCreate: boolean;
  /** Whether what the change gives must say of which object it is, as a PUT does: its uid is a precondition. */
  readonly isWhole: boolean;
}

/** Changes an object (apiserver `registry.Store.Update`). Throws a `StatusError` if it cannot be. */
export function update(state: ServerState, target: WriteTarget, change: Change, options: WriteOptions): Updated {
  const { resource, namespace, name } = target;
  const rules = rulesOf(resource);
  const entry = resource.collection.get(namespace, name);
  if (!entry) {
    if (!change.mayCreate && !(rules?.allowCreateOnUpdate && target.subresource === '')) throw notFound(resource, name);
    const object = named(change.apply(undefined), target);
    return { entry: create(state, target, object, options, true), isNew: true };
  }
  const object = named(change.apply(objectOf(entry)), target);
  const metadata = metadataOf(object);
  const old = objectOf(entry);
  if (change.isWhole && typeof metadata.uid === 'string' && metadata.uid !== '' && metadata.uid !== old.metadata.uid)
    throw newConflict(resource.info, name, preconditionFailed(target, metadata.uid, old.metadata.uid));
  checkRevision(target, metadata, entry, rules?.allowUnconditionalUpdate ?? true);
  const transaction = new Transaction(state, options.dryRun);
  return transaction.run(() => {
    const admission = admissionOf(target, 'update', object, old);
    admit(admission, transaction.context, state.admission);
    const part = updateRules(resource, target.subresource);
    const errors = part.allocate?.(object, old, transaction.context) ?? [];
    if (errors.length > 0) throw invalidObject(resource.info.kind, name, errors);
    keep(metadata, old.metadata, 'generation');
    part.prepare?.(object, old, transaction.context);
    keep(metadata, old.metadata, 'creationTimestamp', 'deletionTimestamp');
    metadata.uid ??= old.metadata.uid;
    metadata.deletionGracePeriodSeconds ??= old.metadata.deletionGracePeriodSeconds ?? null;
    if (metadata.deletionGracePeriodSeconds === null) delete metadata.deletionGracePeriodSeconds;
    // The rules of custom resources look at metadata themselves.
    if (!resource.isCustom) errors.push(...validateMetadataUpdate(object, old));
    errors.push(...(part.validate?.(object, old, transaction.context) ?? []));
    if (errors.length > 0) throw invalidObject(resource.info.kind, name, errors);
    if (resource.schema && !resource.isCustom) completeObject(object, resource.schema);
    checkAdmission(admission, transaction.context);
    const stored = ignoringTimes(object as StoredObject, old);
    return { entry: write(state, target, stored, entry, options), isNew: false };
  });
}

function write(
  { store, kinds }: ServerState,
  { resource }: WriteTarget,
  object: StoredObject,
  entry: Entry,
  options: WriteOptions,
): Entry {
  const unchanged = entryOf(object, entry.revision);
  if (unchanged.text === entry.text) return entry;
  if (options.dryRun) return unchanged;
  // Whoever removed the last finalizer of what is being deleted has removed the object.
  if (isOver(resource, object)) {
    rulesOf(resource)?.release?.(object, kinds);
    return store.delete(resource.collection, object, entry);
  }
  return store.put(resource.collection, object);
}

function named(object: JSONObject, { namespace, name }: WriteTarget): JSONObject {
  const metadata = metadataOf(object);
  if (metadata.name !== undefined && metadata.name !== '' && metadata.name !== name)
    throw otherName(JSON.stringify(metadata.name).slice(1, -1), name);
  metadata.name = name;
  if (namespace === '') delete metadata.namespace;
  else if (metadata.namespace !== undefined && metadata.namespace !== '' && metadata.namespace !== namespace)
    throw otherNamespace();
  else metadata.namespace = namespace;
  return object;
}

function checkRevision({ resource, name }: WriteTarget, metadata: JSONObject, entry: Entry, mayOmit: boolean): void {
  const { resourceVersion } = metadata;
  if (resourceVersion === undefined || resourceVersion === '' || resourceVersion === '0') {
    if (mayOmit) return;
    const { group, resource: plural } = resource.info;
    const error = {
      ...invalidValue('metadata.resourceVersion', undefined, ''),
      message: 'Invalid value: 0: must be specified for an update',
    };
    throw invalidObject({ group, kind: plural }, name, [error]);
  }
  if (resourceVersion !== String(entry.revision)) throw modified(resource, name);
}

/** Puts back what a client cannot change. */
function keep(metadata: JSONObject, old: JSONObject, ...fields: readonly string[]): void {
  for (const field of fields) {
    const value = old[field];
    if (value === undefined) Reflect.deleteProperty(metadata, field);
    else metadata[field] = value;
  }
}
