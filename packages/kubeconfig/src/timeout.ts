import { KubeconfigError } from './errors.js';

const UNITS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3, // U+00B5, the micro sign
  μs: 1e-3, // U+03BC, the Greek letter
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/**
 * A timeout as kubectl's `--request-timeout` takes it (client-go `clientcmd.ParseTimeout`): whole seconds, or a duration such as `1m30s`.
 *
 * @returns milliseconds; 0 is no timeout
 * @throws {KubeconfigError} if it is neither, or negative
 */
export function parseTimeout(text: string): number {
  if (/^\+?\d+$/u.test(text)) return Number(text) * 1000;
  const amount = String.raw`(?:\d+(?:\.\d*)?|\.\d+)`;
  const unit = '(?:ns|us|µs|μs|ms|s|m|h)';
  if (!new RegExp(`^\\+?(?:${amount}${unit})+$`, 'u').test(text)) {
    throw new KubeconfigError(
      'Invalid timeout value. Timeout must be a single integer in seconds, or an integer followed by a corresponding time unit ' +
        `(e.g. 1s | 2m | 3h), but is ${JSON.stringify(text)}`,
    );
  }
  const parts = [...text.matchAll(new RegExp(`(${amount})(${unit})`, 'gu'))];
  return parts.reduce((sum, [, number, name]) => sum + Number(number) * (UNITS[name ?? ''] ?? Number.NaN), 0);
}
