import { newConflict } from '@kubewright/rest';
import { withoutNewTimestamps } from '../apply/index.js';
import { equalValues } from '../apply/compare-values.js';
import { ruleWarnings } from '../customresources/verdicts.js';
import { completeObject } from '../decode/complete-object.js';
import type { JSONObject } from '../json.js';
import { ensureObject, textAt } from '../json-fields.js';
import { admit, checkAdmission } from '../kinds/admission.js';
import { type Entry, entryOf, type StoredObject } from '../store/entry.js';
import { parseWrittenRevision } from '../read/revision.js';
import { type FieldError, invalidObject, invalidValue } from '../validation/field-errors.js';
import { matchName, matchNamespace } from '../validation/metadata.js';
import { checkMetadataUpdate } from '../validation/metadata-checks.js';
import { warningsOnUpdate } from '../warnings/warnings-of-writes.js';
import { admissionOf } from './admission-of.js';
import { create } from './create.js';
import { modified, notFound } from './errors.js';
import { isOver } from './is-over.js';
import { preconditionFailed } from './precondition-failed.js';
import { objectIn, storedForm } from '../resources/conversions.js';
import { rulesOf } from './rules-of.js';
import type { ServerState } from './server-state.js';
import { storedIncomplete } from './stored-incomplete.js';
import { Transaction } from './transaction.js';
import { updateRules } from './update-rules.js';
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
   * The object as it is to be, with its defaults and managed fields. It is handed an object of its own, undefined if there is none
   * yet.
   */
  readonly apply: (live: StoredObject | undefined) => JSONObject;
  /** Whether an object that does not exist is created, whatever its kind says, as by an apply. */
  readonly mayCreate: boolean;
  /** Whether what the change gives says of which object it is, as a PUT does: its uid is a precondition. */
  readonly isWhole: boolean;
}

/** Changes an object (apiserver `registry.Store.Update`). Throws a `StatusError` if it cannot be. */
export function update(state: ServerState, target: WriteTarget, change: Change, options: WriteOptions): Updated {
  const { resource, namespace, name } = target;
  const rules = rulesOf(resource);
  const entry = resource.collection.get(namespace, name);
  if (!entry) {
    const mayCreate = change.mayCreate || (rules?.allowCreateOnUpdate && change.isWhole && target.subresource === '');
    if (!mayCreate) {
      // Whose name is wrong is told that first.
      if (change.isWhole) named(change.apply(undefined), target);
      throw notFound(resource, name);
    }
    const object = named(change.apply(undefined), target);
    parseWrittenRevision(textAt(ensureObject(object, 'metadata'), 'resourceVersion'));
    return { entry: create(state, target, object, options, true), isNew: true };
  }
  const object = named(change.apply(objectIn(resource, entry)), target);
  const old = objectIn(resource, entry);
  if (change.isWhole) checkUID(target, ensureObject(object, 'metadata'), old);
  checkRevision(target, ensureObject(object, 'metadata'), entry, rules?.allowUnconditionalUpdate ?? true);
  const transaction = new Transaction(state, options);
  return transaction.run(() => {
    const admission = admissionOf(target, 'update', object, old);
    admit(admission, transaction.context, state.admission);
    const errors = problems(target, object, old, transaction);
    for (const text of ruleWarnings(object)) options.warn?.(text);
    if (errors.length > 0) throw invalidObject(resource.info.kind, name, errors);
    if (options.warn) warningsOnUpdate(resource, target.subresource, object, old).forEach(options.warn);
    if (resource.schema && !resource.isCustom) completeObject(object, resource.schema);
    checkAdmission(admission, transaction.context, options.warn);
    const charge = state.checkQuotas(admission);
    // Times alone are no change.
    const stored = withoutNewTimestamps(old, object) as StoredObject;
    const isSame = equalValues(stored, old) && !storedIncomplete.has(entry);
    if (!isSame && !options.dryRun) charge?.();
    const result = isSame ? entry : write(state, target, stored, entry, options);
    return { entry: result, isNew: false };
  });
}

/** What is wrong with an object that is to replace another, changed by what its kind does first (apiserver `rest.BeforeUpdate`). */
function problems(
  { resource, subresource }: WriteTarget,
  object: JSONObject,
  old: StoredObject,
  { context }: Transaction,
): FieldError[] {
  const rules = updateRules(resource, subresource);
  const refused = rules.allocate?.(object, old, context) ?? [];
  if (refused.length > 0) return refused;
  keep(ensureObject(object, 'metadata'), old.metadata, 'generation');
  rules.prepare?.(object, old, context);
  const metadata = ensureObject(object, 'metadata');
  metadata.uid ??= old.metadata.uid;
  keep(metadata, old.metadata, 'creationTimestamp');
  if (old.metadata.deletionTimestamp !== undefined) metadata.deletionTimestamp = old.metadata.deletionTimestamp;
  if (metadata.deletionGracePeriodSeconds === undefined) keep(metadata, old.metadata, 'deletionGracePeriodSeconds');
  const found = rules.validate?.(object, old, context) ?? [];
  // The rules of custom resources look at metadata themselves.
  if (resource.isCustom) return found;
  const { kind, namespaced: isNamespaced } = resource.info;
  return [...checkMetadataUpdate(object, old, { ...kind, subresource, isNamespaced }), ...found];
}

function write(
  { store, kinds }: ServerState,
  { resource, subresource }: WriteTarget,
  object: StoredObject,
  entry: Entry,
  { dryRun }: WriteOptions,
): Entry {
  // Whoever removed the last finalizer of what is being deleted has removed the object.
  const isLast = isOver(resource, object);
  if (!dryRun && !isLast) return store.put(resource.collection, storedForm(resource, object, entry, subresource));
  const unchanged = entryOf(storedForm(resource, object, entry, subresource), entry.revision);
  if (dryRun) return unchanged;
  rulesOf(resource)?.release?.(object, kinds);
  store.delete(resource.collection, object, entry);
  return unchanged;
}

/** The object, of which it is certain that it is the one in the path. */
function named(object: JSONObject, { namespace, name }: WriteTarget): JSONObject {
  matchNamespace(object, namespace);
  matchName(object, name, namespace);
  return object;
}

function checkUID(target: WriteTarget, { uid }: JSONObject, { metadata }: StoredObject): void {
  if (typeof uid !== 'string' || uid === '' || uid === metadata.uid) return;
  throw newConflict(target.resource.info, target.name, preconditionFailed(target, uid, metadata.uid));
}

function checkRevision({ resource, name }: WriteTarget, metadata: JSONObject, entry: Entry, mayOmit: boolean): void {
  const given = parseWrittenRevision(textAt(metadata, 'resourceVersion'));
  if (given === 0) {
    metadata.resourceVersion = String(entry.revision);
    if (mayOmit) return;
    const { group, resource: plural } = resource.info;
    const error = invalidValue('metadata.resourceVersion', 0, 'must be specified for an update');
    throw invalidObject({ group, kind: plural }, name, [error]);
  }
  if (given !== entry.revision) throw modified(resource, name);
}

/** Puts back what a client cannot change. */
function keep(metadata: JSONObject, old: JSONObject, field: string): void {
  const value = old[field];
  if (value === undefined) Reflect.deleteProperty(metadata, field);
  else metadata[field] = value;
}
