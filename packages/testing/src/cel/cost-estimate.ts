import { accumulator, type Call, type Comprehension, type Expression } from './expression.js';
import { sizeOf } from './library/conversions.js';
import { dyn, type CelType } from './types.js';
import { CelList, CelMap, type CelValue } from './values.js';

/** The least and the most of a cost, or of a size. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

/** What a schema says of how many there are; what `DeclaredType` is. */
export interface Sized {
  readonly maxElements: number;
  readonly element?: Sized;
  readonly fields?: ReadonlyMap<string, Sized>;
}

/** What is known of a value before it is there. */
interface Estimate {
  readonly cost: Range;
  /** Undefined if nothing is known: it may be of any size. */
  readonly size: Range | undefined;
  /** Where it stands in the schema. */
  readonly declared?: Sized | undefined;
  /** How many names lead there: `self.spec` are two. */
  readonly depth?: number;
  /** Of the elements of a list, or the values of a map; and of its keys. */
  readonly elementSize?: Range | undefined;
  readonly keySize?: Range | undefined;
}

/** More than any cost: beyond it, numbers do not grow. */
const most = 2 ** 64 - 1;
const perCharacter = 0.1;
const perRegexCharacter = 0.25;
const unknownSize: Range = { min: 0, max: most };

/** What evaluating an expression may cost at most, by the sizes that the schema of `self` allows (cel-go `checker/cost.go`). */
export function estimateCost(expression: Expression, self: Sized): Range {
  return new Estimator(self).estimate(expression, new Map()).cost;
}

type Locals = ReadonlyMap<string, Omit<Estimate, 'cost'>>;

/** Keys of maps have no length that a schema says. */
const uncounted: Sized = { maxElements: 0 };

class Estimator {
  readonly #self: Sized;

  constructor(self: Sized) {
    this.#self = self;
  }

