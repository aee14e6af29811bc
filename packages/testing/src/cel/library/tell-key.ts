import { goNumber } from '../go-number.js';
import { type CelValue, typeNameOf, Uint } from '../values.js';

/** A key as errors tell it. */
export function keyToTell(key: CelValue): string {
  if (key instanceof Uint) return String(key.value);
  if (typeof key === 'number') return goNumber(key);
  return typeof key === 'object' ? typeNameOf(key) : String(key);
}
