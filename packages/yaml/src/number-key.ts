import type { Scalar } from 'yaml';

/** What Go's `strconv.ParseInt(text, 0, 64)` takes, underscores apart. */
export const integer = /^[-+]?(?:0[bB][01_]+|0[oO]?[0-7_]+|0[xX][0-9a-fA-F_]+|[1-9][0-9_]*|0)$/;

/**
 * The text of a number that is the key of a mapping (sigs.k8s.io/yaml): integers of 64 bits have all their digits, other numbers those
 * that tell them from the next number of 32 bits, with an exponent below 0.0001 and from a million on. Undefined for an integer that needs
 * all 64 bits and has no sign, which kubectl refuses.
 */
export function numberKey({ value, source, tag }: Scalar.Parsed & { value: number }): string | undefined {
  if (tag === 'tag:yaml.org,2002:float' || !integer.test(source)) return isTooLarge(value, source) ? source : floatKey(value);
  if (Number.isSafeInteger(value)) return String(value);
  const text = source.replaceAll('_', '');
  // What is longer than 64 bits is a float if it has the digits of one, and else a text.
  const whole = Math.abs(value) <= 2 ** 64 ? wholeOf(text) : undefined;
  if (whole === undefined) return /[box]/i.test(text) ? source : floatKey(Number(text));
  return whole === BigInt.asIntN(64, whole) ? String(whole) : undefined;
}

/** Whether no float can hold a number: to Go it is a text. */
export function isTooLarge(value: number, source: string): boolean {
  return !Number.isFinite(value) && /^[-+0-9._e]*$/i.test(source);
}

/** Undefined for what no integer of 64 bits is, with or without a sign. */
function wholeOf(text: string): bigint | undefined {
  const [, sign = '', digits = ''] = /^([-+]?)(.*)$/.exec(text) ?? [];
  const size = BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits}` : digits);
  const whole = sign === '-' ? -size : size;
  const fits = whole === BigInt.asIntN(64, whole) || (sign === '' && whole === BigInt.asUintN(64, whole));
  return fits ? whole : undefined;
}

function floatKey(value: number): string {
  const single = Math.fround(value);
  if (Number.isNaN(single)) return '.nan';
  const sign = single < 0 || Object.is(single, -0) ? '-' : '';
  if (!Number.isFinite(single)) return `${sign}.inf`;
  const size = shortest(Math.abs(single));
  const [, exponent = ''] = size.toExponential().split('e');
  const isPlain = size === 0 || (Number(exponent) >= -4 && Number(exponent) < 6);
  return sign + (isPlain ? String(size) : size.toExponential().replace(/(?<=e[+-])(?=\d$)/, '0'));
}

/** Of the decimals with the fewest digits that are rounded to this number of 32 bits, the nearest, and of two the even one. */
function shortest(single: number): number {
  const [mantissa = '', exponent = ''] = single.toExponential(100).split('e');
  const all = mantissa.replace('.', '');
  for (let digits = 1; ; digits++) {
    const below = Number(all.slice(0, digits));
    const rest = all.slice(digits);
    const half = '5'.padEnd(rest.length, '0');
    const isNearerAbove = rest > half || (rest === half && below % 2 === 1);
    for (const decimal of isNearerAbove ? [below + 1, below] : [below, below + 1]) {
      const near = Number(`${String(decimal)}e${String(Number(exponent) - digits + 1)}`);
      if (Math.fround(near) === single) return near;
    }
  }
}
