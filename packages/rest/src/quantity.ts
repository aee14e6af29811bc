import { quote } from './quote.js';

/** How a quantity is written: `1500m` and `2G`; `128Mi`; `12e6`. */
export type QuantityFormat = 'BinarySI' | 'DecimalExponent' | 'DecimalSI';

/** A quantity to calculate with: `unscaled` × 10^`exponent`, exactly. Equal amounts have equal fields, format apart. */
export interface ParsedQuantity {
  /** Not divisible by ten, unless zero. */
  readonly unscaled: bigint;
  /** At least -9: a billionth is the smallest amount. */
  readonly exponent: number;
  readonly format: QuantityFormat;
}

/** A quantity as objects hold it, `"100m"` or, seldom, a plain number; or parsed already. */
export type QuantityLike = ParsedQuantity | number | string;

const syntax = /^([+-]?)([0-9]*)(?:\.([0-9]*))?([eEinumkKMGTP]*[+-]?[0-9]*)$/;
const decimalSuffixes: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const binarySuffixes: Readonly<Record<string, number>> = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 };
/** Exponents beyond this have no use, and the numbers they make would take a lot of memory. */
const largestExponent = 1_000;
const smallest = -9;
const largestBinary = 2n ** 63n - 1n;

/**
 * Reads a quantity as the API server does (apimachinery `api/resource.ParseQuantity`): `0.5`, `100m`, `1.5Gi`, `12e6`.
 *
 * What is smaller than a billionth is rounded up to one, away from zero; binary quantities end at 2^63-1. Throws an Error that
 * quotes the text and says what is wrong with it.
 */
