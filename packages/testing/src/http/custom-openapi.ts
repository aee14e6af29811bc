import { isJSONObject, type JSONObject, type JSONValue } from '../json.js';
import { objectAt } from '../json-fields.js';
import type { ServedResource } from '../resources/served-resource.js';
import { openapiDocument } from './openapi.js';

const schemas = '#/components/schemas/';
const gvk = 'x-kubernetes-group-version-kind';
/** Objects in these forms custom resources have not. */
const foreign = /cbor|protobuf|stream=watch|strategic-merge-patch/;

/**
 * The OpenAPI document of a group and version that definitions bring. Its paths are those of Deployments under other names: they
 * have the same verbs, parameters and answers.
 */
export function customOpenAPI(group: string, version: string, resources: readonly ServedResource[]): JSONObject {
  const template = JSON.parse(openapiDocument('apis/apps/v1') ?? '{}') as JSONObject;
  const paths: JSONObject = {};
  const components: JSONObject = {};
  for (const resource of resources) {
    Object.assign(paths, pathsOf(resource, objectAt(template, 'paths') ?? {}));
    Object.assign(components, componentsOf(resource, group, version));
  }
  const known = objectAt(template, 'components', 'schemas') ?? {};
  for (const name of referred(paths, known)) components[name] ??= known[name] ?? {};
  for (const name of referred(components, known)) components[name] ??= known[name] ?? {};
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes CRD Swagger', version: 'v0.1.0' },
    paths,
    components: { schemas: components },
  };
}

/** As `com.example.v1.Widget`. */
function definitionName({ info }: ServedResource): string {
  return [...info.group.split('.').reverse(), info.version, info.kind.kind].join('.');
}

function pathsOf(resource: ServedResource, template: JSONObject): JSONObject {
  const { group, version, resource: plural, namespaced, kind, subresources } = resource.info;
  const prefix = `/apis/${group}/${version}`;
  const camel = group.split('.').map(capitalised).join('');
  const renamed = (text: string): string =>
    text
      .replaceAll('/apis/apps/v1', prefix)
      .replaceAll('AppsV1', `${camel}${capitalised(version)}`)
      .replaceAll('io.k8s.api.apps.v1.Deployment', definitionName(resource))
      .replaceAll('Deployment', kind.kind)
      .replaceAll('deployments', plural);
  const paths: JSONObject = {};
  for (const [path, item] of Object.entries(template)) {
    const [, subresource] = /^\/apis\/apps\/v1\/(?:namespaces\/\{namespace\}\/)?deployments(?:\/\{name\}(?:\/(\w+))?)?$/.exec(
      path,
    ) ?? [''];
    const isOfResource = path.endsWith('/deployments') || path.includes('/deployments/{name}');
    if (!isOfResource || path.includes('/watch/') || (subresource !== undefined && !Object.hasOwn(subresources, subresource)))
      continue;
    // Without namespaces there is nothing of all namespaces either.
    if (!namespaced && !path.includes('{namespace}')) continue;
    const own = namespaced ? path : path.replace('/namespaces/{namespace}', '');
    paths[renamed(own)] = mapped(
      item,
      renamed,
      (object) => ({ ...object, ...ofGroup(object, group, version, kind.kind) }),
      namespaced,
    );
  }
  return paths;
}

function ofGroup(object: JSONObject, group: string, version: string, kind: string): JSONObject {
  return objectAt(object, gvk)?.['group'] === 'apps' ? { [gvk]: { group, version, kind } } : {};
}

/** A copy with other texts, without the forms that custom resources have not. */
function mapped(
  value: JSONValue,
  rename: (text: string) => string,
  change: (object: JSONObject) => JSONObject,
  namespaced: boolean,
): JSONValue {
  if (typeof value === 'string') return rename(namespaced ? value : value.replace('Namespaced', ''));
  if (Array.isArray(value))
    return value
      .filter((one) => namespaced || !(isJSONObject(one) && one['name'] === 'namespace' && one['in'] === 'path'))
      .map((one) => mapped(one, rename, change, namespaced));
  if (!isJSONObject(value)) return value;
  const copy: JSONObject = {};
  for (const [name, field] of Object.entries(change(value))) {
    if (foreign.test(name)) continue;
    const made = mapped(field, rename, change, namespaced);
    if (name === '*/*') Object.assign(copy, { 'application/json': made, 'application/yaml': made });
    else copy[name] = made;
  }
  return copy;
}

function componentsOf(resource: ServedResource, group: string, version: string): JSONObject {
  const { kind } = resource.info.kind;
  const name = definitionName(resource);
  const text = { type: 'string' };
  const fields = (resource.custom?.selectableFields ?? []).map((fieldPath) => ({ fieldPath }));
  const own = published((resource.custom?.openAPIV3Schema ?? {}) as JSONObject);
  return {
    [name]: {
      ...own,
      properties: { ...objectAt(own, 'properties'), apiVersion: text, kind: text, metadata: reference('ObjectMeta') },
      [gvk]: [{ group, version, kind }],
      ...(fields.length > 0 && { 'x-kubernetes-selectable-fields': fields }),
    },
    [`${name}List`]: {
      description: `${kind}List is a list of ${kind}`,
      type: 'object',
      required: ['items'],
      properties: {
        apiVersion: text,
        items: { type: 'array', items: { $ref: `${schemas}${name}` } },
        kind: text,
        metadata: reference('ListMeta'),
      },
      [gvk]: [{ group, version, kind: `${kind}List` }],
    },
  };
}

/** A schema as it is published: without what only servers need, and with what OpenAPI calls integers and strings. */
function published(schema: JSONObject): JSONObject {
  const { properties, items, additionalProperties, 'x-kubernetes-validations': _, ...others } = schema;
  const isEither = schema['x-kubernetes-int-or-string'] === true && schema['anyOf'] === undefined;
  return {
    ...others,
    ...(isEither && { anyOf: [{ type: 'integer' }, { type: 'string' }] }),
    ...(isJSONObject(items) && { items: published(items) }),
    ...(additionalProperties !== undefined && {
      additionalProperties: isJSONObject(additionalProperties) ? published(additionalProperties) : additionalProperties,
    }),
    ...(isJSONObject(properties) && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, one]) => [name, published(isJSONObject(one) ? one : {})]),
      ),
    }),
  };
}

function reference(kind: string): JSONObject {
  return { allOf: [{ $ref: `${schemas}io.k8s.apimachinery.pkg.apis.meta.v1.${kind}` }] };
}

/** The definitions of the template that a document needs, with what those need. */
function referred(document: JSONObject, known: JSONObject): Set<string> {
  const names = new Set<string>();
  const visit = (value: JSONValue): void => {
    if (Array.isArray(value)) value.forEach(visit);
    if (!isJSONObject(value)) return;
    for (const [key, field] of Object.entries(value)) {
      const name = key === '$ref' && typeof field === 'string' ? field.slice(schemas.length) : '';
      if (name === '' || names.has(name) || known[name] === undefined) visit(field);
      else {
        names.add(name);
        visit(known[name]);
      }
    }
  };
  visit(document);
  return names;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
