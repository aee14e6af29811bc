import { EvaluationError } from './evaluation-error.js';
import { Duration, Timestamp } from './time-values.js';
import type { CelType } from './types.js';

/** A value of the language. Integers are bigints, numbers are doubles. */
export type CelValue =
  | CelList
  | CelMap
  | Duration
  | Opaque
  | Optional
  | Timestamp
  | TypeValue
  | Uint
  | Uint8Array
  | Unreadable
  | bigint
  | boolean
  | number
  | string
  | null;

/** An unsigned integer. */
export class Uint {
  readonly value: bigint;

  constructor(value: bigint) {
    this.value = value;
  }
}

/** How elements of a list belong together: those of sets and of maps are compared without their order. */
export interface ListIdentity {
  readonly type: 'map' | 'set';
  /** Of a map: what its elements are known by, escaped. */
  readonly keys: readonly string[];
}

/** A list. */
export class CelList {
  readonly items: CelValue[];
  /** Undefined for a list in which places count. */
  readonly identity: ListIdentity | undefined;

  constructor(items: CelValue[], identity?: ListIdentity) {
    this.items = items;
    this.identity = identity;
  }
}

/** A map, or an object. Keys are texts, numbers and booleans; 1 and 1u are one key. */
export class CelMap {
  readonly #entries = new Map<string, { readonly key: CelValue; readonly value: CelValue }>();

  /** Whether it has fields, not keys. */
  readonly isObject: boolean;

  constructor(entries: Iterable<readonly [CelValue, CelValue]> = [], isObject = false) {
    this.isObject = isObject;
    for (const [key, value] of entries) this.set(key, value);
  }

  get size(): number {
    return this.#entries.size;
  }

  has(key: CelValue): boolean {
    const known = keyText(key);
    return known !== undefined && this.#entries.has(known);
  }

  /** Undefined if the key is not there. */
  get(key: CelValue): CelValue | undefined {
    const known = keyText(key);
    return known === undefined ? undefined : this.#entries.get(known)?.value;
  }

  set(key: CelValue, value: CelValue): void {
    const known = keyText(key);
    if (known === undefined) throw new EvaluationError('unsupported key type');
    this.#entries.set(known, { key, value });
  }

  keys(): CelValue[] {
    return Array.from(this.#entries.values(), ({ key }) => key);
  }

  *entries(): Generator<readonly [CelValue, CelValue]> {
    for (const { key, value } of this.#entries.values()) yield [key, value];
  }
}

function keyText(key: CelValue): string | undefined {
  if (typeof key === 'string') return `s${key}`;
  if (typeof key === 'bigint') return `n${String(key)}`;
  if (key instanceof Uint) return `n${String(key.value)}`;
  if (typeof key === 'boolean') return `b${String(key)}`;
  if (typeof key !== 'number') return undefined;
  return Number.isInteger(key) ? `n${String(BigInt(key))}` : `d${String(key)}`;
}

/** A value that may not be there. */
export class Optional {
  static readonly none = new Optional();

  readonly value: CelValue | undefined;

  private constructor(value?: CelValue) {
    this.value = value;
  }

  static of(value: CelValue): Optional {
    return new Optional(value);
  }
}

/** A type as a value: `type(1)`. */
export class TypeValue {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** A value that only functions know something of. */
export class Opaque {
  readonly typeName: string;
  /** Same text, same value. */
  readonly text: string;
  /** What functions need. */
  readonly value: unknown;

  constructor(typeName: string, text: string, value: unknown) {
    this.typeName = typeName;
    this.text = text;
    this.value = value;
  }
}

/** Something in an object that its schema does not allow: whoever touches it fails. */
export class Unreadable {
  readonly reason: string;

  constructor(reason: string) {
    this.reason = reason;
  }
}

/** A value, or the error that touching it is. */
export function readable(value: CelValue): CelValue {
  if (value instanceof Unreadable) throw new EvaluationError(value.reason);
  return value;
}

/** The name of a value's type: what `type(x)` is. */
export function typeNameOf(value: CelValue): string {
  switch (typeof value) {
    case 'bigint':
      return 'int';
    case 'number':
      return 'double';
    case 'string':
      return 'string';
    case 'boolean':
      return 'bool';
    default:
  }
  if (value === null) return 'null_type';
  if (value instanceof Uint) return 'uint';
  if (value instanceof Uint8Array) return 'bytes';
  if (value instanceof CelList) return 'list';
  if (value instanceof CelMap) return value.isObject ? 'object' : 'map';
  if (value instanceof Timestamp) return 'google.protobuf.Timestamp';
  if (value instanceof Duration) return 'google.protobuf.Duration';
  if (value instanceof Optional) return 'optional_type';
  if (value instanceof TypeValue) return 'type';
  return value instanceof Opaque ? value.typeName : 'unknown';
}

/** Whether a value may stand where a type is declared, as far as one sees from outside. */
export function isOfType(value: CelValue, { kind, name }: CelType): boolean {
  switch (kind) {
    case 'dyn':
    case 'param':
    case 'error':
      return true;
    case 'null':
      return value === null;
    case 'map':
    case 'object':
      return value instanceof CelMap;
    case 'timestamp':
      return value instanceof Timestamp;
    case 'duration':
      return value instanceof Duration;
    default:
      return typeNameOf(value) === (kind === 'opaque' ? name : kind);
  }
}
