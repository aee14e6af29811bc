import { EvaluationError } from '../evaluation-error.js';
import type { Library } from '../functions.js';
import { Duration, Timestamp } from '../time-values.js';
import { CelList, CelMap, type CelValue, Optional, readable, Uint } from '../values.js';
import { index } from './operators.js';

/** Whether a value is what its type begins with: zero, empty, null. */
function isZero(value: CelValue): boolean {
  if (value instanceof CelList) return value.items.length === 0;
  if (value instanceof CelMap) return value.size === 0;
  if (value instanceof Uint) return value.value === 0n;
  if (value instanceof Uint8Array) return value.length === 0;
  if (value instanceof Duration) return value.nanoseconds === 0n;
  if (value instanceof Timestamp) return false;
  if (value instanceof Optional) return value.value === undefined;
  return value === null || value === false || value === '' || value === 0n || value === 0;
}

/** What is there of a list, a map or an object; nothing if it is not. */
export function optionalIndex(container: CelValue, key: CelValue): Optional {
  if (container instanceof Optional) return container.value === undefined ? Optional.none : optionalIndex(container.value, key);
  try {
    return Optional.of(index(container, key));
  } catch (error) {
    if (error instanceof EvaluationError && /^(no such key|index out of bounds)/.test(error.message)) return Optional.none;
    throw error;
  }
}

function valueOf({ value }: Optional): CelValue {
  if (value === undefined) throw new EvaluationError('optional.none() dereference');
  return value;
}

function unwrap({ items }: CelList): CelList {
  return new CelList(items.flatMap((item) => (item instanceof Optional && item.value !== undefined ? [item.value] : [])));
}

function at({ items }: CelList, place: number): Optional {
  const item = items.at(place);
  return item === undefined ? Optional.none : Optional.of(readable(item));
}

/** Values that may not be there (cel-go `cel/library.go`). */
export const optionals: Library = {
  'optional.of(V) -> optional(V)': (value: CelValue) => Optional.of(value),
  'optional.ofNonZeroValue(V) -> optional(V)': (value: CelValue) => (isZero(value) ? Optional.none : Optional.of(value)),
  'optional.none() -> optional(V)': () => Optional.none,
  'optional(V)::value() -> V': valueOf,
  'optional(V)::hasValue() -> bool': ({ value }: Optional) => value !== undefined,
  'optional(V)::or(optional(V)) -> optional(V)': (a: Optional, b: Optional) => (a.value === undefined ? b : a),
  'optional(V)::orValue(V) -> V': (a: Optional, b: CelValue) => a.value ?? b,
  '_?._(dyn, string) -> optional(V)': optionalIndex,
  '_[?_](list(V), int) -> optional(V)': optionalIndex,
  '_[?_](optional(list(V)), int) -> optional(V)': optionalIndex,
  '_[?_](map(K, V), K) -> optional(V)': optionalIndex,
  '_[?_](optional(map(K, V)), K) -> optional(V)': optionalIndex,
  '_[_](optional(list(V)), int) -> optional(V)': optionalIndex,
  '_[_](optional(map(K, V)), K) -> optional(V)': optionalIndex,
  'list(V)::last() -> optional(V)': (list: CelList) => at(list, -1),
  'list(V)::first() -> optional(V)': (list: CelList) => at(list, 0),
  'optional.unwrap(list(optional(V))) -> list(V)': unwrap,
  'list(optional(V))::unwrapOpt() -> list(V)': unwrap,
};
