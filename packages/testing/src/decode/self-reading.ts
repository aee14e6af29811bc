import { canonicalQuantity, formatMicroTime, formatTime, parseQuantity, parseTime } from '@kubewright/rest';
import { isShortQuantity } from '../short-quantity.js';

/** A value that cannot be read at all; the rest of the object is not looked at. The message is Go's. */
export class UnreadableValueError extends Error {
  override readonly name = 'UnreadableValueError';
}

/** With a suffix, known or not. */
const withSuffix = /^[+-]?[0-9.]*(?:[eEinumkKMGTP]+[-+]?|[-+])[0-9]*$/;
const quantityRule = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

/**
 * A quantity as the server writes it: `1` for `1000m`, but `+1` and `5.` as they are (apimachinery `resource.ParseQuantity`).
 *
 * @param text with spaces around it perhaps
 * @throws {UnreadableValueError}
 */
export function readQuantity(text: string): string {
  if (isShortQuantity(text)) return text;
  const written = text.trim();
  try {
    // To Go, what has a sign, a point or a suffix and no digits is zero.
    const isZero = written !== '' && !/^[+-]?\.?[0-9]/.test(written);
    const quantity = parseQuantity(isZero ? written.replace(/^[+-]?/, '0') : written);
    return keepsItsText(written) ? written : canonicalQuantity(quantity);
  } catch {
    throw new UnreadableValueError(withSuffix.test(written) ? "unable to parse quantity's suffix" : quantityRule);
  }
}

const quantityParts = /^[+-]?0*([0-9]*)(?:\.([0-9]*))?([a-zA-Z]*)([-+]?[0-9]*)$/;
const decimalPowers: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };

/** Go remembers the text of a number that is short and looks canonical, and writes it again. */
function keepsItsText(text: string): boolean {
  const [, whole = '', fraction = '', suffix = '', exponent = ''] = quantityParts.exec(text) ?? [];
  const digits = (whole === '' ? '0' : whole) + fraction;
  if (suffix.endsWith('i')) {
    const power = 'KMGTPE'.indexOf(suffix.charAt(0)) + 1;
    return fraction === '' && digits.length + 3 * power < 15 && Number(digits) % 8 !== 0;
  }
  const power = (exponent === '' ? (decimalPowers[suffix] ?? 0) : Number(exponent)) - fraction.length;
  return digits.length <= 18 && power >= -9 && power % 3 === 0 && !digits.endsWith('000') && !digits.startsWith('0');
}

/** A time as the server writes it: whole seconds, in UTC. @throws {UnreadableValueError} */
export function readTime(text: string): string {
  if (isWrittenTime(text)) return text;
  return formatTime(parsedTime(text, '2006-01-02T15:04:05Z07:00'));
}

