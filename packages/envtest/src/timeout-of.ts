const units: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
};

/**
 * Milliseconds that a variable of envtest says, which is a duration as Go writes it: `90s`, `1m30s`; undefined if it is not set, or if it
 * is zero, by which controller-runtime means its default.
 * Throws an `Error` if it is something else.
 */
export function timeoutOf(variable: string, environment: Readonly<Record<string, string | undefined>>): number | undefined {
  const text = environment[variable];
  if (!text || text === '0') return undefined;
  if (!/^(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/.test(text))
    throw new Error(`${variable}=${text}: not a duration, such as 90s or 1m30s`);
  let milliseconds = 0;
  for (const [, number = '', unit = ''] of text.matchAll(/([\d.]+)([^\d.]+)/g))
    milliseconds += Number(number) * (units[unit] ?? 0);
  return milliseconds || undefined;
}
