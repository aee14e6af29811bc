import { CauseType } from '@kubewright/rest';
import { isJSONObject, type JSONObject, type JSONValue } from '../json.js';
import { ownField } from '../json-fields.js';
import {
  type FieldError,
  goJSON,
  invalidValue,
  notSupportedValue,
  requiredValue,
  tooLong,
  tooMany,
  typeInvalid,
} from './field-errors.js';
import { hasFormat } from './schema-formats.js';
import type { StructuralSchema } from './structural-schema.js';

/**
 * What is wrong with a value by the schema of its custom resource, in the server's words (kube-openapi `validation/validate`,
 * apiextensions-apiserver `apiserver/validation`). Rules in CEL (`x-kubernetes-validations`) are not looked at. Of fields, the server
 * tells them in no order; this function in the order of the schema.
 *
 * @param path of the value: empty for the object itself
 * @param old what the value was before an update: what has not changed is right (`CRDValidationRatcheting`)
 */
export function validateBySchema(value: JSONValue, schema: StructuralSchema, path = '', old?: JSONValue): FieldError[] {
  return validate(value, schema, path, old).errors;
}

interface Result {
  errors: FieldError[];
  /** How much was right: of alternatives that all fail, the best is told. */
  matches: number;
}

/** Go has no path to tell these by. */
const pathless = '<nil>';

function validate(value: JSONValue, schema: StructuralSchema, path: string, old: JSONValue | undefined): Result {
  const result: Result = { errors: [], matches: 0 };
  if (old !== undefined && goJSON(old) === goJSON(value)) return result;
  const wrongType = typeError(value, schema, path);
  if (wrongType) result.errors.push(wrongType);
  else result.matches++;
  if (value !== null) {
    addCombinations(result, value, schema, path);
    if (typeof value === 'string') addText(result, value, schema, path);
    if (typeof value === 'number') addNumber(result, value, schema, path);
    if (Array.isArray(value)) addList(result, value, schema, path, old);
  }
  const { enum: allowed } = schema;
  if (allowed && allowed.length > 0 && !allowed.some((each) => goJSON(each) === goJSON(value))) {
    const values = allowed.map((each) => (typeof each === 'string' ? each : goJSON(each)));
    result.errors.push(notSupportedValue(path, value, values));
  }
  if (isJSONObject(value)) addObject(result, value, schema, path, old);
  result.matches++;
  return result;
}

/** A type in the words of a schema. */
function typeOf(value: JSONValue): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) && Math.abs(value) < 2 ** 63 ? 'integer' : 'number';
  return typeof value;
}

function typeError(value: JSONValue, schema: StructuralSchema, path: string): FieldError | undefined {
  const wanted =
    schema['x-kubernetes-int-or-string'] === true ? ['integer', 'string'] : schema.type === undefined ? [] : [schema.type];
  const actual = typeOf(value);
  if (wanted.length === 0 || wanted.includes(actual)) return undefined;
  if (value === null) return schema.nullable === true ? undefined : wrongType(path, wanted.join(','), actual);
  if (actual === 'integer' && wanted.includes('number')) return undefined;
  const format = formatOf(schema);
  // With a format, it is told what the format wants.
  if (actual === 'number' && format !== undefined) return wrongType(path, format, 'float64');
  if (format !== undefined && schema.type === 'string' && Array.isArray(value)) return undefined;
  if (format !== undefined && typeof value !== 'string' && !Array.isArray(value))
    return wrongType(path, format, actual === 'integer' ? 'int64' : '');
  return wrongType(path, wanted.join(','), actual);
}

function wrongType(path: string, wanted: string, actual: string): FieldError {
  return typeInvalid(path, actual, `${path} in body must be of type ${wanted}: "${actual}"`);
}

/** The format, if it counts for the type. */
function formatOf({ type, format }: StructuralSchema): string | undefined {
  if (format === undefined) return undefined;
  if (type === 'integer') return format === 'int32' || format === 'int64' ? format : undefined;
  if (type === 'number') return format === 'float' || format === 'double' ? format : undefined;
  return type === undefined || type === 'string'
    ? knownFormats.has(format.replaceAll('-', ''))
      ? format
      : undefined
    : undefined;
}

