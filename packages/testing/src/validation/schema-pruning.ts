import { isJSONObject, type JSONObject, type JSONValue } from '../json.js';
import { fieldSchema, isIdentity, type StructuralSchema } from './structural-schema.js';

/**
 * Drops what the schema of a custom resource does not know, and nulls where none may be and no default will be put, **changing the
 * object** (apiextensions-apiserver `schema/pruning`, `schema/defaulting/prunenulls.go`).
 *
 * Gives the paths of what was unknown, as `spec.list[0].foo`, sorted as the server sorts them.
 */
export function pruneBySchema(object: JSONObject, schema: StructuralSchema): string[] {
  const unknown: string[] = [];
  prune(object, { ...schema, 'x-kubernetes-embedded-resource': true }, '', unknown);
  pruneNulls(object, schema);
  return unknown.sort();
}

function prune(value: JSONValue, schema: StructuralSchema | undefined, path: string, unknown: string[]): void {
  const keepsUnknown = schema?.['x-kubernetes-preserve-unknown-fields'] === true;
  if (Array.isArray(value)) {
    const items = schema?.items;
    if (keepsUnknown && items === undefined) return;
    // In a list whose fields are all kept, those of its elements are kept, too.
    const inner = keepsUnknown ? { ...items, 'x-kubernetes-preserve-unknown-fields': true } : items;
    for (const [i, item] of value.entries()) prune(item, inner, `${path}[${String(i)}]`, unknown);
    return;
  }
  if (!isJSONObject(value)) return;
  for (const [name, field] of Object.entries(value)) {
    if (schema?.['x-kubernetes-embedded-resource'] === true && isIdentity(name)) continue;
    const where = path === '' ? name : `${path}.${name}`;
    const isKnown = (schema?.properties && Object.hasOwn(schema.properties, name)) ?? false;
    const more = schema?.additionalProperties;
    if (isKnown || (more !== undefined && more !== false)) {
      prune(field, more === true && !isKnown ? undefined : fieldSchema(schema, name), where, unknown);
    } else if (!keepsUnknown) {
      unknown.push(where);
      Reflect.deleteProperty(value, name);
    }
  }
}

function pruneNulls(value: JSONValue, schema: StructuralSchema | undefined): void {
  if (schema === undefined) return;
  if (Array.isArray(value)) {
    for (const item of value) pruneNulls(item, schema.items);
  } else if (isJSONObject(value)) {
    for (const [name, field] of Object.entries(value)) {
      const inner = fieldSchema(schema, name);
      if (field !== null) pruneNulls(field, inner);
      else if (inner && inner.nullable !== true && (inner.default ?? null) === null) Reflect.deleteProperty(value, name);
    }
  }
}
