import type { Call, Expression } from './expression.js';
import { expandMacro } from './macros.js';
import { type Issue, ParseError } from './source.js';
import { type Token, tokenize } from './tokens.js';
import type { CelValue } from './values.js';

/** What may not be a name (cel-spec, language definition). */
const reserved = new Set(
  'as break const continue else for function if import let loop package namespace return var void while'.split(' '),
);
const relations = new Set(['<', '<=', '>=', '>', '==', '!=', 'in']);
const deepest = 250;
const starts = "{'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}";

/**
 * Reads an expression; macros are what they stand for.
 *
 * @throws {ParseError} for what is no expression. The place is that of cel-go, what is said of syntax only begins as there
 */
export function parse(text: string): Expression {
  const issues: Issue[] = [];
  const tokens = tokenize(text, issues);
  try {
    const expression = new Parser(tokens).whole();
    if (issues.length === 0) return expression;
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    issues.push(...error.issues);
  }
  throw new ParseError(...issues);
}

class Parser {
  readonly #tokens: readonly Token[];
  #index = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  whole(): Expression {
    const expression = this.#expression();
    if (this.#next.kind !== 'end') this.#unexpected('<EOF>');
    return expression;
  }

  get #next(): Token {
    return this.#tokens[this.#index] as Token;
  }

  /** The next word, if it is this symbol. */
  #take(symbol: string): Token | undefined {
    const { kind, text } = this.#next;
    return kind === 'symbol' && text === symbol ? this.#tokens[this.#index++] : undefined;
  }

  #expect(symbol: string): Token {
    return this.#take(symbol) ?? this.#unexpected(`'${symbol}'`);
  }

  #unexpected(expected: string): never {
    const { kind, text, position } = this.#next;
    if (kind === 'end' && expected === "')'") throw new ParseError({ position, message: "Syntax error: missing ')' at '<EOF>'" });
    // Without it, would it go on?
    const next = this.#tokens[this.#index + 1];
    const goesOn = expected === starts ? next !== undefined && begins(next) : expected.length < 8;
    const what = kind === 'end' || !goesOn ? 'mismatched' : 'extraneous';
    throw new ParseError({ position, message: `Syntax error: ${what} input '${text}' expecting ${expected}` });
  }

  #expression(): Expression {
    if (++this.#depth > deepest) throw new ParseError({ position: -1, message: 'max recursion depth exceeded' });
    const condition = this.#or();
    const question = this.#take('?');
    let expression = condition;
    if (question) {
      const yes = this.#or();
      this.#expect(':');
      expression = operator('_?_:_', question, condition, yes, this.#expression());
    }
    this.#depth--;
    return expression;
  }

  #or(): Expression {
    const terms = [this.#and()];
    const tokens: Token[] = [];
    for (let token = this.#take('||'); token; token = this.#take('||')) {
      tokens.push(token);
      terms.push(this.#and());
    }
    return balanced('_||_', terms, tokens);
  }

  #and(): Expression {
    const terms = [this.#relation()];
    const tokens: Token[] = [];
    for (let token = this.#take('&&'); token; token = this.#take('&&')) {
      tokens.push(token);
      terms.push(this.#relation());
    }
    return balanced('_&&_', terms, tokens);
  }

  #relation(): Expression {
    let left = this.#sum();
    while (this.#next.kind === 'symbol' && relations.has(this.#next.text)) {
      const token = this.#tokens[this.#index++] as Token;
      left = operator(token.text === 'in' ? '@in' : `_${token.text}_`, token, left, this.#sum());
    }
    return left;
  }

  #sum(): Expression {
    let left = this.#product();
    for (let token = this.#take('+') ?? this.#take('-'); token; token = this.#take('+') ?? this.#take('-'))
      left = operator(`_${token.text}_`, token, left, this.#product());
    return left;
  }

  #product(): Expression {
    let left = this.#unary();
    const next = (): Token | undefined => this.#take('*') ?? this.#take('/') ?? this.#take('%');
    for (let token = next(); token; token = next()) left = operator(`_${token.text}_`, token, left, this.#unary());
    return left;
  }

  /** Twice is not at all. */
  #unary(): Expression {
    const { text, kind } = this.#next;
    if (kind !== 'symbol' || (text !== '!' && text !== '-')) return this.#member();
    const token = this.#tokens[this.#index++] as Token;
    const number = this.#next;
    // `-1` is a literal.
    if (text === '-' && (number.kind === 'int' || number.kind === 'double')) {
      this.#index++;
      return this.#members(this.#number(number, token));
    }
    let count = 1;
    while (this.#take(text)) count++;
    const operand = this.#member();
    return count % 2 === 0 ? operand : operator(text === '!' ? '!_' : '-_', token, operand);
  }

  #number({ position, value }: Token, sign?: Token): Expression {
    const signed = sign ? -(value as bigint) : (value as bigint);
    if (typeof signed === 'bigint' && BigInt.asIntN(64, signed) !== signed)
      throw new ParseError({ position: sign?.position ?? position, message: 'invalid int literal' });
    return { kind: 'literal', value: signed, position: sign?.position ?? position };
  }

  #member(): Expression {
    return this.#members(this.#primary());
  }

  #members(first: Expression): Expression {
    let operand = first;
    for (;;) {
      const dot = this.#take('.');
      if (dot) {
        operand = this.#select(operand, dot);
        continue;
      }
      const bracket = this.#take('[');
      if (!bracket) return operand;
      const name = this.#take('?') ? '_[?_]' : '_[_]';
      const index = this.#expression();
      this.#expect(']');
      operand = operator(name, bracket, operand, index);
    }
  }

  #select(operand: Expression, dot: Token): Expression {
    const isOptional = this.#take('?') !== undefined;
    const name = this.#next;
    if (name.kind !== 'identifier') this.#noName(name);
    this.#index++;
    const { position } = dot;
    if (isOptional) return operator('_?._', dot, operand, { kind: 'literal', value: name.text, position: name.position });
    const open = this.#take('(');
    if (!open) return { kind: 'select', operand, field: name.text, isTest: false, position };
    return this.#call(name.text, open, operand);
  }

  #noName({ kind, text, position }: Token): never {
    const message =
      kind === 'keyword'
        ? `Syntax error: mismatched input '${text}' expecting IDENTIFIER`
        : `Syntax error: no viable alternative at input '.${kind === 'end' ? '' : text}'`;
    throw new ParseError({ position, message });
  }

  #call(name: string, open: Token, target?: Expression): Expression {
    const args = this.#list(')', () => this.#expression(), false);
    const call: Call = { kind: 'call', name, target, args, position: open.position };
    return expandMacro(call);
  }

  /** Up to the closing bracket. */
  #list<T>(close: string, one: () => T, mayEndWithComma = true): T[] {
    const list: T[] = [];
    if (this.#take(close)) return list;
    for (;;) {
      if (mayEndWithComma && list.length > 0 && this.#take(close)) return list;
      list.push(one());
      if (this.#take(close)) return list;
      if (!this.#take(',')) this.#unexpected(mayEndWithComma ? `{'${close}', ','}` : `{')', ','}`);
    }
  }

  #primary(): Expression {
    const token = this.#next;
    const { kind, text, position } = token;
    if (kind === 'int' || kind === 'double') {
      this.#index++;
      return this.#number(token);
    }
    if (kind === 'uint' || kind === 'string' || kind === 'bytes') {
      this.#index++;
      return { kind: 'literal', value: token.value as CelValue, position };
    }
    if (kind === 'keyword') {
      this.#index++;
      return { kind: 'literal', value: text === 'null' ? null : text === 'true', position };
    }
    if (this.#take('(')) {
      const inner = this.#expression();
      this.#expect(')');
      return inner;
    }
    if (this.#take('[')) return this.#listLiteral(position);
    if (this.#take('{')) return this.#mapLiteral(position);
    this.#take('.');
    return this.#name();
  }

  #listLiteral(position: number): Expression {
    const optional = new Set<number>();
    let count = 0;
    const elements = this.#list(']', () => {
      if (this.#take('?')) optional.add(count);
      count++;
      return this.#expression();
    });
    return { kind: 'list', elements, optional, position };
  }

  #mapLiteral(position: number): Expression {
    const entries = this.#list('}', () => {
      const isOptional = this.#take('?') !== undefined;
      const key = this.#expression();
      this.#expect(':');
      return { key, value: this.#expression(), isOptional };
    });
    return { kind: 'map', entries, position };
  }

  #name(): Expression {
    const { kind, text, position } = this.#next;
    if (kind !== 'identifier') this.#unexpected(starts);
    this.#index++;
    if (reserved.has(text)) throw new ParseError({ position, message: `reserved identifier: ${text}` });
    const open = this.#take('(');
    if (open) return this.#call(text, open);
    const brace = this.#take('{');
    if (!brace) return { kind: 'ident', name: text, position };
    this.#list('}', () => {
      this.#index++;
      this.#expect(':');
      return this.#expression();
    });
    return { kind: 'message', name: text, position: brace.position };
  }
}

/** Whether an expression may begin so. */
function begins({ kind, text }: Token): boolean {
  return kind === 'symbol' ? '[{(.-!'.includes(text) : kind !== 'end';
}

function operator(name: string, { position }: Token, ...args: Expression[]): Expression {
  return { kind: 'call', name, target: undefined, args, position };
}

/** Long chains of `&&` and `||` are a tree that is not deep. */
function balanced(name: string, terms: readonly Expression[], tokens: readonly Token[]): Expression {
  const [first] = terms;
  if (first && terms.length === 1) return first;
  const middle = terms.length >> 1;
  const left = balanced(name, terms.slice(0, middle), tokens.slice(0, middle - 1));
  return operator(name, tokens[middle - 1] as Token, left, balanced(name, terms.slice(middle), tokens.slice(middle)));
}
