import { compareText } from '../apply/compare-text.js';
import { isJSONObject, type JSONObject, type JSONValue } from '../json.js';
import { objectAt, objectsAt, textAt } from '../json-fields.js';
import { schemaOfVersion2 } from './schema.js';

const gvk = 'x-kubernetes-group-version-kind';
const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch'];

/** In the order in which the server names them. */
const mediaTypes = [
  '*/*',
  'text/plain',
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
  'application/apply-patch+yaml',
  'application/json',
  'application/jwk-set+json',
  'application/yaml',
  'application/vnd.kubernetes.protobuf',
  'application/json;stream=watch',
  'application/vnd.kubernetes.protobuf;stream=watch',
];

/**
 * What can be done with a path, from OpenAPI 3 to version 2.
 *
 * @param reads media types of operations that have no body, of which version 3 says nothing
 */
export function pathOfVersion2(item: JSONObject, reads: readonly string[]): JSONObject {
  const path: JSONObject = {};
  for (const method of methods) {
    const operation = objectAt(item, method);
    if (operation) path[method] = operationOfVersion2(operation, reads);
  }
  const parameters = objectsAt(item, 'parameters').map(parameterOfVersion2);
  if (parameters.length > 0) path['parameters'] = parameters;
  return path;
}

function operationOfVersion2(operation: JSONObject, reads: readonly string[]): JSONObject {
  const { description, tags, operationId, deprecated, requestBody } = operation;
  const responses = objectAt(operation, 'responses') ?? {};
  const contents = Object.values(responses).map((response) => (isJSONObject(response) && objectAt(response, 'content')) || {});
  const body = isJSONObject(requestBody) ? requestBody : undefined;
  const consumes = body ? known([objectAt(body, 'content') ?? {}]) : reads;
  const parameters = [...objectsAt(operation, 'parameters').map(parameterOfVersion2), ...(body ? [bodyOfVersion2(body)] : [])];
  return {
    ...(description !== undefined && { description }),
    ...(consumes.length > 0 && { consumes: [...consumes] }),
    produces: known(contents),
    schemes: ['https'],
    ...(tags !== undefined && { tags }),
    ...(operationId !== undefined && { operationId }),
    ...(deprecated !== undefined && { deprecated }),
    ...(parameters.length > 0 && {
      parameters: parameters.sort((a, b) => compareText(textAt(a, 'name'), textAt(b, 'name'))),
    }),
    responses: Object.fromEntries(Object.entries(responses).map(([code, response]) => [code, responseOf(response)])),
    ...Object.fromEntries(Object.entries(operation).filter(([name]) => name.startsWith('x-'))),
    ...ofAggregator(objectAt(operation, gvk) ?? {}),
  };
}

/** What the aggregator itself serves it has in the order of Go's fields; all else in the order of names. */
function ofAggregator({ group = '', version = '', kind = '' }: JSONObject): JSONObject {
  return group === 'apiregistration.k8s.io' ? { [gvk]: { group, version, kind } } : {};
}

/** Of the media types of contents those that a client may ask for, in the server's order. */
function known(contents: readonly JSONObject[]): string[] {
  return mediaTypes.filter((type) => contents.some((content) => Object.hasOwn(content, type)));
}

function parameterOfVersion2({ schema, description, name, in: place, required }: JSONObject): JSONObject {
  const { type, uniqueItems, ...others } = isJSONObject(schema) ? schema : {};
  return {
    ...others,
    ...(uniqueItems !== undefined && { uniqueItems }),
    ...(type !== undefined && { type }),
    ...(description !== undefined && { description }),
    name: name ?? '',
    in: place ?? '',
    ...(required !== undefined && { required }),
  };
}

function bodyOfVersion2(body: JSONObject): JSONObject {
  return {
    name: 'body',
    in: 'body',
    ...(body['required'] !== undefined && { required: body['required'] }),
    ...schemaIn(body),
  };
}

function responseOf(response: JSONValue): JSONObject {
  if (!isJSONObject(response)) return {};
  return { description: response['description'] ?? '', ...schemaIn(response) };
}

/** The schema of a content: it is the same in all media types. */
function schemaIn(holder: JSONObject): { schema?: JSONObject } {
  const [content] = Object.values(objectAt(holder, 'content') ?? {});
  const schema = isJSONObject(content) ? objectAt(content, 'schema') : undefined;
  return schema ? { schema: schemaOfVersion2(schema) } : {};
}
