import type { Scalar } from 'yaml';

/** A scalar that was read as a number. */
export type NumberScalar = Scalar.Parsed & { value: number };

/** What Go's `strconv.ParseInt(text, 0, 64)` takes, underscores apart. */
export const integer = /^[-+]?(?:0[bB][01_]+|0[oO]?[0-7_]+|0[xX][0-9a-fA-F_]+|[1-9][0-9_]*|0)$/;

/**
 * The value of a number, as go-yaml v2 has it: an integer that 64 bits do not hold is a float, in decimal, if it has the digits of one, and
 * else, with a prefix as `0x`, a text; so is a number that no float can hold. The unsigned half of 64 bits is for integers without a
 * sign.
 */
export function numberValue(node: NumberScalar): number | string {
  const { value, source } = node;
  if (Math.abs(value) < 2 ** 63 || (integer.test(source) && wholeOf(node) !== undefined)) return value;
  const isPrefixed = integer.test(source) && /[box]/i.test(source);
  const float = integer.test(source) && !isPrefixed ? Number(source.replaceAll('_', '')) : value;
  const isTooLarge = !Number.isFinite(float) && /^[-+0-9._e]*$/i.test(source);
  return isPrefixed || isTooLarge ? source : float;
}

/** All digits of an integer; undefined if 64 bits do not hold it. */
export function wholeOf({ value, source }: NumberScalar): bigint | undefined {
  if (Math.abs(value) > 2 ** 64) return undefined;
  const [, sign = '', digits = ''] = /^([-+]?)(.*)$/.exec(source.replaceAll('_', '')) ?? [];
  const size = BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits}` : digits);
  const whole = sign === '-' ? -size : size;
  const fits = whole === BigInt.asIntN(64, whole) || (sign === '' && whole === BigInt.asUintN(64, whole));
  return fits ? whole : undefined;
}
