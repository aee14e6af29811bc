import { isJSONObject, type JSONObject, type JSONValue } from '../json.js';
import { compareKeys } from './yaml-keys.js';
import { type ScalarStyle, scalarStyle } from './yaml-scalar.js';

/** A value as the server writes it in YAML (sigs.k8s.io/yaml): byte for byte what Go makes of it. */
export function yamlText(value: JSONValue): string {
  const writer = new YAMLWriter();
  writer.node(value, -2, false);
  return writer.finish();
}

/** Columns behind which a text goes on in the next line, at its next space. */
const width = 80;
/** Bytes of the longest key that stands before its value in one line. */
const longestKey = 128;

class YAMLWriter {
  #text = '';
  #column = 0;
  /** Whether what comes next needs no space before it. */
  #isOpen = true;

  finish(): string {
    return this.#column === 0 ? this.#text : `${this.#text}\n`;
  }

  /** @param indent of what it stands in @param isValue whether it is what a key in the same line has */
  node(value: JSONValue, indent: number, isValue: boolean): void {
    if (Array.isArray(value) && value.length > 0) this.#list(value, isValue ? indent : indent + 2);
    else if (isJSONObject(value) && Object.keys(value).length > 0) this.#object(value, indent + 2);
    else this.#scalar(value, Math.max(indent, 0) + 2);
  }

  #list(list: readonly JSONValue[], indent: number): void {
    for (const item of list) {
      this.#line(indent);
      this.#put('-');
      this.#between();
      this.node(item, indent, false);
    }
  }

  #object(object: JSONObject, indent: number): void {
    for (const key of Object.keys(object).sort(compareKeys)) {
      this.#line(indent);
      const isSimple = !/[\r\n\u2028\u2029]/.test(key) && Buffer.byteLength(key) <= longestKey;
      if (isSimple) {
        if (key === '') this.#put('""');
        else this.#string(key, indent + 2, true);
        this.#put(':');
      } else {
        this.#put('?');
        this.#between();
        this.#string(key, indent + 2, false);
        this.#line(indent);
        this.#put(':');
        this.#between();
      }
      this.node(object[key] ?? null, indent, isSimple);
    }
  }

  #scalar(value: JSONValue, indent: number): void {
    if (typeof value === 'string') this.#string(value, indent, false);
    else {
      this.#space();
      if (Array.isArray(value)) this.#put('[]');
      else if (isJSONObject(value)) this.#put('{}');
      else this.#put(typeof value === 'number' ? numberText(value) : String(value));
    }
  }

  #string(text: string, indent: number, isKey: boolean): void {
    this.#space();
    const style = scalarStyle(text, isKey);
    if (style === 'literal') this.#literal(text, indent);
    else if (style === 'double') this.#double(text, indent, isKey);
    else this.#folded(text, style, indent, isKey);
  }

  /** Plain, or in single quotes. */
  #folded(text: string, style: ScalarStyle, indent: number, isKey: boolean): void {
    const isQuoted = style === 'single';
    if (isQuoted) this.#put("'");
    let wasSpace = false;
    let wasBreak = false;
    for (let i = 0; i < text.length; i++) {
      const character = text.charAt(i);
      if (character === ' ') {
        const mayBreak = !isKey && !wasSpace && this.#column > width && text[i + 1] !== ' ';
        if (mayBreak && (!isQuoted || (i > 0 && i < text.length - 1))) this.#line(indent);
        else this.#put(' ');
        wasSpace = true;
      } else if (isBreak(character)) {
        this.#break(character);
        wasBreak = true;
      } else {
        if (wasBreak) this.#pad(indent);
        this.#put(isQuoted && character === "'" ? "''" : character);
        wasSpace = false;
        wasBreak = false;
      }
    }
    if (isQuoted) this.#put("'");
  }

  #double(text: string, indent: number, isKey: boolean): void {
    this.#put('"');
    let wasSpace = false;
    const characters = Array.from(text);
    const isMarked = characters[0] === '\ufeff';
    characters.forEach((character, i) => {
      const escape = isMarked ? escapeOf(character) : escapeIfNeeded(character);
      if (escape !== undefined) this.#put(escape);
      else if (character === ' ' && !isKey && !wasSpace && this.#column > width && i > 0 && i < characters.length - 1) {
        this.#line(indent);
        if (characters[i + 1] === ' ') this.#put('\\');
      } else this.#put(character);
      wasSpace = escape === undefined && character === ' ';
    });
    this.#put('"');
  }

  #literal(text: string, indent: number): void {
    this.#put('|');
    if (/^[ \r\n\u2028\u2029]/.test(text)) this.#put('2');
    const [end = ''] = /[\r\n\u2028\u2029]*$/.exec(text) ?? [];
    if (end === '') this.#put('-');
    else if (end.length > 1 || end === text) this.#put('+');
    this.#break('\n');
    let wasBreak = true;
    for (const character of text) {
      if (isBreak(character)) this.#break(character);
      else {
        if (wasBreak) this.#pad(indent);
        this.#put(character);
      }
      wasBreak = isBreak(character);
    }
  }

  /** Begins a line, unless this one is at its indent already. */
  #line(indent: number): void {
    if (!this.#isOpen || this.#column > indent) this.#break('\n');
    this.#pad(indent);
    this.#isOpen = true;
  }

  #pad(indent: number): void {
    if (this.#column < indent) this.#put(' '.repeat(indent - this.#column));
  }

  /** A space that belongs to what stands before it. */
  #between(): void {
    this.#put(' ');
    this.#isOpen = true;
  }

  #space(): void {
    if (!this.#isOpen) this.#put(' ');
  }

  #break(character: string): void {
    this.#text += character;
    this.#column = 0;
    this.#isOpen = true;
  }

  #put(text: string): void {
    this.#text += text;
    // Halves of surrogate pairs are written as escapes only.
    this.#column += text.length;
    this.#isOpen = false;
  }
}

function isBreak(character: string): boolean {
  return /^[\r\n\u2028\u2029]$/.test(character);
}

const escapes: Readonly<Record<string, string>> = {
  '\0': '0',
  '\x07': 'a',
  '\b': 'b',
  '\t': 't',
  '\n': 'n',
  '\v': 'v',
  '\f': 'f',
  '\r': 'r',
  '\x1b': 'e',
  '"': '"',
  '\\': '\\',
  '\x85': 'N',
  '\xa0': '_',
  '\u2028': 'L',
  '\u2029': 'P',
};

function escapeIfNeeded(character: string): string | undefined {
  return /[^\u0020-\u007e\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]|["\\\u2028\u2029]/.test(character)
    ? escapeOf(character)
    : undefined;
}

function escapeOf(character: string): string {
  const short = Object.hasOwn(escapes, character) ? escapes[character] : undefined;
  if (short !== undefined) return `\\${short}`;
  const code = character.codePointAt(0) ?? 0;
  const [letter, digits] = code <= 0xff ? ['x', 2] : code <= 0xffff ? ['u', 4] : ['U', 8];
  return `\\${letter}${code.toString(16).toUpperCase().padStart(digits, '0')}`;
}

/** Integers of 64 bits with all digits, others as Go's `%g`. */
function numberText(value: number): string {
  if (Number.isInteger(value) && value >= -(2 ** 63) && value < 2 ** 64) return BigInt(value).toString();
  const [digits = '', exponent = ''] = value.toExponential().split('e');
  const power = Number(exponent);
  if (power >= -4 && power < 6) return String(value);
  return `${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}
