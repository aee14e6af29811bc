import { type Issue, ParseError } from './source.js';
import { unescapeText } from './unescape.js';
import { Uint } from './values.js';

/** What sort of word something is; `symbol` are operators and brackets, and `in`. */
export type TokenKind = 'bytes' | 'double' | 'end' | 'identifier' | 'int' | 'keyword' | 'string' | 'symbol' | 'uint';

/** A word of an expression. */
export interface Token {
  readonly kind: TokenKind;
  /** As it is written. */
  readonly text: string;
  readonly position: number;
  /** Of a literal. */
  readonly value?: Uint | Uint8Array | bigint | number | string;
}

const blank = /(?:[\t \r\n\f]+|\/\/[^\n]*)+/y;
const number =
  /0x([0-9a-fA-F]+)([uU]?)|([0-9]+\.[0-9]+(?:[eE][+-]?[0-9]+)?|[0-9]+[eE][+-]?[0-9]+|\.[0-9]+(?:[eE][+-]?[0-9]+)?)|([0-9]+)([uU]?)/y;
const quoted = /([bB]?)([rR]?)("""[^]*?"""|'''[^]*?'''|"[^"\n\r]*"|'[^'\n\r]*')/y;
const plainQuoted =
  /([bB]?)(?:"""(?:\\[^]|[^\\])*?"""|'''(?:\\[^]|[^\\])*?'''|"(?:\\[^\n\r]|[^\\"\n\r])*"|'(?:\\[^\n\r]|[^\\'\n\r])*')/y;
const identifier = /[A-Za-z_][A-Za-z0-9_]*/y;
const symbol = /==|!=|<=|>=|&&|\|\||[<>[\]{}().,\-!?:+*/%]/y;
const keywords = new Set(['true', 'false', 'null']);

/** The words of an expression, and the end. What is no word is left out, and told. @throws {ParseError} for a wrong literal */
export function tokenize(text: string, issues: Issue[]): Token[] {
  const tokens: Token[] = [];
  let position = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = position;
    return pattern.exec(text);
  };
  for (;;) {
    position += take(blank)?.[0].length ?? 0;
    if (position >= text.length) break;
    const token = literalAt(take, position) ?? wordAt(take, position);
    if (!token) {
      const wrong = /^(?:["'][^\n]*|[=&|][^]?|[^])/.exec(text.slice(position))?.[0] ?? '';
      issues.push({ position, message: `Syntax error: token recognition error at: '${wrong}'` });
      position += wrong.length;
      continue;
    }
    tokens.push(token);
    position += token.text.length;
  }
  tokens.push({ kind: 'end', text: '<EOF>', position: text.length });
  return tokens;
}

type Take = (pattern: RegExp) => RegExpExecArray | null;

function wordAt(take: Take, position: number): Token | undefined {
  const word = take(identifier)?.[0];
  if (word !== undefined)
    return { kind: word === 'in' ? 'symbol' : keywords.has(word) ? 'keyword' : 'identifier', text: word, position };
  const operator = take(symbol)?.[0];
  return operator === undefined ? undefined : { kind: 'symbol', text: operator, position };
}

function literalAt(take: Take, position: number): Token | undefined {
  const raw = take(quoted);
  if (raw && raw[2] !== '') return textToken(raw[0], raw[1] !== '', raw[3] ?? '', true, position);
  const plain = take(plainQuoted);
  if (plain) return textToken(plain[0], plain[1] !== '', plain[0].slice(plain[1]?.length), false, position);
  const found = take(number);
  if (!found) return undefined;
  const [text, hex, hexUnsigned, fraction, digits, unsigned] = found;
  if (fraction !== undefined) return { kind: 'double', text, position, value: Number(text) };
  const value = hex === undefined ? BigInt(digits ?? '0') : BigInt(`0x${hex}`);
  if ((hexUnsigned ?? '') === '' && (unsigned ?? '') === '') return { kind: 'int', text, position, value };
  if (value >= 2n ** 64n) throw new ParseError({ position, message: 'invalid uint literal' });
  return { kind: 'uint', text, position, value: new Uint(value) };
}

function textToken(text: string, isBytes: boolean, quotedText: string, isRaw: boolean, position: number): Token {
  const length = /^("""|''')/.test(quotedText) ? 3 : 1;
  const inner = quotedText.slice(length, -length).replaceAll('\r\n', '\n').replaceAll('\r', '\n');
  const value = unescapeText(inner, { isBytes, isRaw }, position);
  return { kind: isBytes ? 'bytes' : 'string', text, position, value };
}
