import { EvaluationError, noSuchOverload } from './evaluation-error.js';
import { Duration, Timestamp } from './time-values.js';
import { CelList, CelMap, type CelValue, Opaque, Optional, readable, TypeValue, Uint } from './values.js';

/** Whether two values are equal; numbers are across their types, values of other types never are. */
export function isEqual(a: CelValue, b: CelValue): boolean {
  if (isNumeric(a) && isNumeric(b)) return order(numberOf(a), numberOf(b)) === 0 && !Number.isNaN(a) && !Number.isNaN(b);
  if (a instanceof Uint8Array) return b instanceof Uint8Array && compareBytes(a, b) === 0;
  if (a instanceof CelList) return b instanceof CelList && areListsEqual(a, b);
  if (a instanceof CelMap) return b instanceof CelMap && areMapsEqual(a, b);
  if (a instanceof Timestamp) return b instanceof Timestamp && a.nanoseconds === b.nanoseconds;
  if (a instanceof Duration) return b instanceof Duration && a.nanoseconds === b.nanoseconds;
  if (a instanceof TypeValue) return b instanceof TypeValue && a.name === b.name;
  if (a instanceof Opaque) return b instanceof Opaque && a.typeName === b.typeName && a.text === b.text;
  if (!(a instanceof Optional)) return a === b;
  if (!(b instanceof Optional)) return false;
  return a.value === undefined || b.value === undefined ? a.value === b.value : isEqual(a.value, b.value);
}

function areListsEqual({ items: left, identity }: CelList, { items: right }: CelList): boolean {
  if (left.length !== right.length) return false;
  if (identity === undefined) return left.every((item, i) => isEqual(readable(item), readable(right[i] as CelValue)));
  return left.every((item) => right.some((other) => isEqual(readable(item), readable(other))));
}

function areMapsEqual(a: CelMap, b: CelMap): boolean {
  if (a.size !== b.size) return false;
  for (const [key, value] of a.entries()) {
    const other = b.get(key);
    if (other === undefined || !isEqual(readable(value), readable(other))) return false;
  }
  return true;
}

/**
 * -1, 0 or 1, as `a` comes before `b` or not.
 *
 * @throws {EvaluationError} for values that have no order
 */
export function compare(a: CelValue, b: CelValue): -1 | 0 | 1 {
  if (isNumeric(a) && isNumeric(b)) {
    if (Number.isNaN(a) || Number.isNaN(b)) throw new EvaluationError('NaN values cannot be ordered');
    return order(numberOf(a), numberOf(b));
  }
  if (typeof a === 'string' && typeof b === 'string') return compareTexts(a, b);
  if (typeof a === 'boolean' && typeof b === 'boolean') return order(Number(a), Number(b));
  if (a instanceof Timestamp && b instanceof Timestamp) return order(a.nanoseconds, b.nanoseconds);
  if (a instanceof Duration && b instanceof Duration) return order(a.nanoseconds, b.nanoseconds);
  if (a instanceof Uint8Array && b instanceof Uint8Array) return compareBytes(a, b);
  return noSuchOverload();
}

function isNumeric(value: CelValue): value is Uint | bigint | number {
  return typeof value === 'bigint' || typeof value === 'number' || value instanceof Uint;
}

function numberOf(value: Uint | bigint | number): bigint | number {
  return value instanceof Uint ? value.value : value;
}

function order<T extends bigint | number>(a: T, b: T): -1 | 0 | 1 {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Go compares bytes, which is the order of code points, not that of UTF-16. */
function compareTexts(a: string, b: string): -1 | 0 | 1 {
  if (a === b) return 0;
  return compareBytes(Buffer.from(a), Buffer.from(b));
}

function compareBytes(a: Uint8Array, b: Uint8Array): -1 | 0 | 1 {
  return Buffer.compare(a, b);
}
