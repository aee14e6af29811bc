import { goNumber } from '../go-number.js';
import { type CelValue, Uint } from '../values.js';

/** A key as errors tell it. */
export function keyToTell(key: CelValue): string {
  if (key instanceof Uint) return String(key.value);
  return typeof key === 'number' ? goNumber(key) : String(key);
}
