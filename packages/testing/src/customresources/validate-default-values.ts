import { isJSONObject, type JSONObject, type JSONValue } from '../json.js';
import { meansTheSame } from '../kinds/semantic-equality.js';
import { validateEmbeddedResources } from '../validation/embedded-resources.js';
import { type FieldError, invalidValue } from '../validation/field-errors.js';
import { pruneBySchema } from '../validation/schema-pruning.js';
import { validateBySchema } from '../validation/schema-validation.js';
import type { StructuralSchema } from '../validation/structural-schema.js';
import { hasRules, rulesEngine } from './load-rules.js';

/**
 * Which defaults of a schema are not what the schema itself allows (apiextensions-apiserver `schema/defaulting/validation.go`).
 * Those of kind, version and metadata are let pass.
 */
export function validateDefaultValues(schema: StructuralSchema, path: string): FieldError[] {
  const { items, properties = {} } = schema;
  const isResource = schema['x-kubernetes-embedded-resource'] === true;
  const inner = Object.entries(properties).filter(([name]) => !isResource || !['metadata', 'apiVersion', 'kind'].includes(name));
  return [
    ...(schema.default === undefined ? [] : validateDefault(schema.default, schema, `${path}.default`)),
    ...(items ? validateDefaultValues(items, `${path}.items`) : []),
    ...inner.flatMap(([name, property]) => validateDefaultValues(property, `${path}.properties[${name}]`)),
  ];
}

function validateDefault(value: JSONValue, schema: StructuralSchema, path: string): FieldError[] {
  const unknown = isPruned(value, schema) ? [] : [invalidValue(path, value, 'must not have unknown fields')];
  const embedded = validateEmbeddedResources({ value }, { properties: { value: schema } });
  if (embedded.length > 0) return [...unknown, ...embedded.map((error) => within(withoutName(error), path))];
  const wrong = validateBySchema(value, schema);
  // A list's element is told as `default.[0]`.
  if (wrong.length > 0) return [...unknown, ...wrong.map((error) => within(error, path, '.'))];
  if (!hasRules(schema)) return unknown;
  const isResource = schema['x-kubernetes-embedded-resource'] === true;
  // Rules are for objects, or what stands in them.
  const validator = rulesEngine().ruleValidator({ type: 'object', properties: { value: schema } }, isResource);
  const before = validator?.validate({ value }, { value }, false).errors ?? [];
  // There need not be an old value.
  const errors = before.length > 0 ? before : (validator?.validate({ value }).errors ?? []);
  return [...unknown, ...errors.map((error) => within(withoutName(error), path))];
}

function isPruned(value: JSONValue, schema: StructuralSchema): boolean {
  const root: StructuralSchema = { type: 'object', properties: { value: schema } };
  const object: JSONObject = { value: structuredClone(value) };
  return pruneBySchema(object, root).length === 0 && (!isJSONObject(value) || meansTheSame(object['value'], value));
}

/** Of an error in what stands in `value`. */
function withoutName(error: FieldError): FieldError {
  return { ...error, field: error.field.replace(/^value\.?/, '') };
}

function within(error: FieldError, path: string, joint = error.field.startsWith('[') ? '' : '.'): FieldError {
  const { field } = error;
  return { ...error, field: field === '' || field === '<nil>' ? path : `${path}${joint}${field}` };
}
