import {
  addQuantities,
  compareQuantities,
  newQuantity,
  type ParsedQuantity,
  parseQuantity,
  quantityNumber,
  subQuantities,
} from '@kubewright/rest';
import { EvaluationError } from '../evaluation-error.js';
import type { Library } from '../functions.js';
import { Opaque } from '../values.js';

function wrap(quantity: ParsedQuantity): Opaque {
  // Equal amounts are equal, however they are written.
  const { unscaled, exponent } = quantity;
  return new Opaque('kubernetes.Quantity', `${String(unscaled)}e${String(exponent)}`, quantity);
}

function amount({ value }: Opaque): ParsedQuantity {
  return value as ParsedQuantity;
}

function parse(text: string): Opaque {
  try {
    return wrap(parseQuantity(text));
  } catch {
    throw new EvaluationError("quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
  }
}

function isQuantity(text: string): boolean {
  try {
    parseQuantity(text);
    return true;
  } catch {
    return false;
  }
}

/** As a whole number, if it is one that 64 bits hold. */
function integer(quantity: Opaque): bigint | undefined {
  const { unscaled, exponent } = amount(quantity);
  if (exponent < 0) return undefined;
  const value = exponent > 19 && unscaled !== 0n ? 2n ** 64n : unscaled * 10n ** BigInt(exponent);
  return BigInt.asIntN(64, value) === value ? value : undefined;
}

function asInteger(quantity: Opaque): bigint {
  const value = integer(quantity);
  if (value === undefined) throw new EvaluationError('cannot convert value to integer');
  return value;
}

const whole = (value: bigint): ParsedQuantity => newQuantity(value, 'DecimalExponent');

/** Amounts as `1.5Gi` (apiserver `pkg/cel/library/quantity.go`). */
export const quantities: Library = {
  'quantity(string) -> Quantity': parse,
  'isQuantity(string) -> bool': isQuantity,
  'sign(Quantity) -> int': (a: Opaque) => BigInt(compareQuantities(amount(a), 0)),
  'Quantity::isGreaterThan(Quantity) -> bool': (a: Opaque, b: Opaque) => compareQuantities(amount(a), amount(b)) === 1,
  'Quantity::isLessThan(Quantity) -> bool': (a: Opaque, b: Opaque) => compareQuantities(amount(a), amount(b)) === -1,
  'Quantity::compareTo(Quantity) -> int': (a: Opaque, b: Opaque) => BigInt(compareQuantities(amount(a), amount(b))),
  'Quantity::asApproximateFloat() -> double': (a: Opaque) => quantityNumber(amount(a)),
  'Quantity::asInteger() -> int': asInteger,
  'Quantity::isInteger() -> bool': (a: Opaque) => integer(a) !== undefined,
  'Quantity::add(Quantity) -> Quantity': (a: Opaque, b: Opaque) => wrap(addQuantities(amount(a), amount(b))),
  'Quantity::add(int) -> Quantity': (a: Opaque, b: bigint) => wrap(addQuantities(amount(a), whole(b))),
  'Quantity::sub(Quantity) -> Quantity': (a: Opaque, b: Opaque) => wrap(subQuantities(amount(a), amount(b))),
  'Quantity::sub(int) -> Quantity': (a: Opaque, b: bigint) => wrap(subQuantities(amount(a), whole(b))),
};
