import { check } from './checker.js';
import type { CostMeter } from './cost-meter.js';
import { EvaluationError } from './evaluation-error.js';
import { evaluate } from './evaluator.js';
import type { Expression } from './expression.js';
import { fold } from './fold.js';
import { checkLiterals, compileConstantExpressions } from './literal-checks.js';
import { parse } from './parser.js';
import { type Issue, ParseError, showIssues } from './source.js';
import type { CelType } from './types.js';
import type { CelValue } from './values.js';

/** An expression that was read and checked. */
export interface Program {
  readonly expression: Expression;
  readonly type: CelType;
  /**
   * Its value for these variables.
   *
   * @throws {EvaluationError} if it has none
   * @throws {CostExceededError} over the limit of the meter
   */
  run(variables: ReadonlyMap<string, CelValue>, meter: CostMeter): CelValue;
}

/** Why an expression is none. */
export interface CompilationFailure {
  /** As the server says it: `compilation failed: ERROR: …`. */
  readonly failure: string;
}

/** Reads and checks an expression. @param variables their types, by name */
export function compile(text: string, variables: ReadonlyMap<string, CelType>): CompilationFailure | Program {
  let expression: Expression;
  try {
    expression = parse(text);
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return { failure: `compilation failed: ${showIssues(text, error.issues)}` };
  }
  const { type, issues } = check(expression, variables);
  const found: readonly Issue[] = issues.length > 0 ? issues : checkLiterals(expression);
  if (found.length > 0) return { failure: `compilation failed: ${showIssues(text, found)}` };
  let folded: Expression;
  try {
    folded = fold(expression);
    compileConstantExpressions(folded);
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    return { failure: `program instantiation failed: ${error.message}` };
  }
  return { expression, type, run: (values, meter) => evaluate(folded, values, meter) };
}
