import { CostExceededError } from './evaluation-error.js';
import type { Expression } from './expression.js';
import type { NamedFormat } from './library/formats.js';
import { sizeOf } from './library/conversions.js';
import { CelList, CelMap, type CelValue, Opaque, Optional } from './values.js';

/** What one look at a character costs, and one at a character of a regular expression (cel-go `common/cost.go`). */
const perCharacter = 0.1;
const perRegexCharacter = 0.25;
/** What it costs to make a list. */
export const listCost = 10;
/** What it costs to make a map. */
export const mapCost = 30;

/** Counts what an expression costs, in the units of cel-go (`interpreter/runtimecost.go`). */
export class CostMeter {
  readonly #limit: number;
  #cost = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get cost(): number {
    return this.#cost;
  }

  /** @throws {CostExceededError} over the limit */
  add(cost: number): void {
    this.#cost += cost;
    if (this.#cost > this.#limit) throw new CostExceededError();
  }

  /** Of `a.b` and `a[b]`. */
  select(operand: Expression): void {
    this.add(isAttribute(operand) ? 1 : 2);
  }
}

/** Whether an expression is a variable, or something in one. */
export function isAttribute(expression: Expression): boolean {
  return (
    expression.kind === 'ident' ||
    (expression.kind === 'select' && !expression.isTest) ||
    (expression.kind === 'call' && ['_[_]', '_?._', '_[?_]', '_?_:_'].includes(expression.name))
  );
}

function size(value: CelValue | undefined): number {
  if (value instanceof Optional) return size(value.value);
  if (typeof value === 'string' || value instanceof Uint8Array || value instanceof CelList || value instanceof CelMap)
    return Number(sizeOf(value));
  if (value instanceof Opaque && value.typeName === 'net.IP') return value.text.includes(':') ? 16 : 4;
  if (value instanceof Opaque && value.typeName === 'net.CIDR') return value.text.includes(':') ? 16 : 4;
  return 1;
}

function characters(count: number): number {
  return Math.ceil(count * perCharacter);
}

/** What a call costs (apiserver `pkg/cel/library/cost.go`). */
export function callCost(overload: string, name: string, [first, second]: readonly CelValue[], result: CelValue): number {
  switch (name) {
    case 'isSorted':
    case 'sum':
    case 'max':
    case 'min':
    case 'indexOf':
    case 'lastIndexOf':
      return traversal(first);
    case 'url':
    case 'lowerAscii':
    case 'upperAscii':
    case 'substring':
    case 'trim':
    case 'cidr':
    case 'isIP':
    case 'isCIDR':
    case 'quantity':
    case 'isQuantity':
    case 'semver':
    case 'isSemver':
    case 'startsWith':
    case 'endsWith':
    case 'format':
    case 'strings.quote':
      return characters(size(first));
    case 'ip':
      return overload.startsWith('CIDR') ? 1 : characters(size(first));
    case 'bytes':
      return overload.includes('(string)') ? characters(size(first)) : 1;
    case 'string':
      return overload.includes('(bytes)') ? characters(size(first)) : 1;
    case 'replace':
    case 'split':
    case 'ip.isCanonical':
      return characters(size(first) * 2);
    case 'join':
      return characters(size(result) * 2);
    case 'matches':
    case 'find':
    case 'findAll':
      return characters(1 + size(first)) * Math.ceil(size(second) * perRegexCharacter);
    case 'slice':
    case 'lists.range':
    case 'reverse':
      return 1 + listCost + size(result);
    case 'flatten':
      return 1 + listCost + size(first) * (typeof second === 'bigint' ? Number(second) : 1);
    case 'distinct':
    case 'sort':
      return selfComparison(first);
    case '@sortByAssociatedKeys':
      return selfComparison(second);
    case 'sets.contains':
    case 'sets.intersects':
      return 1 + size(first) * size(second);
    case 'sets.equivalent':
      return 1 + size(first) * size(second) * 2;
    case 'validate': {
      const { regexSize } = first instanceof Opaque ? (first.value as NamedFormat) : { regexSize: 0 };
      return characters(1 + size(second)) * Math.ceil(regexSize * perRegexCharacter);
    }
    case 'containsIP':
      return characters(size(first) * 2) + (overload.includes('(string)') ? characters(size(second)) : 0);
    case 'containsCIDR':
      return (
        characters(size(first) * 2) + characters(size(first)) + 1 + (overload.includes('(string)') ? characters(size(second)) : 0)
      );
    case 'contains':
      return characters(size(first)) * characters(size(second));
    case '@in':
      return overload.includes('list') ? size(second) : 1;
    case '_==_':
      return first instanceof Opaque ? 1 : characters(Math.min(size(first), size(second)));
    case '_!=_':
      return characters(Math.min(size(first), size(second)));
    case '_<_':
    case '_<=_':
    case '_>_':
    case '_>=_':
      return /string|bytes/.test(overload) ? characters(Math.min(size(first), size(second))) : 1;
    case '_+_':
      return /string|bytes/.test(overload) ? characters(size(first) + size(second)) : 1;
    default:
      return 1;
  }
}

/** Of comparing all elements with each other. */
function selfComparison(value: CelValue | undefined): number {
  if (!(value instanceof CelList)) return 1;
  const [first] = value.items;
  const factor = typeof first === 'string' || first instanceof Uint8Array ? 2 + perCharacter : 2;
  return 1 + listCost + Math.floor(value.items.length ** 2 * factor);
}

/** Of all that is in a list, once. */
function traversal(value: CelValue | undefined): number {
  if (typeof value === 'string') return Math.floor(Buffer.byteLength(value) * perCharacter);
  if (!(value instanceof CelList)) return 1;
  return value.items.reduce<number>((sum, item) => sum + (typeof item === 'object' ? 1 : traversal(item)), 0);
}
