import { isJSONObject, type JSONValue } from '../json.js';
import { compareText } from './compare-text.js';

/** The characters that Go's encoder escapes and JavaScript's does not. */
const special = /[<>&\u2028\u2029]/g;

/** Characters that nobody escapes. */
const plain = /^[ !#-%'-;=?-[\]-~]*$/;

/** A text as Go's encoding/json writes it, with `<`, `>` and `&` escaped. */
export function canonicalString(text: string): string {
  if (plain.test(text)) return `"${text}"`;
  return JSON.stringify(text).replace(special, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** A value as Go's encoding/json writes it: fields in the order of their names, no spaces, HTML escaped. */
export function canonicalJSON(value: JSONValue): string {
  if (typeof value === 'string') return canonicalString(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJSON).join(',')}]`;
  if (!isJSONObject(value)) return JSON.stringify(value);
  const names = Object.keys(value).sort(compareText);
  return `{${names.map((name) => `${canonicalString(name)}:${canonicalJSON(value[name] as JSONValue)}`).join(',')}}`;
}
