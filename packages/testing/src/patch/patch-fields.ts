import type { Schema } from '../schema.js';
import { resolveSchema } from '../schemas.js';
import { goQuote } from './go-text.js';
import { unexpectedPatch } from './patch-errors.js';

/** How a strategic merge patch treats a field. */
export interface PatchField {
  /** What the value, or each element of a list, is. */
  schema: Schema;
  /** `merge`, `replace`, or empty: maps are merged then, lists replaced. `retainKeys` is nothing to a server. */
  strategy: string;
  /** By which the elements of a merged list are told apart; empty if by themselves. */
  mergeKey: string;
}

/**
 * The field of an object. Throws a StatusError 500 if it has none of that name, or is no object with fields
 * (apimachinery `third_party/forked/golang/json`).
 */
export function patchField(object: Schema, name: string): PatchField {
  const kind = goKind(object);
  if (kind !== 'struct') throw unexpectedPatch(`merging an object in json but data type is not struct, instead is: ${kind}`);
  const properties = resolveSchema(object).properties ?? {};
  // As Go's decoder: the case does not count if nothing fits better.
  const lower = name.toLowerCase();
  const found = Object.hasOwn(properties, name) ? name : Object.keys(properties).find((key) => key.toLowerCase() === lower);
  const schema = found === undefined ? undefined : properties[found];
  if (!schema) {
    throw unexpectedPatch(`unable to find api field in struct ${structName(object)} for the json field ${goQuote(name)}`);
  }
  const strategy = schema.patchStrategy?.find((word) => word !== 'retainKeys') ?? '';
  return { schema, strategy, mergeKey: schema.patchMergeKey ?? '' };
}

/** The same of a field that is a list; its schema is that of the elements. Throws a StatusError 500 if it is none. */
export function patchListField(object: Schema, name: string): PatchField {
  const field = patchField(object, name);
  const { items } = resolveSchema(field.schema);
  if (!items) {
    // Go looks through a pointer, whatever it points to; a struct that is no pointer has a default in the schema.
    if (goKind(field.schema) === 'struct' && field.schema.default === undefined) return field;
    throw unexpectedPatch('expected slice or array type, but got: struct');
  }
  if (goKind(items) === 'slice') throw unexpectedPatch('unexpected slice of slice');
  return { ...field, schema: items };
}

/** What Go calls such a type. */
export function goKind(schema: Schema): string {
  const { type, additionalProperties, format } = resolveSchema(schema);
  if (type === 'array') return 'slice';
  if (additionalProperties) return 'map';
  return type === 'object' || type === undefined ? 'struct' : type === 'integer' ? (format ?? 'int64') : type;
}

/** The name of a definition without its package. */
function structName(schema: Schema): string {
  return schema.ref?.slice(schema.ref.lastIndexOf('.') + 1) ?? '';
}