export function parseQuantity(text: number | string): ParsedQuantity {
  const written = String(text);
  const [, sign, whole = '', fraction = '', suffix = ''] = syntax.exec(written) ?? [];
  if (whole + fraction === '')
    throw invalid(written, "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
  const { base, power, format } = readSuffix(written, suffix);
  const digits = BigInt(whole + fraction) * (sign === '-' ? -1n : 1n);
  if (base === 10) return newQuantity(digits, format, power - fraction.length);

  const amount = newQuantity(digits * 2n ** BigInt(power), format, 0 - fraction.length);
  if (magnitude(amount) >= largestBinary) return newQuantity(digits < 0n ? -largestBinary : largestBinary, format);
  // Less than one is written without a binary suffix ever after.
  return amount.unscaled !== 0n && magnitude(amount) < 1n ? { ...amount, format: 'DecimalSI' } : amount;
}

/**
 * A quantity of `unscaled` × 10^`exponent`, rounded away from zero to a billionth (apimachinery `resource.NewScaledQuantity`).
 */
export function newQuantity(unscaled: bigint, format: QuantityFormat = 'DecimalSI', exponent = 0): ParsedQuantity {
  let digits = exponent < smallest ? divideUp(unscaled, 10n ** BigInt(smallest - exponent)) : unscaled;
  let scale = Math.max(exponent, smallest);
  while (digits !== 0n && digits % 10n === 0n) {
    digits /= 10n;
    scale++;
  }
  return { unscaled: digits, exponent: digits === 0n ? 0 : scale, format };
}

/** -1, 0 or 1, as `a` is less than, equal to or more than `b`; `1`, `1000m` and `1e0` are equal. */
export function compareQuantities(a: QuantityLike, b: QuantityLike): -1 | 0 | 1 {
  const difference = subQuantities(a, b).unscaled;
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}

/** `a` + `b`, in the format of `a`, or of `b` if `a` is zero (apimachinery `Quantity.Add`). */
export function addQuantities(a: QuantityLike, b: QuantityLike): ParsedQuantity {
  const x = parsed(a);
  const y = parsed(b);
  const exponent = Math.min(x.exponent, y.exponent);
  return newQuantity(shifted(x, exponent) + shifted(y, exponent), x.unscaled === 0n ? y.format : x.format, exponent);
}

/** `a` - `b`, in the format of `a`, or of `b` if `a` is zero (apimachinery `Quantity.Sub`). */
export function subQuantities(a: QuantityLike, b: QuantityLike): ParsedQuantity {
  const y = parsed(b);
  return addQuantities(a, { ...y, unscaled: -y.unscaled });
}

/**
 * The one way to write a quantity (apimachinery `Quantity.CanonicalizeBytes`): the largest suffix that leaves no fraction.
 * Binary quantities below 1024 or with a fraction are written with decimal suffixes, so that nothing is lost.
 */
export function canonicalQuantity(quantity: QuantityLike): string {
  const amount = parsed(quantity);
  if (amount.unscaled === 0n) return '0';
  const isBinary = amount.format === 'BinarySI' && amount.exponent >= 0 && magnitude(amount) >= 1024n;
  return isBinary ? writeBinary(shifted(amount, 0)) : writeDecimal(amount);
}

/** The amount in units of 10^`exponent` (-3 for thousandths), rounded away from zero: 1 for `100m`, 100 in thousandths. */
export function quantityValue(quantity: QuantityLike, exponent = 0): bigint {
  const amount = parsed(quantity);
  return amount.exponent >= exponent
    ? shifted(amount, exponent)
    : divideUp(amount.unscaled, 10n ** BigInt(exponent - amount.exponent));
}

/** The amount as the nearest number: 0.1 for `100m`. Exact up to 2^53. */
export function quantityNumber(quantity: QuantityLike): number {
  const { unscaled, exponent } = parsed(quantity);
  return Number(`${String(unscaled)}e${String(exponent)}`);
}

function parsed(quantity: QuantityLike): ParsedQuantity {
  return typeof quantity === 'object' ? quantity : parseQuantity(quantity);
}

function readSuffix(written: string, suffix: string): { base: 2 | 10; power: number; format: QuantityFormat } {
  const decimal = decimalSuffixes[suffix];
  if (decimal !== undefined) return { base: 10, power: decimal, format: 'DecimalSI' };
  const binary = binarySuffixes[suffix];
  if (binary !== undefined) return { base: 2, power: binary, format: 'BinarySI' };
  const exponent = /^[eE]([+-]?[0-9]+)$/.exec(suffix)?.[1];
  if (exponent === undefined) throw invalid(written, "unable to parse quantity's suffix");
  const power = Number(exponent);
  if (Math.abs(power) > largestExponent) throw invalid(written, `its exponent is beyond ${String(largestExponent)}`);
  return { base: 10, power, format: 'DecimalExponent' };
}

function invalid(written: string, problem: string): Error {
  return new Error(`cannot parse the quantity ${quote(written)}: ${problem}`);
}

/** The amount in units of 10^`exponent`, which is not more than its own exponent. */
function shifted(amount: ParsedQuantity, exponent: number): bigint {
  return amount.unscaled * 10n ** BigInt(amount.exponent - exponent);
}

/** The amount without its sign, and without its fraction. */
function magnitude({ unscaled, exponent }: ParsedQuantity): bigint {
  const positive = unscaled < 0n ? -unscaled : unscaled;
  return exponent >= 0 ? positive * 10n ** BigInt(exponent) : positive / 10n ** BigInt(-exponent);
}

/** Division that rounds away from zero. */
function divideUp(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  if (dividend % divisor === 0n) return quotient;
  return dividend < 0n ? quotient - 1n : quotient + 1n;
}

function writeBinary(amount: bigint): string {
  let suffix = '';
  for (const [next, power] of Object.entries(binarySuffixes)) {
    if (amount % 2n ** BigInt(power) !== 0n) break;
    suffix = next;
  }
  return String(amount / 2n ** BigInt(binarySuffixes[suffix] ?? 0)) + suffix;
}

function writeDecimal(amount: ParsedQuantity): string {
  const thousands = Math.floor(amount.exponent / 3) * 3;
  if (amount.format === 'DecimalExponent')
    return String(shifted(amount, thousands)) + (thousands === 0 ? '' : `e${String(thousands)}`);
  // There is no suffix beyond E: Go writes none then, which is another amount.
  const power = Math.min(thousands, 18);
  const [suffix = ''] = Object.entries(decimalSuffixes).find(([, other]) => other === power) ?? [];
  return String(shifted(amount, power)) + suffix;
}
