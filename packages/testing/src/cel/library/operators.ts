import { compare, isEqual } from '../equality.js';
import { EvaluationError } from '../evaluation-error.js';
import type { Implementation, Library } from '../functions.js';
import { Duration, Timestamp } from '../time-values.js';
import { CelList, CelMap, type CelValue, readable, Uint } from '../values.js';
import { keyToTell } from './tell-key.js';

/** An integer that fits into 64 bits. @throws {EvaluationError} for one that does not */
export function int64(value: bigint): bigint {
  if (BigInt.asIntN(64, value) !== value) throw new EvaluationError('integer overflow');
  return value;
}

/** The same for one without a sign. */
export function uint64(value: bigint): Uint {
  if (BigInt.asUintN(64, value) !== value) throw new EvaluationError('unsigned integer overflow');
  return new Uint(value);
}

function concatenate(a: CelList, b: CelList): CelList {
  const { identity } = a;
  if (!identity) return new CelList([...a.items, ...b.items]);
  // Elements of sets and maps replace those that are the same.
  const items = [...a.items];
  for (const item of b.items) {
    const index = items.findIndex((other) => isSameElement(identity.keys, other, item));
    if (index === -1) items.push(item);
    else items[index] = item;
  }
  return new CelList(items, identity);
}

function isSameElement(keys: readonly string[], a: CelValue, b: CelValue): boolean {
  if (keys.length === 0) return isEqual(a, b);
  return a instanceof CelMap && b instanceof CelMap && keys.every((key) => isEqual(a.get(key) ?? null, b.get(key) ?? null));
}

function divide(a: bigint, b: bigint): bigint {
  if (b === 0n) throw new EvaluationError('division by zero');
  return a / b;
}

function modulo(a: bigint, b: bigint): bigint {
  if (b === 0n) throw new EvaluationError('modulus by zero');
  return a % b;
}

/** An element of a list, or what stands at a key of a map. */
export function index(container: CelValue, key: CelValue): CelValue {
  if (container instanceof CelList) {
    const place = typeof key === 'number' && Number.isInteger(key) ? BigInt(key) : key instanceof Uint ? key.value : key;
    if (typeof place !== 'bigint') throw new EvaluationError(`unsupported index type '${typeof key}' in list`);
    if (place < 0n || place >= BigInt(container.items.length)) throw new EvaluationError(`index out of bounds: ${String(place)}`);
    return readable(container.items[Number(place)] as CelValue);
  }
  if (!(container instanceof CelMap)) throw new EvaluationError('no such overload');
  const value = container.get(key);
  if (value === undefined) throw new EvaluationError(`no such key: ${keyToTell(key)}`);
  return readable(value);
}

function isIn(value: CelValue, container: CelList | CelMap): boolean {
  return container instanceof CelMap ? container.has(value) : container.items.some((item) => isEqual(readable(item), value));
}

const kinds = ['int', 'uint', 'double'];
const ordered = [
  ...kinds.flatMap((a) => kinds.map((b) => `${a}, ${b}`)),
  ...['bool', 'string', 'bytes', 'timestamp', 'duration'].map((type) => `${type}, ${type}`),
];

function comparisons(name: string, test: (order: -1 | 0 | 1) => boolean): [string, Implementation][] {
  return ordered.map((args) => [`${name}(${args}) -> bool`, (a: CelValue, b: CelValue) => test(compare(a, b))]);
}

