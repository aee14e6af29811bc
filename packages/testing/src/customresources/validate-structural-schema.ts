import { isJSONObject, type JSONObject } from '../json.js';
import { objectAt, objectsAt, textAt } from '../json-fields.js';
import { meansTheSame } from '../kinds/semantic-equality.js';
import { type FieldError, forbiddenValue, invalidValue, requiredValue } from '../validation/field-errors.js';

type Level = 'field' | 'item' | 'root';

const untyped: Readonly<Record<Level, string>> = {
  root: 'must not be empty at the root',
  item: 'must not be empty for specified array items',
  field: 'must not be empty for specified object fields',
};
const intOrString = [{ type: 'integer' }, { type: 'string' }];

/**
 * What keeps a schema from being structural, as the server sorts it: a type is missing, or alternatives say more than what values
 * they allow (apiextensions-apiserver `apiserver/schema/validation.go`).
 *
 * @param path as `spec.validation.openAPIV3Schema`
 */
export function validateStructuralSchema(schema: JSONObject, path: string): FieldError[] {
  const text = ({ field, message }: FieldError): string => `${field}: ${message}`;
  return validateNode(schema, 'root', path).sort((a, b) => (text(a) < text(b) ? -1 : 1));
}

function validateNode(node: JSONObject, level: Level, at: string): FieldError[] {
  const { additionalProperties } = node;
  const errors: FieldError[] = [];
  const type = textAt(node, 'type');
  const items = objectAt(node, 'items');
  const isEmbedded = node['x-kubernetes-embedded-resource'] === true;
  const isFree = node['x-kubernetes-preserve-unknown-fields'] === true;
  const isIntOrString = node['x-kubernetes-int-or-string'] === true;
  const properties = objectAt(node, 'properties') ?? {};
  if (type === 'array' && !items) errors.push(requiredValue(`${at}.items`, 'must be specified'));
  if (items) errors.push(...validateNode(items, 'item', `${at}.items`));
  for (const [name, property] of Object.entries(properties))
    if (isJSONObject(property)) errors.push(...validateNode(property, 'field', `${at}.properties[${name}]`));
  if (additionalProperties !== undefined) {
    if (level === 'root') errors.push(forbiddenValue(`${at}.additionalProperties`, 'must not be used at the root'));
    if (isEmbedded)
      errors.push(forbiddenValue(`${at}.additionalProperties`, 'must not be used if x-kubernetes-embedded-resource is set'));
  }
  if (isJSONObject(additionalProperties))
    errors.push(...validateNode(additionalProperties, 'field', `${at}.additionalProperties`));
  const unlessFree = 'must be false if x-kubernetes-int-or-string is true';
  if (isIntOrString && isFree) errors.push(invalidValue(`${at}.x-kubernetes-preserve-unknown-fields`, true, unlessFree));
  if (isIntOrString && isEmbedded) errors.push(invalidValue(`${at}.x-kubernetes-embedded-resource`, true, unlessFree));
  errors.push(...validateAlternatives(node, at, true));
  if (isEmbedded && type !== 'object') {
    const what = 'must be object if x-kubernetes-embedded-resource is true';
    errors.push(type === '' ? requiredValue(`${at}.type`, what) : invalidValue(`${at}.type`, type, what));
  } else if (type === '' && !isIntOrString && !isFree) errors.push(requiredValue(`${at}.type`, untyped[level]));
  if (level === 'root' && type !== '' && type !== 'object')
    errors.push(invalidValue(`${at}.type`, type, 'must be object at the root'));
  errors.push(...validateIdentity(properties, level, isEmbedded, at));
  if (isEmbedded && !isFree && Object.keys(properties).length === 0) {
    const what = 'must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields';
    errors.push(requiredValue(`${at}.properties`, what));
  }
  return errors;
}

