import type * as rules from './rules/index.js';
import type { StructuralSchema } from '../validation/structural-schema.js';

type Rules = typeof rules;

let loaded: Rules | undefined;

async function loadRules(): Promise<void> {
  loaded ??= await import('./rules/index.js');
}

/** What {@link loadRulesFor} read. @throws {Error} if nobody called it: a mistake of ours */
export function rulesEngine(): Rules {
  if (!loaded) throw new Error('a definition has rules in CEL, but what evaluates them was not loaded');
  return loaded;
}

/**
 * Reads what rules in CEL need, once, for a definition, or a patch of one, that may bring some. That has to be done before it is
 * written, or restored. @param text JSON or YAML
 */
export async function loadRulesFor(text: string): Promise<void> {
  if (text.includes('x-kubernetes-validations')) await loadRules();
}

/** Whether a schema has rules, or something in it has. */
export function hasRules(schema: StructuralSchema): boolean {
  const { items, additionalProperties, properties = {} } = schema;
  return (
    (schema['x-kubernetes-validations'] ?? []).length > 0 ||
    (items !== undefined && hasRules(items)) ||
    (typeof additionalProperties === 'object' && hasRules(additionalProperties)) ||
    Object.values(properties).some(hasRules)
  );
}
