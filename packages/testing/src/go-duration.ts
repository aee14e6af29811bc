import { quote } from '@kubewright/rest';

const largest = 2n ** 63n - 1n;
const units: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};

/**
 * Reads a duration, as `1h30m`, in nanoseconds (Go `time.ParseDuration`).
 *
 * @throws {Error} in Go's words, but for the `time: ` in front, for what is none or does not fit into 64 bits
 */
export function parseGoDuration(text: string): bigint {
  const invalid = (): Error => new Error(`invalid duration ${quote(text)}`);
  const isNegative = text.startsWith('-');
  const rest = text.replace(/^[+-]/, '');
  if (rest === '0') return 0n;
  if (rest === '') throw invalid();
  const part = /(?:(\d+)\.?(\d*)|\.(\d+))([^.\d]*)/y;
  let total = 0n;
  while (part.lastIndex < rest.length) {
    const found = part.exec(rest);
    if (!found) throw invalid();
    const [, whole = '0', fraction = '', only = '', unit = ''] = found;
    if (whole.replace(/^0+/, '').length > 19) throw invalid();
    if (unit === '') throw new Error(`missing unit in duration ${quote(text)}`);
    if (!Object.hasOwn(units, unit)) throw new Error(`unknown unit ${quote(unit)} in duration ${quote(text)}`);
    const factor = units[unit] ?? 0n;
    // Further digits are less than a nanosecond of any unit.
    const digits = (fraction + only).slice(0, 18);
    total += BigInt(whole) * factor + (BigInt(digits === '' ? '0' : digits) * factor) / 10n ** BigInt(digits.length);
    if (total > largest + (isNegative ? 1n : 0n)) throw invalid();
  }
  return isNegative ? -total : total;
}
