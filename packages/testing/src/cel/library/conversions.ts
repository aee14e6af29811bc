import { EvaluationError } from '../evaluation-error.js';
import type { Library } from '../functions.js';
import { goNumber } from '../go-number.js';
import { Duration, Timestamp } from '../time-values.js';
import { CelList, type CelMap, type CelValue, TypeValue, typeNameOf, Uint } from '../values.js';
import { int64 } from './operators.js';

const truths: Readonly<Record<string, boolean>> = {
  ...Object.fromEntries(['1', 't', 'T', 'true', 'TRUE', 'True'].map((text) => [text, true])),
  ...Object.fromEntries(['0', 'f', 'F', 'false', 'FALSE', 'False'].map((text) => [text, false])),
};

function fail(what: string): never {
  throw new EvaluationError(what);
}

function conversionError(from: string, to: string): never {
  return fail(`type conversion error from '${from}' to '${to}'`);
}

function toBool(text: string): boolean {
  return truths[text] ?? conversionError('string', 'bool');
}

function toDouble(text: string): number {
  if (/^[+-]?inf(inity)?$/i.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  if (/^[+-]?nan$/i.test(text)) return NaN;
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) conversionError('string', 'double');
  return Number(text);
}

function intOfDouble(value: number): bigint {
  if (Number.isNaN(value) || value <= -(2 ** 63) || value >= 2 ** 63) fail('integer overflow');
  return BigInt(Math.trunc(value));
}

function intOfText(text: string): bigint {
  if (!/^[+-]?\d+$/.test(text)) conversionError('string', 'int');
  const value = BigInt(text.replace(/^\+/, ''));
  return BigInt.asIntN(64, value) === value ? value : conversionError('string', 'int');
}

function uintOfText(text: string): Uint {
  if (!/^\d+$/.test(text)) conversionError('string', 'uint');
  const value = BigInt(text);
  return BigInt.asUintN(64, value) === value ? new Uint(value) : conversionError('string', 'uint');
}

function uintOf(value: bigint): Uint {
  if (value < 0n) fail('unsigned integer overflow');
  return new Uint(value);
}

function uintOfDouble(value: number): Uint {
  if (Number.isNaN(value) || value <= -1 || value >= 2 ** 64) fail('unsigned integer overflow');
  return new Uint(BigInt(Math.trunc(value)));
}

function textOfBytes(value: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(value);
  } catch {
    return fail('invalid UTF-8 in bytes, cannot convert to string');
  }
}

/** How many characters, bytes, elements or entries. */
export function sizeOf(value: CelList | CelMap | Uint8Array | string): bigint {
  if (typeof value === 'string') return BigInt(countCharacters(value));
  if (value instanceof Uint8Array) return BigInt(value.length);
  return BigInt(value instanceof CelList ? value.items.length : value.size);
}

function countCharacters(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

const same = (value: CelValue): CelValue => value;

/** `int("1")`, `type(x)`, `size(x)` (cel-go `common/stdlib`). */
export const conversions: Library = {
  'size(bytes) -> int': sizeOf,
  'bytes::size() -> int': sizeOf,
  'size(list(A)) -> int': sizeOf,
  'list(A)::size() -> int': sizeOf,
  'size(map(A, B)) -> int': sizeOf,
  'map(A, B)::size() -> int': sizeOf,
  'size(string) -> int': sizeOf,
  'string::size() -> int': sizeOf,
  'type(A) -> type(A)': (value: CelValue) => new TypeValue(typeNameOf(value)),
  'dyn(A) -> dyn': same,
  'bool(bool) -> bool': same,
  'bool(string) -> bool': toBool,
  'bytes(bytes) -> bytes': same,
  'bytes(string) -> bytes': (text: string) => Uint8Array.from(Buffer.from(text)),
  'double(double) -> double': same,
  'double(int) -> double': Number,
  'double(string) -> double': toDouble,
  'double(uint) -> double': (value: Uint) => Number(value.value),
  'duration(duration) -> duration': same,
  'duration(int) -> duration': () => conversionError('int', 'google.protobuf.Duration'),
  'duration(string) -> duration': (text: string) => Duration.parse(text) ?? conversionError('string', 'google.protobuf.Duration'),
  'int(int) -> int': same,
  'int(double) -> int': intOfDouble,
  'int(duration) -> int': (value: Duration) => value.nanoseconds,
  'int(string) -> int': intOfText,
  'int(timestamp) -> int': (value: Timestamp) => (value.nanoseconds - BigInt(value.nanosecond)) / 1_000_000_000n,
  'int(uint) -> int': (value: Uint) => int64(value.value),
  'string(string) -> string': same,
  'string(bool) -> string': String,
  'string(bytes) -> string': textOfBytes,
  'string(double) -> string': goNumber,
  'string(duration) -> string': String,
  'string(int) -> string': String,
  'string(timestamp) -> string': String,
  'string(uint) -> string': (value: Uint) => String(value.value),
  'timestamp(timestamp) -> timestamp': same,
  'timestamp(int) -> timestamp': (value: bigint) => new Timestamp(value * 1_000_000_000n),
  'timestamp(string) -> timestamp': (text: string) =>
    Timestamp.parse(text) ?? conversionError('string', 'google.protobuf.Timestamp'),
  'uint(uint) -> uint': same,
  'uint(double) -> uint': uintOfDouble,
  'uint(int) -> uint': uintOf,
  'uint(string) -> uint': uintOfText,
};
