import { isJSONObject, type JSONObject, type JSONValue } from '../json.js';
import { canonicalJSON } from './canonical-json.js';
import { compareText } from './compare-text.js';
import { compareValues } from './compare-values.js';

/*
 * One step of a path into an object, as the text that stands in `fieldsV1`: `f:name` is a field, `k:{"name":"web"}` an element of a
 * list by its keys, `v:"x"` an element of a set, `i:0` one of a list by its index. Equal steps have equal texts (keys in the order of
 * their names, values in canonical JSON), so that texts can be compared and be keys of a map (structured-merge-diff
 * `fieldpath/serialize-pe.go`).
 */

/** The step to a field. */
export function fieldElement(name: string): string {
  return `f:${name}`;
}

/** The name of the field that a step leads to; undefined if it is no step to a field. */
export function fieldName(element: string): string | undefined {
  return element.startsWith('f:') ? element.slice(2) : undefined;
}

/** The step to the element of a set. */
export function valueElement(value: JSONValue): string {
  return `v:${canonicalJSON(value)}`;
}

/** Steps of other kinds that are well-formed: a newer server may know them. They are left out. */
export const unknownElement = Symbol('unknown path element');

/** Reads a step as it may stand in a request, and makes it canonical. Throws an Error if it cannot be read. */
export function parsePathElement(text: string): string | typeof unknownElement {
  if (text.length < 2) throw new Error('key must be 2 characters long:');
  if (text[1] !== ':') throw new Error(`missing colon: ${text}`);
  const content = text.slice(2);
  switch (text[0]) {
    case 'f':
      return text;
    case 'v':
      return valueElement(JSON.parse(content) as JSONValue);
    case 'k': {
      const keys: unknown = JSON.parse(content);
      if (!isJSONObject(keys)) throw new Error(`no object of keys: ${text}`);
      return `k:${canonicalJSON(keys)}`;
    }
    case 'i':
      if (!/^[+-]?\d+$/.test(content)) throw new Error(`no index: ${text}`);
      return `i:${String(Number(content))}`;
    default:
      return unknownElement;
  }
}

const kinds = 'fkvi';
const asciiField = /^f:[ -~]*$/;

/** Steps in their canonical order: fields, then keys, values and indexes, each in its own order. */
export function sortPathElements(elements: Iterable<string>): string[] {
  const all = [...elements];
  if (all.length < 2) return all;
  // Most are fields with names in ASCII, of which the order of code units is the one of bytes.
  return all.every((element) => asciiField.test(element)) ? all.sort() : all.sort(comparePathElements);
}

function comparePathElements(left: string, right: string): number {
  if (left[0] !== right[0]) return kinds.indexOf(left[0] as string) - kinds.indexOf(right[0] as string);
  switch (left[0]) {
    case 'f':
      return compareText(left, right);
    case 'i':
      return Number(left.slice(2)) - Number(right.slice(2));
    case 'v':
      return compareValues(content(left), content(right));
    default:
      return compareKeys(Object.entries(content(left) as JSONObject), Object.entries(content(right) as JSONObject));
  }
}

function content(element: string): JSONValue {
  return JSON.parse(element.slice(2)) as JSONValue;
}

/** Keys by name and value, one after the other; those that are through first go first. */
function compareKeys(left: [string, JSONValue][], right: [string, JSONValue][]): number {
  for (const [at, [name, value]] of left.entries()) {
    const other = right[at];
    if (!other) return 1;
    const order = compareText(name, other[0]) || compareValues(value, other[1]);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

/** A step for people: `.name`, `[name="web"]`, `[="x"]`, `[0]`. */
export function printPathElement(element: string): string {
  switch (element[0]) {
    case 'f':
      return `.${element.slice(2)}`;
    case 'i':
      return `[${element.slice(2)}]`;
    case 'v':
      return `[=${printValue(content(element))}]`;
    default:
      return `[${Object.entries(content(element) as JSONObject)
        .map(([name, value]) => `${name}=${printValue(value)}`)
        .join(',')}]`;
  }
}

function printValue(value: JSONValue): string {
  if (Array.isArray(value)) return `[${value.map(printValue).join(',')}]`;
  if (!isJSONObject(value)) return JSON.stringify(value);
  return Object.entries(value)
    .map(([name, of]) => `${name}=${printValue(of)}`)
    .join('');
}
