import { canonicalQuantity, newQuantity, parseQuantity, quantityValue } from '@kubewright/rest';
import type { JSONObject } from '../json.js';

/**
 * Rounds quantities up to thousandths and writes them as the server does (SetDefaults_ResourceList). Changes the list. Throws an
 * Error for what is no quantity, which the decoder has refused before.
 */
export function canonicalResources(resources: JSONObject | undefined): void {
  if (!resources) return;
  for (const [name, value] of Object.entries(resources)) {
    if (typeof value === 'string' || typeof value === 'number') resources[name] = roundedUp(value);
  }
}

function roundedUp(text: number | string): string {
  const quantity = parseQuantity(text);
  return canonicalQuantity(quantity.exponent < -3 ? newQuantity(quantityValue(quantity, -3), quantity.format, -3) : quantity);
}
