import { isJSONObject, type JSONObject, type JSONValue } from './json.js';

/** What an object has itself in a field; undefined if it has nothing. For names that users choose: `constructor` is one as any other. */
export function ownField(object: JSONObject | undefined, field: string): JSONValue | undefined {
  return object !== undefined && Object.hasOwn(object, field) ? object[field] : undefined;
}

/** Sets a field, also one that is called `__proto__`. */
export function setField(object: JSONObject, field: string, value: JSONValue): void {
  if (field === '__proto__')
    Object.defineProperty(object, field, { value, writable: true, enumerable: true, configurable: true });
  else object[field] = value;
}

/** The object at a path; undefined if there is none. */
export function objectAt(object: JSONObject | undefined, ...path: readonly string[]): JSONObject | undefined {
  let current: JSONValue | undefined = object;
  for (const field of path) current = isJSONObject(current) ? current[field] : undefined;
  return isJSONObject(current) ? current : undefined;
}

/** The metadata of an object; empty if it has none. */
export function metadataOf(object: JSONObject): JSONObject {
  return objectAt(object, 'metadata') ?? {};
}

/** The object in a field, which is put there if there is none: changes `object`. */
export function ensureObject(object: JSONObject, field: string): JSONObject {
  const present = object[field];
  if (isJSONObject(present)) return present;
  const made: JSONObject = {};
  object[field] = made;
  return made;
}

/** The elements of a list; none if the field is missing. */
export function listAt(object: JSONObject | undefined, field: string): JSONValue[] {
  const list = object?.[field];
  return Array.isArray(list) ? list : [];
}

/** The elements of a list of objects; none if the field is missing. */
export function objectsAt(object: JSONObject | undefined, field: string): JSONObject[] {
  return listAt(object, field).filter(isJSONObject);
}

/** The text in a field; empty if it is missing. */
export function textAt(object: JSONObject | undefined, field: string): string {
  const value = object?.[field];
  return typeof value === 'string' ? value : '';
}

/** The texts of a list; none if the field is missing. */
export function textsAt(object: JSONObject | undefined, field: string): string[] {
  return listAt(object, field).filter((value): value is string => typeof value === 'string');
}

/** The number in a field; undefined if it is missing. */
export function numberAt(object: JSONObject | undefined, field: string): number | undefined {
  const value = object?.[field];
  return typeof value === 'number' ? value : undefined;
}

/** Whether there is nothing in a field, or null. */
export function isMissing(object: JSONObject | undefined, field: string): boolean {
  return (ownField(object, field) ?? null) === null;
}

/** Puts a value where there is none: changes `object`. */
export function setDefault(object: JSONObject, field: string, value: JSONValue): void {
  if (isMissing(object, field)) setField(object, field, value);
}

/** Puts a text where there is none or an empty one, as Go does with a string that is no pointer: changes `object`. */
export function setDefaultText(object: JSONObject, field: string, value: string): void {
  if (textAt(object, field) === '') object[field] = value;
}

/** Puts a number where there is none or 0, as Go does with a number that is no pointer: changes `object`. */
export function setDefaultNumber(object: JSONObject, field: string, value: number): void {
  if ((numberAt(object, field) ?? 0) === 0) object[field] = value;
}

/** Puts in a field what another object has there, or removes it if that has nothing: changes `object`. */
export function copyField(object: JSONObject, from: JSONObject | undefined, field: string): void {
  const value = ownField(from, field);
  if (value === undefined) removeField(object, field);
  else setField(object, field, value);
}

/** Removes a field: changes `object`. */
export function removeField(object: JSONObject, field: string): void {
  Reflect.deleteProperty(object, field);
}
