import { isJSONObject, type JSONObject, type JSONValue } from '../json.js';
import type { Schema } from '../schema.js';

const metadata: Schema = { ref: 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta' };
const ofObjects: Readonly<Record<string, Schema>> = { apiVersion: { type: 'string' }, kind: { type: 'string' }, metadata };

/** What a server has to know of custom objects. @param openAPIV3Schema of a version of the definition */
export function schemaOf(openAPIV3Schema: JSONObject): Schema {
  const root = convert(openAPIV3Schema);
  return { ...root, properties: { ...root.properties, ...ofObjects } };
}

function convert(schema: JSONObject): Schema {
  const { type, format, items, additionalProperties, properties, required } = schema;
  const listType = schema['x-kubernetes-list-type'];
  const listKeys = schema['x-kubernetes-list-map-keys'];
  const mapType = schema['x-kubernetes-map-type'];
  return {
    ...(schema['x-kubernetes-int-or-string'] === true && { types: ['integer', 'string'] }),
    ...(isType(type) && { type }),
    ...(typeof format === 'string' && { format }),
    ...(schema['default'] !== undefined && { default: schema['default'] }),
    ...(Array.isArray(schema['enum']) && { enum: schema['enum'] }),
    ...propertiesOf(properties, schema['x-kubernetes-embedded-resource'] === true),
    ...(Array.isArray(required) && { required: required.map(String) }),
    ...(isJSONObject(items) && { items: convert(items) }),
    ...(isJSONObject(additionalProperties) && { additionalProperties: convert(additionalProperties) }),
    ...(additionalProperties === true && { additionalProperties: { preserveUnknownFields: true } as const }),
    ...((listType === 'atomic' || listType === 'map' || listType === 'set') && { listType }),
    ...(Array.isArray(listKeys) && { listKeys: listKeys.map(String) }),
    ...((mapType === 'atomic' || mapType === 'granular') && { mapType }),
    ...(schema['x-kubernetes-preserve-unknown-fields'] === true && { preserveUnknownFields: true }),
  };
}

function propertiesOf(properties: JSONValue | undefined, isEmbedded: boolean): Pick<Schema, 'properties'> {
  const own = isJSONObject(properties)
    ? Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, convert(isJSONObject(one) ? one : {})]))
    : undefined;
  if (isEmbedded) return { properties: { ...own, ...ofObjects } };
  return own ? { properties: own } : {};
}

function isType(type: JSONValue | undefined): type is NonNullable<Schema['type']> {
  return typeof type === 'string' && ['array', 'boolean', 'integer', 'number', 'object', 'string'].includes(type);
}
