import { quote } from './quote.js';

/**
 * A moment in UTC, down to the nanosecond. The fields are those of `Temporal.PlainDateTime`, so that
 * `Temporal.PlainDateTime.from(parts)` takes them.
 */
export interface TimeParts {
  /** 0 to 9999. */
  year: number;
  /** 1 to 12. */
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  millisecond: number;
  microsecond: number;
  nanosecond: number;
}

const rfc3339 = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(?:Z|([+-])(\d{2}):(\d{2}))$/;

/**
 * Reads a time as objects hold it (`metav1.Time` and `MicroTime`): RFC 3339, with any number of digits of a second, of which
 * nine count, and with any offset. Throws an Error that quotes the text and says what is wrong with it.
 */
export function parseTime(text: string): TimeParts {
  const match = rfc3339.exec(text);
  if (!match) throw invalid(text, 'it must look like 2006-01-02T15:04:05Z (RFC 3339)');
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  if (month < 1 || month > 12) throw invalid(text, 'month out of range');
  if (day < 1 || day > daysIn(year, month)) throw invalid(text, 'day out of range');
  if (hour > 23) throw invalid(text, 'hour out of range');
  if (minute > 59) throw invalid(text, 'minute out of range');
  if (second > 59) throw invalid(text, 'second out of range');
  const [offsetHours, offsetMinutes] = [Number(match[9] ?? 0), Number(match[10] ?? 0)];
  if (offsetHours > 23 || offsetMinutes > 59) throw invalid(text, 'offset out of range');

  const offset = (offsetHours * 60 + offsetMinutes) * (match[8] === '-' ? -1 : 1);
  const date = utc(year, month, day, hour, minute - offset, second);
  if (date.getUTCFullYear() < 0 || date.getUTCFullYear() > 9999) throw invalid(text, 'year out of range');
  const nanoseconds = (match[7] ?? '').slice(0, 9).padEnd(9, '0');
  return {
    ...timeFromDate(date),
    millisecond: Number(nanoseconds.slice(0, 3)),
    microsecond: Number(nanoseconds.slice(3, 6)),
    nanosecond: Number(nanoseconds.slice(6)),
  };
}

/**
 * Writes a time as `metav1.Time`: whole seconds in UTC, `2026-07-01T10:20:30Z`. Fractions are cut off. Throws a RangeError for
 * an invalid date.
 */
export function formatTime(time: Date | TimeParts): string {
  return `${seconds(partsOf(time))}Z`;
}

/**
 * Writes a time as `metav1.MicroTime`: exactly six digits of a second, `2026-07-01T10:20:30.000000Z`; the API server takes no
 * others. Throws a RangeError for an invalid date.
 */
export function formatMicroTime(time: Date | TimeParts): string {
  const parts = partsOf(time);
  return `${seconds(parts)}.${digits(parts.millisecond, 3)}${digits(parts.microsecond, 3)}Z`;
}

/** The time as a Date, which ends at milliseconds: the rest is cut off. Takes what {@link parseTime} takes, and its result. */
export function timeToDate(time: TimeParts | string): Date {
  const { year, month, day, hour, minute, second, millisecond } = typeof time === 'string' ? parseTime(time) : time;
  const date = utc(year, month, day, hour, minute, second);
  date.setUTCMilliseconds(millisecond);
  return date;
}

/**
 * The parts of a Date; it has no micro- and nanoseconds. Throws a RangeError for an invalid date, and for years that RFC 3339
 * cannot hold.
 */
export function timeFromDate(date: Date): TimeParts {
  const year = date.getUTCFullYear();
  if (!(year >= 0 && year <= 9999))
    throw new RangeError(`cannot write ${Number.isNaN(year) ? 'an invalid date' : `the year ${String(year)}`} as RFC 3339`);
  return {
    year,
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    millisecond: date.getUTCMilliseconds(),
    microsecond: 0,
    nanosecond: 0,
  };
}

/** Nanoseconds since 1970, as of `Temporal.Instant`: to compare times, and to calculate with them, without losing any. */
export function epochNanoseconds(time: Date | TimeParts | string): bigint {
  const parts = typeof time === 'string' ? parseTime(time) : partsOf(time);
  return BigInt(timeToDate(parts).getTime()) * 1_000_000n + BigInt(parts.microsecond * 1_000 + parts.nanosecond);
}

function partsOf(time: Date | TimeParts): TimeParts {
  return time instanceof Date ? timeFromDate(time) : time;
}

function seconds({ year, month, day, hour, minute, second }: TimeParts): string {
  return `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}T${digits(hour, 2)}:${digits(minute, 2)}:${digits(second, 2)}`;
}

function digits(value: number, count: number): string {
  return String(value).padStart(count, '0');
}

/** `Date.UTC` reads years below 100 as of the last century. */
function utc(year: number, month: number, day: number, hour: number, minute: number, second: number): Date {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second);
  return date;
}

function daysIn(year: number, month: number): number {
  return utc(year, month + 1, 0, 0, 0, 0).getUTCDate();
}

function invalid(text: string, problem: string): Error {
  return new Error(`cannot parse the time ${quote(text)}: ${problem}`);
}
