import { isJSONObject, type JSONObject, type JSONValue } from '../json.js';
import type { Schema } from '../schema.js';
import { type GoField, goStruct, type GoStruct, type GoType, isStruct, zeroOfScalar } from './go-types.js';

/**
 * Makes an object of a built-in kind what the server writes of it, **changing it**: what is empty vanishes if Go leaves it out, and
 * stands there as null, `""`, 0 or `{}` if Go does not. It is done before the object is stored; twice does no harm.
 *
 * Unknown fields stay, values are not looked at.
 *
 * @param schema a reference to the definition of the kind; of another schema nothing changes
 * @param emptyLists whether an empty list stays one where Go writes it, as long as the object is in memory, or is nil: protobuf, in
 * which built-in objects are stored, knows no other
 */
export function completeObject(object: JSONObject, schema: Schema, emptyLists: 'stay' | 'vanish' = 'vanish'): JSONObject {
  const struct = schema.ref === undefined ? undefined : goStruct(schema.ref);
  if (struct) completeStruct(object, struct, emptyLists === 'stay' || isStoredAsJSON(schema.ref as string));
  return object;
}

/** What is served by other servers inside of kube-apiserver: they store JSON, in which an empty list is not nil. */
function isStoredAsJSON(definition: string): boolean {
  return /\.(?:apiextensions-apiserver|kube-aggregator)\./.test(definition);
}

function completeStruct(object: JSONObject, struct: GoStruct, listsStay: boolean): void {
  for (const key in object) {
    const field = struct.fields.get(key);
    if (!field) continue;
    const value = object[key] as JSONValue;
    if (typeof value === 'object' && value !== null) completeValue(value, field.type, listsStay);
    if (!isEmpty(value, field.type)) continue;
    if (vanishes(field, value)) {
      Reflect.deleteProperty(object, key);
    } else if (value === null || (!listsStay && typeof value === 'object')) {
      object[key] = zeroValue(field.type, listsStay);
    }
  }
  for (const { name, type } of struct.always) if (object[name] === undefined) object[name] = zeroValue(type, listsStay);
}

function completeValue(value: JSONObject | JSONValue[], { kind, element, struct }: GoType, listsStay: boolean): void {
  if (kind === 'struct') {
    if (isJSONObject(value)) completeStruct(value, struct as GoStruct, listsStay);
  } else if (element && (element.struct ?? element.element)) {
    for (const item of Object.values<JSONValue>(value)) {
      if (typeof item === 'object' && item !== null) completeValue(item, element, listsStay);
    }
  }
}

/** Whether Go would call a value empty, or whether it is nil. */
function isEmpty(value: JSONValue, { kind, isPointer }: GoType): boolean {
  if (value === null) return true;
  if (isPointer) return false;
  if (kind === 'list') return Array.isArray(value) && value.length === 0;
  if (kind === 'map') {
    for (const _ in value as JSONObject) return false;
    return true;
  }
  return value === '' || value === 0 || value === false;
}

function vanishes({ type, omitsEmpty, omitsZero }: GoField, value: JSONValue): boolean {
  if (isStruct(type) && !type.isPointer) return value === null && omitsZero;
  return omitsEmpty;
}

/** What Go writes of what nobody has set. */
function zeroValue(type: GoType, listsStay: boolean): JSONValue {
  if (type.isPointer) return null;
  if (type.kind !== 'struct') return zeroOfScalar(type.kind);
  const object: JSONObject = {};
  completeStruct(object, type.struct as GoStruct, listsStay);
  return object;
}
