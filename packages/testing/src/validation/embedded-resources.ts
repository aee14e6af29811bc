import { completeObject } from '../decode/complete-object.js';
import { goStruct } from '../decode/go-types.js';
import { readFields, typeName, WrongTypeError } from '../decode/typed-walk.js';
import { isJSONObject, type JSONObject, type JSONValue } from '../json.js';
import { type FieldError, invalidValue, keyOf, requiredValue } from './field-errors.js';
import { validateMetadata } from './metadata.js';
import { checkText, mixedCaseLabel } from './text-rules.js';
import type { StructuralSchema } from './structural-schema.js';

const objectMeta = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';

/**
 * Reads metadata of a custom resource as Go does, **changing it**. Gives what is unknown in it, as `unknown field "foo"`, with its own
 * path; nothing if `isStrict` is false.
 *
 * @throws {WrongTypeError} for a field of a wrong type, and for what is no object
 */
export function readMetadata(metadata: JSONValue, isStrict: boolean): string[] {
  const struct = goStruct(objectMeta);
  if (!isJSONObject(metadata) || !struct)
    throw new WrongTypeError(`json: cannot unmarshal ${typeName(metadata)} into Go value of type v1.ObjectMeta`);
  const unknown = readFields(metadata, struct, { isStrict });
  completeObject(metadata, { ref: objectMeta });
  return unknown;
}

/**
 * Reads the metadata of objects that a custom resource embeds (`x-kubernetes-embedded-resource`), **changing them**. Gives what is
 * unknown there, as `spec.pod.metadata.foo`, sorted (apiextensions-apiserver `schema/objectmeta`).
 *
 * @throws {WrongTypeError} with the server's words for what is no metadata, version or kind
 */
export function readEmbeddedMetadata(object: JSONObject, schema: StructuralSchema, isStrict: boolean): string[] {
  return embedded(object, schema, '')
    .flatMap(({ resource, path }) => {
      for (const name of ['apiVersion', 'kind']) {
        const value = resource[name];
        if (value !== undefined && typeof value !== 'string')
          throw refusal(invalidValue(`${path}.${name}`, value, 'must be a string'));
      }
      const { metadata } = resource;
      if (metadata === undefined) return [];
      const before = structuredClone(metadata);
      try {
        const unknown = readMetadata(metadata, isStrict);
        return unknown.map((each) => `${path}.metadata.${JSON.parse(each.replace(/^\w+ field /, '')) as string}`);
      } catch (error) {
        throw refusal(invalidValue(`${path}.metadata`, before, (error as Error).message));
      }
    })
    .sort();
}

/** What is wrong with version, kind and metadata of objects that a custom resource embeds. */
export function validateEmbeddedResources(object: JSONObject, schema: StructuralSchema): FieldError[] {
  return embedded(object, schema, '').flatMap(({ resource, path }) => {
    const missing = ['apiVersion', 'kind'].filter((name) => !Object.hasOwn(resource, name));
    const errors = missing.map((name) => requiredValue(`${path}.${name}`));
    const { apiVersion, kind, metadata } = resource;
    if (apiVersion === '') errors.push(invalidValue(`${path}.apiVersion`, '', 'must not be empty'));
    else if (typeof apiVersion === 'string' && apiVersion.split('/').length > 2)
      errors.push(invalidValue(`${path}.apiVersion`, apiVersion, `unexpected GroupVersion string: ${apiVersion}`));
    if (kind === '') {
      errors.push(invalidValue(`${path}.kind`, '', 'must not be empty'));
    } else if (typeof kind === 'string') {
      errors.push(...checkText(mixedCaseLabel, kind, `${path}.kind`));
    }
    if (!isJSONObject(metadata)) return errors;
    // It needs no name.
    const named = { metadata: { ...metadata, name: metadata['name'] ?? 'fakename' } };
    const isNamespaced = typeof metadata['namespace'] === 'string' && metadata['namespace'] !== '';
    const inside = validateMetadata(named, { isNamespaced, nameRule: 'path' });
    return [...errors, ...inside.map((error) => ({ ...error, field: `${path}.${error.field}` }))];
  });
}

/** The objects that are embedded, with their paths. */
function embedded(
  value: JSONValue,
  schema: StructuralSchema | undefined,
  path: string,
): { resource: JSONObject; path: string }[] {
  if (schema === undefined) return [];
  if (Array.isArray(value)) return value.flatMap((item, i) => embedded(item, schema.items, `${path}[${String(i)}]`));
  if (!isJSONObject(value)) return [];
  const { properties = {}, additionalProperties } = schema;
  const inner = Object.entries(value).flatMap(([name, field]) => {
    if (Object.hasOwn(properties, name)) return embedded(field, properties[name], path === '' ? name : `${path}.${name}`);
    return typeof additionalProperties === 'object' ? embedded(field, additionalProperties, keyOf(path, name)) : [];
  });
  return schema['x-kubernetes-embedded-resource'] === true ? [{ resource: value, path }, ...inner] : inner;
}

function refusal({ field, message }: FieldError): WrongTypeError {
  return new WrongTypeError(`${field}: ${message}`);
}
