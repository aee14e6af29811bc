import { canonicalJSON } from '../apply/canonical-json.js';
import { compareText } from '../apply/compare-text.js';
import { isJSONObject, type JSONObject, type JSONValue } from '../json.js';

const inVersion3 = '#/components/schemas/';
const inVersion2 = '#/definitions/';

/** In the order in which Go writes the fields of a schema (kube-openapi `spec.SchemaProps`); extensions are behind them. */
const order = [
  'description',
  'type',
  'format',
  'title',
  'maximum',
  'exclusiveMaximum',
  'minimum',
  'exclusiveMinimum',
  'maxLength',
  'minLength',
  'pattern',
  'maxItems',
  'minItems',
  'uniqueItems',
  'multipleOf',
  'enum',
  'maxProperties',
  'minProperties',
  'required',
  'items',
  'properties',
  'additionalProperties',
  'externalDocs',
  'example',
  '$ref',
];

/** A schema of OpenAPI 3 as version 2 has it: without defaults, and with one type for what may be of two. */
export function schemaOfVersion2(schema: JSONObject): JSONObject {
  const { allOf, oneOf, default: _, ...others } = schema;
  const [only] = Array.isArray(allOf) ? allOf : [];
  return inOrder({
    ...others,
    // Only quantities, and numbers that may be texts, are either.
    ...(oneOf !== undefined && { type: 'string' }),
    ...(isJSONObject(only) && only),
  });
}

/** The fields of a schema in the order of Go, those of the schemas in it too. */
function inOrder(schema: JSONObject): JSONObject {
  const ordered: JSONObject = {};
  for (const name of order) if (schema[name] !== undefined) ordered[name] = fieldOf(name, schema[name]);
  for (const name of Object.keys(schema).sort(compareText))
    if (name.startsWith('x-')) ordered[name] = byNames(schema[name] ?? null);
  return ordered;
}

function fieldOf(name: string, value: JSONValue): JSONValue {
  if (typeof value === 'string') return name === '$ref' ? value.replace(inVersion3, inVersion2) : value;
  if (!isJSONObject(value)) return byNames(value);
  if (name === 'items' || name === 'additionalProperties') return schemaOfVersion2(value);
  if (name !== 'properties') return byNames(value);
  return Object.fromEntries(
    Object.keys(value)
      .sort(compareText)
      .map((one) => [one, schemaOfVersion2(value[one] as JSONObject)]),
  );
}

/** What the server knows as JSON only it has in the order of names. */
function byNames(value: JSONValue): JSONValue {
  return typeof value === 'object' ? (JSON.parse(canonicalJSON(value)) as JSONValue) : value;
}
