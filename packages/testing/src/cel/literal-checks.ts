import type { Call, Expression } from './expression.js';
import { formatProblem } from './library/string-format.js';
import { regularExpression } from './library/regular-expressions.js';
import type { Issue } from './source.js';
import { Duration, Timestamp } from './time-values.js';
import { dyn, formatType, isSameType, unwrapOptional } from './types.js';

/**
 * What is wrong with literals, though their types are right: durations, times and regular expressions that cannot be read, lists
 * and maps whose elements are of several types (cel-go `cel/validator.go`).
 */
export function checkLiterals(expression: Expression): Issue[] {
  // What is formatted may be of several types.
  if (expression.kind === 'call' && expression.name === 'format') {
    const { target, args } = expression;
    const elements = args.flatMap((arg) => (arg.kind === 'list' ? arg.elements : [arg]));
    return [...checkFormat(expression), ...[...(target ? [target] : []), ...elements].flatMap(checkLiterals)];
  }
  return [...own(expression), ...children(expression).flatMap(checkLiterals)];
}

/** The expressions that an expression consists of. */
export function children(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'select':
      return [expression.operand];
    case 'call':
      return [...(expression.target ? [expression.target] : []), ...expression.args];
    case 'list':
      return expression.elements;
    case 'map':
      return expression.entries.flatMap(({ key, value }) => [key, value]);
    case 'comprehension': {
      const { range, init, condition, step, result } = expression;
      return [range, init, condition, step, result];
    }
    default:
      return [];
  }
}

function own(expression: Expression): Issue[] {
  if (expression.kind === 'list') return oneType(expression.elements, expression.optional);
  if (expression.kind === 'map') {
    const optional = new Set(expression.entries.flatMap(({ isOptional }, i) => (isOptional ? [i] : [])));
    return [
      ...oneType(expression.entries.map(({ key }) => key)),
      ...oneType(
        expression.entries.map(({ value }) => value),
        optional,
      ),
    ];
  }
  if (expression.kind !== 'call') return [];
  const [literal] = expression.args;
  if (expression.name === 'duration' && literal?.kind === 'literal' && typeof literal.value === 'bigint')
    return [{ position: literal.position, message: 'invalid duration argument' }];
  if (literal?.kind !== 'literal' || typeof literal.value !== 'string' || isReadable(expression.name, literal.value)) return [];
  return [{ position: literal.position, message: `invalid ${expression.name} argument` }];
}

/** A format and what it is for, as far as both are written there. */
function checkFormat({ target, args, position }: Call): Issue[] {
  const [list] = args;
  if (target?.kind !== 'literal' || typeof target.value !== 'string' || list?.kind !== 'list') return [];
  const values = list.elements.map((element) => (element.kind === 'literal' ? element.value : undefined));
  const problem = formatProblem(target.value, values);
  if (!problem) return [];
  return [{ position: list.elements[problem.index ?? -1]?.position ?? position, message: problem.message }];
}

/** Reads the regular expressions that are looked for. @throws {EvaluationError} for one that is none */
export function compileConstantExpressions(expression: Expression): void {
  if (expression.kind === 'call' && expression.target && (expression.name === 'find' || expression.name === 'findAll')) {
    const [pattern] = expression.args;
    if (pattern?.kind === 'literal' && typeof pattern.value === 'string') regularExpression(pattern.value);
  }
  children(expression).forEach(compileConstantExpressions);
}

function isReadable(name: string, text: string): boolean {
  if (name === 'duration') return Duration.parse(text) !== undefined;
  if (name === 'timestamp') return Timestamp.parse(text) !== undefined;
  return name !== 'matches' || isRegularExpression(text);
}

function isRegularExpression(text: string): boolean {
  try {
    regularExpression(text);
    return true;
  } catch {
    return false;
  }
}

function oneType(elements: readonly Expression[], optional: ReadonlySet<number> = new Set()): Issue[] {
  const types = elements.map(({ type = dyn }, i) => (optional.has(i) ? unwrapOptional(type) : type));
  const [first = dyn] = types;
  const other = types.findIndex((type) => !isSameType(type, first));
  if (other === -1) return [];
  const message = `expected type '${formatType(first)}' but found '${formatType(types[other] ?? dyn)}'`;
  return [{ position: elements[other]?.position ?? 0, message }];
}
