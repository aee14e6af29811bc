import { isJSONObject, type JSONObject, type JSONValue } from '../json.js';
import { duplicateValue, type FieldError, invalidValue, keyOf } from './field-errors.js';
import type { StructuralSchema } from './structural-schema.js';

/** The elements of lists of the types `set` and `map` that stand there twice (apiextensions-apiserver `schema/listtype`). */
export function validateListTypes(value: JSONValue, schema: StructuralSchema | undefined, path = ''): FieldError[] {
  if (schema === undefined) return [];
  if (Array.isArray(value)) {
    const own = validateList(value, schema, path);
    return [...own, ...value.flatMap((item, i) => validateListTypes(item, schema.items, `${path}[${String(i)}]`))];
  }
  if (!isJSONObject(value)) return [];
  const { properties = {}, additionalProperties } = schema;
  return Object.entries(value).flatMap(([name, field]) => {
    if (Object.hasOwn(properties, name))
      return validateListTypes(field, properties[name], path === '' ? name : `${path}.${name}`);
    return typeof additionalProperties === 'object' ? validateListTypes(field, additionalProperties, keyOf(path, name)) : [];
  });
}

function validateList(list: JSONValue[], schema: StructuralSchema, path: string): FieldError[] {
  const duplicate = (i: number, value: JSONValue): FieldError => duplicateValue(`${path}[${String(i)}]`, value);
  if (schema['x-kubernetes-list-type'] === 'set') return secondOnes(list).map((i) => duplicate(i, list[i] as JSONValue));
  if (schema['x-kubernetes-list-type'] !== 'map') return [];
  const wrong = list.findIndex((item) => item !== null && !isJSONObject(item));
  if (wrong !== -1)
    return [invalidValue(`${path}[${String(wrong)}]`, list[wrong], 'must be an object for an array of list-type map')];
  const names = schema['x-kubernetes-list-map-keys'] ?? [];
  const keys = list.map((item): JSONObject => {
    const known = isJSONObject(item) ? names.filter((name) => Object.hasOwn(item, name)) : [];
    return Object.fromEntries(known.sort().map((name) => [name, (item as JSONObject)[name] as JSONValue]));
  });
  return secondOnes(keys).map((i) => duplicate(i, keys[i] as JSONObject));
}

/** Where elements stand for the second time; not the third. */
function secondOnes(list: readonly JSONValue[]): number[] {
  const times = new Map<string, number>();
  return [...list.keys()].filter((i) => {
    const text = JSON.stringify(list[i]);
    const count = (times.get(text) ?? 0) + 1;
    times.set(text, count);
    return count === 2;
  });
}
