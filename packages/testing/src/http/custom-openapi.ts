import { isJSONObject, type JSONObject, type JSONValue } from '../json.js';
import { objectAt } from '../json-fields.js';
import type { ServedResource } from '../resources/served-resource.js';
import { customDefinitions } from './custom-definitions.js';
import { customPaths } from './custom-paths.js';
import { openapiDocument } from './openapi.js';

const schemas = '#/components/schemas/';

/**
 * The OpenAPI document of a group and version that definitions bring (apiextensions-apiserver `openapi/builder.BuildOpenAPIV3`). Its
 * paths are those of Deployments under other names: they have nearly the same verbs, parameters and answers.
 */
export function customOpenAPI(resources: readonly ServedResource[]): JSONObject {
  const template = JSON.parse(openapiDocument('apis/apps/v1') ?? '{}') as JSONObject;
  const known = objectAt(template, 'components', 'schemas') ?? {};
  const paths: JSONObject = {};
  const components: JSONObject = {};
  for (const resource of resources) {
    Object.assign(paths, customPaths(resource, objectAt(template, 'paths') ?? {}));
    Object.assign(components, customDefinitions(resource, known));
  }
  for (const name of referred(paths, known)) components[name] ??= known[name] ?? {};
  for (const name of referred(components, known)) components[name] ??= known[name] ?? {};
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes CRD Swagger', version: 'v0.1.0' },
    paths,
    components: { schemas: components },
  };
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
