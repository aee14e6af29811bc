import { isDeepStrictEqual } from 'node:util';
import type { OperationDescription, QueryParameter, RequestBody, SchemaReference } from './description.js';
import type { JsonNode } from './json-node.js';
import { readShape } from './schema.js';
import type { Shape } from './shape.js';

const methods: ReadonlySet<string> = new Set(['delete', 'get', 'head', 'options', 'patch', 'post', 'put']);
const pathItemKeys: ReadonlySet<string> = new Set([...methods, 'parameters']);
const operationKeys: ReadonlySet<string> = new Set([
  'description',
  'operationId',
  'parameters',
  'requestBody',
  'responses',
  'tags',
  'x-kubernetes-action',
  'x-kubernetes-group-version-kind',
]);
const parameterKeys: ReadonlySet<string> = new Set(['description', 'in', 'name', 'required', 'schema']);
const bodyKeys: ReadonlySet<string> = new Set(['content', 'description', 'required']);
const successes = ['200', '201', '202'];
const responseCodes: ReadonlySet<string> = new Set([...successes, '401']);

/**
 * Reads the operations on one path.
 *
 * @param root path of the group-version itself, whose GET is discovery and no operation on a resource
 */
export function readOperations(path: string, item: JsonNode, root: string): OperationDescription[] {
  item.onlyKeys(pathItemKeys, 'path item member');
  return item
    .entries()
    .filter(([method, operation]) => methods.has(method) && !isDiscovery(path, operation, root))
    .map(([method, operation]) => readOperation(path, method, operation, item));
}

function isDiscovery(path: string, operation: JsonNode, root: string): boolean {
  return path === `${root}/` && !operation.has('x-kubernetes-action');
}

function readOperation(path: string, method: string, node: JsonNode, item: JsonNode): OperationDescription {
  node.onlyKeys(operationKeys, 'operation member');
  const kind = node.get('x-kubernetes-group-version-kind');
  return {
    file: node.file,
    pointer: node.pointer,
    path,
    method,
    action: node.get('x-kubernetes-action').string(),
    kind: { group: kind.get('group').string(), version: kind.get('version').string(), kind: kind.get('kind').string() },
    query: readQuery([...(item.optional('parameters')?.items() ?? []), ...(node.optional('parameters')?.items() ?? [])], path),
    body: readBody(node.optional('requestBody')),
    answer: readAnswer(node.get('responses')),
  };
}

/** Query parameters; path parameters must be the ones that the path has. */
function readQuery(parameters: readonly JsonNode[], path: string): QueryParameter[] {
  return parameters.flatMap((parameter) => {
    parameter.onlyKeys(parameterKeys, 'parameter member');
    const place = parameter.get('in');
    const name = parameter.get('name').string();
    if (place.string() === 'query') return [{ name, file: parameter.file, pointer: parameter.pointer }];
    if (place.string() !== 'path') place.fail(`unknown place of a parameter "${place.string()}"`);
    if (!path.includes(`{${name}}`)) parameter.fail(`the path has no {${name}}`);
    return [];
  });
}

function readBody(node: JsonNode | undefined): RequestBody | undefined {
  if (node === undefined) return undefined;
  node.onlyKeys(bodyKeys, 'request body member');
  const content = node.get('content');
  return {
    file: content.file,
    pointer: content.pointer,
    mediaTypes: content.keys().sort(),
    shape: readContent([content], content),
  };
}

function readAnswer(responses: JsonNode): Shape<SchemaReference> {
  responses.onlyKeys(responseCodes, 'response code');
  responses.get('200');
  const contents = successes.flatMap((code) => responses.optional(code)?.get('content') ?? []);
  return readContent(contents, responses);
}

/** The one schema that all media types (of all successful answers) must agree on. */
function readContent(contents: readonly JsonNode[], at: JsonNode): Shape<SchemaReference> {
  const schemas = contents.flatMap((content) => content.entries().map(([, media]) => media.get('schema')));
  const [first, ...others] = schemas;
  if (first === undefined) return at.fail('has no media type');
  for (const other of others) {
    if (!isDeepStrictEqual(other.value, first.value)) other.fail(`differs from ${first.pointer}`);
  }
  return readShape(first);
}
