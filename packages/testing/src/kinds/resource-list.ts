import { canonicalQuantity, newQuantity, parseQuantity, quantityValue } from '@kubewright/rest';
import { readQuantity } from '../decode/self-reading.js';
import type { JSONObject } from '../json.js';
import { isShortQuantity } from '../short-quantity.js';

/**
 * Rounds quantities up to thousandths (SetDefaults_ResourceList); those that need no rounding are written as they are read. Changes
 * the list. Throws an Error for what is no quantity, which the decoder has refused before.
 */
export function canonicalResources(resources: JSONObject | undefined): void {
  if (!resources) return;
  for (const [name, value] of Object.entries(resources)) {
    if (typeof value === 'string' || typeof value === 'number') resources[name] = roundedUp(value);
  }
}

function roundedUp(text: number | string): string {
  if (isShortQuantity(text)) return String(text);
  const quantity = parseQuantity(text);
  if (quantity.exponent >= -3) return readQuantity(String(text));
  return canonicalQuantity(newQuantity(quantityValue(quantity, -3), quantity.format, -3));
}