/** Whether a text is a time as the server writes it; this looks at years from 1000 on only. */
function isWrittenTime(text: string): boolean {
  if (!/^[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$/.test(text)) return false;
  const date = new Date(text);
  // A day that there is not becomes another one.
  return !Number.isNaN(date.valueOf()) && date.toISOString() === `${text.slice(0, -1)}.000Z`;
}

/** A time as the server writes it: microseconds, in UTC. It takes six digits only. @throws {UnreadableValueError} */
export function readMicroTime(text: string): string {
  return formatMicroTime(parsedTime(text, '2006-01-02T15:04:05.000000Z07:00'));
}

function parsedTime(text: string, layout: string): ReturnType<typeof parseTime> {
  const problem = timeProblem(text, layout);
  if (problem !== undefined) throw new UnreadableValueError(`parsing time ${quoteBytes(text)}${problem}`);
  // Go takes hours of one digit, and a comma.
  return parseTime(text.replace(/T([0-9]):/, 'T0$1:').replace(',', '.'));
}

/** A text as Go's `time` quotes it: byte by byte, if it is not ASCII. */
function quoteBytes(text: string): string {
  const escaped = [...new TextEncoder().encode(text)].map((byte) => {
    const character = String.fromCharCode(byte);
    if (character === '"' || character === '\\') return `\\${character}`;
    return byte >= 0x20 && byte < 0x80 ? character : `\\x${byte.toString(16).padStart(2, '0')}`;
  });
  return `"${escaped.join('')}"`;
}

/** The elements of a layout, each with what it takes and the range of its number. */
const elements: readonly [layout: string, syntax: RegExp, range?: [what: string, least: number, most: number]][] = [
  ['2006', /^[0-9]{4}/],
  ['-', /^-/],
  ['01', /^[0-9]{2}/, ['month', 1, 12]],
  ['-', /^-/],
  ['02', /^[0-9]{2}/, ['day', 0, 31]],
  ['T', /^T/],
  ['15', /^[0-9]{1,2}/, ['hour', 0, 23]],
  [':', /^:/],
  ['04', /^[0-9]{2}/, ['minute', 0, 59]],
  [':', /^:/],
  ['05', /^[0-9]{2}/, ['second', 0, 59]],
];

/** What Go's `time.Parse` says of a text; undefined if it takes it. */
function timeProblem(text: string, layout: string): string | undefined {
  const failed = (rest: string, element: string): string =>
    ` as ${quoteBytes(layout)}: cannot parse ${quoteBytes(rest)} as ${quoteBytes(element)}`;
  let rest = text;
  for (const [element, syntax, range] of elements) {
    const [match] = syntax.exec(rest) ?? [];
    if (match === undefined) return failed(rest, element);
    if (range && !(Number(match) >= range[1] && Number(match) <= range[2])) return `: ${range[0]} out of range`;
    rest = rest.slice(match.length);
  }
  const isMicro = layout.includes('.000000');
  const [fraction] = (isMicro ? /^\.[0-9]{6}/ : /^[.,][0-9]+/).exec(rest) ?? [];
  if (fraction === undefined && isMicro) return failed(rest, '.000000');
  rest = rest.slice(fraction?.length ?? 0);
  const [zone] = /^(?:Z|[-+][0-9]{2}:[0-9]{2})/.exec(rest) ?? [];
  if (zone === undefined) return failed(rest, 'Z07:00');
  if (Number(zone.slice(1, 3)) > 23) return ': time zone offset hour out of range';
  if (Number(zone.slice(4)) > 59) return ': time zone offset minute out of range';
  if (rest.length > zone.length) return `: extra text: ${quoteBytes(rest.slice(zone.length))}`;
  const [year = 0, month = 0, day = 0] = text.slice(0, 10).split('-').map(Number);
  if (day < 1 || day > new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate()) return ': day out of range';
  return undefined;
}

/**
 * Base64 as the server writes it.
 *
 * @throws {Error} with Go's message, for what is no base64. Go goes on with the rest of the object after this one.
 */
export function readBase64(text: string): string {
  if (base64.test(text)) return text.endsWith('=') ? Buffer.from(text, 'base64').toString('base64') : text;
  const plain = text.replaceAll(/[\r\n]/g, '');
  if (base64.test(plain)) return Buffer.from(plain, 'base64').toString('base64');
  throw new Error(`illegal base64 data at input byte ${String(firstBadByte(text))}`);
}

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Where Go's `base64.StdEncoding` stops. */
function firstBadByte(text: string): number {
  const bytes = new TextEncoder().encode(text);
  const isNewline = (at: number): boolean => bytes[at] === 0x0a || bytes[at] === 0x0d;
  let inGroup = 0;
  for (let at = 0; at < bytes.length; at++) {
    if (isNewline(at)) continue;
    const character = String.fromCharCode(bytes[at] as number);
    if (/[A-Za-z0-9+/]/.test(character)) {
      inGroup = (inGroup + 1) % 4;
      continue;
    }
    if (character !== '=' || inGroup < 2) return at;
    let next = at + 1;
    while (isNewline(next)) next++;
    if (inGroup === 2) {
      if (next >= bytes.length) return bytes.length;
      if (bytes[next] !== 0x3d) return next;
      next++;
      while (isNewline(next)) next++;
    }
    return next;
  }
  return bytes.length - inGroup;
}
