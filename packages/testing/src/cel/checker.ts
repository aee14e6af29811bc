import {
  type Call,
  type Comprehension,
  type Expression,
  type ListLiteral,
  type MapLiteral,
  qualifiedName,
} from './expression.js';
import { type CelFunction, findFunction, type Overload } from './functions.js';
import type { Issue } from './source.js';
import { assign, isAnything, mostGeneral, substitute, type TypeMapping } from './type-mapping.js';
import * as types from './types.js';
import type { CelType } from './types.js';
import { typeNameOf } from './values.js';

/** The names of types, as values. */
const typeNames: ReadonlyMap<string, CelType> = new Map([
  ...[types.bool, types.bytes, types.double, types.int, types.string, types.uint].map((type): [string, CelType] => [
    type.name,
    type,
  ]),
  ['google.protobuf.Duration', types.duration],
  ['google.protobuf.Timestamp', types.timestamp],
  ['list', types.listOf(types.param('A'))],
  ['map', types.mapOf(types.param('A'), types.param('B'))],
  ['null_type', types.nullType],
  ['type', types.anyType],
  ['optional_type', types.optionalOf(types.param('V'))],
  ['net.IP', types.opaque('net.IP')],
  ['net.CIDR', types.opaque('net.CIDR')],
]);

/** Whether a name is that of a type. */
export function isTypeName(name: string): boolean {
  return typeNames.has(name);
}

/**
 * Finds the type of an expression and of all in it, and what is wrong with it, in the words of cel-go (`checker/checker.go`).
 * Notes types and overloads in the expression. @param variables what there is, by name
 */
export function check(expression: Expression, variables: ReadonlyMap<string, CelType>): { type: CelType; issues: Issue[] } {
  const checker = new Checker(variables);
  checker.check(expression);
  return { type: checker.finish(expression), issues: checker.issues };
}

class Checker {
  readonly issues: Issue[] = [];
  #mapping: TypeMapping = new Map();
  #scopes: ReadonlyMap<string, CelType>[];
  #count = 0;
  readonly #checked: Expression[] = [];

  constructor(variables: ReadonlyMap<string, CelType>) {
    this.#scopes = [variables];
  }

  /** Puts in what only the end of the expression told. */
  finish(root: Expression): CelType {
    for (const expression of this.#checked) expression.type = substitute(this.#mapping, expression.type ?? types.error, true);
    return root.type ?? types.error;
  }

  check(expression: Expression): CelType {
    const type = this.#typeOf(expression);
    expression.type = type;
    this.#checked.push(expression);
    return type;
  }

  #report({ position }: Pick<Expression, 'position'>, message: string): CelType {
    this.issues.push({ position, message });
    return types.error;
  }

