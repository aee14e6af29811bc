import { EvaluationError } from './evaluation-error.js';
import type { Expression } from './expression.js';
import { findFunction } from './functions.js';
import { CelList, CelMap, isOfType } from './values.js';

const conversions = new Set('bool bytes double duration dyn int string timestamp type uint'.split(' '));

/**
 * An expression with constants in place of lists, maps and conversions of constants; they cost nothing any more (cel-go
 * `interpreter/decorators.go`). @throws {EvaluationError} for a conversion that fails
 */
export function fold(expression: Expression): Expression {
  switch (expression.kind) {
    case 'select':
      return { ...expression, operand: fold(expression.operand) };
    case 'list': {
      const elements = expression.elements.map(fold);
      const values = elements.flatMap((one) => (one.kind === 'literal' ? [one.value] : []));
      if (values.length < elements.length || expression.optional.size > 0) return { ...expression, elements };
      return { ...expression, kind: 'literal', value: new CelList(values) };
    }
    case 'map': {
      const entries = expression.entries.map(({ key, value, isOptional }) => ({
        key: fold(key),
        value: fold(value),
        isOptional,
      }));
      const constants = entries.flatMap(({ key, value, isOptional }) =>
        key.kind === 'literal' && value.kind === 'literal' && !isOptional ? [[key.value, value.value] as const] : [],
      );
      if (constants.length < entries.length) return { ...expression, entries };
      return { ...expression, kind: 'literal', value: new CelMap(constants) };
    }
    case 'comprehension': {
      const { range, init, condition, step, result } = expression;
      // What grows is no constant.
      const start = init.kind === 'list' || init.kind === 'map' ? init : fold(init);
      return {
        ...expression,
        range: fold(range),
        init: start,
        condition: fold(condition),
        step: fold(step),
        result: fold(result),
      };
    }
    case 'call': {
      const { target, overloads = [] } = expression;
      const args = expression.args.map(fold);
      const [first] = args;
      if (!target && args.length === 1 && first?.kind === 'literal' && conversions.has(expression.name)) {
        const found = findFunction(expression.name);
        const overload = overloads
          .map((id) => found?.byId.get(id))
          .find((one) => one?.params.every((type) => isOfType(first.value, type)));
        if (!overload) throw new EvaluationError('no such overload');
        return { ...first, value: overload.implementation(first.value), ...(expression.type && { type: expression.type }) };
      }
      return { ...expression, args, target: target && fold(target) };
    }
    default:
      return expression;
  }
}
