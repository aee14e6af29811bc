import type { JSONObject, JSONValue } from '../json.js';
import type { Schema } from '../schema.js';
import { orderElements, partition, requireMergeKey, ValuePositions } from './element-order.js';
import { goString, goText } from './go-text.js';
import { directive } from './patch-directives.js';
import { inapplicablePatch, PatchPanic, unexpectedPatch } from './patch-errors.js';
import { goKind, type PatchField } from './patch-fields.js';

/** How an element of the live list is merged with the patch's of the same key. */
export type MergeElement = (live: JSONObject, patch: JSONObject, schema: Schema) => JSONObject;

/**
 * Merges two lists, maps by their merge key, values as sets, and orders the result (apimachinery `strategicpatch.mergeSlice`).
 *
 * @param deletes the patch names values that go, and adds none
 *
 * Throws a StatusError 422 for lists of lists, 500 for other mistakes, or a PatchPanic.
 */
export function mergeLists(
  live: JSONValue[],
  patch: JSONValue[],
  { schema, mergeKey }: PatchField,
  deletes: boolean,
  mergeElement: MergeElement,
): JSONValue[] {
  if (live.length === 0 && patch.length === 0) return live;
  if (elementType(live, patch) === 'map') {
    if (mergeKey === '') throw unexpectedPatch(`cannot merge lists without merge key for ${goKind(schema)}`);
    const [kept, changes] = deletedAndReplaced(live as JSONObject[], patch as JSONObject[], mergeKey);
    const merged = mergeElements(kept, changes, schema, mergeKey, mergeElement);
    return orderElements(...partition(merged, changes, mergeKey), changes, kept, mergeKey, true);
  }
  if (deletes) {
    const gone = new Set(patch);
    return live.filter((value) => !gone.has(value));
  }
  const merged = [...new Set([...live, ...patch])];
  return orderElements(...partition(merged, patch, mergeKey), patch, live, mergeKey, false);
}

/** What the elements of both lists are: `map`, or another word for values. Throws if they are not all the same. */
export function elementType(...lists: JSONValue[][]): string {
  const elements = lists.flat(1);
  const [first] = elements;
  if (first === undefined) throw unexpectedPatch('no elements in any of the given slices');
  if (first === null) throw new PatchPanic('runtime error: invalid memory address or nil pointer dereference');
  if (Array.isArray(first)) throw inapplicablePatch('lists of lists are not supported');
  const type = typeOf(first);
  if (elements.some((element) => typeOf(element) !== type)) {
    throw unexpectedPatch(`list element types are not identical: ${goText(lists)}`);
  }
  return type;
}

function typeOf(value: JSONValue): string {
  return value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value === 'object' ? 'map' : typeof value;
}

/** The live list without what the patch deletes, or what replaces it; and the patch's elements that say no such thing. */
function deletedAndReplaced(
  live: JSONObject[],
  patch: JSONObject[],
  mergeKey: string,
): [live: JSONObject[], patch: JSONObject[]] {
  const changes: JSONObject[] = [];
  const deleted = new Set<JSONValue>();
  let replaced = false;
  for (const element of patch) {
    if (!Object.hasOwn(element, directive)) {
      changes.push(element);
      continue;
    }
    const how = element[directive] as JSONValue;
    if (how === 'delete') deleted.add(requireMergeKey(element, mergeKey));
    else if (how === 'replace') replaced = true;
    else if (how === 'merge') throw unexpectedPatch('merging lists cannot yet be specified in the patch');
    else throw unexpectedPatch(`unknown patch type: ${goString(how)} in map: ${goText(element)}`);
  }
  if (replaced) return [changes, []];
  const stays = (element: JSONObject): boolean =>
    !Object.hasOwn(element, mergeKey) || !deleted.has(element[mergeKey] as JSONValue);
  return [deleted.size === 0 ? live : live.filter(stays), changes];
}

function mergeElements(
  live: JSONObject[],
  changes: JSONObject[],
  schema: Schema,
  mergeKey: string,
  mergeElement: MergeElement,
): JSONObject[] {
  const merged = [...live];
  const positions = new ValuePositions();
  for (const [position, element] of live.entries()) {
    if (Object.hasOwn(element, mergeKey)) positions.add(element[mergeKey] as JSONValue, position);
  }
  for (const change of changes) {
    const key = requireMergeKey(change, mergeKey);
    const position = positions.find(key);
    if (position < 0) {
      positions.add(key, merged.length);
      merged.push(change);
    } else merged[position] = mergeElement(merged[position] as JSONObject, change, schema);
  }
  return merged;
}
