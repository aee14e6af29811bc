import { isJSONObject, type JSONValue } from '../json.js';
import { setField } from '../json-fields.js';
import { fieldSchema, type StructuralSchema } from './structural-schema.js';

/**
 * Puts the defaults that the schema of a custom resource says, **changing the value**; also into what is put there by default
 * (apiextensions-apiserver `schema/defaulting`). Twice does no harm.
 */
export function applySchemaDefaults(value: JSONValue, schema: StructuralSchema | undefined): void {
  if (schema === undefined) return;
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) {
      if (isUnwantedNull(item, schema.items)) value[i] = copy(schema.items?.default);
      applySchemaDefaults(value[i] as JSONValue, schema.items);
    }
  } else if (isJSONObject(value)) {
    for (const [name, inner] of Object.entries(schema.properties ?? {})) {
      if ((inner.default ?? null) === null) continue;
      if (!Object.hasOwn(value, name) || isUnwantedNull(value[name], inner)) setField(value, name, copy(inner.default));
    }
    for (const name of Object.keys(value)) {
      const inner = fieldSchema(schema, name);
      if (!inner) continue;
      const isAdditional = !(schema.properties && Object.hasOwn(schema.properties, name));
      if (isAdditional && isUnwantedNull(value[name], inner)) setField(value, name, copy(inner.default));
      applySchemaDefaults(value[name] as JSONValue, inner);
    }
  }
}

function isUnwantedNull(value: JSONValue | undefined, schema: StructuralSchema | undefined): boolean {
  return value === null && schema !== undefined && schema.nullable !== true;
}

function copy(value: JSONValue | undefined): JSONValue {
  return value === undefined ? null : structuredClone(value);
}
