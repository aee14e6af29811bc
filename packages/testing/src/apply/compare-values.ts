import { isJSONObject, type JSONValue } from '../json.js';
import { compareText } from './compare-text.js';

/**
 * The total order of values: numbers, texts, booleans, lists, objects, null (structured-merge-diff `value/value.go`). Negative, zero or
 * positive.
 */
export function compareValues(left: JSONValue, right: JSONValue): number {
  const [kind, other] = [rank(left), rank(right)];
  if (kind !== other) return kind - other;
  if (typeof left === 'string') return compareText(left, right as string);
  if (Array.isArray(left)) return compareLists(left, right as JSONValue[]);
  if (isJSONObject(left)) return compareLists(sortedEntries(left), sortedEntries(right));
  return Number(left) - Number(right);
}

function rank(value: JSONValue): number {
  if (typeof value === 'number') return 0;
  if (typeof value === 'string') return 1;
  if (typeof value === 'boolean') return 2;
  if (Array.isArray(value)) return 3;
  return value === null ? 5 : 4;
}

function compareLists(left: JSONValue[], right: JSONValue[]): number {
  for (const [at, item] of left.entries()) {
    if (at >= right.length) return 1;
    const order = compareValues(item, right[at] as JSONValue);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

function sortedEntries(value: JSONValue): JSONValue[] {
  return Object.entries(value as object).sort(([a], [b]) => compareText(a, b)) as JSONValue[];
}

/** Whether two values are equal, whatever the order of fields. */
export function equalValues(left: JSONValue | undefined, right: JSONValue | undefined): boolean {
  if (left === right) return true;
  if (Array.isArray(left)) {
    return Array.isArray(right) && left.length === right.length && left.every((item, at) => equalValues(item, right[at]));
  }
  if (!isJSONObject(left) || !isJSONObject(right)) return false;
  const names = Object.keys(left);
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => Object.hasOwn(right, name) && equalValues(left[name], right[name]))
  );
}
