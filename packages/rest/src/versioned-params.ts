/**
 * Query parameters of an options object, in the order of its keys (apimachinery `pkg/conversion/queryparams`).
 *
 * A list repeats its key, a boolean is `true` or `false`. Undefined and null are left out, and so are nested objects: only
 * scalars have a form in a query. Whatever is set is sent, zero and false too: unlike Go, TypeScript knows unset from zero.
 * Throws a TypeError that names the key if a number is not finite.
 */
export function versionedParams(options: object): [string, string][] {
  const params: [string, string][] = [];
  for (const [key, value] of Object.entries(options) as [string, unknown][]) {
    for (const element of Array.isArray(value) ? (value as unknown[]) : [value]) {
      const text = scalar(key, element);
      if (text !== undefined) params.push([key, text]);
    }
  }
  return params;
}

function scalar(key: string, value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return value;
    case 'boolean':
    case 'bigint':
      return String(value);
    case 'number':
      if (!Number.isFinite(value))
        throw new TypeError(`cannot send the parameter ${key}: ${String(value)} is not a finite number`);
      // The exponent form of large numbers is no integer to the server.
      return Number.isInteger(value) ? BigInt(value).toString() : String(value);
    default:
      return undefined;
  }
}
