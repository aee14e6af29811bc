import { isJSONObject, type JSONValue } from '../json.js';
import { canonicalString, canonicalJSON } from './canonical-json.js';
import { valueElement } from './path-element.js';
import type { ListType } from './value-type.js';

/**
 * The step to an element of a list that is a set or has keys (structured-merge-diff `typed/helpers.go`). A key that the element lacks
 * is the default of the schema, if there is one. Throws an Error for an element that cannot be told apart from others.
 */
export function listElement(list: ListType, item: JSONValue): string {
  return list.keys.length === 0 ? setElement(item) : keyedElement(list, item);
}

function setElement(item: JSONValue): string {
  if (item === null) throw new Error("associative list without keys has an element that's an explicit null");
  if (Array.isArray(item)) throw new Error('not supported: associative list with lists as elements');
  if (typeof item === 'object') throw new Error("associative list without keys has an element that's a map type");
  return valueElement(item);
}

function keyedElement(list: ListType, item: JSONValue): string {
  if (item === null) throw new Error('associative list with keys may not have a null element');
  if (!isJSONObject(item)) throw new Error('associative list with keys may not have non-map elements');
  let keys = '';
  for (const key of list.keys) {
    const value = Object.hasOwn(item, key) ? item[key] : list.items().map?.fields.get(key)?.default;
    if (value !== undefined) keys += `${keys === '' ? '' : ','}${canonicalString(key)}:${canonicalJSON(value)}`;
  }
  if (keys === '') {
    const names = list.namedKeys.map((key) => JSON.stringify(key)).join(' ');
    throw new Error(
      `associative list with keys has an element that omits all key fields [${names}] (and doesn't have default values for any key fields)`,
    );
  }
  return `k:{${keys}}`;
}

/** The elements of a list by the step that leads to them, each with all values that it has: several are duplicates. */
export function groupElements(list: ListType, items: readonly JSONValue[]): Map<string, JSONValue[]> {
  const groups = new Map<string, JSONValue[]>();
  for (const item of items) {
    const element = listElement(list, item);
    const group = groups.get(element);
    if (group === undefined) groups.set(element, [item]);
    else group.push(item);
  }
  return groups;
}
