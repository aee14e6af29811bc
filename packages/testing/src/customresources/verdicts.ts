import type { JSONObject } from '../json.js';
import type { CustomResourceRules } from '../validation/custom-resource.js';
import type { StructuralSchema } from '../validation/structural-schema.js';
import { hasRules, rulesEngine } from './load-rules.js';
import type { RuleValidator, Verdict } from './rules/rule-validator.js';

/** The rules of schemas, compiled once; undefined for a schema that has none. */
const validators = new WeakMap<StructuralSchema, RuleValidator | undefined>();
/** What was said of an object last: warnings are asked for after errors. */
const verdicts = new WeakMap<JSONObject, Verdict>();

function validatorOf(schema: StructuralSchema): RuleValidator | undefined {
  if (!validators.has(schema)) validators.set(schema, hasRules(schema) ? rulesEngine().ruleValidator(schema) : undefined);
  return validators.get(schema);
}

/** What checks the rules of a schema; nothing if it has none. */
export function rulesOfSchema(schema: StructuralSchema): Pick<CustomResourceRules, 'checkRules'> {
  const validator = validatorOf(schema);
  if (!validator) return {};
  return {
    checkRules(object, old) {
      const verdict = validator.validate(object, old);
      verdicts.set(object, verdict);
      return verdict.errors;
    },
  };
}

/** The rules that an object broke before its update, and still breaks where it was not changed. It was checked before. */
export function ruleWarnings(object: JSONObject): readonly string[] {
  return verdicts.get(object)?.warnings ?? [];
}
