import { EvaluationError } from '../evaluation-error.js';
import type { Library } from '../functions.js';
import { CelList, typeNameOf } from '../values.js';
import { formatText } from './string-format.js';

function outOfRange(index: bigint): never {
  throw new EvaluationError(`index out of range: ${String(index)}`);
}

function charAt(text: string, index: bigint): string {
  const characters = Array.from(text);
  if (index < 0n || index > characters.length) outOfRange(index);
  return characters[Number(index)] ?? '';
}

function indexOf(text: string, part: string, offset = 0n): bigint {
  if (part === '') return offset;
  const characters = Array.from(text);
  if (offset < 0n) outOfRange(offset);
  if (offset >= characters.length) return -1n;
  const before = characters.slice(0, Number(offset)).join('').length;
  const found = text.indexOf(part, before);
  return found === -1 ? -1n : BigInt(Array.from(text.slice(0, found)).length);
}

function lastIndexOf(text: string, part: string, offset?: bigint): bigint {
  const characters = Array.from(text);
  if (part === '') return offset ?? BigInt(characters.length);
  if (offset === undefined) {
    const found = text.lastIndexOf(part);
    return found === -1 ? -1n : BigInt(Array.from(text.slice(0, found)).length);
  }
  if (offset < 0n) outOfRange(offset);
  if (offset >= characters.length) return -1n;
  const found = text.lastIndexOf(part, characters.slice(0, Number(offset)).join('').length);
  return found === -1 ? -1n : BigInt(Array.from(text.slice(0, found)).length);
}

function substring(text: string, start: bigint, end?: bigint): string {
  const characters = Array.from(text);
  const last = end ?? BigInt(characters.length);
  if (end !== undefined && start > end)
    throw new EvaluationError(`invalid substring range. start: ${String(start)}, end: ${String(end)}`);
  if (start < 0n || start > characters.length) outOfRange(start);
  if (last < 0n || last > characters.length) outOfRange(last);
  return characters.slice(Number(start), Number(last)).join('');
}

function replace(text: string, old: string, by: string, most = -1n): string {
  if (most < 0n) return old === '' ? ['', ...Array.from(text), ''].join(by) : text.split(old).join(by);
  const pieces = old === '' ? ['', ...Array.from(text), ''] : text.split(old);
  const joints = Math.min(pieces.length - 1, Number(most));
  return (
    pieces.slice(0, joints + 1).join(by) +
    pieces
      .slice(joints + 1)
      .map((piece) => old + piece)
      .join('')
  );
}

function split(text: string, separator: string, most = -1n): CelList {
  if (most === 0n) return new CelList([]);
  const pieces = separator === '' ? Array.from(text) : text.split(separator);
  if (most < 0n || pieces.length <= most) return new CelList(pieces);
  const head = pieces.slice(0, Number(most) - 1);
  return new CelList([...head, pieces.slice(Number(most) - 1).join(separator)]);
}

function join({ items }: CelList, separator = ''): string {
  const texts = items.map((item) => {
    if (typeof item !== 'string') throw new EvaluationError(`join: invalid input: ${typeNameOf(item)}`);
    return item;
  });
  return texts.join(separator);
}

/** What Go takes as a blank is not what JavaScript does: U+0085 is, U+FEFF is not. */
function trim(text: string): string {
  return text.replace(/^[\s\x85]+|[\s\x85]+$/g, (blank) => blank.replaceAll(/[^\uFEFF]/g, ''));
}

const escapes: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
  '"': '\\"',
};

/** Texts: of the language, and of cel-go (`ext/strings.go`, version 2). */
export const strings: Library = {
  'string::contains(string) -> bool': (text: string, part: string) => text.includes(part),
  'string::startsWith(string) -> bool': (text: string, part: string) => text.startsWith(part),
  'string::endsWith(string) -> bool': (text: string, part: string) => text.endsWith(part),
  'string::charAt(int) -> string': charAt,
  'string::indexOf(string) -> int': indexOf,
  'string::indexOf(string, int) -> int': indexOf,
  'string::lastIndexOf(string) -> int': lastIndexOf,
  'string::lastIndexOf(string, int) -> int': lastIndexOf,
  'string::lowerAscii() -> string': (text: string) => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()),
  'string::upperAscii() -> string': (text: string) => text.replace(/[a-z]+/g, (letters) => letters.toUpperCase()),
  'string::replace(string, string) -> string': replace,
  'string::replace(string, string, int) -> string': replace,
  'string::split(string) -> list(string)': split,
  'string::split(string, int) -> list(string)': split,
  'string::substring(int) -> string': substring,
  'string::substring(int, int) -> string': substring,
  'string::trim() -> string': trim,
  'string::format(list(dyn)) -> string': formatText,
  'strings.quote(string) -> string': (text: string) =>
    `"${Array.from(text, (character) => escapes[character] ?? character).join('')}"`,
  'list(string)::join() -> string': join,
  'list(string)::join(string) -> string': join,
};