const knownFormats = new Set([
  ...[
    'bsonobjectid',
    'uri',
    'email',
    'hostname',
    'ipv4',
    'ipv6',
    'cidr',
    'mac',
    'uuid',
    'uuid3',
    'uuid4',
    'uuid5',
    'isbn',
    'isbn10',
    'isbn13',
  ],
  ...[
    'creditcard',
    'ssn',
    'hexcolor',
    'rgbcolor',
    'byte',
    'password',
    'date',
    'duration',
    'datetime',
    'k8sshortname',
    'k8slongname',
  ],
]);

function addText(result: Result, text: string, schema: StructuralSchema, path: string): void {
  const { length } = Array.from(text);
  const { maxLength, minLength, pattern } = schema;
  // The first of these three is told.
  if (maxLength !== undefined && length > maxLength) result.errors.push(tooLong(path, maxLength));
  else if (minLength !== undefined && length < minLength)
    result.errors.push(invalidValue(path, text, `${path} in body should be at least ${String(minLength)} chars long`));
  else if (pattern !== undefined && pattern !== '' && !matches(text, pattern))
    result.errors.push(invalidValue(path, text, `${path} in body should match '${pattern}'`));
  const format = formatOf(schema);
  if (format !== undefined && schema.type === 'string' && !hasFormat(text, format))
    result.errors.push(typeInvalid(path, text, `${path} in body must be of type ${format}: ${JSON.stringify(text)}`));
}

const patterns = new Map<string, RegExp | undefined>();

/** What only Go's syntax has is taken as matched. */
function matches(text: string, pattern: string): boolean {
  if (!patterns.has(pattern)) patterns.set(pattern, compile(pattern));
  return patterns.get(pattern)?.test(text) ?? true;
}

function compile(pattern: string): RegExp | undefined {
  const [, flags = '', rest = ''] = /^(?:\(\?([ims]+)\))?([^]*)$/.exec(pattern) ?? [];
  const plain = rest
    .replaceAll(String.raw`\A`, '^')
    .replaceAll(String.raw`\z`, '$')
    .replaceAll('(?P<', '(?<');
  for (const more of ['u', '']) {
    try {
      return new RegExp(plain, flags + more);
    } catch {
      // Perhaps without Unicode.
    }
  }
  return undefined;
}

function addNumber(result: Result, value: number, schema: StructuralSchema, path: string): void {
  const { multipleOf, maximum, minimum, type } = schema;
  const format = formatOf(schema);
  const isInteger = Number.isInteger(value);
  const told = `Checked value must be of type ${type ?? ''} ${format === undefined ? '(default format)' : `with format ${format}`} in ${path}`;
  const isOutside =
    (type === 'integer' && (!isInteger || (format === 'int32' && Math.abs(value + 0.5) > 2 ** 31))) ||
    (type === 'number' && format === 'float' && Math.abs(value) > 3.4028234663852886e38);
  if (isOutside) result.errors.push(invalidValue(pathless, '', told));
  const wrong = (what: string): number => result.errors.push(invalidValue(path, value, `${path} in body should be ${what}`));
  if (multipleOf !== undefined && !Number.isInteger(multipleOf < 1 ? (1 / multipleOf) * value : value / multipleOf))
    wrong(`a multiple of ${String(multipleOf)}`);
  if (minimum !== undefined) {
    if (schema.exclusiveMinimum === true && value <= minimum) wrong(`greater than ${String(minimum)}`);
    else if (value < minimum) wrong(`greater than or equal to ${String(minimum)}`);
  }
  if (maximum !== undefined) {
    if (schema.exclusiveMaximum === true && value >= maximum) wrong(`less than ${String(maximum)}`);
    else if (value > maximum) wrong(`less than or equal to ${String(maximum)}`);
  }
}

function addList(result: Result, list: JSONValue[], schema: StructuralSchema, path: string, old: JSONValue | undefined): void {
  const { items, minItems, maxItems } = schema;
  if (items) {
    const before = correlate(old, schema);
    for (const [i, item] of list.entries()) merge(result, validate(item, items, `${path}[${String(i)}]`, before(item)));
  }
  if (minItems !== undefined && list.length < minItems)
    result.errors.push(invalidValue(path, list.length, `${path} in body should have at least ${String(minItems)} items`));
  if (maxItems !== undefined && list.length > maxItems) result.errors.push(tooMany(path, list.length, maxItems));
}

