import { quote } from '@kubewright/rest';
import { EvaluationError } from '../evaluation-error.js';
import { goNumber } from '../go-number.js';
import { Duration, Timestamp } from '../time-values.js';
import { CelList, CelMap, type CelValue, TypeValue, typeNameOf, Uint } from '../values.js';

type Clause = (value: CelValue, precision: number) => string | undefined;

/** What `%d` and so on make of a value; undefined if they do not take it. */
const clauses: Readonly<Record<string, Clause>> = {
  s: showText,
  d: (value) => (typeof value === 'bigint' || value instanceof Uint ? integer(value).toString() : undefined),
  f: (value, precision) => withNumber(value, (number) => fixed(number, precision)),
  e: (value, precision) => withNumber(value, (number) => scientific(number, precision)),
  b: (value) => (typeof value === 'boolean' ? String(Number(value)) : radix(value, 2)),
  x: hexadecimal,
  X: (value) => hexadecimal(value)?.toUpperCase(),
  o: (value) => radix(value, 8),
};
const allowed: Readonly<Record<string, string>> = {
  s: 'string clause can only be used on strings, bools, bytes, ints, doubles, maps, lists, types, durations, and timestamps',
  d: 'decimal clause can only be used on integers',
  f: 'fixed-point clause can only be used on doubles',
  e: 'scientific clause can only be used on doubles',
  b: 'only integers and bools can be formatted as binary',
  x: 'only integers, byte buffers, and strings can be formatted as hex',
  X: 'only integers, byte buffers, and strings can be formatted as hex',
  o: 'octal clause can only be used on integers',
};

/** What is wrong with a format for some values, of which undefined ones are not known yet. */
export interface FormatProblem {
  readonly message: string;
  /** Of the value that does not fit; undefined if the format is wrong. */
  readonly index?: number;
}

const clause = /%(?:(%)|(?:\.([0-9]+))?([^]?))/g;

/** What keeps values from being formatted; undefined if nothing does. */
export function formatProblem(format: string, values: readonly (CelValue | undefined)[]): FormatProblem | undefined {
  let count = 0;
  for (const [, percent, , verb = ''] of format.matchAll(clause)) {
    if (percent !== undefined) continue;
    const show = clauses[verb];
    if (!show) return { message: `could not parse formatting clause: unrecognized formatting clause "${verb}"` };
    if (count >= values.length) return { message: `index ${String(count)} out of range` };
    const value = values[count];
    if (value !== undefined && show(value, 6) === undefined) {
      const message = `error during formatting: ${allowed[verb] ?? ''}, was given ${typeNameOf(value)}`;
      return { message, index: count };
    }
    count++;
  }
  if (count >= values.length) return undefined;
  return {
    message: `too many arguments supplied to string.format (expected ${String(count)}, got ${String(values.length)})`,
  };
}

/** `"%d of %s".format([1, "a"])` (cel-go `ext/formatting.go`), in the language of the United States. */
export function formatText(format: string, { items }: CelList): string {
  const problem = formatProblem(format, items);
  if (problem) throw new EvaluationError(problem.message);
  let count = 0;
  return format.replace(clause, (_, percent: string | undefined, precision: string | undefined, verb: string) =>
    percent === undefined ? (clauses[verb]?.(items[count++] ?? null, Number(precision ?? 6)) ?? '') : '%',
  );
}

function integer(value: Uint | bigint): bigint {
  return value instanceof Uint ? value.value : value;
}

function radix(value: CelValue, base: number): string | undefined {
  return typeof value === 'bigint' || value instanceof Uint ? integer(value).toString(base) : undefined;
}

function hexadecimal(value: CelValue): string | undefined {
  if (typeof value === 'string') return Buffer.from(value).toString('hex');
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : radix(value, 16);
}

function withNumber(value: CelValue, show: (number: number) => string): string | undefined {
  if (value === 'NaN') return show(NaN);
  if (value === 'Infinity') return show(Infinity);
  if (value === '-Infinity') return show(-Infinity);
  return typeof value === 'number' ? show(value) : undefined;
}

function unusual(value: number): string | undefined {
  if (Number.isNaN(value)) return 'NaN';
  return Number.isFinite(value) ? undefined : value > 0 ? '∞' : '-∞';
}

function fixed(value: number, precision: number): string {
  const plain = value.toFixed(Math.min(precision, 100));
  return unusual(value) ?? plain.replace(/^-?\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ','));
}

function scientific(value: number, precision: number): string {
  const [digits = '', power = '+0'] = value.toExponential(Math.min(precision, 100)).split('e');
  const raised = power
    .replace('+', '')
    .replace(/\d+/, (text) => text.padStart(2, '0'))
    .replace(/[-\d]/g, (digit) => '⁻⁰¹²³⁴⁵⁶⁷⁸⁹'['-0123456789'.indexOf(digit)] ?? digit);
  return unusual(value) ?? `${digits}×10${raised}`;
}

function showText(value: CelValue): string | undefined {
  if (value instanceof CelList) return `[${value.items.map(showElement).join(', ')}]`;
  if (value instanceof CelMap) {
    const entries = Array.from(value.entries(), ([key, one]): [string, string] => [showElement(key), showElement(one)]);
    const sorted = entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${sorted.map(([key, one]) => `${key}:${one}`).join(', ')}}`;
  }
  if (value === null) return 'null';
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  if (typeof value === 'number') return goNumber(value);
  if (value instanceof Uint) return String(value.value);
  if (value instanceof TypeValue) return value.name;
  if (typeof value === 'object' && !(value instanceof Timestamp) && !(value instanceof Duration)) return undefined;
  return String(value);
}

/** In a list or a map. */
function showElement(value: CelValue): string {
  if (typeof value === 'string') return quote(value);
  if (value instanceof Uint8Array) return `b${quote(Buffer.from(value).toString('utf8'))}`;
  if (value instanceof Timestamp) return `timestamp(${quote(String(value))})`;
  if (value instanceof Duration) return `duration(${quote(String(value))})`;
  if (value instanceof TypeValue) return `type(${value.name})`;
  if (typeof value === 'number') return Number.isFinite(value) ? value.toFixed(6) : quote(goNumber(value));
  const shown = showText(value);
  if (shown === undefined) throw new EvaluationError(`error during formatting: no formatting function for ${typeNameOf(value)}`);
  return shown;
}
