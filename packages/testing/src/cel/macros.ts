import { accumulator, type Call, type Expression } from './expression.js';
import { ParseError } from './source.js';
import type { CelValue } from './values.js';

type Expand = (target: Expression, args: readonly Expression[], build: Builder) => Expression;

/** Makes expressions that stand where a macro stands. */
class Builder {
  readonly position: number;

  constructor(position: number) {
    this.position = position;
  }

  literal(value: CelValue): Expression {
    return { kind: 'literal', value, position: this.position };
  }

  call(name: string, ...args: Expression[]): Expression {
    return { kind: 'call', name, target: undefined, args, position: this.position };
  }

  ident(name: string): Expression {
    return { kind: 'ident', name, position: this.position };
  }

  list(...elements: Expression[]): Expression {
    return { kind: 'list', elements, optional: new Set(), position: this.position };
  }

  get result(): Expression {
    return this.ident(accumulator);
  }

  loop(
    range: Expression,
    [variable = '', variable2]: readonly string[],
    parts: { init: Expression; condition?: Expression; step: Expression; result?: Expression },
  ): Expression {
    const { init, condition = this.literal(true), step, result = this.result } = parts;
    const { position } = this;
    return { kind: 'comprehension', range, variable, variable2, accumulator, init, condition, step, result, position };
  }

  /** An expression in which a name stands for a value. */
  bind(name: string, value: Expression, result: Expression): Expression {
    return {
      kind: 'comprehension',
      range: this.list(),
      variable: '#unused',
      variable2: undefined,
      accumulator: name,
      init: value,
      condition: this.literal(false),
      step: this.ident(name),
      result,
      position: this.position,
    };
  }

  /** Goes on only where a filter holds. */
  where(filter: Expression | undefined, step: Expression): Expression {
    return filter ? this.call('_?_:_', filter, step, this.result) : step;
  }
}

const simpleName = 'argument must be a simple name';
const identifier = 'argument is not an identifier';

function names(args: readonly Expression[], count: number, message: string): string[] {
  const found = args.slice(0, count).map((arg) => {
    if (arg.kind !== 'ident') throw new ParseError({ position: arg.position, message });
    if (arg.name === '__result__')
      throw new ParseError({ position: arg.position, message: 'iteration variable overwrites accumulator variable' });
    return arg.name;
  });
  const [first = '', second] = found;
  if (first === second) throw new ParseError({ position: args[1]?.position ?? 0, message: `duplicate variable name: ${first}` });
  return found;
}

const quantifiers: Readonly<Record<string, (predicate: Expression, build: Builder) => Parameters<Builder['loop']>[2]>> = {
  all: (predicate, build) => ({
    init: build.literal(true),
    condition: build.call('@not_strictly_false', build.result),
    step: build.call('_&&_', build.result, predicate),
  }),
  exists: (predicate, build) => ({
    init: build.literal(false),
    condition: build.call('@not_strictly_false', build.call('!_', build.result)),
    step: build.call('_||_', build.result, predicate),
  }),
  exists_one: (predicate, build) => ({
    init: build.literal(0n),
    step: build.call('_?_:_', predicate, build.call('_+_', build.result, build.literal(1n)), build.result),
    result: build.call('_==_', build.result, build.literal(1n)),
  }),
};

/** A macro with one variable, or two, and a predicate. */
function quantifier(name: string, count: number): Expand {
  return (target, args, build) => {
    const variables = names(args, count, simpleName);
    return build.loop(target, variables, (quantifiers[name] as (typeof quantifiers)[string])(args[count] as Expression, build));
  };
}

/** A macro that collects what becomes of each element; with one argument more, of those that a predicate holds for. */
function collect(
  count: number,
  empty: (build: Builder) => Expression,
  add: (build: Builder, transform: Expression, key: string) => Expression,
): Expand {
  return (target, args, build) => {
    const variables = names(args, count, count === 1 ? identifier : simpleName);
    const filter = args.length === count + 2 ? args[count] : undefined;
    const step = build.where(filter, add(build, args.at(-1) as Expression, variables[0] ?? ''));
    return build.loop(target, variables, { init: empty(build), step });
  };
}

