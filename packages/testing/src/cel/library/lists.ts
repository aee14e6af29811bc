import { compare, isEqual } from '../equality.js';
import { EvaluationError } from '../evaluation-error.js';
import type { Implementation, Library } from '../functions.js';
import { Duration } from '../time-values.js';
import { CelList, type CelValue, Uint } from '../values.js';
import { int64, uint64 } from './operators.js';

const comparable = ['int', 'uint', 'double', 'bool', 'duration', 'timestamp', 'string', 'bytes'];

function isSorted({ items }: CelList): boolean {
  return items.every((item, i) => i === 0 || compare(items[i - 1] as CelValue, item) <= 0);
}

/** The element that comes before all others, or behind them. */
function outermost(name: string, direction: 1 | -1): Implementation {
  return ({ items: [first, ...rest] }: CelList) => {
    if (first === undefined) throw new EvaluationError(`${name} called on empty list`);
    return rest.reduce((best, item) => (compare(best, item) === direction ? item : best), first);
  };
}

function slice({ items }: CelList, start: bigint, end: bigint): CelList {
  if (start < 0n || end < 0n)
    throw new EvaluationError(`cannot slice(${String(start)}, ${String(end)}), negative indexes not supported`);
  if (start > end)
    throw new EvaluationError(
      `cannot slice(${String(start)}, ${String(end)}), start index must be less than or equal to end index`,
    );
  if (BigInt(items.length) < end)
    throw new EvaluationError(`cannot slice(${String(start)}, ${String(end)}), list is length ${String(items.length)}`);
  return new CelList(items.slice(Number(start), Number(end)));
}

function flatten({ items }: CelList, depth = 1n): CelList {
  if (depth < 0n) throw new EvaluationError('level must be non-negative');
  return new CelList(items.flatMap((item) => (item instanceof CelList && depth > 0n ? flatten(item, depth - 1n).items : [item])));
}

function distinct({ items }: CelList): CelList {
  return new CelList(items.filter((item, i) => !items.slice(0, i).some((other) => isEqual(other, item))));
}

function sortBy({ items }: CelList, { items: keys }: CelList): CelList {
  const order = [...items.keys()].sort((a, b) => compare(keys[a] as CelValue, keys[b] as CelValue));
  return new CelList(order.map((i) => items[i] as CelValue));
}

function range(count: bigint): CelList {
  if (count > 1_000_000n) throw new EvaluationError('range is too long');
  return new CelList(Array.from({ length: Math.max(0, Number(count)) }, (_, i) => BigInt(i)));
}

function place(index: number): bigint {
  return BigInt(index);
}

/** Of Kubernetes (apiserver `pkg/cel/library/lists.go`), and of cel-go (`ext/lists.go`). */
export const lists: Library = {
  ...Object.fromEntries(
    comparable.flatMap((type): [string, Implementation][] => [
      [`list(${type})::isSorted() -> bool`, isSorted],
      [`list(${type})::max() -> ${type}`, outermost('max', -1)],
      [`list(${type})::min() -> ${type}`, outermost('min', 1)],
      [`list(${type})::sort() -> list(${type})`, (list: CelList) => sortBy(list, list)],
      [`list(T)::@sortByAssociatedKeys(list(${type})) -> list(T)`, sortBy],
    ]),
  ),
  'list(int)::sum() -> int': ({ items }: CelList) => items.reduce<bigint>((sum, item) => int64(sum + (item as bigint)), 0n),
  'list(uint)::sum() -> uint': ({ items }: CelList) =>
    items.reduce<Uint>((sum, item) => uint64(sum.value + (item as Uint).value), new Uint(0n)),
  'list(double)::sum() -> double': ({ items }: CelList) => items.reduce<number>((sum, item) => sum + (item as number), 0),
  'list(duration)::sum() -> duration': ({ items }: CelList) =>
    new Duration(items.reduce<bigint>((sum, item) => (item instanceof Duration ? sum + item.nanoseconds : sum), 0n)),
  'list(A)::indexOf(A) -> int': ({ items }: CelList, wanted: CelValue) => place(items.findIndex((item) => isEqual(item, wanted))),
  'list(A)::lastIndexOf(A) -> int': ({ items }: CelList, wanted: CelValue) =>
    place(items.findLastIndex((item) => isEqual(item, wanted))),
  'list(T)::slice(int, int) -> list(T)': slice,
  'list(list(T))::flatten() -> list(T)': (list: CelList) => flatten(list),
  'list(dyn)::flatten(int) -> list(dyn)': flatten,
  'list(T)::distinct() -> list(T)': distinct,
  'list(T)::reverse() -> list(T)': ({ items }: CelList) => new CelList(items.toReversed()),
  'lists.range(int) -> list(int)': range,
};
