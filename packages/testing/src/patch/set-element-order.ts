import { isJSONObject, type JSONValue } from '../json.js';
import type { Schema } from '../schema.js';
import { isSame, orderElements, partition, requireMap, requireMergeKey } from './element-order.js';
import { goText, goType } from './go-text.js';
import { elementType, type MergeElement, mergeLists } from './merge-lists.js';
import { directive, fieldOfDirective, setElementOrderPrefix, withoutDirectives } from './patch-directives.js';
import { unexpectedPatch } from './patch-errors.js';
import { patchListField } from './patch-fields.js';

/**
 * Merges and orders the lists that have a `$setElementOrder/` beside them in the patch (apimachinery
 * `strategicpatch.mergePatchIntoOriginal`). Changes both maps: the results go to `live`, what is done leaves `patch`.
 *
 * Throws a StatusError 400 for a directive that names no list, 500 for other mistakes, or a PatchPanic.
 */
export function setElementOrders(
  live: Map<string, JSONValue>,
  patch: Map<string, JSONValue>,
  schema: Schema,
  mergeElement: MergeElement,
): void {
  for (const [key, value] of patch) {
    if (!key.startsWith(setElementOrderPrefix)) continue;
    patch.delete(key);
    const order = requireList(value);
    const name = fieldOfDirective(key, setElementOrderPrefix);
    const liveList = live.has(name) ? requireList(live.get(name) as JSONValue) : undefined;
    const patchList = patch.has(name) ? requireList(patch.get(name) as JSONValue) : undefined;
    const field = patchListField(schema, name);
    const { mergeKey, strategy } = field;
    if (patchList) requireOrder(patchList, order, mergeKey);

    let merged: JSONValue[];
    if (liveList && patchList) {
      merged = strategy === 'merge' ? mergeLists(liveList, patchList, field, false, mergeElement) : patchList;
    } else if (liveList) merged = liveList;
    else if (patchList) merged = withoutDirectives(patchList) as JSONValue[];
    else continue;

    const parts = partition(merged, order, mergeKey);
    const ofMaps = elementType(liveList ?? [], patchList ?? []) === 'map';
    const liveOrder = mergeKey === '' ? (liveList ?? []) : orderAfterDeletions(liveList ?? [], patchList ?? [], mergeKey);
    live.set(name, orderElements(...parts, order, liveOrder, mergeKey, ofMaps));
    patch.delete(name);
  }
}

/**
 * The order that the live list is taken to have. The server merges in place: what is new comes to stand where something was
 * deleted, and counts there as if it had been in the live list.
 */
function orderAfterDeletions(live: JSONValue[], patch: JSONValue[], mergeKey: string): JSONValue[] {
  const key = (element: JSONValue): JSONValue | undefined => (isJSONObject(element) ? element[mergeKey] : undefined);
  const deleted = new Set(patch.filter(isDeleted).map(key));
  const kept = live.filter((element) => !deleted.has(key(element)));
  if (patch.some((element) => hasDirective(element) && !isDeleted(element))) return kept;
  const present = new Set(kept.map(key));
  const added = patch.filter((element) => !hasDirective(element) && !present.has(key(element)));
  return [...kept, ...added.slice(0, live.length - kept.length)];
}

function requireList(value: JSONValue): JSONValue[] {
  if (!Array.isArray(value)) throw unexpectedPatch(`expected a []interface {}, but received a ${goType(value)}`);
  return value;
}

/** Throws unless what the patch sets stands in the order too, and in the same order. */
function requireOrder(patch: JSONValue[], order: JSONValue[], mergeKey: string): void {
  if (patch.length === 0 || order.length === 0) return;
  const elements = mergeKey === '' ? patch : patch.filter((element) => !isDeleted(element));
  let [inPatch, inOrder] = [0, 0];
  while (inPatch < elements.length && inOrder < order.length) {
    const element = elements[inPatch] as JSONValue;
    if (hasDirective(element)) inPatch++;
    else if (hasSameKey(element, order[inOrder++] as JSONValue, mergeKey)) inPatch++;
  }
  if (inPatch < elements.length && inOrder >= order.length) {
    throw unexpectedPatch(
      `The order in patch list:\n${goText(patch)}\n doesn't match ${setElementOrderPrefix} list:\n${goText(order)}\n`,
    );
  }
}

function hasDirective(element: JSONValue): boolean {
  return isJSONObject(element) && Object.hasOwn(element, directive);
}

function isDeleted(element: JSONValue): boolean {
  return requireMap(element)[directive] === 'delete';
}

function hasSameKey(element: JSONValue, other: JSONValue, mergeKey: string): boolean {
  if (mergeKey === '') return isSame(element, other);
  const [left, right] = [requireMap(element), requireMap(other)];
  return isSame(requireMergeKey(left, mergeKey), requireMergeKey(right, mergeKey));
}
