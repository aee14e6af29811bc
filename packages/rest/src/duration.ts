const nanosecondsPerMillisecond = 1_000_000n;
/** Range of Go's int64 nanoseconds, about 292 years. */
const largest = 2n ** 63n - 1n;
/** The longest duration that can be written, in whole milliseconds. */
export const longestDuration = Number(largest / nanosecondsPerMillisecond);

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
