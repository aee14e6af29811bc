import { integer, numberValue, type NumberScalar, wholeOf } from './number-value.js';

/**
 * The text of a number that is the key of a mapping (sigs.k8s.io/yaml): integers of 64 bits have all their digits, other numbers those
 * that tell them from the next number of 32 bits, with an exponent below 0.0001 and from a million on. Undefined for an integer that needs
 * all 64 bits and has no sign, which kubectl refuses.
 */
export function numberKey(node: NumberScalar): string | undefined {
  const value = numberValue(node);
  if (typeof value === 'string') return value;
  if (node.tag === 'tag:yaml.org,2002:float' || !integer.test(node.source)) return floatKey(value);
  if (Number.isSafeInteger(value)) return String(value);
  const whole = wholeOf(node);
  if (whole === undefined) return floatKey(value);
  return whole === BigInt.asIntN(64, whole) ? String(whole) : undefined;
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
