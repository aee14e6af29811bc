import { canonicalQuantity, quantityValue, quote } from '@kubewright/rest';
import type { JSONObject } from '../json.js';

/** What to warn of in an amount of bytes: a fraction of one. @param field of the amounts */
export function byteWarnings(amounts: JSONObject | undefined, field: string, name: string): string[] {
  const amount = amounts?.[name];
  if ((typeof amount !== 'string' && typeof amount !== 'number') || quantityValue(amount, -3) % 1000n === 0n) return [];
  return [`${field}[${name}]: fractional byte value ${quote(canonicalQuantity(amount))} is invalid, must be an integer`];
}
