import type { JSONObject, JSONValue } from '../json.js';
import { isMissing, listAt } from '../json-fields.js';
import { type FieldError, invalidValue, notSupportedValue, requiredValue } from '../validation/field-errors.js';
import { pathSegmentProblems } from '../validation/names.js';

/** Says what is wrong with a text, in the server's words; nothing if it is right (apimachinery `pkg/util/validation`). */
export type TextRule = (text: string) => string[];

const labelPattern = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const subdomainPattern = String.raw`${labelPattern}(\.${labelPattern})*`;
const keyPattern = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';

/** A rule of a pattern. @param hint what the server says, without pattern @param examples as it quotes them */
function patternRule(
  pattern: string,
  hint: string,
  examples: readonly string[],
  most = Infinity,
  unit: 'bytes' | 'characters' = 'characters',
): TextRule {
  const expression = new RegExp(`^(?:${pattern})$`);
  const shown = examples.map((example) => `'${example}', `).join(' or ');
  const message = `${hint} (e.g. ${shown}regex used for validation is '${pattern}')`;
  return (text) => [...(text.length > most ? [tooLongText(most, unit)] : []), ...(expression.test(text) ? [] : [message])];
}

const tooLongText = (most: number, unit = 'characters'): string => `must be no more than ${most} ${unit}`;

const endsHint = 'and must start and end with an alphanumeric character';

export const dnsSubdomain: TextRule = patternRule(
  subdomainPattern,
  `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', ${endsHint}`,
  ['example.com'],
  253,
);

export const wildcardSubdomain: TextRule = patternRule(
  String.raw`\*\.${subdomainPattern}`,
  "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character",
  ['*.example.com'],
  253,
);

const dnsLabelPattern: TextRule = patternRule(
  labelPattern,
  `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', ${endsHint}`,
  ['my-name', '123-abc'],
  63,
);

export const dnsLabel: TextRule = (text) => {
  const wrong = dnsLabelPattern(text);
  // Who wrote a subdomain is only told of the dots.
  return wrong.length > 0 && text.includes('.') && dnsSubdomain(text).length === 0
    ? [...wrong.slice(0, -1), 'must not contain dots']
    : wrong;
};

export const configMapKey: TextRule = patternRule(
  '[-._a-zA-Z0-9]+',
  "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
  ['key.name', 'KEY_NAME', 'key-name'],
  253,
);

const looseLabelPattern = '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?';

/** A subdomain as clients look for it, in which underscores may be. */
export const searchDomain: TextRule = patternRule(
  String.raw`${looseLabelPattern}(\.${looseLabelPattern})*`,
  `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', ${endsHint}`,
  ['example.com'],
  253,
);

export const headerName: TextRule = patternRule(
  '[-A-Za-z0-9]+',
  "a valid HTTP header must consist of alphanumeric characters or '-'",
  ['X-Header-Name'],
);

export const percentText: TextRule = patternRule(
  '[0-9]+%',
  "a valid percent string must be a numeric string followed by an ending '%'",
  ['1%', '93%'],
);

export const labelValue: TextRule = patternRule(
  `(${keyPattern})?`,
  `a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', ${endsHint}`,
  ['MyValue', 'my_value', '12345'],
  63,
  'bytes',
);

const namePart: TextRule = patternRule(
  keyPattern,
  `must consist of alphanumeric characters, '-', '_' or '.', ${endsHint}`,
  ['MyName', 'my.name', '123-abc'],
  63,
  'bytes',
);

/** A name as labels have it: `example.com/name`, or without the prefix. */
export const qualifiedName: TextRule = (text) => {
  const parts = text.split('/');
  const name = parts.pop() ?? '';
  if (parts.length > 1) {
    const [wrong = ''] = namePart('/');
    return [`a valid label key ${wrong} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`];
  }
  const [prefix] = parts;
  const ofPrefix = prefix === undefined ? [] : prefix === '' ? ['must be non-empty'] : dnsSubdomain(prefix);
  const ofName = [...(name === '' ? ['must be non-empty'] : []), ...namePart(name)];
  return [...ofPrefix.map((wrong) => `prefix part ${wrong}`), ...ofName.map((wrong) => `name part ${wrong}`)];
};

export const environmentName: TextRule = (text) =>
  /^[ -<>-~]*$/.test(text)
    ? []
    : ["a valid environment variable name must consist only of printable ASCII characters other than '='"];

export const portName: TextRule = (text) => [
  ...(text.length > 15 ? [tooLongText(15)] : []),
  ...(/^[-a-z0-9]+$/.test(text) ? [] : ['must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)']),
  ...(/[a-z]/.test(text) ? [] : ['must contain at least one letter (a-z)']),
  ...(text.includes('--') ? ['must not contain consecutive hyphens'] : []),
  ...(/^-|-$/.test(text) ? ['must not begin or end with a hyphen'] : []),
];

/** Tells of one value after the other whether it has been there before. */
export function repeats<T>(): (value: T) => boolean {
  const seen = new Set<T>();
  return (value) => seen.size === seen.add(value).size;
}

/** What a text rule says, as errors of a field. */
export function checkText(rule: TextRule, text: string, field: string): FieldError[] {
  return rule(text).map((wrong) => invalidValue(field, text, wrong));
}

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
