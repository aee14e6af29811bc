import { isJSONObject, type JSONObject, type JSONValue } from '../json.js';
import { goText, goType } from './go-text.js';
import { PatchPanic, unexpectedPatch } from './patch-errors.js';

/*
 * In which order do the elements of a merged list stand? First counts what the patch asks for, then what the live object has
 * (apimachinery `strategicpatch.normalizeElementOrder`).
 */

/** The elements of the list that stand in `asked` too, and the others, each in the order of the merged list. */
export function partition(merged: JSONValue[], asked: JSONValue[], mergeKey: string): [asked: JSONValue[], others: JSONValue[]] {
  if (mergeKey === '') for (const element of [...asked, ...merged]) if (isUncomparable(element)) panic(element);
  const positions = new Positions(asked, mergeKey);
  const result: [JSONValue[], JSONValue[]] = [[], []];
  for (const element of merged) {
    if (mergeKey !== '') requireMergeKey(element, mergeKey);
    result[positions.find(element) < 0 ? 1 : 0].push(element);
  }
  return result;
}

/**
 * Brings the parts of a merged list together.
 *
 * @param patched what the patch names, to be in the order of `patchOrder`
 * @param others what only the live object has, to be in the order of `liveOrder`
 * @param ofMaps the elements are maps, so all must have the merge key
 */
export function orderElements(
  patched: JSONValue[],
  others: JSONValue[],
  patchOrder: JSONValue[],
  liveOrder: JSONValue[],
  mergeKey: string,
  ofMaps: boolean,
): JSONValue[] {
  if (ofMaps) for (const element of [...patched, ...patchOrder, ...others, ...liveOrder]) requireMergeKey(element, mergeKey);
  const live = new Positions(liveOrder, mergeKey);
  const right = sorted(patched, new Positions(patchOrder, mergeKey));
  const left = sorted(others, live);
  const result: JSONValue[] = [];
  let [i, j] = [0, 0];
  while (i < left.length || j < right.length) {
    if (i >= left.length) result.push(right[j++] as JSONValue);
    else if (j >= right.length) result.push(left[i++] as JSONValue);
    else {
      const [l, r] = [live.find(left[i] as JSONValue), live.find(right[j] as JSONValue)];
      result.push((l >= 0 && r >= 0 && l < r ? left[i++] : right[j++]) as JSONValue);
    }
  }
  return result;
}

/** Throws unless the element is a map that has the merge key; answers with the key's value. */
export function requireMergeKey(element: JSONValue, mergeKey: string): JSONValue {
  const map = requireMap(element);
  if (!Object.hasOwn(map, mergeKey)) {
    throw unexpectedPatch(`map: ${goText(map)} does not contain declared merge key: ${mergeKey}`);
  }
  return map[mergeKey] as JSONValue;
}

/** Throws unless the element is a map. */
export function requireMap(element: JSONValue): JSONObject {
  if (isJSONObject(element)) return element;
  throw unexpectedPatch(`expected a map[string]interface {}, but received a ${goType(element)}`);
}

/** Go compares neither maps nor lists: it panics if it should, but not if the two are of different types. */
export function isSame(left: JSONValue, right: JSONValue): boolean {
  if (isUncomparable(left) && isUncomparable(right) && Array.isArray(left) === Array.isArray(right)) panic(left);
  return left === right;
}

function isUncomparable(value: JSONValue): value is JSONObject | JSONValue[] {
  return typeof value === 'object' && value !== null;
}

function panic(value: JSONValue): never {
  throw new PatchPanic(`runtime error: comparing uncomparable type ${goType(value)}`);
}

/** Where values stand that are compared as {@link isSame} does. */
export class ValuePositions {
  readonly #first = new Map<JSONValue, number>();

  /** Remembers where a value stands, unless it stands further in front too. */
  add(value: JSONValue, position: number): void {
    const key = this.#keyOf(value);
    if (!this.#first.has(key)) this.#first.set(key, position);
  }

  /** -1 if it is not there. Throws a PatchPanic if it is compared with another map or list. */
  find(value: JSONValue): number {
    const position = this.#first.get(this.#keyOf(value)) ?? -1;
    if (position >= 0 && isUncomparable(value)) panic(value);
    return position;
  }

  /** All lists are one, all maps another. */
  #keyOf(value: JSONValue): JSONValue {
    return isUncomparable(value) ? (Array.isArray(value) ? anyList : anyMap) : value;
  }
}

const anyList: JSONValue = [];
const anyMap: JSONValue = {};

/** Where an element stands in a list: the first that is the same, or has the same merge key. */
class Positions {
  readonly #values = new ValuePositions();
  readonly #mergeKey: string;
  /** The first element that is no map, if it should be one. */
  #stranger = -1;

  constructor(list: JSONValue[], mergeKey: string) {
    this.#mergeKey = mergeKey;
    for (const [position, element] of list.entries()) {
      if (mergeKey !== '' && !isJSONObject(element)) {
        this.#stranger = position;
        break;
      }
      const value = this.#valueOf(element);
      if (value !== undefined) this.#values.add(value, position);
    }
  }

  /** -1 if it is not there. */
  find(element: JSONValue): number {
    const value = this.#valueOf(element);
    const position = value === undefined ? -1 : this.#values.find(value);
    if (position < 0 && this.#stranger >= 0) throw unexpectedPatch(`value for key ${String(this.#stranger)} is not a map`);
    return position;
  }

  #valueOf(element: JSONValue): JSONValue | undefined {
    return this.#mergeKey === '' ? element : isJSONObject(element) ? element[this.#mergeKey] : undefined;
  }
}

/** Up to so many elements the server sorts by insertion. */
const mostInserted = 20;

/**
 * Stable. What has no position moves before whatever it is compared with, as when the server sorts by insertion; in longer lists
 * it comes first.
 */
function sorted(list: JSONValue[], positions: Positions): JSONValue[] {
  if (list.length < 2) return list;
  const elements = list.map((element) => ({ element, position: positions.find(element) }));
  if (elements.length > mostInserted || elements.every(({ position }) => position >= 0)) {
    elements.sort((a, b) => a.position - b.position);
  } else {
    for (let end = 1; end < elements.length; end++) {
      for (let at = end; at > 0; at--) {
        const [before, after] = [elements[at - 1], elements[at]];
        if (!before || !after || (before.position >= 0 && after.position >= 0 && after.position >= before.position)) break;
        [elements[at - 1], elements[at]] = [after, before];
      }
    }
  }
  return elements.map(({ element }) => element);
}
