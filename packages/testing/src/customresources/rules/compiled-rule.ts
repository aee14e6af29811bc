import { estimateCost } from '../../cel/cost-estimate.js';
import type { Expression } from '../../cel/expression.js';
import { children } from '../../cel/literal-checks.js';
import { compile, type Program } from '../../cel/program.js';
import { type CelType, optionalOf } from '../../cel/types.js';
import type { StructuralSchema, ValidationRule } from '../../validation/structural-schema.js';
import type { DeclaredType } from './declared-type.js';
import { readFieldPath } from './field-path.js';

/** A rule of a schema that can be evaluated (apiextensions-apiserver `schema/cel/compilation.go`). */
export interface CompiledRule {
  readonly rule: ValidationRule;
  /** Undefined if the rule is empty, or wrong. */
  readonly program: Program | undefined;
  /** Why the rule is none. */
  readonly problem: string | undefined;
  readonly usesOldSelf: boolean;
  readonly message: Program | undefined;
  readonly messageProblem: string | undefined;
  /** Where the error is, below the value; empty for the value itself. */
  readonly fieldPath: string;
  /** The most that one evaluation may cost, as far as one can see. */
  readonly cost: number;
  readonly messageCost: number;
}

/** The rules that a schema has for its own value, compiled. */
export function compileRules(
  rules: readonly ValidationRule[],
  schema: StructuralSchema,
  declared: DeclaredType,
): readonly CompiledRule[] {
  return rules.map((rule) => compileRule(rule, schema, declared));
}

function compileRule(rule: ValidationRule, schema: StructuralSchema, declared: DeclaredType): CompiledRule {
  const { type } = declared;
  const variables = new Map<string, CelType>([
    ['self', type],
    ['oldSelf', rule.optionalOldSelf === true ? optionalOf(type) : type],
  ]);
  const none = { rule, message: undefined, messageProblem: undefined, fieldPath: '', cost: 0, messageCost: 0 };
  if (rule.rule.trim() === '') return { ...none, program: undefined, problem: undefined, usesOldSelf: false };
  const [program, problem] = compileAs(rule.rule, variables, 'bool', 'cel expression must evaluate to a bool');
  if (!program) return { ...none, program, problem, usesOldSelf: false };
  const compiled = {
    ...none,
    program,
    problem,
    usesOldSelf: uses(program.expression, 'oldSelf'),
    cost: estimateCost(program.expression, declared).max,
  };
  const { messageExpression = '' } = rule;
  const [message, wrong] =
    messageExpression === ''
      ? []
      : compileAs(messageExpression, variables, 'string', 'messageExpression must evaluate to a string');
  const path = rule.fieldPath === undefined || rule.fieldPath === '' ? undefined : readFieldPath(rule.fieldPath, schema);
  return {
    ...compiled,
    message,
    messageProblem: wrong?.replace(/^(compilation failed|program instantiation failed)/, (start) =>
      start.startsWith('program') ? 'messageExpression instantiation failed' : 'messageExpression compilation failed',
    ),
    messageCost: message ? estimateCost(message.expression, declared).max : 0,
    fieldPath: path && 'path' in path ? path.path : '',
  };
}

function compileAs(
  text: string,
  variables: ReadonlyMap<string, CelType>,
  kind: string,
  otherwise: string,
): [Program | undefined, string?] {
  const compiled = compile(text, variables);
  if ('failure' in compiled) return [undefined, compiled.failure];
  return compiled.type.kind === kind ? [compiled] : [undefined, otherwise];
}

function uses(expression: Expression, name: string): boolean {
  return (expression.kind === 'ident' && expression.name === name) || children(expression).some((one) => uses(one, name));
}
