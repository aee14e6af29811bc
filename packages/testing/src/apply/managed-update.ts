import type { JSONObject } from '../json.js';
import { capUpdateManagers } from './cap-managers.js';
import { compare } from './compare.js';
import { emptyObject } from './empty-object.js';
import { type FieldManagerContext, withManagedFields, withoutManagedFields, withoutResetFields } from './field-manager.js';
import { union } from './field-set.js';
import { decodeManagedFields, isReset, type ManagedEntry, type ManagedFields, managerIdentifier } from './managed-fields.js';
import { afterChange, reconciled, setEntry } from './ownership.js';
import { valueType } from './value-type.js';
import { metadataOf } from '../json-fields.js';

/**
 * The object as somebody creates, updates or patches it (other than by apply), with the managed fields that it gets: what differs from
 * the live object is the manager's, and no longer anybody else's (apimachinery `managedfields/internal/fieldmanager.go`).
 *
 * Like the server, it answers an object without managed fields if it cannot find out what changed: it throws nothing. Both objects have
 * to be as Go writes them, with defaults, and before admission and strategies have changed anything. They are not changed; the answer
 * shares parts with `updated`.
 *
 * @param live undefined if the object is created
 */
export function managedUpdate(live: JSONObject | undefined, updated: JSONObject, context: FieldManagerContext): JSONObject {
  const object = withoutManagedFields(updated);
  const managed = managedBefore(live, updated, context);
  try {
    return withManagedFields(object, updateManaged(live, object, managed, context));
  } catch {
    return object;
  }
}

/** What the request says if it says something that can be read, else what the live object says. */
function managedBefore(live: JSONObject | undefined, updated: JSONObject, { subresource }: FieldManagerContext): ManagedFields {
  const given = metadataOf(updated).managedFields;
  if (subresource === '' && given !== undefined) {
    if (isReset(given)) return new Map();
    const managed = decodeOrEmpty(given);
    if (managed.size > 0) return managed;
  }
  return decodeOrEmpty(live === undefined ? undefined : metadataOf(live).managedFields);
}

function decodeOrEmpty(entries: Parameters<typeof decodeManagedFields>[0]): ManagedFields {
  try {
    return decodeManagedFields(entries);
  } catch {
    return new Map();
  }
}

/**
 * The managed fields after an update. Of an object that exists and has none, none: they are tracked from the creation on, or from the
 * first apply. Throws an Error if the objects cannot be compared.
 */
function updateManaged(
  live: JSONObject | undefined,
  object: JSONObject,
  managed: ManagedFields,
  context: FieldManagerContext,
): ManagedFields {
  const exists = live !== undefined && typeof metadataOf(live).uid === 'string' && metadataOf(live).uid !== '';
  return managed.size === 0 && exists ? managed : takeChanges(live ?? objectBefore(context), object, managed, context);
}

/** What there is before an object is created. */
export function objectBefore({ schema, apiVersion, kind }: FieldManagerContext): JSONObject {
  return { ...(schema.ref === undefined ? {} : emptyObject(schema)), apiVersion, kind };
}

/**
 * The managed fields after the manager has made `object` from `live`, at most ten of updates. Throws an Error if the objects cannot be
 * compared.
 */
export function takeChanges(
  live: JSONObject,
  object: JSONObject,
  managed: ManagedFields,
  context: FieldManagerContext,
): ManagedFields {
  const { apiVersion, subresource, now } = context;
  const comparison = compare(live, object, valueType(context.schema));
  const changed = withoutResetFields(comparison.changed, context);
  const removed = withoutResetFields(comparison.removed, context);
  const result = afterChange(reconciled(managed, context), { changed, removed }, undefined);

  const manager = context.manager === '' ? 'unknown' : context.manager;
  const entry: ManagedEntry = { manager, operation: 'Update', apiVersion, subresource, time: now, fields: changed };
  const taken: ManagedFields = new Map();
  setEntry(taken, '', entry);
  const own = taken.get('');
  if (own !== undefined) {
    const identifier = managerIdentifier(entry);
    const before = result.get(identifier);
    result.set(identifier, before === undefined ? own : { ...own, fields: union(own.fields, before.fields) });
  }
  capUpdateManagers(result);
  return result;
}
