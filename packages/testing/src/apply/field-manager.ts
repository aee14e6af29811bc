import type { JSONObject, JSONValue } from '../json.js';
import type { Schema } from '../schema.js';
import { type FieldSet, recursiveDifference, setOf } from './field-set.js';
import { encodeManagedFields, type ManagedFields } from './managed-fields.js';
import { fieldElement } from './path-element.js';
import type { ResetFields } from './reset-fields.js';
import { metadataOf } from '../json-fields.js';

/** Who writes an object, and what the object is. */
export interface FieldManagerContext extends ResetFields {
  /** Of a built-in kind it is a reference, as `builtInSchema` answers it; of a custom resource it is none. */
  schema: Schema;
  /** In which version the object is written: `apps/v1`. Live objects are handed over in it, too. */
  apiVersion: string;
  kind: string;
  /** Empty is `unknown`. */
  manager: string;
  /** Empty for the object itself. */
  subresource: string;
  /** RFC 3339, UTC, with seconds and no fractions. */
  now: string;
}

const resetSets = new WeakMap<object, FieldSet>();

/** The set without what a resource resets. */
export function withoutResetFields(set: FieldSet, { resetFields }: FieldManagerContext): FieldSet {
  if (resetFields === undefined) return set;
  let reset = resetSets.get(resetFields);
  if (reset === undefined) {
    reset = setOf(...resetFields.map((path) => path.map(fieldElement)));
    resetSets.set(resetFields, reset);
  }
  return recursiveDifference(set, reset);
}

/** The object as it is without managed fields. Shares everything else with it. */
export function withoutManagedFields(object: JSONObject): JSONObject {
  if (metadataOf(object).managedFields === undefined) return object;
  const { managedFields, ...metadata } = metadataOf(object);
  return { ...object, metadata };
}

/** The object with these managed fields in place of its own. Shares everything else with it. */
export function withManagedFields(object: JSONObject, managed: ManagedFields): JSONObject {
  if (managed.size === 0) return withoutManagedFields(object);
  const managedFields: JSONValue[] = encodeManagedFields(managed);
  return { ...object, metadata: { ...metadataOf(object), managedFields } };
}
