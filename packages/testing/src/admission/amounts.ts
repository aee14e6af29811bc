import {
  addQuantities,
  canonicalQuantity,
  compareQuantities,
  type ParsedQuantity,
  parseQuantity,
  subQuantities,
} from '@kubewright/rest';
import type { JSONObject } from '../json.js';

/** Amounts of resources by name, as `cpu` (Kubernetes `ResourceList`). */
export type Amounts = ReadonlyMap<string, ParsedQuantity>;

/** The amounts that an object lists, as `spec.resources.requests`; what is no quantity does not count. */
export function amountsOf(list: JSONObject | undefined): Map<string, ParsedQuantity> {
  const amounts = new Map<string, ParsedQuantity>();
  for (const [name, value] of Object.entries(list ?? {}))
    if (typeof value === 'string' || typeof value === 'number') amounts.set(name, parseQuantity(value));
  return amounts;
}

/** As objects list them, in the order of their names. */
export function listOf(amounts: Amounts): JSONObject {
  return Object.fromEntries([...amounts].sort(byName).map(([name, amount]) => [name, canonicalQuantity(amount)]));
}

/** As messages tell them: `cpu=1,memory=1Gi`. */
export function textOf(amounts: Amounts): string {
  return [...amounts]
    .sort(byName)
    .map(([name, amount]) => `${name}=${canonicalQuantity(amount)}`)
    .join(',');
}

/** Both together. */
export function sum(a: Amounts, b: Amounts): Map<string, ParsedQuantity> {
  const result = new Map(a);
  for (const [name, amount] of b) {
    const present = result.get(name);
    result.set(name, present ? addQuantities(present, amount) : amount);
  }
  return result;
}

/** The greater of each. */
export function greatest(...lists: readonly Amounts[]): Map<string, ParsedQuantity> {
  const result = new Map<string, ParsedQuantity>();
  for (const list of lists)
    for (const [name, amount] of list) {
      const present = result.get(name);
      if (!present || compareQuantities(amount, present) > 0) result.set(name, amount);
    }
  return result;
}

/** What `a` has more than `b`; nothing of what it has less. */
export function growth(a: Amounts, b: Amounts): Map<string, ParsedQuantity> {
  const result = new Map<string, ParsedQuantity>();
  for (const [name, amount] of a) {
    const difference = subQuantities(amount, b.get(name) ?? 0);
    if (difference.unscaled > 0n) result.set(name, difference);
  }
  return result;
}

/** Those with these names alone. */
export function only(amounts: Amounts, names: Iterable<string>): Map<string, ParsedQuantity> {
  const wanted = new Set(names);
  return new Map([...amounts].filter(([name]) => wanted.has(name)));
}

/** Whether both are the same amounts of the same resources. */
export function areEqual(a: Amounts, b: Amounts): boolean {
  if (a.size !== b.size) return false;
  return [...a].every(([name, amount]) => {
    const other = b.get(name);
    return other !== undefined && compareQuantities(amount, other) === 0;
  });
}

function byName([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1;
}
