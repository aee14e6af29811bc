import { quote } from '@kubewright/rest';
import { isJSONObject, type JSONObject, type JSONValue } from '../json.js';
import { setField } from '../json-fields.js';

/** A text that is no JSON. The message is Go's: `invalid character '}' looking for beginning of value`. */
export class JSONSyntaxError extends Error {
  override readonly name = 'JSONSyntaxError';
}

/** A value, and what of its text it does not hold. */
export interface ExactJSON {
  value: JSONValue;
  /** Of objects that have a key more than once: all keys, in the order of the text. */
  repeated: Map<object, string[]>;
  /** Of objects and lists: how numbers are written that are not plain integers below 10^15. */
  literals: Map<object, Map<number | string, string>>;
  /** How the first number is written that is more than any float64: the value holds infinity. */
  hugeNumber: string | undefined;
}

type Container = JSONObject | JSONValue[];

interface Open {
  container: Container;
  /** Keys so far; of an object. */
  keys: string[];
  key: string;
}

/** Go's limit. */
const deepest = 10_000;
const plainInteger = /^-?[0-9]{1,15}$/;
const space = /[ \t\r\n]*/y;

/**
 * Reads JSON as Go does, text by text: half surrogates become U+FFFD, objects that stand twice under one key are merged, nesting
 * ends at 10,000. Much slower than `JSON.parse`; for texts that it refuses, and for those with something odd.
 *
 * @throws {JSONSyntaxError}
 */
export function parseExactly(text: string): ExactJSON {
  return new Parser(text).parse();
}

class Parser {
  readonly #text: string;
  #at = 0;
  readonly #open: Open[] = [];
  readonly #repeated = new Map<object, string[]>();
  readonly #literals = new Map<object, Map<number | string, string>>();
  /** How the number that was read last is written, if that is odd. */
  #oddNumber: string | undefined;
  #hugeNumber: string | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  parse(): ExactJSON {
    let value = this.#value();
    while (value === undefined || this.#open.length > 0) value = value === undefined ? this.#value() : this.#close(value);
    if (this.#peek() !== undefined) this.#fail('after top-level value');
    return { value, repeated: this.#repeated, literals: this.#literals, hugeNumber: this.#hugeNumber };
  }

  /** The value that stands here; undefined if it is an object or a list that was only opened. */
  #value(): JSONValue | undefined {
    const character = this.#peek();
    switch (character) {
      case '{':
        return this.#begin({}, '}');
      case '[':
        return this.#begin([], ']');
      case '"':
        return this.#string();
      case 't':
        return this.#literal('true', true);
      case 'f':
        return this.#literal('false', false);
      case 'n':
        return this.#literal('null', null);
      default:
        return this.#number();
    }
  }

  #begin(container: Container, end: string): JSONValue | undefined {
    if (this.#open.length >= deepest) this.#fail('exceeded max depth');
    this.#at++;
    if (this.#peek() === end) {
      this.#at++;
      return container;
    }
    const opened = { container, keys: [], key: '' };
    this.#open.push(opened);
    if (end === '}') this.#key(opened);
    return undefined;
  }

  /** Puts a value into what is open. Gives what is complete by that, undefined if another value follows. */
  #close(value: JSONValue): JSONValue | undefined {
    const opened = this.#open.at(-1) as Open;
    this.#add(opened, value);
    const isList = Array.isArray(opened.container);
    const next = this.#peek();
    if (next !== ',' && next !== (isList ? ']' : '}')) this.#fail(isList ? 'after array element' : 'after object key:value pair');
    this.#at++;
    if (next === ',') {
      if (!isList) this.#key(opened);
      return undefined;
    }
    this.#open.pop();
    return opened.container;
  }

