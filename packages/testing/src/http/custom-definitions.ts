import { isJSONObject, type JSONObject, type JSONValue } from '../json.js';
import { objectAt, textsAt } from '../json-fields.js';
import type { ServedResource } from '../resources/served-resource.js';

const conventions = 'https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md';

/** As `com.example.v1.Widget`. */
export function definitionName({ info }: ServedResource, kind = info.kind.kind): string {
  return [...info.group.split('.').reverse(), info.version, kind].join('.');
}

/**
 * The definitions, in OpenAPI 3, of a resource that a CustomResourceDefinition brings: of an object, and of a list.
 *
 * @param known the definitions of `apps/v1`, which say what all objects have
 * @param adapted does something to the schema before it gets what all objects have; undefined if it shall not get that
 */
export function customDefinitions(
  resource: ServedResource,
  known: JSONObject,
  adapted: (schema: JSONObject) => JSONObject | undefined = withNumbersOrTexts,
): JSONObject {
  const { info, custom } = resource;
  const { group, version, kind } = info.kind;
  const listKind = custom?.listKind ?? '';
  const name = definitionName(resource);
  const fields = (custom?.selectableFields ?? []).map((fieldPath) => ({ fieldPath }));
  const { apiVersion = {}, kind: kindText = {} } = objectAt(known, 'io.k8s.api.apps.v1.Deployment', 'properties') ?? {};
  const ofAll = { apiVersion, kind: kindText };
  const extensions = (of: string): JSONObject => ({
    'x-kubernetes-group-version-kind': [{ group, kind: of, version }],
    ...(fields.length > 0 && { 'x-kubernetes-selectable-fields': fields }),
  });
  const schema = adapted((custom?.openAPIV3Schema ?? {}) as JSONObject);
  return {
    [name]: {
      ...(schema ? withProperties(withEmbeddedObjects(schema), { ...ofAll, metadata: objectMeta }) : { type: 'object' }),
      ...extensions(kind),
    },
    [definitionName(resource, listKind)]: {
      description: `${listKind} is a list of ${kind}`,
      type: 'object',
      required: ['items'],
      properties: {
        ...ofAll,
        items: {
          description: `List of ${info.resource}. More info: ${conventions}`,
          type: 'array',
          items: { $ref: `#/components/schemas/${name}` },
        },
        metadata: metadataOf('ListMeta', `Standard list metadata. More info: ${conventions}#types-kinds`),
      },
      ...extensions(listKind),
    },
  };
}

/** A schema with something done to it, and then to those in it. */
export function mapSchema(schema: JSONObject, change: (schema: JSONObject) => JSONObject): JSONObject {
  const mapped = { ...change(schema) };
  for (const field of ['items', 'additionalProperties']) {
    const inner = mapped[field];
    if (isJSONObject(inner)) mapped[field] = mapSchema(inner, change);
  }
  const properties = objectAt(mapped, 'properties');
  if (properties)
    mapped['properties'] = Object.fromEntries(
      Object.entries(properties).map(([name, one]) => [name, mapSchema(isJSONObject(one) ? one : {}, change)]),
    );
  return mapped;
}

const numberOrText: JSONValue = [{ type: 'integer' }, { type: 'string' }];

/** Says what `x-kubernetes-int-or-string` means where nobody said it (apiextensions-apiserver `schema.Unfold`). */
function withNumbersOrTexts(schema: JSONObject): JSONObject {
  return mapSchema(schema, (one) => {
    const { anyOf, allOf } = one;
    if (one['x-kubernetes-int-or-string'] !== true) return one;
    if (anyOf === undefined) return isNumberOrText(firstOf(allOf)) ? one : { ...one, anyOf: numberOrText };
    if (isNumberOrText(one)) return one;
    return { ...one, allOf: [{ anyOf: numberOrText }, ...(Array.isArray(allOf) ? allOf : [])] };
  });
}

function isNumberOrText({ anyOf }: JSONObject): boolean {
  return JSON.stringify(anyOf) === JSON.stringify(numberOrText);
}

function firstOf(list: JSONValue | undefined): JSONObject {
  const first = Array.isArray(list) ? list[0] : undefined;
  return isJSONObject(first) ? first : {};
}

function metadataOf(kind: string, description: string): JSONObject {
  return { description, allOf: [{ $ref: `#/components/schemas/io.k8s.apimachinery.pkg.apis.meta.v1.${kind}` }] };
}

const objectMeta = metadataOf('ObjectMeta', `Standard object's metadata. More info: ${conventions}#metadata`);

const embedded: JSONObject = {
  apiVersion: {
    description: `apiVersion defines the versioned schema of this representation of an object. More info: ${conventions}#resources`,
    type: 'string',
  },
  kind: {
    description: `kind is a string value representing the type of this object. In CamelCase. More info: ${conventions}#types-kinds`,
    type: 'string',
  },
  metadata: objectMeta,
};

/** Says of objects in objects what all objects have. Those that may be anything, and are of no type, stay as they are. */
function withEmbeddedObjects(schema: JSONObject): JSONObject {
  return mapSchema(schema, (one) => {
    if (one['x-kubernetes-embedded-resource'] !== true) return one;
    if (one['x-kubernetes-preserve-unknown-fields'] === true && one['type'] === undefined) return one;
    const required = [...new Set([...textsAt(one, 'required'), 'kind', 'apiVersion'])];
    return { ...withProperties(one, embedded), required };
  });
}

function withProperties(schema: JSONObject, properties: JSONObject): JSONObject {
  return { ...schema, properties: { ...objectAt(schema, 'properties'), ...properties } };
}
