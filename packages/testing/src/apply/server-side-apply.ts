import { newBadRequest, StatusError } from '@kubewright/rest';
import { metadataOf, textAt } from '../json-fields.js';
import type { JSONObject } from '../json.js';
import { compare } from './compare.js';
import { equalValues } from './compare-values.js';
import { conflictError } from './conflict.js';
import { type FieldManagerContext, withManagedFields, withoutManagedFields, withoutResetFields } from './field-manager.js';
import { difference, isEmptySet } from './field-set.js';
import { ownedByClientSideApply, withLastApplied } from './last-applied.js';
import { decodeManagedFields, type ManagedEntry, type ManagedFields, managerIdentifier } from './managed-fields.js';
import { objectBefore, takeChanges } from './managed-update.js';
import { merge } from './merge.js';
import { afterChange, conflictsOf, reconciled, setEntry } from './ownership.js';
import { prune } from './prune.js';
import { toFieldSet } from './to-field-set.js';
import { mistakesOf } from './validate.js';
import { valueType } from './value-type.js';

/** An apply, and whether it takes fields away from their owners. */
export interface ApplyContext extends FieldManagerContext {
  force: boolean;
}

/** The manager whose applies take over from client-side apply, and keep its annotation. */
const kubectl = 'kubectl';

/**
 * The object after somebody has applied a configuration, with its managed fields (apimachinery `managedfields/internal`): what the
 * manager applied before, does not now and nobody else owns is gone. If nothing changes, it is the live object, whose managed fields
 * may be others. Defaults are not in it yet, and what has become empty may be null: the answer has to be decoded like a request.
 * Neither argument is changed; the answer shares parts with both.
 *
 * Throws a `StatusError`: 400 for another version or kind than that of the context and for a configuration with managed fields, 409
 * with causes of type `FieldManagerConflict`, 500 for a configuration that is not as the schema wants it, as the server does.
 *
 * @param live undefined if there is no such object yet
 */
export function serverSideApply(live: JSONObject | undefined, applied: JSONObject, context: ApplyContext): JSONObject {
  const managed = managedOf(live);
  checkVersion(applied, context);
  const before = withoutManagedFields(live ?? objectBefore(context));
  const ownedBefore = managed.size > 0 ? managed : ownedBeforeFirstApply(before, context);
  checkApplied(applied, context);
  checkLive(before, (what) => `failed to create typed live object (${what})`, context);

  const change = applyTo(before, applied, ownedBefore, context);
  if (!context.force && change.conflicts.size > 0) checkConflicts(change.conflicts, before, context);
  const object = context.manager === kubectl ? withLastApplied(change.object, applied) : change.object;
  return withManagedFields(object, change.managed);
}

/** What is there when managed fields begin: who set it is not known. */
function ownedBeforeFirstApply(live: JSONObject, context: ApplyContext): ManagedFields {
  const problem = 'failed to create manager for existing fields: failed to convert new object';
  checkLive(live, (what) => `${problem} (${what}) to smd typed`, context);
  return takeChanges(objectBefore(context), live, new Map(), { ...context, manager: 'before-first-apply' });
}

/** Throws for a custom resource that was stored with another schema, and cannot be merged with this one. */
function checkLive(live: JSONObject, problem: (what: string) => string, context: ApplyContext): void {
  if (context.schema.ref !== undefined) return;
  const mistakes = mistakesOf(live, valueType(context.schema), true);
  if (mistakes !== undefined) throw internalError(`${problem(describe(live, context))}: ${mistakes}`);
}

function managedOf(live: JSONObject | undefined): ManagedFields {
  try {
    return decodeManagedFields(live && metadataOf(live).managedFields);
  } catch (error) {
    throw internalError(`failed to decode managed fields: ${(error as Error).message}`, error);
  }
}

function checkVersion(object: JSONObject, context: ApplyContext): void {
  if (object.apiVersion === context.apiVersion && object.kind === context.kind) return;
  throw newBadRequest(`invalid object type: ${printKind(textAt(object, 'apiVersion'), textAt(object, 'kind'))}`);
}

/** As Go prints a GroupVersionKind. */
function printKind(apiVersion: string, kind: string): string {
  return `${apiVersion.includes('/') ? apiVersion : `/${apiVersion}`}, Kind=${kind}`;
}

function checkApplied(applied: JSONObject, context: ApplyContext): void {
  if (Array.isArray(metadataOf(applied).managedFields)) throw newBadRequest('metadata.managedFields must be nil');
  const mistakes = mistakesOf(applied, valueType(context.schema));
  if (mistakes !== undefined)
    throw internalError(`failed to create typed patch object (${describe(applied, context)}): ${mistakes}`);
}

/** Which object, in the server's messages. */
function describe(object: JSONObject, { apiVersion, kind }: ApplyContext): string {
  const metadata = metadataOf(object);
  return `${textAt(metadata, 'namespace')}/${textAt(metadata, 'name')}; ${printKind(apiVersion, kind)}`;
}

/** What the server answers for errors that it gave no status: 500 and their text. */
function internalError(message: string, cause?: unknown): StatusError {
  return new StatusError({ apiVersion: 'v1', kind: 'Status', metadata: {}, status: 'Failure', message, code: 500 }, { cause });
}

/** What an apply makes of an object, whoever it takes fields from. */
interface AppliedChange {
  object: JSONObject;
  managed: ManagedFields;
  /** What of others changes. */
  conflicts: ManagedFields;
}

function applyTo(live: JSONObject, applied: JSONObject, ownedBefore: ManagedFields, context: ApplyContext): AppliedChange {
  const { apiVersion, subresource, now } = context;
  const type = valueType(context.schema);
  const fields = withoutResetFields(toFieldSet(applied, type), context);
  const entry: ManagedEntry = { manager: context.manager, operation: 'Apply', apiVersion, subresource, time: undefined, fields };
  const self = managerIdentifier(entry);

  const managed = reconciled(ownedBefore, context);
  const last = managed.get(self);
  managed.set(self, { ...entry, time: last?.time });
  const merged = merge(live, applied, type);
  const object = last === undefined || isEmptySet(last.fields) ? merged : prune(merged, last.fields, managed, type);

  const whole = compare(live, object, type);
  const comparison = { changed: withoutResetFields(whole.changed, context), removed: withoutResetFields(whole.removed, context) };
  const result = afterChange(managed, comparison, self);
  const own = result.get(self);
  const unchanged = equalValues(live, object);
  if (own !== undefined) setEntry(result, self, unchanged ? own : { ...own, time: now });
  return { object: unchanged ? live : object, managed: result, conflicts: conflictsOf(managed, comparison, self) };
}

/** Throws for conflicts, but for those of kubectl with what its client-side apply owns. */
function checkConflicts(conflicts: ManagedFields, live: JSONObject, context: ApplyContext): void {
  const allowed = context.manager === kubectl ? ownedByClientSideApply(live, context) : undefined;
  const others: ManagedFields = new Map();
  for (const [identifier, entry] of conflicts) {
    const fields = allowed === undefined ? entry.fields : difference(entry.fields, allowed);
    if (!isEmptySet(fields)) others.set(identifier, { ...entry, fields });
  }
  if (others.size > 0) throw conflictError(others);
}