/** Kind, version and metadata are what they are for all objects. */
function validateIdentity(properties: JSONObject, level: Level, isEmbedded: boolean, at: string): FieldError[] {
  const isResource = level === 'root' || isEmbedded;
  const errors: FieldError[] = [];
  for (const name of ['kind', 'apiVersion']) {
    const type = textAt(objectAt(properties, name), 'type');
    if (isResource && properties[name] !== undefined && type !== 'string')
      errors.push(invalidValue(`${at}.properties[${name}].type`, type, 'must be string'));
  }
  const metadata = objectAt(properties, 'metadata');
  if (!metadata) return errors;
  const path = `${at}.properties[metadata]`;
  if (isResource && metadata['type'] !== 'object')
    errors.push(invalidValue(`${path}.type`, textAt(metadata, 'type'), 'must be object'));
  const { type: _, default: __, properties: ___, description: ____, ...rest } = metadata;
  const names = Object.keys(objectAt(metadata, 'properties') ?? {});
  const isPlain = Object.keys(rest).length === 0 && !('description' in metadata);
  if (level === 'root' && !(isPlain && names.every((name) => name === 'name' || name === 'generateName')))
    errors.push(
      forbiddenValue(path, 'must not specify anything other than name and generateName, but metadata is implicitly specified'),
    );
  return errors;
}

/** @param isStructure whether this is a schema, where `int-or-string` may stand in `anyOf`, and not an alternative of one */
function validateAlternatives(node: JSONObject, at: string, isStructure: boolean): FieldError[] {
  const errors: FieldError[] = [];
  for (const field of ['anyOf', 'allOf', 'oneOf']) {
    const list = objectsAt(node, field);
    if (field === 'anyOf' && isStructure && meansTheSame(list, intOrString)) continue;
    list.forEach((one, i) => {
      const isException = isStructure && field === 'allOf' && i === 0 && meansTheSame(one['anyOf'], intOrString);
      errors.push(...validateAlternative(one, `${at}.${field}[${String(i)}]`, isException));
    });
  }
  const not = objectAt(node, 'not');
  return not ? [...errors, ...validateAlternative(not, `${at}.not`, false)] : errors;
}

const notInAlternatives: readonly (readonly [string, string])[] = [
  ['type', 'must be empty to be structural'],
  ['additionalProperties', 'must be undefined to be structural'],
  ['default', 'must be undefined to be structural'],
  ['title', 'must be empty to be structural'],
  ['description', 'must be empty to be structural'],
  ['nullable', 'must be false to be structural'],
  ['x-kubernetes-preserve-unknown-fields', 'must be false to be structural'],
  ['x-kubernetes-embedded-resource', 'must be false to be structural'],
  ['x-kubernetes-int-or-string', 'must be false to be structural'],
  ['x-kubernetes-list-map-keys', 'must be empty to be structural'],
  ['x-kubernetes-list-type', 'must be undefined to be structural'],
  ['x-kubernetes-map-type', 'must be undefined to be structural'],
  ['x-kubernetes-validations', 'must be empty to be structural'],
];

function validateAlternative(node: JSONObject, at: string, allowsAnyOf: boolean): FieldError[] {
  const { anyOf: _, ...others } = node;
  const errors = validateAlternatives(allowsAnyOf ? others : node, at, false);
  const items = objectAt(node, 'items');
  if (items) errors.push(...validateAlternative(items, `${at}.items`, false));
  const properties = objectAt(node, 'properties') ?? {};
  for (const [name, property] of Object.entries(properties))
    if (isJSONObject(property)) errors.push(...validateAlternative(property, `${at}.properties[${name}]`, false));
  for (const [field, what] of notInAlternatives) {
    const value = node[field];
    const isSet = value !== undefined && value !== false && value !== '' && !(Array.isArray(value) && value.length === 0);
    if (isSet) errors.push(forbiddenValue(`${at}.${field}`, what));
  }
  if (properties['metadata'] !== undefined)
    errors.push(forbiddenValue(`${at}.properties[metadata]`, 'must not be specified in a nested context'));
  return errors;
}