  #add({ container, keys, key }: Open, value: JSONValue): void {
    const isList = Array.isArray(container);
    if (this.#oddNumber !== undefined) {
      const literals = this.#literals.get(container) ?? new Map<number | string, string>();
      this.#literals.set(container, literals.set(isList ? container.length : key, this.#oddNumber));
      this.#oddNumber = undefined;
    }
    if (isList) {
      container.push(value);
      return;
    }
    if (Object.hasOwn(container, key)) {
      this.#repeated.set(container, keys);
      const before = container[key];
      if (isJSONObject(before) && isJSONObject(value)) Object.assign(before, value);
      else container[key] = value;
    } else {
      setField(container, key, value);
    }
    keys.push(key);
  }

  #key(opened: Open): void {
    if (this.#peek() !== '"') this.#fail('looking for beginning of object key string');
    opened.key = this.#string();
    if (this.#peek() !== ':') this.#fail('after object key');
    this.#at++;
  }

  #string(): string {
    const start = this.#at++;
    for (; ; this.#at++) {
      const character = this.#text[this.#at];
      if (character === '"') break;
      if (character === undefined || character < ' ') this.#fail('in string literal');
      if (character === '\\') this.#escape();
    }
    this.#at++;
    return toWellFormed(JSON.parse(this.#text.slice(start, this.#at)) as string);
  }

  #escape(): void {
    const character = this.#text[++this.#at];
    if (character === undefined || !'"\\/bfnrtu'.includes(character)) this.#fail('in string escape code');
    if (character !== 'u') return;
    for (let i = 0; i < 4; i++) {
      if (!/^[0-9a-fA-F]$/.test(this.#text[++this.#at] ?? '')) this.#fail('in \\u hexadecimal character escape');
    }
  }

  #literal<T>(word: string, value: T): T {
    for (let i = 1; i < word.length; i++) {
      this.#at++;
      if (this.#text[this.#at] !== word[i]) this.#fail(`in literal ${word} (expecting ${quoteByte(word.charCodeAt(i))})`);
    }
    this.#at++;
    return value;
  }

  #number(): number {
    let written = '';
    const take = (): string => (written += this.#text[this.#at++] ?? '');
    const isDigit = (): boolean => /^[0-9]$/.test(this.#text[this.#at] ?? '');
    const digits = (where: string): void => {
      if (!isDigit()) this.#fail(where);
      while (isDigit()) take();
    };
    if (this.#text[this.#at] === '-') take();
    if (!isDigit()) this.#fail(written === '' ? 'looking for beginning of value' : 'in numeric literal');
    if (this.#text[this.#at] === '0') take();
    else digits('');
    if (this.#text[this.#at] === '.') {
      take();
      digits('after decimal point in numeric literal');
    }
    if (/^[eE]$/.test(this.#text[this.#at] ?? '')) {
      take();
      if (/^[-+]$/.test(this.#text[this.#at] ?? '')) take();
      digits('in exponent of numeric literal');
    }
    if (!plainInteger.test(written)) this.#oddNumber = written;
    const value = Number(written);
    if (!Number.isFinite(value)) this.#hugeNumber ??= written;
    return value;
  }

  /** The next character that is no space; undefined at the end. */
  #peek(): string | undefined {
    space.lastIndex = this.#at;
    this.#at += (space.exec(this.#text)?.[0] ?? '').length;
    return this.#text[this.#at];
  }

  #fail(where: string): never {
    // To Go, a space follows the end, which makes no difference between values and in strings.
    const code = this.#text.codePointAt(this.#at) ?? (/^in (?!string literal)|numeric literal$/.test(where) ? 0x20 : undefined);
    if (code === undefined) throw new JSONSyntaxError('unexpected end of JSON input');
    const [byte = 0] = new TextEncoder().encode(String.fromCodePoint(code));
    throw new JSONSyntaxError(`invalid character ${quoteByte(byte)} ${where}`);
  }
}

/** A byte as Go's scanner tells it: as if it were a character. */
function quoteByte(byte: number): string {
  if (byte === 0x27) return String.raw`'\''`;
  if (byte === 0x22) return `'"'`;
  return `'${quote(String.fromCharCode(byte)).slice(1, -1)}'`;
}

/** Half surrogates become U+FFFD. */
function toWellFormed(text: string): string {
  return text.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD');
}
