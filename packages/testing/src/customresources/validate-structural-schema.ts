import { isJSONObject, type JSONObject } from '../json.js';
import { objectAt, textAt } from '../kinds/json-fields.js';
import { type FieldError, forbiddenValue, invalidValue, notSupportedValue, requiredValue } from '../validation/field-errors.js';

const types = ['array', 'boolean', 'integer', 'number', 'object', 'string'];

/**
 * What keeps a schema from being structural: a type is missing, or something stands in it that servers do not take
 * (apiextensions-apiserver `apis/apiextensions/validation`, `apiserver/schema/validation.go`).
 *
 * @param path as `spec.validation.openAPIV3Schema`
 */
export function validateStructuralSchema(schema: JSONObject, path: string): FieldError[] {
  const refused = [...nodesOf(schema, path)].flatMap(({ node, at }) => refusedIn(node, at));
  // What refers to other schemas cannot be looked at any further.
  if ([...nodesOf(schema, path)].some(({ node }) => textAt(node, '$ref') !== '')) return refused;
  const untyped = [...nodesOf(schema, path)]
    .filter(({ node, at }) => at !== path && textAt(node, 'type') === '' && !isFree(node))
    .map(({ at }) =>
      requiredValue(`${at}.type`, `must not be empty for specified ${at.endsWith('.items') ? 'array items' : 'object fields'}`),
    );
  const type = textAt(schema, 'type');
  if (type === '') untyped.push(requiredValue(`${path}.type`, 'must not be empty at the root'));
  else if (type !== 'object') untyped.push(invalidValue(`${path}.type`, type, 'must be object at the root'));
  return [...refused, ...untyped];
}

/** A schema and all that stand in it, with their paths. */
function* nodesOf(node: JSONObject, at: string): Generator<{ node: JSONObject; at: string }> {
  const { items, additionalProperties } = node;
  for (const [name, property] of Object.entries(objectAt(node, 'properties') ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)))
    if (isJSONObject(property)) yield* nodesOf(property, `${at}.properties[${name}]`);
  if (isJSONObject(additionalProperties)) yield* nodesOf(additionalProperties, `${at}.additionalProperties`);
  if (isJSONObject(items)) yield* nodesOf(items, `${at}.items`);
  yield { node, at };
}

function refusedIn(node: JSONObject, at: string): FieldError[] {
  const errors: FieldError[] = [];
  const type = textAt(node, 'type');
  if (type !== '' && !types.includes(type)) errors.push(notSupportedValue(`${at}.type`, type, types));
  if (textAt(node, '$ref') !== '') errors.push(forbiddenValue(`${at}.$ref`, '$ref is not supported'));
  if (type === 'array' && node['items'] === undefined) errors.push(requiredValue(`${at}.items`, 'must be specified'));
  if (node['uniqueItems'] === true)
    errors.push(
      forbiddenValue(`${at}.uniqueItems`, 'uniqueItems cannot be set to true since the runtime complexity becomes quadratic'),
    );
  if (objectAt(node, 'properties') && node['additionalProperties'] !== undefined)
    errors.push(forbiddenValue(`${at}.additionalProperties`, 'additionalProperties and properties are mutual exclusive'));
  return errors;
}

function isFree(node: JSONObject): boolean {
  return node['x-kubernetes-int-or-string'] === true || node['x-kubernetes-preserve-unknown-fields'] === true;
}
