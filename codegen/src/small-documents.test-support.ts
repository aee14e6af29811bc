import { queryParameters, type QueryVerb } from './model/query-parameters.js';

/** Any JSON value that a test can take apart. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A resource as an API server with built-in resources publishes it. */
export interface ResourceSpec {
  readonly root: string;
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly kind: string;
  readonly schema: string;
  readonly namespaced: boolean;
}

const meta = 'io.k8s.apimachinery.pkg.apis.meta.v1';

/** A reference to a schema. */
export function ref(schema: string): { $ref: string } {
  return { $ref: `#/components/schemas/${schema}` };
}

/** The member that a JSON pointer names, which must be an object. */
export function at(document: Json, pointer: string): { [key: string]: Json } {
  let value: Json | undefined = document;
  for (const key of pointer.split('/').slice(1)) {
    const name = key.replaceAll('~1', '/').replaceAll('~0', '~');
    value = typeof value === 'object' && value !== null ? (value as { [key: string]: Json })[name] : undefined;
  }
  if (typeof value !== 'object' || value === null) throw new Error(`no object at ${pointer}`);
  return value as { [key: string]: Json };
}

/** The apimachinery schemas that every document repeats, shortened. */
export function metaSchemas(): { [name: string]: Json } {
  const object: Json = { type: 'object', properties: { name: { type: 'string' } } };
  return {
    [`${meta}.DeleteOptions`]: object,
    [`${meta}.ObjectMeta`]: object,
    [`${meta}.Patch`]: { type: 'object' },
    [`${meta}.Status`]: object,
  };
}

/** Paths of a resource with the seven verbs. */
export function resourcePaths(resource: ResourceSpec): { [path: string]: Json } {
  const { root, plural, schema, namespaced } = resource;
  const { collection, object, across, watches } = apiOperations(resource);
  const base = namespaced ? `${root}/namespaces/{namespace}/${plural}` : `${root}/${plural}`;
  return {
    [base]: collection(`${schema}List`),
    [`${base}/{name}`]: object(),
    ...(namespaced ? { [`${root}/${plural}`]: across(`${schema}List`) } : {}),
    ...watches,
  };
}

/** Operations of a resource, to compose paths from. */
export function apiOperations(resource: ResourceSpec): {
  collection: (list: string) => Json;
  object: () => Json;
  across: (list: string) => Json;
  watches: { [path: string]: Json };
  status: { [path: string]: Json };
} {
  const { root, group, version, plural, kind, schema, namespaced } = resource;
  const operation = (
    action: string,
    verb: QueryVerb,
    answer: string,
    body?: { schema: string; mediaTypes?: string[] },
  ): Json => ({
    'x-kubernetes-action': action,
    'x-kubernetes-group-version-kind': { group, version, kind },
    parameters: queryParameters[verb].always.map((name) => ({
      name,
      in: 'query',
      schema: { type: 'string', uniqueItems: true },
    })),
    ...(body === undefined ? {} : { requestBody: { content: content(body.schema, body.mediaTypes ?? ['*/*']) } }),
    responses: { 200: { description: 'OK', content: content(answer, ['application/json', 'application/yaml']) } },
  });
  const patch = {
    schema: `${meta}.Patch`,
    mediaTypes: ['apply-patch+yaml', 'json-patch+json', 'merge-patch+json', 'strategic-merge-patch+json'].map(
      (type) => `application/${type}`,
    ),
  };
  const edited = (): { [method: string]: Json } => ({
    get: operation('get', 'get', schema),
    put: operation('put', 'update', schema, { schema }),
    patch: operation('patch', 'patch', schema, patch),
  });
  const namespace = namespaced ? [path('namespace')] : [];
  const named = [path('name'), ...namespace];
  const base = namespaced ? `namespaces/{namespace}/${plural}` : plural;
  return {
    collection: (list) => ({
      parameters: namespace,
      get: operation('list', 'list', list),
      post: operation('post', 'create', schema, { schema }),
      delete: operation('deletecollection', 'deletecollection', `${meta}.Status`, { schema: `${meta}.DeleteOptions` }),
    }),
    object: () => ({
      parameters: named,
      ...edited(),
      delete: operation('delete', 'delete', `${meta}.Status`, { schema: `${meta}.DeleteOptions` }),
    }),
    across: (list) => ({ get: operation('list', 'list', list) }),
    watches: { [`${root}/watch/${base}`]: { parameters: namespace, get: operation('watchlist', 'list', `${meta}.Status`) } },
    status: { [`${root}/${base}/{name}/status`]: { parameters: named, ...edited() } },
  };
}

function content(schema: string, mediaTypes: readonly string[]): Json {
  return Object.fromEntries(mediaTypes.map((mediaType) => [mediaType, { schema: ref(schema) }]));
}

function path(name: string): Json {
  return { name, in: 'path', required: true, schema: { type: 'string', uniqueItems: true } };
}
