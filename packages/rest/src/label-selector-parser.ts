import { compareBytewise } from './byte-order.js';
import { type LabelOperator, labelRequirement, type LabelRequirement } from './label-requirement.js';
import { quote } from './quote.js';

/** White space, then an operator or a bracket, or a run of anything else. */
const token = /[ \t\r\n]*(==|!=|[=!(),<>]|[^=!(),<> \t\r\n]+)/y;
const endOfText = '';
const operatorOf: Readonly<Record<string, LabelOperator>> = {
  in: 'in',
  notin: 'notin',
  '=': '=',
  '==': '==',
  '!=': '!=',
  '>': 'gt',
  '<': 'lt',
};

/**
 * Reads a label selector, `app=web,tier in (backend, cache),!canary`, and returns its requirements in the order of their keys,
 * each with its values in order (apimachinery `labels.Parse`). An empty text has none and selects everything.
 * Throws an Error that quotes the text and names the part that is not valid.
 */
export function parseLabelSelector(text: string): LabelRequirement[] {
  try {
    return new Parser(text).parse().sort((a, b) => compareBytewise(a.key, b.key));
  } catch (error) {
    throw new Error(`cannot parse the label selector ${quote(text)}: ${(error as Error).message}`, { cause: error });
  }
}

class Parser {
  readonly #tokens: string[] = [];
  #position = 0;

  constructor(text: string) {
    token.lastIndex = 0;
    for (let match = token.exec(text); match; match = token.exec(text)) this.#tokens.push(match[1] as string);
  }

  parse(): LabelRequirement[] {
    const requirements: LabelRequirement[] = [];
    if (this.#peek() === endOfText) return requirements;
    for (;;) {
      const first = this.#peek();
      if (first !== '!' && !isIdentifier(first)) {
        throw expected(first, requirements.length === 0 ? "!, identifier, or 'end of string'" : "identifier after ','");
      }
      requirements.push(this.#requirement());
      const next = this.#take();
      if (next === endOfText) return requirements;
      if (next !== ',') throw expected(next, "',' or 'end of string'");
    }
  }

  #requirement(): LabelRequirement {
    const negated = this.#peek() === '!';
    if (negated) this.#take();
    const key = this.#take();
    if (!isIdentifier(key)) throw expected(key, 'identifier');
    if (negated) return labelRequirement(key, '!');
    if (this.#peek() === endOfText || this.#peek() === ',') return labelRequirement(key, 'exists');

    const symbol = this.#take();
    const operator = Object.hasOwn(operatorOf, symbol) ? operatorOf[symbol] : undefined;
    if (operator === undefined) throw expected(symbol, 'in, notin, =, ==, !=, gt, lt');
    const values = operator === 'in' || operator === 'notin' ? this.#values() : [this.#value()];
    return labelRequirement(key, operator, [...new Set(values)].sort(compareBytewise));
  }

  /** The one value behind `=`, which may be empty. */
  #value(): string {
    if (this.#peek() === endOfText || this.#peek() === ',') return '';
    const value = this.#take();
    if (!isIdentifier(value)) throw expected(value, 'identifier');
    return value;
  }

  /** The values between brackets; nothing between two commas, or between a comma and a bracket, is the empty value. */
  #values(): string[] {
    const opening = this.#take();
    if (opening !== '(') throw expected(opening, "'('");
    const values: string[] = [];
    for (;;) {
      const value = isIdentifier(this.#peek()) ? this.#take() : '';
      values.push(value);
      const next = this.#take();
      if (next === ')') return values;
      if (next !== ',') throw expected(next, value === '' ? "',', ')' or identifier" : "',' or ')'");
    }
  }

  #peek(): string {
    return this.#tokens[this.#position] ?? endOfText;
  }

  #take(): string {
    return this.#tokens[this.#position++] ?? endOfText;
  }
}

function isIdentifier(text: string): boolean {
  return /^[^=!(),<>]/.test(text);
}

function expected(found: string, what: string): Error {
  return new Error(`found ${found === endOfText ? 'the end' : quote(found)}, expected: ${what}`);
}