const emptyMap = (build: Builder): Expression => ({ kind: 'map', entries: [], position: build.position });
const push = (build: Builder, element: Expression): Expression => build.call('_+_', build.result, build.list(element));
const map = collect(1, (build) => build.list(), push);
const transformList = collect(2, (build) => build.list(), push);
const insert = (build: Builder, value: Expression, key: string): Expression =>
  build.call('cel.@mapInsert', build.result, build.ident(key), value);
const transformMap = collect(2, emptyMap, insert);
const transformEntry = collect(2, emptyMap, (build, entry) => build.call('cel.@mapInsert', build.result, entry));

/** What becomes of a value if it is there (cel-go `cel/library.go` optMap, optFlatMap). */
function optional(wrap: boolean): Expand {
  return (target, args, build) => {
    const [arg, transform] = args as readonly [Expression, Expression];
    if (arg.kind !== 'ident')
      throw new ParseError({
        position: arg.position,
        message: `${wrap ? 'optMap' : 'optFlatMap'}() variable name must be a simple identifier`,
      });
    const member = (name: string): Expression => ({ kind: 'call', name, target, args: [], position: build.position });
    const bound = build.bind(arg.name, member('value'), transform);
    return build.call('_?_:_', member('hasValue'), wrap ? build.call('optional.of', bound) : bound, build.call('optional.none'));
  };
}

/** Sorts by what becomes of each element (cel-go `ext/lists.go`). */
const sortBy: Expand = (target, args, build) => {
  const input = '@__sortBy_input__';
  const keys = map(build.ident(input), args, build);
  const { position } = build;
  const sorted: Expression = {
    kind: 'call',
    name: '@sortByAssociatedKeys',
    target: build.ident(input),
    args: [keys],
    position,
  };
  return build.bind(input, target, sorted);
};

/** Receiver macros by name and number of arguments (cel-go `parser/macro.go`, `ext/comprehensions.go`). */
const macros: Readonly<Record<string, Expand>> = {
  'all 2': quantifier('all', 1),
  'exists 2': quantifier('exists', 1),
  'exists_one 2': quantifier('exists_one', 1),
  'existsOne 2': quantifier('exists_one', 1),
  'all 3': quantifier('all', 2),
  'exists 3': quantifier('exists', 2),
  'exists_one 3': quantifier('exists_one', 2),
  'existsOne 3': quantifier('exists_one', 2),
  'map 2': map,
  'map 3': map,
  'filter 2': (target, args, build) => {
    const variables = names(args, 1, identifier);
    const step = build.where(args[1], push(build, args[0] as Expression));
    return build.loop(target, variables, { init: build.list(), step });
  },
  'transformList 3': transformList,
  'transformList 4': transformList,
  'transformMap 3': transformMap,
  'transformMap 4': transformMap,
  'transformMapEntry 3': transformEntry,
  'transformMapEntry 4': transformEntry,
  'sortBy 2': sortBy,
  'optMap 2': optional(true),
  'optFlatMap 2': optional(false),
};

/** What a call is, if it is a macro; else the call. @throws {ParseError} for arguments that a macro does not take */
export function expandMacro(call: Call): Expression {
  const { name, target, args, position } = call;
  if (target) return macros[`${name} ${String(args.length)}`]?.(target, args, new Builder(position)) ?? call;
  if (name !== 'has' || args.length !== 1) return call;
  const [arg] = args as readonly [Expression];
  if (arg.kind !== 'select') throw new ParseError({ position: arg.position, message: 'invalid argument to has() macro' });
  return { kind: 'select', operand: arg.operand, field: arg.field, isTest: true, position };
}
