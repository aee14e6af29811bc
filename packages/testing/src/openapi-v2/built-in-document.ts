import { compareText } from '../apply/compare-text.js';
import { readOpenAPIDocument } from '../http/openapi.js';
import { isJSONObject, type JSONObject, type JSONValue } from '../json.js';
import { objectAt } from '../json-fields.js';
import { nameAllVersions } from './all-versions.js';
import { pathOfVersion2 } from './operation.js';
import { schemaOfVersion2 } from './schema.js';
import { shareParameters } from './shared-parameters.js';

const negotiated = ['application/json', 'application/yaml', 'application/vnd.kubernetes.protobuf'];

/** The OpenAPI 2 document of what is built in. @param served the OpenAPI 3 documents that say it, as `apis/apps/v1` */
export function builtInDocument(served: readonly string[]): JSONObject {
  const paths: JSONObject = {};
  const definitions: JSONObject = {};
  let info: JSONObject = {};
  let securityDefinitions: JSONObject = {};
  for (const name of served) {
    const document = JSON.parse(readOpenAPIDocument(name)) as JSONObject;
    info = objectAt(document, 'info') ?? info;
    securityDefinitions = objectAt(document, 'components', 'securitySchemes') ?? securityDefinitions;
    for (const [path, item] of Object.entries(objectAt(document, 'paths') ?? {}))
      if (isJSONObject(item)) paths[path] = pathOfVersion2(item, readsOf(name, item));
    for (const [definition, schema] of Object.entries(objectAt(document, 'components', 'schemas') ?? {}))
      if (isJSONObject(schema)) definitions[definition] ??= schemaOfVersion2(schema);
  }
  nameAllVersions(definitions);
  const parameters = shareParameters(paths);
  return {
    swagger: '2.0',
    info,
    paths: sorted(paths),
    definitions: sorted(definitions),
    parameters: sorted(parameters),
    securityDefinitions: Object.fromEntries(Object.entries(securityDefinitions).map(([name, one]) => [name, ofScheme(one)])),
    security: [{ BearerToken: [] }],
  };
}

function ofScheme(scheme: JSONValue): JSONObject {
  const { description = '', type = '', name = '', in: place = '' } = isJSONObject(scheme) ? scheme : {};
  return { description, type, name, in: place };
}

/** Media types that operations without a body read, which are those of their web service. */
function readsOf(document: string, item: JSONObject): readonly string[] {
  if (Object.values(item).some((operation) => isJSONObject(operation) && operation['x-kubernetes-action'] !== undefined))
    return ['*/*'];
  if (document.startsWith('api')) return negotiated;
  return document === 'version' ? ['application/json'] : [];
}

/** The fields of an object by their names. */
export function sorted(object: JSONObject): JSONObject {
  return Object.fromEntries(Object.entries(object).sort(([a], [b]) => compareText(a, b)));
}
