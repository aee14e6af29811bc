import { mapSchema } from '../http/custom-definitions.js';
import { isJSONObject, type JSONObject } from '../json.js';
import { objectAt, textsAt } from '../json-fields.js';

/**
 * The schema of a custom resource without what OpenAPI 2, or a kubectl that reads it, does not understand (apiextensions-apiserver
 * `openapi/v2.ToStructuralOpenAPIV2`). Undefined if its objects may have anything: what it said of them would be all that they may.
 */
export function customSchemaOfVersion2(schema: JSONObject): JSONObject | undefined {
  return schema['x-kubernetes-preserve-unknown-fields'] === true ? undefined : mapSchema(schema, pruned);
}

function pruned(schema: JSONObject): JSONObject {
  const { allOf, oneOf, anyOf, not, default: _default, nullable, ...kept } = schema;
  const isOpen = kept['x-kubernetes-preserve-unknown-fields'] === true;
  if (nullable === true || isOpen) {
    delete kept['items'];
    delete kept['properties'];
  }
  const { type } = kept;
  if (nullable === true || (isOpen && type === 'object') || (type === 'array' && kept['items'] === undefined))
    delete kept['type'];
  const required = isNullable(kept['additionalProperties'])
    ? []
    : textsAt(kept, 'required').filter((name) => !isNullable(objectAt(kept, 'properties')?.[name]));
  if (required.length > 0) kept['required'] = required;
  else delete kept['required'];
  return kept;
}

function isNullable(schema: unknown): boolean {
  return isJSONObject(schema) && schema['nullable'] === true;
}
