import { isJSONObject, type JSONValue } from '../json.js';
import { compareText } from './compare-text.js';

/*
 * How Go prints what it decoded from JSON: some of the server's messages have such text in them.
 */

/** Go's `%v`: `map[a:1 b:[x y]]`. */
export function formatPlain(value: JSONValue): string {
  if (value === null) return '<nil>';
  if (typeof value === 'number') return formatNumber(value);
  if (Array.isArray(value)) return `[${value.map(formatPlain).join(' ')}]`;
  if (!isJSONObject(value)) return String(value);
  return `map[${sorted(value, (name, of) => `${name}:${formatPlain(of)}`).join(' ')}]`;
}

/** Go's `%#v`: `map[string]interface {}{"a":1}`. */
export function formatSyntax(value: JSONValue): string {
  if (value === null) return 'interface {}(nil)';
  if (typeof value === 'number') return formatNumber(value);
  if (typeof value === 'string') return JSON.stringify(value);
  if (Array.isArray(value)) return `[]interface {}{${value.map(formatSyntax).join(', ')}}`;
  if (!isJSONObject(value)) return String(value);
  return `map[string]interface {}{${sorted(value, (name, of) => `${JSON.stringify(name)}:${formatSyntax(of)}`).join(', ')}}`;
}

/** Go's `%T`. */
export function formatType(value: JSONValue): string {
  if (value === null) return '<nil>';
  if (Array.isArray(value)) return '[]interface {}';
  if (isJSONObject(value)) return 'map[string]interface {}';
  return { number: 'float64', string: 'string', boolean: 'bool' }[typeof value as 'number'];
}

function sorted(object: Record<string, JSONValue>, print: (name: string, value: JSONValue) => string): string[] {
  return Object.keys(object)
    .sort(compareText)
    .map((name) => print(name, object[name] as JSONValue));
}

/** Floating point, with an exponent from 1e+06 on and below 1e-4; what is decoded from JSON is always that. */
function formatNumber(value: number): string {
  const [digits = '', exponent = '0'] = value.toExponential().split('e');
  if (Number(exponent) >= -4 && Number(exponent) < 6) return String(value);
  return `${digits}e${exponent.startsWith('-') ? '-' : '+'}${exponent.replace(/^[+-]/, '').padStart(2, '0')}`;
}
