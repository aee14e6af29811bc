import type { JSONObject, JSONValue } from '../json.js';
import { isMissing, listAt } from '../json-fields.js';
import { type FieldError, invalidValue, notSupportedValue, requiredValue } from '../validation/field-errors.js';
import { pathSegmentProblems } from '../validation/names.js';
import { checkText, dnsSubdomain, portName } from '../validation/text-rules.js';

/** Tells of one value after the other whether it has been there before. */
export function repeats<T>(): (value: T) => boolean {
  const seen = new Set<T>();
  return (value) => seen.size === seen.add(value).size;
}

/** A port by its number. */
export function checkPort(port: number, field: string): FieldError[] {
  return port >= 1 && port <= 65_535 ? [] : [invalidValue(field, port, 'must be between 1 and 65535, inclusive')];
}

/** A port by its number or by its name. */
export function checkPortReference(port: JSONValue | undefined, field: string): FieldError[] {
  return typeof port === 'string' ? checkText(portName, port, field) : checkPort(typeof port === 'number' ? port : 0, field);
}

/** @param value undefined is right */
export function checkNotNegative(value: number | undefined, field: string): FieldError[] {
  return value !== undefined && value < 0 ? [invalidValue(field, value, 'must be greater than or equal to 0')] : [];
}

/** One of several texts, which has to be there. */
export function checkOneOf(value: string, supported: readonly string[], field: string): FieldError[] {
  if (value === '') return [requiredValue(field)];
  return supported.includes(value) ? [] : [notSupportedValue(field, value, supported)];
}

/** One of several texts in a field that may be missing, but not empty. */
export function checkGiven(
  object: JSONObject | undefined,
  field: string,
  supported: readonly string[],
  path: string,
): FieldError[] {
  const value = object?.[field];
  return isMissing(object, field) || (typeof value === 'string' && supported.includes(value))
    ? []
    : [notSupportedValue(`${path}.${field}`, value, supported)];
}

/** A list in which `*`, which means everything, stands alone. @param what is in it, as `verbs` */
export function checkWildcardAlone(object: JSONObject, field: string, what: string, path: string): FieldError[] {
  const list = listAt(object, field);
  if (list.length < 2 || !list.includes('*')) return [];
  return [invalidValue(`${path}.${field}`, list, `if '*' is present, must not specify other ${what}`)];
}

/** A text that has to be there and fits into a segment of a path. @param detail what is told of one that is missing */
export function checkSegment(text: string, field: string, detail = ''): FieldError[] {
  if (text === '') return [requiredValue(field, detail)];
  return pathSegmentProblems(text).map((problem) => invalidValue(field, text, problem));
}

/** A path below another (Kubernetes validateLocalDescendingPath). */
export function checkDescendingPath(text: string, path: string): FieldError[] {
  return [
    ...(text.startsWith('/') ? [invalidValue(path, text, 'must be a relative path')] : []),
    ...(text.includes('..') && text.split('/').includes('..') ? [invalidValue(path, text, "must not contain '..'")] : []),
  ];
}

const pathPattern = String.raw`[A-Za-z0-9/\-._~%!$&'()*+,;=:]+`;

/** A path behind a domain, as `example.com/a/b` (apimachinery IsDomainPrefixedPath). */
export function checkDomainPath(value: string, field: string): FieldError[] {
  if (value === '') return [requiredValue(field)];
  const [, host = '', path = ''] = /^([^/]+)\/(.+)$/s.exec(value) ?? [];
  if (host === '') return [invalidValue(field, value, 'must be a domain-prefixed path (such as "acme.io/foo")')];
  const errors = checkText(dnsSubdomain, host, field);
  if (!new RegExp(`^${pathPattern}$`).test(path)) {
    errors.push(invalidValue(field, path, `Invalid path (regex used for validation is '${pathPattern}')`));
  }
  return errors;
}
