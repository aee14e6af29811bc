import { CauseType, newInvalid, quote, type StatusError } from '@kubewright/rest';
import type { JSONValue } from '../json.js';

/*
 * What is wrong with a field of an object, in the server's words (apimachinery `pkg/util/validation/field`).
 *
 * A validation function takes an object and a path, and gives a list of field errors, empty if nothing is wrong:
 *
 *   const errors: FieldError[] = [];
 *   if (spec.replicas < 0) errors.push(invalidValue('spec.replicas', spec.replicas, 'must be greater than or equal to 0'));
 *   if (!spec.selector) errors.push(requiredValue('spec.selector'));
 *   if (errors.length > 0) throw invalidObject({ group: 'apps', kind: 'Deployment' }, name, errors);
 *
 * Paths are texts as the server writes them: `spec.containers[0].name`; the key of a map stands in brackets too (`keyOf`).
 */

/** One thing that is wrong. It is a cause of a Status, complete. */
export interface FieldError {
  /** What sort of mistake it is, as `FieldValueInvalid`. */
  reason: string;
  /** What is wrong, without the path: `Invalid value: "X": must be lower case`. */
  message: string;
  /** The path: `spec.containers[0].name`. */
  field: string;
}

/** What a value is told as: texts are quoted, objects are written as JSON; undefined is not told. */
export type ToldValue = JSONValue | undefined;

/** The path of a map's value: `metadata.labels[app]`. */
export function keyOf(path: string, key: number | string): string {
  return `${path}[${key}]`;
}

/** `Required value`, with `: <detail>` if there is one. */
export function requiredValue(field: string, detail = ''): FieldError {
  return { reason: CauseType.FieldValueRequired, message: withDetail('Required value', detail), field };
}

/** `Invalid value: "X": <detail>`. */
export function invalidValue(field: string, value: ToldValue, detail: string): FieldError {
  return { reason: CauseType.FieldValueInvalid, message: withDetail(told('Invalid value', value), detail), field };
}

/** `Invalid value: "X": <detail>` of a value that has another type than its schema says. */
export function typeInvalid(field: string, value: ToldValue, detail: string): FieldError {
  return { reason: CauseType.FieldValueTypeInvalid, message: withDetail(told('Invalid value', value), detail), field };
}

/** `Unsupported value: "X": supported values: "A", "B"`. They are told in the order of the list. */
export function notSupportedValue(field: string, value: ToldValue, supported: readonly string[]): FieldError {
  const detail = supported.length === 0 ? '' : `supported values: ${supported.map(quote).join(', ')}`;
  return { reason: CauseType.FieldValueNotSupported, message: withDetail(told('Unsupported value', value), detail), field };
}

/** `Forbidden: <detail>`. */
export function forbiddenValue(field: string, detail: string): FieldError {
  return { reason: CauseType.FieldValueForbidden, message: withDetail('Forbidden', detail), field };
}

/** `Duplicate value: "X"`. */
export function duplicateValue(field: string, value: ToldValue): FieldError {
  return { reason: CauseType.FieldValueDuplicate, message: told('Duplicate value', value), field };
}

/** `Not found: "X"`. */
export function notFoundValue(field: string, value: ToldValue): FieldError {
  return { reason: CauseType.FieldValueNotFound, message: told('Not found', value), field };
}

/** `Too long: may not be more than 63 bytes`; characters, if that is what the server counts there. */
export function tooLong(field: string, most: number, unit: 'byte' | 'character' = 'byte'): FieldError {
  return { reason: CauseType.FieldValueTooLong, message: `Too long: may not be more than ${counted(most, unit)}`, field };
}

/** `Too many: 5: must have at most 4 items`. */
export function tooMany(field: string, count: number, most: number): FieldError {
  const message = `Too many: ${String(count)}: must have at most ${counted(most, 'item')}`;
  return { reason: CauseType.FieldValueTooMany, message, field };
}

/**
 * The 422 of an object: `Pod "web" is invalid: spec.containers: Required value`, with a cause for each error. Several are told
 * as `[a, b]`, in the order of the list, and each text once. @param name empty if the object has none
 */
export function invalidObject(kind: { group: string; kind: string }, name: string, errors: readonly FieldError[]): StatusError {
  // Events are of the core group, whichever group serves them.
  const known = kind.group === 'events.k8s.io' ? { ...kind, group: '' } : kind;
  return newInvalid(known, name, [...errors]);
}

/** A value as Go writes it to JSON: `<`, `>` and `&` escaped. */
export function goJSON(value: JSONValue): string {
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function told(what: string, value: ToldValue): string {
  if (value === undefined) return what;
  return `${what}: ${typeof value === 'string' ? quote(value) : goJSON(value)}`;
}

function withDetail(text: string, detail: string): string {
  return detail === '' ? text : `${text}: ${detail}`;
}

function counted(count: number, unit: string): string {
  return `${String(count)} ${unit}${count === 1 ? '' : 's'}`;
}
