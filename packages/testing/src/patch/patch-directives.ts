import { isJSONObject, type JSONValue } from '../json.js';
import { malformedPatch } from './patch-errors.js';

/** In a map of a strategic merge patch: what is to become of the map (`replace`, `delete`). */
export const directive = '$patch';
/** In a map: all the fields that are to stay. */
export const retainKeysDirective = '$retainKeys';
/** Before a slash and the name of a list of values: which are to be taken out of it. */
export const deleteFromListPrefix = '$deleteFromPrimitiveList';
/** Before a slash and the name of a list: how its elements are to be ordered. */
export const setElementOrderPrefix = '$setElementOrder';

/** The field that a directive with a slash is about. Throws a StatusError 400 if it has none. */
export function fieldOfDirective(key: string, prefix: typeof deleteFromListPrefix | typeof setElementOrderPrefix): string {
  if (key.startsWith(`${prefix}/`)) return key.slice(prefix.length + 1);
  const what = prefix === setElementOrderPrefix ? 'setElementOrder list' : 'primitive list';
  throw malformedPatch(`invalid patch format of ${what}`);
}

/** Without the maps that have a directive; undefined if the value is one. */
export function withoutDirectives(value: JSONValue): JSONValue | undefined {
  if (Array.isArray(value)) return value.map(withoutDirectives).filter((element) => element !== undefined);
  if (!isJSONObject(value)) return value;
  if (Object.hasOwn(value, directive)) return undefined;
  const fields = Object.entries(value).map(([key, field]) => [key, withoutDirectives(field)] as const);
  return Object.fromEntries(fields.filter((field): field is [string, JSONValue] => field[1] !== undefined));
}
