import type { Comparison } from './compare.js';
import { difference, intersection, isEmptySet, setOf } from './field-set.js';
import type { ManagedEntry, ManagedFields } from './managed-fields.js';
import { reconcileWithSchema } from './reconcile.js';
import type { ValueType } from './value-type.js';

/** Fields that nobody owns (apimachinery `managedfields/internal/stripmeta.go`). */
const unowned = setOf(
  ['f:apiVersion'],
  ['f:kind'],
  ['f:metadata'],
  ...[
    'name',
    'namespace',
    'creationTimestamp',
    'selfLink',
    'uid',
    'clusterName',
    'generation',
    'managedFields',
    'resourceVersion',
  ].map((name) => ['f:metadata', `f:${name}`]),
);

/** Sets an entry, without fields that nobody owns; an entry that nothing is left of goes away. Changes `managed`. */
export function setEntry(managed: ManagedFields, identifier: string, entry: ManagedEntry): void {
  const fields = difference(entry.fields, unowned);
  if (isEmptySet(fields)) managed.delete(identifier);
  else managed.set(identifier, fields === entry.fields ? entry : { ...entry, fields });
}

/** The entries as the schema of today has them. Entries of other versions stay as they are. */
export function reconciled(managed: ManagedFields, type: ValueType, apiVersion: string): ManagedFields {
  const result: ManagedFields = new Map();
  for (const [identifier, entry] of managed) {
    const fields = entry.apiVersion === apiVersion ? reconcileWithSchema(entry.fields, type) : entry.fields;
    result.set(identifier, fields === entry.fields ? entry : { ...entry, fields });
  }
  return result;
}

/** What others own of that which changes: by their identifiers, in the order of these. */
export function conflictsOf(managed: ManagedFields, { changed }: Comparison, self: string): ManagedFields {
  const conflicts: ManagedFields = new Map();
  for (const identifier of [...managed.keys()].sort()) {
    const entry = managed.get(identifier) as ManagedEntry;
    const fields = identifier === self ? undefined : intersection(entry.fields, changed);
    if (fields !== undefined && !isEmptySet(fields)) conflicts.set(identifier, { ...entry, fields });
  }
  return conflicts;
}

/** The entries after a change: others than `self` lose what changed and what was removed. */
export function afterChange(managed: ManagedFields, { changed, removed }: Comparison, self: string | undefined): ManagedFields {
  const result: ManagedFields = new Map();
  for (const [identifier, entry] of managed) {
    const fields = identifier === self ? entry.fields : difference(difference(entry.fields, changed), removed);
    if (isEmptySet(fields)) continue;
    result.set(identifier, fields === entry.fields ? entry : { ...entry, fields });
  }
  return result;
}