  estimate(expression: Expression, locals: Locals): Estimate {
    switch (expression.kind) {
      case 'literal':
        return { cost: fixed(0), size: sizeOfLiteral(expression.value) };
      case 'ident': {
        const local = locals.get(expression.name);
        // Whatever is no local variable is taken for the value, even the name of a type.
        const declared = local ? local.declared : this.#self;
        const size = sizeIn(declared) ?? sizeOfType(expression.type) ?? local?.size;
        return { depth: 1, ...local, cost: fixed(1), size, declared };
      }
      case 'select': {
        if (expression.type?.kind === 'type') return { cost: fixed(1), size: sizeIn(this.#self), declared: this.#self };
        const operand = this.estimate(expression.operand, locals);
        if (expression.isTest) return { cost: operand.cost, size: fixed(1) };
        const kind = expression.operand.type?.kind ?? 'dyn';
        const place = this.#below(operand, operand.declared?.fields?.get(expression.field));
        const cost = kind === 'map' || kind === 'object' || kind === 'param' ? add(operand.cost, fixed(1)) : operand.cost;
        return { cost, size: sizeIn(place.declared) ?? sizeOfType(expression.type), ...place };
      }
      case 'list': {
        const parts = expression.elements.map((element) => this.estimate(element, locals));
        return {
          cost: sum(fixed(10), ...parts.map(({ cost }) => cost)),
          size: fixed(parts.length),
          elementSize: parts.length === 0 ? fixed(0) : union(...parts.map(({ size = unknownSize }) => size)),
          keySize: fixed(1),
        };
      }
      case 'map': {
        const keys = expression.entries.map(({ key }) => this.estimate(key, locals));
        const values = expression.entries.map(({ value }) => this.estimate(value, locals));
        return {
          cost: sum(fixed(30), ...[...keys, ...values].map(({ cost }) => cost)),
          size: fixed(keys.length),
          keySize: keys.length === 0 ? fixed(0) : union(...keys.map(({ size = unknownSize }) => size)),
          elementSize: values.length === 0 ? fixed(0) : union(...values.map(({ size = unknownSize }) => size)),
        };
      }
      case 'comprehension':
        return this.#loop(expression, locals);
      case 'call':
        return this.#call(expression, locals);
      case 'message':
        return { cost: fixed(40), size: undefined };
    }
  }

  #loop(loop: Comprehension, locals: Locals): Estimate {
    const range = this.estimate(loop.range, locals);
    const init = this.estimate(loop.init, locals);
    const isBinding = loop.accumulator !== accumulator;
    const outer = new Map(locals).set(loop.accumulator, isBinding ? init : { ...init, declared: undefined, depth: 0 });
    if (isBinding) {
      const result = this.estimate(loop.result, outer);
      return { ...sizesOf(result), cost: sum(range.cost, init.cost, result.cost) };
    }
    const isList = loop.range.type?.kind === 'list' || (loop.range.type?.kind !== 'map' && range.keySize === undefined);
    const place = this.#below(range, range.declared?.element);
    const value = { size: range.elementSize, ...place };
    const own = {
      ...place,
      size: isList ? fixed(1) : range.keySize,
      ...(range.depth !== undefined && { declared: isList ? undefined : uncounted }),
    };
    // With a path of such a length, the server takes the second variable's place for that of the first one, too.
    const key = loop.variable2 !== undefined && [3, 5, 6, 7].includes(range.depth ?? 0) ? { ...own, ...place } : own;
    const inner = new Map(outer);
    if (loop.variable2 === undefined) inner.set(loop.variable, isList ? value : key);
    else inner.set(loop.variable, key).set(loop.variable2, value);
    const step = this.estimate(loop.step, inner);
    const each = add(this.estimate(loop.condition, inner).cost, step.cost);
    const count = range.size ?? unknownSize;
    const result = this.estimate(loop.result, outer);
    const cost = sum(range.cost, init.cost, result.cost, multiply(count, each));
    if (loop.init.kind === 'literal') return { cost, size: init.size };
    return { cost, size: count, elementSize: step.elementSize, keySize: step.keySize };
  }

  #call(call: Call, locals: Locals): Estimate {
    const { name, target, overloads = [] } = call;
    const args = call.args.map((arg) => this.estimate(arg, locals));
    const receiver = target && this.estimate(target, locals);
    const spent = sum(...args.map(({ cost }) => cost));
    const before = receiver?.cost ?? fixed(0);
    const [first, second, third] = args;
    const withType = (estimate: Estimate): Estimate => ({ ...estimate, size: estimate.size ?? sizeOfType(call.type) });
    if (name === 'dyn' && first) return { ...sizesOf(first), cost: add(fixed(1), spent) };
    if ((name === '_&&_' || name === '_||_') && first && second)
      return { cost: { min: first.cost.min, max: spent.max }, size: fixed(1) };
    if (name === '_?_:_' && first && second && third) {
      const cost = add(first.cost, union(second.cost, third.cost));
      const size = union(second.size ?? unknownSize, third.size ?? unknownSize);
      const hasElements = second.elementSize && third.elementSize;
      return { cost, size, ...(hasElements && { elementSize: union(second.elementSize, third.elementSize ?? unknownSize) }) };
    }
    const costs = overloads.map((id) => callEstimate(call, id, receiver, args));
    const own = union(...costs.map(({ cost }) => cost));
    const sizes = costs.flatMap(({ size }) => (size ? [size] : []));
    if (name === '_[_]' && first) {
      const place = this.#below(first, first.declared?.element);
      return withType({ cost: sum(before, own, spent), size: first.elementSize ?? sizeIn(place.declared), ...place });
    }
    const size = sizes.length > 0 ? union(...sizes) : undefined;
    const joined =
      name === '_+_' && first?.elementSize && second?.elementSize
        ? { elementSize: union(first.elementSize, second.elementSize), keySize: fixed(1) }
        : {};
    return withType({ cost: sum(before, own, spent), size, ...joined });
  }

  /** The place of a part of a value. What has none in the schema is taken for `self`. @param declared what the schema says of the part */
  #below({ depth }: Omit<Estimate, 'cost'>, declared: Sized | undefined): Pick<Estimate, 'declared' | 'depth'> {
    return depth === undefined ? { declared: this.#self, depth: 1 } : { declared, depth: depth + 1 };
  }
}

/** What is known of a value that no longer has a place in the schema. */
function sizesOf({ size, elementSize, keySize }: Estimate): Omit<Estimate, 'cost'> {
  return { size, elementSize, keySize };
}

interface CallEstimate {
  readonly cost: Range;
  readonly size?: Range | undefined;
}

