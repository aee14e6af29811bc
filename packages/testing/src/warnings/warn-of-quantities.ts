import { canonicalQuantity, quantityValue, quote } from '@kubewright/rest';
import type { JSONObject } from '../json.js';
import { isShortQuantity } from '../short-quantity.js';

/** What to warn of in an amount of bytes: a fraction of one. @param field of the amounts */
export function byteWarnings(amounts: JSONObject | undefined, field: string, name: string): string[] {
  const amount = amounts?.[name];
  if (typeof amount !== 'string' && typeof amount !== 'number') return [];
  const isWhole = (isShortQuantity(amount) && !String(amount).endsWith('m')) || quantityValue(amount, -3) % 1000n === 0n;
  if (isWhole) return [];
  return [`${field}[${name}]: fractional byte value ${quote(canonicalQuantity(amount))} is invalid, must be an integer`];
}