  #mismatch(at: Expression, expected: CelType, found: CelType): CelType {
    return this.#report(at, `expected type '${types.formatType(expected)}' but found '${types.formatType(found)}'`);
  }

  #undeclared(at: Expression, name: string): CelType {
    return this.#report(at, `undeclared reference to '${name}' (in container '')`);
  }

  #known(type: CelType): CelType {
    return substitute(this.#mapping, type, false);
  }

  #assign(from: readonly CelType[], to: readonly CelType[]): boolean {
    const changed = assign(this.#mapping, from, to);
    if (changed) this.#mapping = changed;
    return changed !== undefined;
  }

  #newParameter(): CelType {
    return types.param(`_var${String(this.#count++)}`);
  }

  #lookUp(name: string): CelType | undefined {
    for (const scope of this.#scopes.toReversed()) {
      const type = scope.get(name);
      if (type) return type;
    }
    const type = typeNames.get(name);
    return type && types.typeOf(type);
  }

  #typeOf(expression: Expression): CelType {
    switch (expression.kind) {
      case 'literal': {
        const name = typeNameOf(expression.value);
        return typeNames.get(name) ?? types.error;
      }
      case 'ident':
        return this.#lookUp(expression.name) ?? this.#undeclared(expression, expression.name);
      case 'select': {
        const name = expression.isTest ? undefined : qualifiedName(expression);
        const named = name === undefined ? undefined : this.#lookUp(name);
        if (named) return named;
        const type = this.#select(expression, expression.operand, expression.field, false);
        return expression.isTest ? types.bool : this.#known(type);
      }
      case 'call':
        return this.#call(expression);
      case 'list':
        return this.#list(expression);
      case 'map':
        return this.#map(expression);
      case 'message':
        return this.#undeclared(expression, expression.name);
      case 'comprehension':
        return this.#comprehension(expression);
    }
  }

  #select(at: Expression, operand: Expression, field: string, isOptional: boolean): CelType {
    const operandType = this.#known(this.check(operand));
    const target = types.unwrapOptional(operandType);
    let result = types.error;
    if (target.kind === 'map') {
      result = target.parameters[1] ?? types.dyn;
    } else if (target.kind === 'object') {
      result = target.fields?.get(field) ?? this.#report(at, `undefined field '${field}'`);
    } else {
      if (target.kind === 'param') this.#assign([types.dyn], [target]);
      else if (!isAnything(target)) this.#report(at, `type '${types.formatType(target)}' does not support field selection`);
      result = types.dyn;
    }
    return isOptional || types.isOptional(operandType) ? types.optionalOf(result) : result;
  }

  #call(call: Call): CelType {
    const { args, target, name } = call;
    if (name === '_?._') {
      const [operand, field] = args as readonly [Expression, Expression];
      const fieldName = field.kind === 'literal' && typeof field.value === 'string' ? field.value : '';
      call.overloads = ['_?._(dyn, string) -> optional(V)'];
      return this.#known(this.#select(call, operand, fieldName, true));
    }
    args.forEach((arg) => this.check(arg));
    if (target) {
      const prefix = qualifiedName(target);
      const namespaced = prefix === undefined ? undefined : findFunction(`${prefix}.${name}`);
      if (namespaced) {
        call.name = `${prefix ?? ''}.${name}`;
        call.target = undefined;
        return this.#resolve(call, namespaced);
      }
      this.check(target);
    }
    const found = findFunction(name);
    return found ? this.#resolve(call, found) : this.#undeclared(call, name);
  }

  #resolve(call: Call, { overloads }: CelFunction): CelType {
    const { name, target, args } = call;
    const given = [...(target ? [target] : []), ...args];
    const argTypes = given.map(({ type }) => type ?? types.error);
    if (name === '_&&_' || name === '_||_') {
      const wrong = args.filter((_, i) => !this.#assign([argTypes[i] as CelType], [types.bool]));
      for (const arg of wrong) this.#mismatch(arg, types.bool, arg.type ?? types.error);
      return wrong.length > 0 ? types.error : types.bool;
    }
    let result: CelType | undefined;
    const matching: string[] = [];
    for (const overload of overloads) {
      if (overload.isMember !== (target !== undefined)) continue;
      const { params, returns } = this.#instantiate(overload);
      if (!this.#assign(argTypes, params)) continue;
      matching.push(overload.id);
      const type = this.#known(returns);
      if (result === undefined) result = type;
      else if (result.kind !== 'dyn' && !types.isSameType(result, type)) result = types.dyn;
    }
    call.overloads = matching;
    if (result) return result;
    const told = argTypes.map((type) => types.formatType(substitute(this.#mapping, type, true)));
    const receiver = target ? `${told.shift() ?? ''}.` : '';
    return this.#report(call, `found no matching overload for '${name}' applied to '${receiver}(${told.join(', ')})'`);
  }

  /** An overload with types of its own where it takes any. */
  #instantiate({ params, returns, typeParams }: Overload): { params: readonly CelType[]; returns: CelType } {
    if (typeParams.length === 0) return { params, returns };
    const fresh: TypeMapping = new Map(typeParams.map((name) => [name, this.#newParameter()]));
    return { params: params.map((type) => substitute(fresh, type, false)), returns: substitute(fresh, returns, false) };
  }

  #join(before: CelType | undefined, type: CelType): CelType {
    if (before === undefined) return type;
    return this.#assign([before], [type]) ? mostGeneral(before, type) : types.dyn;
  }

  /** The type of what may be left out. */
  #unwrapped(element: Expression, isOptional: boolean): CelType {
    const type = this.check(element);
    if (!isOptional) return type;
    if (!types.isOptional(type) && type.kind !== 'dyn') this.#mismatch(element, types.optionalOf(type), type);
    return types.unwrapOptional(type);
  }

  #list({ elements, optional }: ListLiteral): CelType {
    let type: CelType | undefined;
    elements.forEach((element, i) => {
      type = this.#join(type, this.#unwrapped(element, optional.has(i)));
    });
    return types.listOf(type ?? this.#newParameter());
  }

  #map({ entries }: MapLiteral): CelType {
    let [keyType, valueType]: (CelType | undefined)[] = [];
    for (const { key, value, isOptional } of entries) {
      keyType = this.#join(keyType, this.check(key));
      valueType = this.#join(valueType, this.#unwrapped(value, isOptional));
    }
    return types.mapOf(keyType ?? this.#newParameter(), valueType ?? this.#newParameter());
  }

  #comprehension(loop: Comprehension): CelType {
    const { range, init, condition, step, result, variable, variable2, accumulator } = loop;
    this.check(range);
    const accuType = this.check(init);
    const rangeType = this.#known(range.type ?? types.error);
    const [first, second] = this.#variableTypes(range, rangeType, variable2 !== undefined);
    const scopes = this.#scopes;
    this.#scopes = [...scopes, new Map([[accumulator, accuType]])];
    const outer = this.#scopes;
    this.#scopes = [...outer, new Map([[variable, first], ...(variable2 === undefined ? [] : [[variable2, second] as const])])];
    this.#assert(condition, this.check(condition), types.bool);
    this.#assert(step, this.check(step), accuType);
    this.#scopes = outer;
    const type = this.#known(this.check(result));
    this.#scopes = scopes;
    return type;
  }

  #variableTypes(range: Expression, type: CelType, hasTwo: boolean): readonly [CelType, CelType] {
    const [first = types.dyn, second = types.dyn] = type.parameters;
    if (type.kind === 'list') return hasTwo ? [types.int, first] : [first, first];
    if (type.kind === 'map') return [first, second];
    if (type.kind !== 'param' && !isAnything(type)) {
      const told = types.formatType(type);
      this.#report(range, `expression of type '${told}' cannot be range of a comprehension (must be list, map, or dynamic)`);
      return [types.error, types.error];
    }
    this.#assign([types.dyn], [type]);
    return [types.dyn, types.dyn];
  }

  #assert(expression: Expression, type: CelType, expected: CelType): void {
    if (!this.#assign([expected], [type])) this.#mismatch(expression, expected, type);
  }
}
