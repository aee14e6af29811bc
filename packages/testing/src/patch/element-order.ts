import { isJSONObject, type JSONValue } from '../json.js';
import { goText, goType } from './go-text.js';
import { PatchPanic, unexpectedPatch } from './patch-errors.js';

/*
 * In which order do the elements of a merged list stand? First counts what the patch asks for, then what the live object has
 * (apimachinery `strategicpatch.normalizeElementOrder`).
 */

/** The elements of the list that stand in `asked` too, and the others, each in the order of the merged list. */
export function partition(merged: JSONValue[], asked: JSONValue[], mergeKey: string): [asked: JSONValue[], others: JSONValue[]] {
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
 */
export function orderElements(
  patched: JSONValue[],
  others: JSONValue[],
  patchOrder: JSONValue[],
  liveOrder: JSONValue[],
  mergeKey: string,
): JSONValue[] {
  const live = new Positions(liveOrder, mergeKey, true);
  const right = sorted(patched, new Positions(patchOrder, mergeKey, true));
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
  if (!isJSONObject(element)) throw unexpectedPatch(`expected a map[string]interface {}, but received a ${goType(element)}`);
  if (!Object.hasOwn(element, mergeKey)) {
    throw unexpectedPatch(`map: ${goText(element)} does not contain declared merge key: ${mergeKey}`);
  }
  return element[mergeKey] as JSONValue;
}

/** Throws if it is what Go cannot compare. */
export function requireComparable(value: JSONValue): JSONValue {
  if (typeof value === 'object' && value !== null) {
    throw new PatchPanic(`runtime error: comparing uncomparable type ${goType(value)}`);
  }
  return value;
}

/** Where an element stands in a list: the first that is the same, or has the same merge key. */
class Positions {
  readonly #first = new Map<JSONValue, number>();
  readonly #mergeKey: string;
  /** The first element that is no map, if it should be one. */
  #stranger = -1;

  /** @param strict each element has to have the merge key */
  constructor(list: JSONValue[], mergeKey: string, strict = false) {
    this.#mergeKey = mergeKey;
    for (const [position, element] of list.entries()) {
      if (mergeKey !== '' && strict) requireMergeKey(element, mergeKey);
      if (mergeKey !== '' && !isJSONObject(element)) {
        this.#stranger = position;
        break;
      }
      const value = this.#valueOf(element);
      if (value !== undefined && !this.#first.has(value)) this.#first.set(value, position);
    }
  }

  /** -1 if it is not there. */
  find(element: JSONValue): number {
    const value = this.#valueOf(element);
    const position = value === undefined ? -1 : (this.#first.get(value) ?? -1);
    if (position < 0 && this.#stranger >= 0) throw unexpectedPatch(`value for key ${String(this.#stranger)} is not a map`);
    return position;
  }

  #valueOf(element: JSONValue): JSONValue | undefined {
    const value = this.#mergeKey === '' ? element : isJSONObject(element) ? element[this.#mergeKey] : undefined;
    return value === undefined ? undefined : requireComparable(value);
  }
}

/** Up to so many elements the server sorts by insertion. */
const mostInserted = 20;

/**
 * Stable. What has no position moves before whatever it is compared with, as when the server sorts by insertion; in longer lists
 * it comes first.
 */
function sorted(list: JSONValue[], positions: Positions): JSONValue[] {
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
