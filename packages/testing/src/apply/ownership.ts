import { builtInSchema } from '../schemas.js';
import type { Comparison } from './compare.js';
import { compareText } from './compare-text.js';
import type { FieldManagerContext } from './field-manager.js';
import { difference, intersection, isEmptySet, setOf } from './field-set.js';
import type { ManagedEntry, ManagedFields } from './managed-fields.js';
import { reconcileWithSchema } from './reconcile.js';
import { valueType } from './value-type.js';

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

/**
 * The entries as the schema of today has them. Those of other versions stay as they are, but of a built-in kind those of versions that
 * there are not any more go away.
 */
export function reconciled(managed: ManagedFields, { apiVersion, kind, schema }: FieldManagerContext): ManagedFields {
  const result: ManagedFields = new Map();
  const builtIn = schema.ref !== undefined;
  for (const [identifier, entry] of managed) {
    const current = entry.apiVersion === apiVersion;
    if (builtIn && !current && !isServed(entry.apiVersion, kind)) continue;
    const fields = current ? reconcileWithSchema(entry.fields, valueType(schema)) : entry.fields;
    result.set(identifier, fields === entry.fields ? entry : { ...entry, fields });
  }
  return result;
}

function isServed(apiVersion: string, kind: string): boolean {
  const [version = '', group = ''] = apiVersion.split('/').reverse();
  return builtInSchema(group, version, kind) !== undefined;
}

/** What others own of that which changes: by their identifiers, in the order of these. */
export function conflictsOf(managed: ManagedFields, { changed }: Comparison, self: string): ManagedFields {
  const conflicts: ManagedFields = new Map();
  for (const identifier of [...managed.keys()].sort(compareText)) {
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
