import { compareBytewise } from './byte-order.js';
import { labelKeyProblems, labelValueProblems } from './label-syntax.js';
import { quote } from './quote.js';

const operators = ['in', 'notin', '=', '==', '!=', 'gt', 'lt', 'exists', '!'] as const;

/**
 * What a requirement asks of a label: `!` that there is none, `gt` and `lt` that it is a number above or below (apimachinery
 * `selection.Operator`).
 */
export type LabelOperator = (typeof operators)[number];

/** One condition of a label selector; all of them must hold (apimachinery `labels.Requirement`). */
export interface LabelRequirement {
  readonly key: string;
  readonly operator: LabelOperator;
  /** One for `=`, `==`, `!=`, `gt`, `lt`; at least one for `in`, `notin`; none for `exists`, `!`. */
  readonly values: readonly string[];
}

/** The labels of an object. */
export type Labels = Readonly<Record<string, string>>;

/** Makes a requirement. Throws an Error that names every part of it which is not valid (apimachinery `labels.NewRequirement`). */
export function labelRequirement(key: string, operator: LabelOperator, values: readonly string[] = []): LabelRequirement {
  const problems = labelKeyProblems(key).map((problem) => `key ${quote(key)}: ${problem}`);
  const countProblem = problemOfCount(operator, values.length);
  if (countProblem !== undefined) problems.push(`values [${values.map(quote).join(' ')}] of key ${quote(key)}: ${countProblem}`);
  for (const value of values) {
    const ofValue = labelValueProblems(value);
    if ((operator === 'gt' || operator === 'lt') && parseInt64(value) === undefined)
      ofValue.unshift("for 'Gt', 'Lt' operators, the value must be an integer");
    problems.push(...ofValue.map((problem) => `value ${quote(value)} of key ${quote(key)}: ${problem}`));
  }
  if (problems.length > 0) throw new Error(`invalid label requirement: ${problems.join('; ')}`);
  return { key, operator, values: [...values] };
}

/** The requirement as a label selector says it, its values in order: `tier in (backend,web)`. */
export function formatLabelRequirement({ key, operator, values }: LabelRequirement): string {
  const list = values.toSorted(compareBytewise).join(',');
  switch (operator) {
    case 'exists':
      return key;
    case '!':
      return `!${key}`;
    case 'in':
    case 'notin':
      return `${key} ${operator} (${list})`;
    case 'gt':
      return `${key}>${list}`;
    case 'lt':
      return `${key}<${list}`;
    default:
      return `${key}${operator}${list}`;
  }
}

/** Whether the labels of an object fulfil the requirement. An object without the label fulfils `!=`, `notin` and `!`. */
export function meetsLabelRequirement({ key, operator, values }: LabelRequirement, labels: Labels): boolean {
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
  switch (operator) {
    case 'exists':
      return value !== undefined;
    case '!':
      return value === undefined;
    case '!=':
    case 'notin':
      return value === undefined || !values.includes(value);
    case 'gt':
    case 'lt':
      return value !== undefined && isOrdered(value, operator, values[0] ?? '');
    default:
      return value !== undefined && values.includes(value);
  }
}

function isOrdered(value: string, operator: 'gt' | 'lt', bound: string): boolean {
  const [a, b] = [parseInt64(value), parseInt64(bound)];
  if (a === undefined || b === undefined) return false;
  return operator === 'gt' ? a > b : a < b;
}

function problemOfCount(operator: LabelOperator, count: number): string | undefined {
  switch (operator) {
    case 'in':
    case 'notin':
      return count === 0 ? "for 'in', 'notin' operators, values set can't be empty" : undefined;
    case '=':
    case '==':
    case '!=':
      return count === 1 ? undefined : 'exact-match compatibility requires one single value';
    case 'exists':
    case '!':
      return count === 0 ? undefined : 'values set must be empty for exists and does not exist';
    case 'gt':
    case 'lt':
      return count === 1 ? undefined : "for 'Gt', 'Lt' operators, exactly one value is required";
    default:
      return `operator ${quote(String(operator))} is none of ${operators.join(', ')}`;
  }
}

/** A decimal integer of 64 bits (Go `strconv.ParseInt`). */
function parseInt64(text: string): bigint | undefined {
  if (!/^[+-]?[0-9]+$/.test(text)) return undefined;
  const value = BigInt(text.replace('+', ''));
  return BigInt.asIntN(64, value) === value ? value : undefined;
}
