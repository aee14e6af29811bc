import type { CelType } from './types.js';
import type { CelValue } from './values.js';

interface Node {
  /** Where it stands in the text, as errors tell it: of a call where its parenthesis opens. */
  readonly position: number;
  /** What the checker found. */
  type?: CelType;
}

/** A value that stands in the text. */
export interface Literal extends Node {
  readonly kind: 'literal';
  readonly value: CelValue;
}

/** The name of a variable, or of a type. */
export interface Ident extends Node {
  readonly kind: 'ident';
  name: string;
}

/** `a.b`, or `has(a.b)`. */
export interface Select extends Node {
  readonly kind: 'select';
  readonly operand: Expression;
  readonly field: string;
  /** Of `has(a.b)`: asks only whether it is there. */
  readonly isTest: boolean;
}

/** A call of a function, a method or an operator. */
export interface Call extends Node {
  readonly kind: 'call';
  /** `_+_` for operators. */
  name: string;
  target: Expression | undefined;
  readonly args: readonly Expression[];
  /** Which overloads the checker found possible. */
  overloads?: readonly string[];
}

/** `[a, ?b]`. */
export interface ListLiteral extends Node {
  readonly kind: 'list';
  readonly elements: readonly Expression[];
  /** Indices of `[?a]`. */
  readonly optional: ReadonlySet<number>;
}

/** `{a: b, ?c: d}`. */
export interface MapLiteral extends Node {
  readonly kind: 'map';
  readonly entries: readonly { readonly key: Expression; readonly value: Expression; readonly isOptional: boolean }[];
}

/** `Name{field: value}`: no type can be made so. */
export interface MessageLiteral extends Node {
  readonly kind: 'message';
  readonly name: string;
}

/** What macros like `all` become: a loop over a range with an accumulator. */
export interface Comprehension extends Node {
  readonly kind: 'comprehension';
  readonly range: Expression;
  readonly variable: string;
  /** Of a loop with key and value, or index and element. */
  readonly variable2: string | undefined;
  /** What the steps collect in. */
  readonly accumulator: string;
  readonly init: Expression;
  readonly condition: Expression;
  readonly step: Expression;
  readonly result: Expression;
}

/** What the parser reads, as a tree; macros are loops in it already. */
export type Expression = Call | Comprehension | Ident | ListLiteral | Literal | MapLiteral | MessageLiteral | Select;

/** The name of the variable that loops collect in; nobody can write it. */
export const accumulator = '@result';

/** `a.b.c` as a name, if it may be one. */
export function qualifiedName(expression: Expression): string | undefined {
  if (expression.kind === 'ident') return expression.name;
  if (expression.kind !== 'select' || expression.isTest) return undefined;
  const prefix = qualifiedName(expression.operand);
  return prefix === undefined ? undefined : `${prefix}.${expression.field}`;
}
