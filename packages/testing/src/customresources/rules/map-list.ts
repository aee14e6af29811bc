import { isJSONObject, type JSONValue } from '../../json.js';
import { ownField } from '../../json-fields.js';
import type { StructuralSchema } from '../../validation/structural-schema.js';

/** Finds what an element of a list was before, by its keys; nothing in lists that are no maps (apiserver `pkg/cel/common/maplist.go`). */
export function oldItems(old: JSONValue | undefined, schema: StructuralSchema): (item: JSONValue) => JSONValue | undefined {
  if (!Array.isArray(old) || schema['x-kubernetes-list-type'] !== 'map') return () => undefined;
  const names = schema['x-kubernetes-list-map-keys'] ?? [];
  const keyOf = (item: JSONValue): string | undefined =>
    isJSONObject(item)
      ? JSON.stringify(names.map((name) => ownField(item, name) ?? schema.items?.properties?.[name]?.default ?? null))
      : undefined;
  const byKey = new Map(old.map((item) => [keyOf(item), item]));
  return (item) => byKey.get(keyOf(item));
}