/** The operators. `&&`, `||` and `?:` are only declared here: they do not evaluate all that they are given. */
export const operators: Library = {
  '_?_:_(bool, A, A) -> A': never,
  '_&&_(bool, bool) -> bool': never,
  '_||_(bool, bool) -> bool': never,
  '@not_strictly_false(bool) -> bool': never,
  '!_(bool) -> bool': (a: boolean) => !a,
  '_==_(A, A) -> bool': isEqual,
  '_!=_(A, A) -> bool': (a: CelValue, b: CelValue) => !isEqual(a, b),
  '_+_(bytes, bytes) -> bytes': (a: Uint8Array, b: Uint8Array) => Uint8Array.from([...a, ...b]),
  '_+_(double, double) -> double': (a: number, b: number) => a + b,
  '_+_(duration, duration) -> duration': (a: Duration, b: Duration) => new Duration(a.nanoseconds + b.nanoseconds),
  '_+_(duration, timestamp) -> timestamp': (a: Duration, b: Timestamp) => new Timestamp(a.nanoseconds + b.nanoseconds),
  '_+_(timestamp, duration) -> timestamp': (a: Timestamp, b: Duration) => new Timestamp(a.nanoseconds + b.nanoseconds),
  '_+_(int, int) -> int': (a: bigint, b: bigint) => int64(a + b),
  '_+_(list(A), list(A)) -> list(A)': concatenate,
  '_+_(string, string) -> string': (a: string, b: string) => a + b,
  '_+_(uint, uint) -> uint': (a: Uint, b: Uint) => uint64(a.value + b.value),
  '_/_(double, double) -> double': (a: number, b: number) => a / b,
  '_/_(int, int) -> int': (a: bigint, b: bigint) => int64(divide(a, b)),
  '_/_(uint, uint) -> uint': (a: Uint, b: Uint) => new Uint(divide(a.value, b.value)),
  '_%_(int, int) -> int': (a: bigint, b: bigint) => modulo(a, b),
  '_%_(uint, uint) -> uint': (a: Uint, b: Uint) => new Uint(modulo(a.value, b.value)),
  '_*_(double, double) -> double': (a: number, b: number) => a * b,
  '_*_(int, int) -> int': (a: bigint, b: bigint) => int64(a * b),
  '_*_(uint, uint) -> uint': (a: Uint, b: Uint) => uint64(a.value * b.value),
  '-_(double) -> double': (a: number) => -a,
  '-_(int) -> int': (a: bigint) => int64(-a),
  '_-_(double, double) -> double': (a: number, b: number) => a - b,
  '_-_(duration, duration) -> duration': (a: Duration, b: Duration) => new Duration(a.nanoseconds - b.nanoseconds),
  '_-_(int, int) -> int': (a: bigint, b: bigint) => int64(a - b),
  '_-_(timestamp, duration) -> timestamp': (a: Timestamp, b: Duration) => new Timestamp(a.nanoseconds - b.nanoseconds),
  '_-_(timestamp, timestamp) -> duration': (a: Timestamp, b: Timestamp) => new Duration(a.nanoseconds - b.nanoseconds),
  '_-_(uint, uint) -> uint': (a: Uint, b: Uint) => uint64(a.value - b.value),
  ...Object.fromEntries([
    ...comparisons('_<_', (order) => order < 0),
    ...comparisons('_<=_', (order) => order <= 0),
    ...comparisons('_>_', (order) => order > 0),
    ...comparisons('_>=_', (order) => order >= 0),
  ]),
  '_[_](list(A), int) -> A': index,
  '_[_](map(A, B), A) -> B': index,
  '@in(A, list(A)) -> bool': isIn,
  '@in(A, map(A, B)) -> bool': isIn,
  'cel.@mapInsert(map(K, V), K, V) -> map(K, V)': insert,
  'cel.@mapInsert(map(K, V), map(K, V)) -> map(K, V)': (into: CelMap, entries: CelMap) => {
    for (const [key, value] of entries.entries()) insert(into, key, value);
    return into;
  },
};

/** Changes the map, which is the accumulator of a loop: nobody else has it. */
function insert(into: CelMap, key: CelValue, value: CelValue): CelMap {
  if (into.has(key)) throw new EvaluationError(`insert failed: key ${keyToTell(key)} already exists`);
  into.set(key, value);
  return into;
}

function never(): never {
  throw new EvaluationError('no such overload');
}
