import { isTypeName } from './checker.js';
import { callCost, type CostMeter, isAttribute, listCost, mapCost } from './cost-meter.js';
import { isEqual } from './equality.js';
import { EvaluationError } from './evaluation-error.js';
import {
  accumulator as accumulatorName,
  type Call,
  type Comprehension,
  type Expression,
  qualifiedName,
  type Select,
} from './expression.js';
import { findFunction } from './functions.js';
import { index } from './library/operators.js';
import { optionalIndex } from './library/optionals.js';
import {
  CelList,
  CelMap,
  type CelValue,
  isOfType,
  Optional,
  readable,
  TypeValue,
  typeNameOf,
  Uint,
  Unreadable,
} from './values.js';

/** Names and what they stand for, in a scope within others. */
interface Scope {
  readonly parent: Scope | undefined;
  readonly values: Map<string, CelValue>;
}

/**
 * The value of an expression that was checked, as cel-go computes it: `&&`, `||`, `all` and `exists` go on without what fails if
 * the result does not depend on it.
 *
 * @throws {EvaluationError} if it has none
 * @throws {CostExceededError} once `meter` is over its limit
 */
export function evaluate(expression: Expression, variables: ReadonlyMap<string, CelValue>, meter: CostMeter): CelValue {
  return new Evaluator(meter).run(expression, { parent: undefined, values: new Map(variables) });
}

class Evaluator {
  readonly #meter: CostMeter;

  constructor(meter: CostMeter) {
    this.#meter = meter;
  }

  run(expression: Expression, scope: Scope): CelValue {
    switch (expression.kind) {
      case 'literal':
        return expression.value;
      case 'ident':
        if (expression.type?.kind === 'type' && isTypeName(expression.name)) return new TypeValue(expression.name);
        this.#meter.add(1);
        return readable(lookUp(scope, expression.name) ?? missing(expression.name));
      case 'select':
        return this.#select(expression, scope);
      case 'call':
        return this.#call(expression, scope);
      case 'list': {
        const items = expression.elements.flatMap((element, i) => {
          const value = this.run(element, scope);
          return expression.optional.has(i) ? present(value) : [value];
        });
        if (items.length > 0) this.#meter.add(listCost);
        return new CelList(items);
      }
      case 'map': {
        const map = new CelMap();
        for (const { key, value, isOptional } of expression.entries) {
          const name = this.run(key, scope);
          const one = this.run(value, scope);
          if (isOptional) for (const found of present(one)) map.set(name, found);
          else map.set(name, one);
        }
        if (map.size > 0) this.#meter.add(mapCost);
        return map;
      }
      case 'comprehension':
        return this.#loop(expression, scope);
      case 'message':
        throw new EvaluationError(`unknown type: ${expression.name}`);
    }
  }