/** What a call costs beside its arguments (apiserver `pkg/cel/library/cost.go`). */
function callEstimate(
  { name, target, args: expressions }: Call,
  id: string,
  receiver: Estimate | undefined,
  args: readonly Estimate[],
): CallEstimate {
  const sizeAt = (estimate: Estimate | undefined): Range => estimate?.size ?? unknownSize;
  const [first, second] = args.map(sizeAt);
  const own = sizeAt(receiver);
  const one: CallEstimate = { cost: fixed(1) };
  const list = (factor: number, size: Range): CallEstimate => ({ cost: sum(scale(size, factor), fixed(11)), size });
  switch (name) {
    case 'isSorted':
    case 'sum':
    case 'max':
    case 'min':
    case 'indexOf':
    case 'lastIndexOf': {
      if (target?.type?.kind !== 'list') return { cost: scale(own, perCharacter) };
      const kind = target.type.parameters[0]?.kind;
      const isText = kind === 'string' || kind === 'bytes';
      const element = receiver?.declared?.element;
      const each = isText ? add(fixed(1), scale(sizeIn(element) ?? unknownSize, perCharacter)) : fixed(1);
      return { cost: multiply(own, each) };
    }
    case 'url':
      return { cost: scale(first ?? unknownSize, perCharacter), size: first };
    case 'lowerAscii':
    case 'upperAscii':
    case 'substring':
    case 'trim':
      return { cost: scale(own, perCharacter), size: own };
    case 'replace':
      return { cost: scale(own, 2 * perCharacter), size: replacedSize(own, first ?? unknownSize, second ?? unknownSize) };
    case 'split': {
      const limit = expressions[1];
      const isFixed = limit?.kind === 'literal' && typeof limit.value === 'bigint';
      const max = isFixed ? Number(BigInt.asUintN(64, limit.value)) : own.max;
      return { cost: scale(own, 2 * perCharacter), size: { min: 0, max } };
    }
    case 'join': {
      const element = sizeIn(receiver?.declared?.element) ?? unknownSize;
      const joints = { min: Math.max(0, own.min - 1), max: Math.max(0, own.max - 1) };
      const size = add(multiply(own, element), first ? multiply(first, joints) : fixed(0));
      return { cost: scale(size, perCharacter), size };
    }
    case 'matches':
      if (!target) return one;
      return { cost: multiply(scale(add(own, fixed(1)), perCharacter), scale(first ?? unknownSize, perRegexCharacter)) };
    case 'find':
    case 'findAll':
      return {
        cost: multiply(scale(add(own, fixed(1)), perCharacter), scale(first ?? unknownSize, perRegexCharacter)),
        size: { min: 0, max: own.max },
      };
    case 'cidr':
    case 'isIP':
    case 'isCIDR':
    case 'quantity':
    case 'isQuantity':
    case 'semver':
    case 'isSemver':
      return { cost: scale(first ?? unknownSize, perCharacter) };
    case 'ip':
      return id.startsWith('CIDR') ? one : { cost: scale(first ?? unknownSize, perCharacter) };
    case 'ip.isCanonical':
      return { cost: scale(first ?? unknownSize, 2 * perCharacter) };
    case 'containsIP':
    case 'containsCIDR': {
      const compared = scale({ min: 8, max: 32 }, perCharacter);
      const masked = name === 'containsCIDR' ? add(scale({ min: 4, max: 16 }, perCharacter), fixed(1)) : fixed(0);
      const parsed = id.includes('(string)') ? scale(first ?? unknownSize, perCharacter) : fixed(0);
      return { cost: sum(compared, masked, parsed) };
    }
    case 'validate':
      return { cost: scale(scale(first ?? unknownSize, perCharacter), 128 * perRegexCharacter) };
    case 'format':
      return { cost: scale(own, perCharacter) };
    case 'bytes': {
      if (!id.includes('(string)') || !first) return one;
      return { cost: scale(first, perCharacter), size: { min: first.min, max: capped(first.max * 4) } };
    }
    case 'string': {
      if (!id.includes('(bytes)') || !first) return one;
      return { cost: scale(first, perCharacter), size: { min: Math.floor(first.min / 4), max: first.max } };
    }
    case 'strings.quote': {
      if (!first) return one;
      return { cost: scale(first, perCharacter), size: { min: first.min + 2, max: capped(first.max * 2 + 2) } };
    }
    case 'startsWith':
    case 'endsWith':
      return { cost: scale(first ?? unknownSize, perCharacter) };
    case 'contains':
      return { cost: multiply(scale(own, perCharacter), scale(first ?? unknownSize, perCharacter)) };
    case '@in':
      return id.includes('list') ? { cost: second ?? unknownSize } : one;
    case '_+_':
      if (!first || !second || !/string|bytes|list/.test(id)) return one;
      return { cost: id.includes('list') ? fixed(1) : scale(add(first, second), perCharacter), size: add(first, second) };
    case '_==_':
    case '_!=_':
    case '_<_':
    case '_<=_':
    case '_>_':
    case '_>=_': {
      if (!first || !second) return one;
      if (!/string|bytes|A/.test(id)) return one;
      const type = expressions[0]?.type;
      if (name === '_==_' && type?.kind === 'opaque' && /IP|CIDR|Quantity|Semver|Format|URL/.test(type.name))
        return equalOpaque(type, second);
      const max = Math.min(first.max, second.max);
      return { cost: scale({ min: max > 0 ? 1 : 0, max }, perCharacter) };
    }
    case 'slice': {
      const [start, end] = expressions.map((expression) => integer(expression));
      return list(1, fixed(Math.max(0, (end ?? own.max) - (start ?? 0))));
    }
    case 'lists.range':
      return list(1, fixed(integer(expressions[0]) ?? most));
    case 'reverse':
      return list(1, own);
    case 'flatten':
      return list(expressions.length === 0 ? 1 : (integer(expressions[0]) ?? most), own);
    case 'distinct':
      return list(2, multiply(own, own));
    case 'sort':
      return list(/string|bytes/.test(id) ? 2 + perCharacter : 2, multiply(own, own));
    case '@sortByAssociatedKeys':
      return list(/string|bytes/.test(id) ? 2 + perCharacter : 2, multiply(first ?? unknownSize, first ?? unknownSize));
    case 'sets.contains':
    case 'sets.intersects':
      return { cost: add(multiply(first ?? unknownSize, second ?? unknownSize), fixed(1)) };
    case 'sets.equivalent':
      return { cost: add(scale(multiply(first ?? unknownSize, second ?? unknownSize), 2), fixed(1)) };
    default:
      return one;
  }
}

