import { isJSONObject, type JSONValue } from '../json.js';

/*
 * How a Go program, as kube-apiserver is one, writes the values of a JSON document into its messages.
 */

/** The value as `%v` writes it: `map[name:web ports:[80 <nil>]]`. */
export function goText(value: JSONValue): string {
  return written(value, (text) => text);
}

/** The value as `%s` writes it, which is meant for texts: `%!s(int64=5)` for 5. */
export function goString(value: JSONValue): string {
  return value === null ? '%!s(<nil>)' : written(value, (text, type) => `%!s(${type}=${text})`);
}

/** Go's name of the type that a decoder makes of the value, as `%s` writes it. */
export function goType(value: JSONValue): string {
  return value === null
    ? '%!s(<nil>)'
    : Array.isArray(value)
      ? '[]interface {}'
      : isJSONObject(value)
        ? 'map[string]interface {}'
        : scalarType(value);
}

/** What a JSON decoder of Go calls the type of a value that it did not expect. */
export function jsonType(value: JSONValue): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

/** The text in double quotes, as `%q` writes it. */
export function goQuote(text: string): string {
  return JSON.stringify(text);
}

function scalarType(value: boolean | number | string): string {
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64';
  return typeof value === 'boolean' ? 'bool' : 'string';
}

/** @param other how a number or boolean is written */
function written(value: JSONValue, other: (text: string, type: string) => string): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return `[${value.map((element) => written(element, other)).join(' ')}]`;
  if (isJSONObject(value)) {
    const fields = Object.keys(value)
      .sort()
      .map((key) => `${key}:${written(value[key] as JSONValue, other)}`);
    return `map[${fields.join(' ')}]`;
  }
  return value === null ? '<nil>' : other(goNumber(value), scalarType(value));
}

/** As Go's shortest form: with an exponent of two digits at least, below 1e-4 and from 1e21 on. */
function goNumber(value: boolean | number): string {
  if (typeof value === 'boolean' || Number.isInteger(value)) return String(value);
  const exponent = Math.floor(Math.log10(Math.abs(value)));
  const text = exponent < -4 || exponent >= 21 ? value.toExponential() : String(value);
  return text.replace(/e([+-])(\d)$/, 'e$10$2');
}
