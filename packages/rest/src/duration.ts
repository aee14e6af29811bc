import { quote } from './quote.js';

const nanosecondsPerMillisecond = 1_000_000n;
/** Range of Go's int64 nanoseconds, about 292 years. */
const largest = 2n ** 63n - 1n;

/** Nanoseconds in each unit, larger units first. */
const units: Readonly<Record<string, bigint>> = {
  h: 3_600_000_000_000n,
  m: 60_000_000_000n,
  s: 1_000_000_000n,
  ms: 1_000_000n,
  us: 1_000n,
  // Two characters look like this: the micro sign and the Greek letter.
  '\u00b5s': 1_000n,
  '\u03bcs': 1_000n,
  ns: 1n,
};

/**
 * Writes milliseconds, fractional ones down to the nanosecond, as Go's `Duration.String`: `500ms`, `1.5s`, `2m30s`, `1h0m0s`.
 * Throws a RangeError for what is no finite number or is beyond Go's range of 292 years.
 */
export function formatDuration(milliseconds: number): string {
  if (!Number.isFinite(milliseconds))
    throw new RangeError(`cannot write ${String(milliseconds)} milliseconds as a duration: it must be a finite number`);
  const whole = Math.trunc(milliseconds);
  const signed = BigInt(whole) * nanosecondsPerMillisecond + BigInt(Math.round((milliseconds - whole) * 1e6));
  const nanoseconds = signed < 0n ? -signed : signed;
  if (nanoseconds > largest)
    throw new RangeError(
      `cannot write ${String(milliseconds)} milliseconds as a duration: the longest is 2562047h47m16.854775807s`,
    );
  return (signed < 0n ? '-' : '') + formatPositive(nanoseconds);
}

function formatPositive(nanoseconds: bigint): string {
  if (nanoseconds === 0n) return '0s';
  if (nanoseconds < 1_000n) return `${String(nanoseconds)}ns`;
  if (nanoseconds < 1_000_000n) return `${decimal(nanoseconds, 3)}µs`;
  if (nanoseconds < 1_000_000_000n) return `${decimal(nanoseconds, 6)}ms`;
  const minutes = nanoseconds / 60_000_000_000n;
  const seconds = `${decimal(nanoseconds % 60_000_000_000n, 9)}s`;
  if (minutes === 0n) return seconds;
  if (minutes < 60n) return `${String(minutes)}m${seconds}`;
  return `${String(minutes / 60n)}h${String(minutes % 60n)}m${seconds}`;
}

/** `value` with its last `digits` digits behind the point, without trailing zeros. */
function decimal(value: bigint, digits: number): string {
  const text = value.toString().padStart(digits + 1, '0');
  const fraction = text.slice(-digits).replace(/0+$/, '');
  return text.slice(0, -digits) + (fraction === '' ? '' : `.${fraction}`);
}

/** One number with its unit; the unit is everything up to the next number, so that an unknown one can be named. */
const term = /^([0-9]*)(\.[0-9]*)?([^.0-9]*)/;

/**
 * Reads a duration as Go's `time.ParseDuration`: a sequence of decimal numbers with a unit (`h`, `m`, `s`, `ms`, `us`, `ns`)
 * such as `1h30m` or `-1.5s`, or `0`. Returns milliseconds, fractional below one. Throws an Error that quotes the text.
 */
export function parseDuration(text: string): number {
  const invalid = new Error(`time: invalid duration ${quote(text)}`);
  let rest = text.replace(/^[-+]/, '');
  if (rest === '0') return 0;
  if (rest === '') throw invalid;

  let nanoseconds = 0n;
  while (rest !== '') {
    const [matched, whole = '', fraction = '', unit = ''] = term.exec(rest) as RegExpExecArray;
    const count = BigInt(whole);
    if ((whole === '' && fraction.length < 2) || count > largest + 1n) throw invalid;
    if (unit === '') throw new Error(`time: missing unit in duration ${quote(text)}`);
    const size = Object.hasOwn(units, unit) ? units[unit] : undefined;
    if (size === undefined) throw new Error(`time: unknown unit ${quote(unit)} in duration ${quote(text)}`);
    nanoseconds += count * size + fractionOf(size, fraction.slice(1));
    if (nanoseconds > largest + 1n) throw invalid;
    rest = rest.slice(matched.length);
  }
  const negative = text.startsWith('-');
  if (nanoseconds > largest && !negative) throw invalid;
  const milliseconds = Number(nanoseconds / nanosecondsPerMillisecond) + Number(nanoseconds % nanosecondsPerMillisecond) / 1e6;
  return negative && nanoseconds > 0n ? -milliseconds : milliseconds;
}

/** Whole nanoseconds of a fraction of a unit; digits beyond the 18th cannot count. */
function fractionOf(size: bigint, digits: string): bigint {
  const significant = digits.slice(0, 18);
  return (BigInt(significant) * size) / 10n ** BigInt(significant.length);
}