function equalOpaque({ name }: CelType, right: Range): CallEstimate {
  if (name === 'kubernetes.NamedFormat') return { cost: scale({ min: 1, max: 64 }, perCharacter) };
  return name === 'kubernetes.URL'
    ? { cost: scale({ min: 1, max: right.max === most ? 1 : right.max }, perCharacter) }
    : { cost: fixed(1) };
}

function replacedSize(text: Range, old: Range, by: Range): Range {
  let [countMax, keptMax, countMin, keptMin] = [0, 0, 0, 0];
  if (old.min === 0) [countMax, keptMax] = [capped(text.max + 1), text.max];
  else if (by.max <= old.min) keptMax = text.max;
  else countMax = Math.ceil(text.max / old.min);
  if (old.max === 0) [countMin, keptMin] = [capped(text.min + 1), text.min];
  else if (old.max <= by.min) keptMin = text.min;
  else countMin = Math.ceil(text.min / old.max);
  return { min: capped(countMin * by.min + keptMin), max: capped(countMax * by.max + keptMax) };
}

function integer(expression: Expression | undefined): number | undefined {
  return expression?.kind === 'literal' && typeof expression.value === 'bigint' ? Number(expression.value) : undefined;
}

function sizeOfLiteral(value: CelValue): Range | undefined {
  if (typeof value === 'string' || value instanceof Uint8Array || value instanceof CelList || value instanceof CelMap)
    return fixed(Number(sizeOf(value)));
  return fixed(1);
}

/** Of numbers, times and truths there is one. */
function sizeOfType(type: CelType = dyn): Range | undefined {
  const { kind, name, parameters } = type;
  if (name === 'optional_type') return sizeOfType(parameters[0]);
  return ['bool', 'double', 'duration', 'int', 'timestamp', 'uint'].includes(kind) ? fixed(1) : undefined;
}

function sizeIn(declared: Sized | undefined): Range | undefined {
  return declared && { min: 0, max: declared.maxElements };
}

function capped(value: number): number {
  return Math.min(value, most);
}

function fixed(value: number): Range {
  return { min: value, max: value };
}

function add(a: Range, b: Range): Range {
  return { min: capped(a.min + b.min), max: capped(a.max + b.max) };
}

function sum(...ranges: readonly Range[]): Range {
  return ranges.reduce(add, fixed(0));
}

function multiply(a: Range, b: Range): Range {
  return { min: capped(a.min * b.min), max: capped(a.max * b.max) };
}

function scale({ min, max }: Range, factor: number): Range {
  return { min: capped(Math.ceil(min * factor)), max: capped(Math.ceil(max * factor)) };
}

function union(...ranges: readonly Range[]): Range {
  return { min: Math.min(...ranges.map(({ min }) => min)), max: Math.max(...ranges.map(({ max }) => max)) };
}
