import { newAlreadyExists, newGenerateNameConflict } from '@kubewright/rest';
import { managedUpdate } from '../apply/index.js';
import { completeObject } from '../decode/complete-object.js';
import type { JSONObject } from '../json.js';
import { ensureObject, textAt } from '../json-fields.js';
import { admit, checkAdmission } from '../kinds/admission.js';
import { checkNewRevision } from '../read/revision.js';
import { type Entry, entryOf, type StoredObject } from '../store/entry.js';
import { type FieldError, invalidObject } from '../validation/field-errors.js';
import { heedsKubeFinalizers } from '../validation/metadata-checks.js';
import { matchNamespace, validateKubeFinalizers, validateMetadata, validatePathNames } from '../validation/metadata.js';
import { nameRuleOf } from '../validation/names.js';
import { warningsOnCreate } from '../warnings/warnings-of-writes.js';
import { admissionOf } from './admission-of.js';
import { fieldManagerContext } from './field-manager.js';
import { nameSuffix } from './name-suffix.js';
import { prepared } from './prepared.js';
import { storedForm } from '../resources/conversions.js';
import { rulesOf } from './rules-of.js';
import { type ServerState, timestamp } from './server-state.js';
import { storedIncomplete } from './stored-incomplete.js';
import { Transaction } from './transaction.js';
import type { WriteOptions } from './write-options.js';
import type { WriteTarget } from './write-target.js';

/** How long a name may be before something random is added to it (apiserver `names.SimpleNameGenerator`), and how often that is tried. */
const longestPrefix = 58;
const triesForName = 8;

/**
 * Stores a new object (apiserver `handlers.CreateResource`, `registry.Store.Create`). Throws a `StatusError` if it cannot be.
 *
 * @param object decoded; it belongs to the server from then on
 * @param isManaged whether it has its defaults and `metadata.managedFields` already, as after an apply
 */
export function create(
  state: ServerState,
  target: WriteTarget,
  object: JSONObject,
  options: WriteOptions,
  isManaged = false,
): Entry {
  const { resource, namespace } = target;
  wipe(ensureObject(object, 'metadata'));
  matchNamespace(object, namespace);
  const managed = isManaged
    ? object
    : managedUpdate(undefined, prepared(object, resource), fieldManagerContext(state, target, options));
  const transaction = new Transaction(state, options);
  return transaction.run(() => {
    const admission = admissionOf(target, 'create', managed);
    admit(admission, transaction.context, state.admission);
    const isGenerated = generateName(state, target, ensureObject(managed, 'metadata'));
    const stored = complete(state, managed);
    const { name } = stored.metadata;
    const errors = problems(target, stored, transaction);
    if (errors.length > 0) throw invalidObject(resource.info.kind, name, errors);
    if (options.warn) warningsOnCreate(resource, stored).forEach(options.warn);
    if (resource.schema && !resource.isCustom) completeObject(stored, resource.schema);
    const checked = isGenerated ? { ...admission, name } : admission;
    checkAdmission(checked, transaction.context, options.warn);
    const charge = state.checkQuotas(checked);
    if (!isManaged && !options.dryRun) checkNewRevision(textAt(stored.metadata, 'resourceVersion'));
    if (resource.collection.get(namespace, name))
      throw isGenerated ? newGenerateNameConflict(resource.info, name, 1) : newAlreadyExists(resource.info, name);
    const isIncomplete = rulesOf(resource)?.completeStored?.(stored) ?? false;
    if (options.dryRun) return entryOf(storedForm(resource, stored), 0);
    charge?.();
    const entry = state.store.put(resource.collection, storedForm(resource, stored));
    if (isIncomplete) storedIncomplete.add(entry);
    return entry;
  });
}

/** What only the server says of an object (apiserver `rest.WipeObjectMetaSystemFields`). */
function wipe(metadata: JSONObject): void {
  delete metadata.uid;
  delete metadata.creationTimestamp;
  delete metadata.deletionTimestamp;
  delete metadata.deletionGracePeriodSeconds;
  delete metadata.selfLink;
}

/** What is wrong with a new object, which is changed by what its kind does first. */
function problems({ resource }: WriteTarget, object: StoredObject, { context }: Transaction): FieldError[] {
  const { info, isCustom } = resource;
  const { group, kind } = info.kind;
  const rules = rulesOf(resource);
  const refused = rules?.allocate?.(object, undefined, context) ?? [];
  if (refused.length > 0) return refused;
  rules?.prepareForCreate(object, context);
  const isNamespaced = info.namespaced;
  const errors = [
    // The rules of custom resources look at metadata themselves.
    ...(isCustom ? [] : validateMetadata(object, { isNamespaced, nameRule: nameRuleOf(group, kind) })),
    ...(rules?.validateCreate?.(object, context) ?? []),
    ...(isCustom || !heedsKubeFinalizers(info.kind) ? [] : validateKubeFinalizers(object)),
  ];
  return errors.length > 0 || isCustom ? errors : validatePathNames(object);
}

/** Gives the object a name if it wants one; whether it did. */
function generateName({ clock }: ServerState, { resource, namespace }: WriteTarget, metadata: JSONObject): boolean {
  const { generateName: prefix, name } = metadata;
  if (typeof prefix !== 'string' || prefix === '' || (name !== undefined && name !== '')) return false;
  for (let tries = 0; tries < triesForName; tries++) {
    metadata.name = `${prefix.slice(0, longestPrefix)}${nameSuffix(() => clock.random())}`;
    if (!resource.collection.get(namespace, metadata.name)) break;
  }
  return true;
}

/** With what the server says of every object. */
function complete(state: ServerState, object: JSONObject): StoredObject {
  const metadata = ensureObject(object, 'metadata');
  metadata.name ??= '';
  metadata.uid = state.newUID();
  metadata.creationTimestamp = timestamp(state);
  return object as StoredObject;
}
