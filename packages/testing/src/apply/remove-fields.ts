import { isJSONObject, type JSONObject, type JSONValue } from '../json.js';
import type { FieldSet } from './field-set.js';
import { listElement } from './list-element.js';
import { fieldElement } from './path-element.js';
import { type ListType, type MapType, shapeOf, typeOfField, type ValueType } from './value-type.js';

/**
 * The object without the fields and elements of the set (structured-merge-diff `typed/remove.go`). What nothing is left of becomes
 * null. Atomic lists and objects are never taken apart: a set that reaches into one removes it.
 */
export function removeFields(object: JSONObject, fields: FieldSet, type: ValueType): JSONObject {
  return remove(object, fields, type) as JSONObject;
}

function remove(value: JSONValue, fields: FieldSet, type: ValueType): JSONValue {
  const shape = shapeOf(type, value);
  if (shape === 'map') return removeFromMap(value, fields, type.map as MapType);
  if (shape === 'list') return removeFromList(value, fields, type.list as ListType);
  return value;
}

function removeFromMap(value: JSONValue, fields: FieldSet, map: MapType): JSONValue {
  if (!isJSONObject(value) || map.atomic) return null;
  const rest: [string, JSONValue][] = [];
  for (const name in value) {
    const node = fields.children?.get(fieldElement(name));
    if (node?.member === true) continue;
    const field = value[name] as JSONValue;
    rest.push([name, node === undefined ? field : remove(field, node, typeOfField(map, name) as ValueType)]);
  }
  return rest.length === 0 ? null : Object.fromEntries(rest);
}

function removeFromList(value: JSONValue, fields: FieldSet, list: ListType): JSONValue {
  if (!Array.isArray(value) || list.atomic) return null;
  const rest: JSONValue[] = [];
  for (const item of value) {
    const node = fields.children?.get(listElement(list, item));
    if (node?.member === true) continue;
    rest.push(node === undefined ? item : remove(item, node, list.items()));
  }
  return rest.length === 0 ? null : rest;
}
