import { customDefinitions } from '../http/custom-definitions.js';
import { customPaths } from '../http/custom-paths.js';
import { documentHash } from '../http/document-hash.js';
import { readOpenAPIDocument } from '../http/openapi.js';
import { builtInPaths, customVersions } from '../http/openapi-index.js';
import { isJSONObject, type JSONObject } from '../json.js';
import { objectAt } from '../json-fields.js';
import type { ResourceRegistry } from '../resources/resource-registry.js';
import type { GroupInfo } from '../resources/resource-table.js';
import type { ServedResource } from '../resources/served-resource.js';
import { builtInDocument, sorted } from './built-in-document.js';
import { customSchemaOfVersion2 } from './custom-schema.js';
import { pathOfVersion2 } from './operation.js';
import { protobufDocument } from './protobuf-document.js';
import { schemaOfVersion2 } from './schema.js';
import { shareParameters } from './shared-parameters.js';

/** The OpenAPI 2 document of a server, in both of its forms. */
export interface ServedDocument {
  readonly json: Uint8Array;
  /** A message `openapi.v2.Document`. */
  readonly protobuf: Uint8Array;
  /** Of what it says in JSON. */
  readonly hash: string;
  /** When it was made, in milliseconds since 1970. */
  readonly modified: number;
}

/** By the groups of a registry, which are others when a definition has changed anything. */
const documents = new WeakMap<readonly GroupInfo[], ServedDocument>();

/** The document of what is built in, as JSON, by the documents that it was made of: it takes longer than all else. */
const builtIn = new Map<string, Uint8Array>();

/**
 * The OpenAPI 2 document of all that a server serves: made when it is first asked for, and again when a definition has changed.
 *
 * @param now milliseconds since 1970
 */
export function servedDocument(registry: ResourceRegistry, now: number): ServedDocument {
  const { groups } = registry;
  let document = documents.get(groups);
  if (!document) {
    document = madeDocument(registry, now);
    documents.set(groups, document);
  }
  return document;
}

function madeDocument(registry: ResourceRegistry, modified: number): ServedDocument {
  const resources = customVersions(registry).flatMap((version) => version.resources);
  const served = builtInPaths(registry);
  const key = served.join(' ');
  let json = builtIn.get(key);
  if (!json) {
    json = Buffer.from(JSON.stringify(builtInDocument(served)));
    builtIn.set(key, json);
  }
  if (resources.length > 0) json = Buffer.from(JSON.stringify(withResources(parsed(json), resources)));
  const content = json;
  let protobuf: Uint8Array | undefined;
  return {
    json: content,
    hash: documentHash(content),
    modified,
    get protobuf() {
      return (protobuf ??= protobufDocument(parsed(content)));
    },
  };
}

function parsed(json: Uint8Array): JSONObject {
  return JSON.parse(Buffer.from(json.buffer, json.byteOffset, json.length).toString()) as JSONObject;
}

/** The document with what definitions bring (apiextensions-apiserver `openapi/builder.BuildOpenAPIV2`). */
function withResources(document: JSONObject, resources: readonly ServedResource[]): JSONObject {
  const template = JSON.parse(readOpenAPIDocument('apis/apps/v1')) as JSONObject;
  const known = objectAt(template, 'components', 'schemas') ?? {};
  const paths: JSONObject = {};
  const definitions: JSONObject = {};
  for (const resource of resources) {
    for (const [path, item] of Object.entries(customPaths(resource, objectAt(template, 'paths') ?? {})))
      if (isJSONObject(item)) paths[path] = pathOfVersion2(item, ['application/json', 'application/yaml']);
    for (const [name, schema] of Object.entries(customDefinitions(resource, known, customSchemaOfVersion2)))
      if (isJSONObject(schema)) definitions[name] = schemaOfVersion2(schema);
  }
  const parameters = shareParameters(paths);
  // What is built in goes before.
  const together = (field: string, added: JSONObject): JSONObject => sorted({ ...added, ...objectAt(document, field) });
  return {
    ...document,
    paths: together('paths', paths),
    definitions: together('definitions', definitions),
    parameters: together('parameters', parameters),
  };
}