  #select({ operand, field, isTest, type }: Select, scope: Scope): CelValue {
    if (type?.kind === 'type') return new TypeValue(nameOfType(operand, field));
    const container = this.run(operand, scope);
    // Asking whether something is there costs nothing more.
    if (isTest) return this.#has(container, field);
    this.#meter.select(operand);
    if (container instanceof Optional) return optionalIndex(container, field);
    if (!(container instanceof CelMap)) throw new EvaluationError(`no such key: ${field}`);
    return index(container, field);
  }

  #has(container: CelValue, field: string): boolean {
    if (container instanceof Optional) return container.value !== undefined && this.#has(container.value, field);
    if (!(container instanceof CelMap)) throw new EvaluationError('no such overload');
    return container.has(field);
  }

  #call(call: Call, scope: Scope): CelValue {
    const { name, args, target } = call;
    const [first, second, third] = args;
    switch (name) {
      case '_&&_':
        return this.#logical(first as Expression, second as Expression, false, scope);
      case '_||_':
        return this.#logical(first as Expression, second as Expression, true, scope);
      case '_?_:_': {
        const condition = this.run(first as Expression, scope);
        if (typeof condition !== 'boolean') throw new EvaluationError('no such overload');
        return this.#branch((condition ? second : third) as Expression, scope);
      }
      case '@not_strictly_false':
        this.#meter.add(1);
        return this.#attempt(first as Expression, scope) !== false;
      case '@in':
        // Whether it is one of constants is looked up.
        if (
          call.overloads?.length === 1 &&
          second?.kind === 'literal' &&
          second.value instanceof CelList &&
          second.value.items.every(isPrimitive)
        ) {
          const value = this.run(first as Expression, scope);
          return second.value.items.some((item) => isEqual(item, value));
        }
        break;
      case '_+_': {
        const grown = this.#append(first as Expression, second as Expression, scope);
        if (grown) return grown;
        break;
      }
      case 'or':
      case 'orValue': {
        if (!target || args.length !== 1) break;
        const value = this.run(target, scope);
        if (!(value instanceof Optional)) throw new EvaluationError('no such overload');
        if (value.value === undefined) return this.run(first as Expression, scope);
        return name === 'or' ? value : value.value;
      }
      default:
    }
    const values: CelValue[] = [];
    let failure: EvaluationError | undefined;
    for (const arg of target ? [target, ...args] : args) {
      try {
        values.push(this.run(arg, scope));
      } catch (error) {
        if (!(error instanceof EvaluationError)) throw error;
        failure ??= error;
        values.push(null);
      }
    }
    if (!failure) return this.#apply(call, values);
    // What is not called, for an error, costs as if it were.
    if (!isAccess(name)) this.#meter.add(callCost(call.overloads?.[0] ?? '', name, values, null));
    throw failure;
  }

  /** Calls the first overload that takes these values. */
  #apply({ name, overloads = [], args: given }: Call, values: CelValue[]): CelValue {
    const found = findFunction(name);
    const overload = overloads
      .map((id) => found?.byId.get(id))
      .find((one) => one?.params.every((type, i) => isOfType(values[i] as CelValue, type)));
    if (!overload) {
      const args = name === 'size' ? '' : `(${values.map(typeNameOf).join(', ')})`;
      const told = isOperator(name) || untold.has(name) ? '' : `: ${name}${args}`;
      throw new EvaluationError(`no such overload${told}`);
    }
    if (isAccess(name)) {
      const [container, key] = given as readonly [Expression, Expression];
      const value = overload.implementation(...values);
      if (!isAttribute(key) && !(value instanceof Optional && value.value === undefined)) this.#meter.select(container);
      return value;
    }
    let result: CelValue = null;
    try {
      result = overload.implementation(...values);
    } finally {
      // What fails costs too.
      this.#meter.add(callCost(overload.id, name, values, result));
    }
    return result;
  }

  /** Of `@result + [x]`: the list is the loop's alone, so it grows. */
  #append(list: Expression, added: Expression, scope: Scope): CelList | undefined {
    if (list.kind !== 'ident' || list.name !== accumulatorName || added.kind !== 'list') return undefined;
    const known = lookUp(scope, accumulatorName);
    const more = this.run(added, scope);
    if (!(known instanceof CelList) || !(more instanceof CelList)) return undefined;
    this.#meter.add(2);
    known.items.push(...more.items);
    return known;
  }

  /** What a condition chooses: a variable costs nothing more. */
  #branch(expression: Expression, scope: Scope): CelValue {
    const value = this.run(expression, scope);
    if (isAttribute(expression)) this.#meter.add(-1);
    return value;
  }

  #attempt(expression: Expression, scope: Scope): CelValue | EvaluationError {
    try {
      return this.run(expression, scope);
    } catch (error) {
      if (error instanceof EvaluationError) return error;
      throw error;
    }
  }

  /** `&&` with `decisive` false, `||` with true. */
  #logical(left: Expression, right: Expression, decisive: boolean, scope: Scope): boolean {
    const first = this.#attempt(left, scope);
    if (first === decisive) return decisive;
    const second = this.#attempt(right, scope);
    if (second === decisive) return decisive;
    if (typeof first === 'boolean' && typeof second === 'boolean') return !decisive;
    for (const value of [first, second]) if (value instanceof EvaluationError) throw value;
    throw new EvaluationError('no such overload');
  }

  #loop(loop: Comprehension, scope: Scope): CelValue {
    const { range, init, condition, step, result, variable, variable2, accumulator } = loop;
    const container = this.run(range, scope);
    const outer: Scope = { parent: scope, values: new Map([[accumulator, this.run(init, scope)]]) };
    const isQuantifier = step.kind === 'call' && (step.name === '_&&_' || step.name === '_||_');
    for (const [key, value] of elementsOf(container, variable2 !== undefined)) {
      if (this.#attempt(condition, outer) === false) break;
      const inner: Scope = { parent: outer, values: new Map([[variable, key]]) };
      if (variable2 !== undefined && value !== undefined) inner.values.set(variable2, value);
      const next = this.#attempt(step, inner);
      // The next step may get rid of what failed: `all` and `exists` do.
      if (next instanceof EvaluationError && !isQuantifier) throw next;
      outer.values.set(accumulator, next instanceof EvaluationError ? new Unreadable(next.message) : next);
    }
    return this.run(result, outer);
  }
}

/** What an optional element, or value of a map, brings. */
function present(value: CelValue): CelValue[] {
  if (!(value instanceof Optional)) throw new EvaluationError('cannot initialize optional list element from non-optional value');
  return value.value === undefined ? [] : [value.value];
}

function lookUp(scope: Scope, name: string): CelValue | undefined {
  for (let one: Scope | undefined = scope; one; one = one.parent) {
    const value = one.values.get(name);
    if (value !== undefined) return value;
  }
  return isTypeName(name) ? new TypeValue(name) : undefined;
}

function missing(name: string): never {
  throw new EvaluationError(`no such attribute(s): ${name}`);
}

function nameOfType(operand: Expression, field: string): string {
  const prefix = qualifiedName(operand);
  return `${prefix ?? ''}.${field}`;
}

/** Functions that do not say for what they are not there. */
const untold = new Set(['startsWith', 'endsWith', 'contains', 'matches']);

/** Of `a[b]` and the optional forms of it and of `a.b`. */
function isAccess(name: string): boolean {
  return name === '_[_]' || name === '_?._' || name === '_[?_]';
}

function isPrimitive(value: CelValue): boolean {
  return typeof value !== 'object' || value instanceof Uint;
}

function isOperator(name: string): boolean {
  return /^[^a-z]/i.test(name);
}

/** Elements with their indices, entries of maps, or keys alone. */
function* elementsOf(container: CelValue, isPair: boolean): Generator<readonly [CelValue, CelValue?]> {
  if (container instanceof CelMap) {
    yield* isPair ? container.entries() : container.keys().map((key) => [key] as const);
    return;
  }
  if (!(container instanceof CelList)) throw new EvaluationError('no such overload');
  for (const [i, item] of container.items.entries()) yield isPair ? [BigInt(i), item] : [item];
}
