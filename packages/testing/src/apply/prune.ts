import type { JSONObject } from '../json.js';
import { difference, emptySet, type FieldSet, intersection, union } from './field-set.js';
import type { ManagedFields } from './managed-fields.js';
import { withNamedFields } from './named-fields.js';
import { removeFields } from './remove-fields.js';
import { toFieldSet } from './to-field-set.js';
import type { ValueType } from './value-type.js';

/**
 * The object without what its applier applied last time and nobody owns any more (structured-merge-diff `merge/update.go`).
 *
 * @param merged the live object with what is applied now
 * @param last what the applier owned before
 * @param managed who owns what now, with what is applied now
 */
export function prune(merged: JSONObject, last: FieldSet, managed: ManagedFields, type: ValueType): JSONObject {
  const lastNamed = withNamedFields(last, type);
  const mergedNamed = withNamedFields(toFieldSet(merged, type), type);
  const namedIn = (object: JSONObject): FieldSet => withNamedFields(toFieldSet(object, type), type);

  let owned = emptySet;
  for (const { fields } of managed.values()) owned = union(owned, fields);
  // What others own, and what is applied now, comes back; so does what the applier did not own.
  const stays = union(namedIn(removeFields(merged, lastNamed, type)), withNamedFields(owned, type));
  const pruned = removeFields(merged, difference(mergedNamed, stays), type);
  const gone = intersection(difference(mergedNamed, namedIn(pruned)), lastNamed);
  return removeFields(merged, gone, type);
}
