import { type FieldError, forbiddenValue, invalidValue } from '../../validation/field-errors.js';
import type { ValidationRule } from '../../validation/structural-schema.js';
import { type CompiledRule, compileRules } from './compiled-rule.js';
import type { DeclaredType } from './declared-type.js';
import { definitionLimit, type RuleContext, ruleLimit } from './rule-context.js';

/** What rules are checked with. */
export interface RuleCheck {
  readonly context: RuleContext;
  /** Of the schema that the rules stand in. */
  readonly path: string;
  /** The first part around it whose values cannot be found again in an update; there is no `oldSelf` within. */
  readonly uncorrelatable: string | undefined;
  /** Whether rules may cost what they do: their schema was there before. */
  readonly isKnown: boolean;
}

/** What is wrong with the rules of a schema: they do not compile, or cost too much. */
export function checkRules(check: RuleCheck): FieldError[] {
  const { context, path } = check;
  const rules = context.schema['x-kubernetes-validations'] ?? [];
  const { declared } = context;
  if (!declared) {
    const what = 'unable to convert structural schema to CEL declarations';
    const message = `Internal error: internal error: failed to construct type information for x-kubernetes-validations rules: ${what}`;
    return [{ reason: 'InternalError', field: `${path}.x-kubernetes-validations`, message }];
  }
  return compileRules(rules, context.schema, declared).flatMap((rule, i) =>
    checkRule(rule, declared, `${path}.x-kubernetes-validations[${String(i)}]`, check),
  );
}

function checkRule(compiled: CompiledRule, declared: DeclaredType, path: string, check: RuleCheck): FieldError[] {
  const { rule, problem, messageProblem, message, messageCost, usesOldSelf } = compiled;
  const { context, isKnown, uncorrelatable } = check;
  const errors: FieldError[] = [];
  const cost = context.costOf(compiled.cost, declared);
  if (!isKnown && cost > ruleLimit)
    errors.push(forbiddenValue(`${path}.rule`, tooExpensive('estimated rule cost', cost, ruleLimit)));
  context.total.add(`${path}.rule`, cost);
  if (problem !== undefined) errors.push(invalidValue(`${path}.rule`, told(rule), problem));
  if (messageProblem !== undefined) errors.push(invalidValue(`${path}.messageExpression`, told(rule), messageProblem));
  if (message) {
    if (!isKnown && messageCost > ruleLimit) {
      const what = tooExpensive('estimated messageExpression cost', messageCost, ruleLimit);
      errors.push(forbiddenValue(`${path}.messageExpression`, what));
    }
    context.total.add(`${path}.messageExpression`, messageCost);
  }
  if (usesOldSelf && uncorrelatable !== undefined) {
    const what = `oldSelf cannot be used on the uncorrelatable portion of the schema within ${uncorrelatable}`;
    errors.push(invalidValue(`${path}.rule`, rule.rule, what));
  }
  if (!usesOldSelf && rule.optionalOldSelf !== undefined)
    errors.push(invalidValue(`${path}.optionalOldSelf`, rule.optionalOldSelf, 'may not be set if oldSelf is not used in rule'));
  return errors;
}

/** What all rules of a definition cost together, if that is too much. @param path of the whole schema */
export function checkTotalCost({ total }: RuleContext, path: string): FieldError[] {
  if (total.sum <= definitionLimit) return [];
  const what = 'contributed to estimated rule cost total exceeding cost limit for entire OpenAPIv3 schema';
  const name = 'x-kubernetes-validations estimated rule cost total for entire OpenAPIv3 schema';
  return [
    ...total.mostExpensive.map((rule) => forbiddenValue(rule.path, what)),
    forbiddenValue(path, tooExpensive(name, total.sum, definitionLimit)),
  ];
}

function tooExpensive(name: string, cost: number, limit: number): string {
  const factor = cost / limit;
  const shown = factor > 100 ? 'more than 100x' : factor < 1.5 ? `${factor.toFixed(6)}x` : `${factor.toFixed(1)}x`;
  return `${name} exceeds budget by factor of ${shown} (try simplifying the rule, or adding maxItems, maxProperties, and maxLength where arrays, maps, and strings are declared)`;
}

/** A rule as the server's own types have it. */
function told({ rule, message = '', messageExpression = '', reason, fieldPath = '', optionalOldSelf }: ValidationRule) {
  return {
    Rule: rule,
    Message: message,
    MessageExpression: messageExpression,
    Reason: reason ?? null,
    FieldPath: fieldPath,
    OptionalOldSelf: optionalOldSelf ?? null,
  };
}
