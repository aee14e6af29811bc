import { isJSONObject, type JSONObject, type JSONValue } from '../json.js';
import { emptySet, type FieldSet, fieldNode, leaf } from './field-set.js';
import { groupElements } from './list-element.js';
import { fieldElement } from './path-element.js';
import { type ListType, type MapType, shapeOf, typeOfField, type ValueType } from './value-type.js';

/** Every field and element that an object names (structured-merge-diff `typed/tofieldset.go`). */
export function toFieldSet(object: JSONObject, type: ValueType): FieldSet {
  return setOfValue(object, type) ?? emptySet;
}

function setOfValue(value: JSONValue, type: ValueType): FieldSet | undefined {
  const shape = shapeOf(type, value);
  if (shape === 'map') return setOfMap(value, type.map as MapType);
  if (shape === 'list') return setOfList(value, type.list as ListType);
  return leaf;
}

function setOfMap(value: JSONValue, map: MapType): FieldSet | undefined {
  if (map.atomic) return leaf;
  if (!isJSONObject(value)) return undefined;
  const children = new Map<string, FieldSet>();
  for (const [name, field] of Object.entries(value)) {
    const node = setOfValue(field, typeOfField(map, name) as ValueType);
    // Structs are not owned, only what is in them; keys of maps are, and what is empty.
    const itself = !map.fields.has(name) || field === null || (isJSONObject(field) && Object.keys(field).length === 0);
    const owned = itself ? asMember(node) : node;
    if (owned !== undefined) children.set(fieldElement(name), owned);
  }
  return fieldNode(false, children);
}

function setOfList(value: JSONValue, list: ListType): FieldSet | undefined {
  if (list.atomic) return leaf;
  if (!Array.isArray(value)) return undefined;
  const children = new Map<string, FieldSet>();
  for (const [element, items] of groupElements(list, value)) {
    children.set(element, items.length > 1 ? leaf : asMember(setOfValue(items[0] as JSONValue, list.items())));
  }
  return fieldNode(false, children);
}

function asMember(node: FieldSet | undefined): FieldSet {
  return node === undefined ? leaf : { member: true, children: node.children };
}