/** Finds the element that was in the place of another; only those of maps are known again. */
function correlate(old: JSONValue | undefined, schema: StructuralSchema): (item: JSONValue) => JSONValue | undefined {
  if (!Array.isArray(old) || schema['x-kubernetes-list-type'] !== 'map') return () => undefined;
  const keyOf = (item: JSONValue): string | undefined =>
    isJSONObject(item) ? JSON.stringify((schema['x-kubernetes-list-map-keys'] ?? []).map((key) => item[key] ?? null)) : undefined;
  const byKey = new Map(old.map((item) => [keyOf(item), item]));
  return (item) => byKey.get(keyOf(item));
}

function addObject(result: Result, object: JSONObject, schema: StructuralSchema, path: string, old: JSONValue | undefined): void {
  const { minProperties, maxProperties, properties = {}, additionalProperties, required = [] } = schema;
  const names = Object.keys(object);
  const before = (name: string): JSONValue | undefined => (isJSONObject(old) ? ownField(old, name) : undefined);
  if (minProperties !== undefined && names.length < minProperties)
    result.errors.push(
      invalidValue(path, names.length, `${path} in body should have at least ${String(minProperties)} properties`),
    );
  if (maxProperties !== undefined && names.length > maxProperties) result.errors.push(tooMany(path, names.length, maxProperties));
  for (const name of names) {
    if (Object.hasOwn(properties, name)) continue;
    const value = object[name] as JSONValue;
    if (additionalProperties === false) {
      result.errors.push(invalidValue(path, name, `${path}.${name} in body is a forbidden property`));
    } else if (typeof additionalProperties === 'object') {
      merge(result, validate(value, additionalProperties, `${path}.${name}`, before(name)));
    }
  }
  for (const [name, inner] of Object.entries(properties)) {
    if (Object.hasOwn(object, name))
      merge(result, validate(object[name] as JSONValue, inner, path === '' ? name : `${path}.${name}`, before(name)));
  }
  for (const name of required) {
    if (!Object.hasOwn(object, name)) result.errors.push(requiredValue(path === '' ? name : `${path}.${name}`));
  }
}

function addCombinations(result: Result, value: JSONValue, schema: StructuralSchema, path: string): void {
  const { anyOf = [], oneOf = [], allOf = [], not } = schema;
  const fail = (what: string): number =>
    result.errors.push({ reason: CauseType.FieldValueInvalid, message: `Invalid value: "": "${path}" ${what}`, field: pathless });
  if (anyOf.length > 0) {
    const results = anyOf.map((each) => validate(value, each, path, undefined));
    if (!results.some(isValid)) {
      fail('must validate at least one schema (anyOf)');
      merge(result, best(results));
    }
  }
  if (oneOf.length > 0) {
    const results = oneOf.map((each) => validate(value, each, path, undefined));
    const count = results.filter(isValid).length;
    if (count !== 1) {
      const what = count === 0 ? 'Found none valid' : `Found ${String(count)} valid alternatives`;
      fail(`must validate one and only one schema (oneOf). ${what}`);
      if (count === 0) merge(result, best(results));
    }
  }
  if (allOf.length > 0) {
    const results = allOf.map((each) => validate(value, each, path, undefined));
    for (const each of results) merge(result, each);
    const count = results.filter(isValid).length;
    if (count !== results.length) fail(`must validate all the schemas (allOf)${count === 0 ? '. None validated' : ''}`);
  }
  if (not && isValid(validate(value, not, path, undefined))) fail('must not validate the schema (not)');
}

function isValid({ errors }: Result): boolean {
  return errors.length === 0;
}

/** The first of those that match most. */
function best(results: readonly Result[]): Result {
  return results.reduce((a, b) => (b.matches > a.matches ? b : a));
}

function merge(into: Result, { errors, matches }: Result): void {
  into.errors.push(...errors);
  into.matches += matches;
}
