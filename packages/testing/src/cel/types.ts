/** What sort of type something is. `param` is one that is not known yet, `object` has fields of its own. */
export type CelKind =
  | 'bool'
  | 'bytes'
  | 'double'
  | 'duration'
  | 'dyn'
  | 'error'
  | 'int'
  | 'list'
  | 'map'
  | 'null'
  | 'object'
  | 'opaque'
  | 'param'
  | 'string'
  | 'timestamp'
  | 'type'
  | 'uint';

/** A type of the Common Expression Language. */
export interface CelType {
  readonly kind: CelKind;
  /** As it is told: `list`, `kubernetes.Quantity`; of an object what the environment calls it. */
  readonly name: string;
  /** The element of a list, key and value of a map, what an optional value may be, the type that a type is. */
  readonly parameters: readonly CelType[];
  /** Of an object: fields by their escaped names. */
  readonly fields?: ReadonlyMap<string, CelType>;
}

function simple(kind: CelKind, name: string = kind): CelType {
  return { kind, name, parameters: [] };
}

/** `true` and `false`. */
export const bool = simple('bool');
/** Bytes, as `b"a"`. */
export const bytes = simple('bytes');
/** Numbers with a fraction. */
export const double = simple('double');
/** How long something takes. */
export const duration = simple('duration');
/** What may be of any type. */
export const dyn = simple('dyn');
/** What has a mistake in it, which was told already. */
export const error = simple('error', '!error!');
/** Whole numbers of 64 bits. */
export const int = simple('int');
/** `null`. */
export const nullType = simple('null');
/** Texts. */
export const string = simple('string');
/** Moments. */
export const timestamp = simple('timestamp');
/** Whole numbers of 64 bits from 0, as `1u`. */
export const uint = simple('uint');
/** The type of some type; `typeOf` says of which. */
export const anyType = simple('type');

/** A type that a function is used with, or that an empty list will have. */
export function param(name: string): CelType {
  return simple('param', name);
}

/** The type of lists. */
export function listOf(element: CelType): CelType {
  return { kind: 'list', name: 'list', parameters: [element] };
}

/** The type of maps. */
export function mapOf(key: CelType, value: CelType): CelType {
  return { kind: 'map', name: 'map', parameters: [key, value] };
}

/** The type of a type: of `int`, not of 1. */
export function typeOf(type: CelType): CelType {
  return { kind: 'type', name: 'type', parameters: [type] };
}

/** A type of which only functions know what is in it. */
export function opaque(name: string, ...parameters: CelType[]): CelType {
  return { kind: 'opaque', name, parameters };
}

/** The type of what may be there or not. */
export function optionalOf(value: CelType): CelType {
  return opaque('optional_type', value);
}

/** The type of objects with fields. @param fields by their escaped names */
export function objectOf(name: string, fields: ReadonlyMap<string, CelType>): CelType {
  return { kind: 'object', name, parameters: [], fields };
}

/** Whether a type is that of what may be there or not. */
export function isOptional({ kind, name }: CelType): boolean {
  return kind === 'opaque' && name === 'optional_type';
}

/** What an optional type may be; any other type itself. */
export function unwrapOptional(type: CelType): CelType {
  return isOptional(type) ? (type.parameters[0] ?? dyn) : type;
}

/** A type as errors tell it (cel-go `checker.FormatCELType`): `map(string, list(int))`. */
export function formatType({ name, parameters }: CelType): string {
  return parameters.length === 0 ? name : `${name}(${parameters.map(formatType).join(', ')})`;
}

/** Whether two types are the same one; objects are by their names. */
export function isSameType(a: CelType, b: CelType): boolean {
  return a === b || (a.kind === b.kind && formatType(a) === formatType(b));
}
