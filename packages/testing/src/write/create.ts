import { newAlreadyExists, newGenerateNameConflict } from '@kubewright/rest';
import { completeObject } from '../decode/complete-object.js';
import { admit, checkAdmission } from '../kinds/admission.js';
import { admissionOf } from './admission-of.js';
import { managedUpdate } from '../apply/index.js';
import type { JSONObject } from '../json.js';
import { type Entry, entryOf, type StoredObject } from '../store/entry.js';
import { invalidObject } from '../validation/field-errors.js';
import { validateMetadata } from '../validation/metadata.js';
import { fieldManagerContext } from './field-manager.js';
import { otherNamespace } from './errors.js';
import { type ServerState, timestamp } from './server-state.js';
import { nameSuffix } from './name-suffix.js';
import { prepared } from './prepared.js';
import { rulesOf } from './rules-of.js';
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
 * @param isManaged whether `metadata.managedFields` are right already, as after an apply
 */
export function create(
  state: ServerState,
  target: WriteTarget,
  object: JSONObject,
  options: WriteOptions,
  isManaged = false,
): Entry {
  const { resource } = target;
  const rules = rulesOf(resource);
  const metadata = metadataOf(object);
  delete metadata.uid;
  delete metadata.creationTimestamp;
  delete metadata.deletionTimestamp;
  delete metadata.deletionGracePeriodSeconds;
  delete metadata.selfLink;
  if (target.namespace !== '') {
    if (metadata.namespace !== undefined && metadata.namespace !== target.namespace) throw otherNamespace();
    metadata.namespace = target.namespace;
  } else delete metadata.namespace;
  const managed = isManaged
    ? object
    : managedUpdate(undefined, prepared(object, resource), fieldManagerContext(state, target, options));
  const transaction = new Transaction(state, options.dryRun);
  return transaction.run(() => {
    const admission = admissionOf(target, 'create', managed);
    admit(admission, transaction.context, state.admission);
    const generatedFrom = generateName(state, target, metadataOf(managed));
    const stored = complete(state, managed);
    const errors = rules?.allocate?.(stored, undefined, transaction.context) ?? [];
    if (errors.length === 0) {
      rules?.prepareForCreate(stored, transaction.context);
      const nameRule = rules?.nameRule ?? 'dns-subdomain';
      // The rules of custom resources look at metadata themselves.
      if (!resource.isCustom) errors.push(...validateMetadata(stored, { isNamespaced: resource.info.namespaced, nameRule }));
      errors.push(...(rules?.validateCreate?.(stored, transaction.context) ?? []));
    }
    const { name } = stored.metadata;
    if (errors.length > 0) throw invalidObject(resource.info.kind, name, errors);
    if (resource.collection.get(target.namespace, name))
      throw generatedFrom ? newGenerateNameConflict(resource.info, name, 1) : newAlreadyExists(resource.info, name);
    if (resource.schema && !resource.isCustom) completeObject(stored, resource.schema);
    checkAdmission(admission, transaction.context);
    if (options.dryRun) return entryOf(stored, 0);
    return state.store.put(resource.collection, stored);
  });
}

/** The metadata of an object, which has some from then on. */
export function metadataOf(object: JSONObject): JSONObject {
  return (object.metadata ??= {}) as JSONObject;
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
  const metadata = metadataOf(object);
  metadata.name ??= '';
  metadata.uid = state.newUID();
  metadata.creationTimestamp = timestamp(state);
  return object as StoredObject;
}
