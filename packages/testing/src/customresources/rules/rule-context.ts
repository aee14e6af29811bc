import type { StructuralSchema } from '../../validation/structural-schema.js';
import { type DeclaredType, declareType } from './declared-type.js';
import { escapeName } from './escape-names.js';

/** What one rule of a definition may cost at most (apiextensions-apiserver `apis/apiextensions/validation`). */
export const ruleLimit = 10_000_000;
/** What all rules of its schema in one version may cost together. */
export const definitionLimit = 100_000_000;
/** More than any cost. */
const most = 2 ** 64 - 1;

/** What all rules of a schema cost together, and the four most expensive of them. */
class TotalCost {
  sum = 0;
  mostExpensive: { readonly path: string; readonly cost: number }[] = [];

  add(path: string, cost: number): void {
    this.sum = Math.min(most, this.sum + cost);
    if (cost < definitionLimit / 100) return;
    this.mostExpensive = [...this.mostExpensive, { path, cost }].sort((a, b) => b.cost - a.cost).slice(0, 4);
  }
}

/** Which part of a schema rules stand in: its type, and how many such values there may be. */
export class RuleContext {
  readonly schema: StructuralSchema;
  readonly total: TotalCost;
  readonly #parent: RuleContext | undefined;
  readonly #name: string | undefined;
  readonly #cardinality: number | undefined;

  private constructor(schema: StructuralSchema, parent: RuleContext | undefined, name?: string) {
    this.schema = schema;
    this.#parent = parent;
    this.#name = name;
    this.total = parent?.total ?? new TotalCost();
    this.#cardinality = parent ? multiply(parent.#cardinality, elementsOf(parent.schema)) : 1;
  }

  static root(schema: StructuralSchema): RuleContext {
    return new RuleContext(schema, undefined);
  }

  /** @param name of a property; undefined for the elements of a list, and the values of a map */
  inside(schema: StructuralSchema, name?: string): RuleContext {
    return new RuleContext(schema, this, name);
  }

  /** Undefined for what rules cannot see. */
  get declared(): DeclaredType | undefined {
    const escaped = this.#name === undefined ? undefined : escapeName(this.#name);
    const outer = this.#parent?.declared;
    const known = this.#name === undefined ? outer?.element : escaped === undefined ? undefined : outer?.fields?.get(escaped);
    const isResource = !this.#parent || this.schema['x-kubernetes-embedded-resource'] === true;
    return known ?? declareType(this.schema, 'selfType', isResource);
  }

  /** What a rule costs here, for all values that there may be. */
  costOf(cost: number, { minSize }: DeclaredType): number {
    const count = this.#cardinality ?? Math.floor((3 * 1024 * 1024) / (minSize + 1));
    return Math.min(most, cost * count);
  }
}

function multiply(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : Math.min(most, a * b);
}

/** How many values there may be in one; undefined if the schema does not say. */
function elementsOf({ type, additionalProperties, maxProperties, maxItems }: StructuralSchema): number | undefined {
  if (type === 'array') return maxItems === undefined ? undefined : Math.max(0, maxItems);
  if (type !== 'object' || additionalProperties === undefined) return 1;
  return maxProperties === undefined ? undefined : Math.max(0, maxProperties);
}
