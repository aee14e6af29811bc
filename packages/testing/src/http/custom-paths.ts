import { isJSONObject, type JSONObject, type JSONValue } from '../json.js';
import { objectAt, objectsAt, textAt } from '../json-fields.js';
import type { ServedResource } from '../resources/served-resource.js';
import { definitionName } from './custom-definitions.js';

const gvk = 'x-kubernetes-group-version-kind';
/** Objects in these forms custom resources have not. */
const foreign = /cbor|protobuf|stream=watch|strategic-merge-patch/;

/** What can be done with a resource that a definition brings. @param template the paths of `apps/v1` in OpenAPI 3 */
export function customPaths(resource: ServedResource, template: JSONObject): JSONObject {
  const { group, version, namespaced, kind, subresources } = resource.info;
  const renamed = renaming(resource);
  const listing = objectsAt(objectAt(template, '/apis/apps/v1/namespaces/{namespace}/deployments', 'get'), 'parameters');
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
    const change = (object: JSONObject): JSONObject =>
      object[gvk] === undefined ? object : { ...changedOperation(object, listing), [gvk]: { group, kind: kind.kind, version } };
    paths[renamed(own)] = mapped(item, renamed, change, namespaced);
  }
  return paths;
}

/** What an operation is like with custom resources. @param listing the parameters of lists */
function changedOperation(operation: JSONObject, listing: readonly JSONObject[]): JSONObject {
  const { requestBody: _, ...others } = operation;
  switch (operation['x-kubernetes-action']) {
    case 'list':
      return { ...operation, description: textAt(operation, 'description').replace('list or watch', 'list') };
    case 'deletecollection':
      return { ...others, parameters: [...listing] };
    case 'get':
      return { ...operation, parameters: listing.filter(({ name }) => name === 'resourceVersion') };
    case 'patch': {
      const { 201: _created, ...responses } = objectAt(operation, 'responses') ?? {};
      return { ...operation, responses };
    }
    default:
      return operation;
  }
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
    const made = name === gvk ? field : mapped(field, rename, change, namespaced);
    if (name === '*/*') Object.assign(copy, { 'application/json': made, 'application/yaml': made });
    else copy[name] = made;
  }
  return copy;
}

/** Puts the names of a resource where the template has those of Deployments. */
function renaming(resource: ServedResource): (text: string) => string {
  const { group, version, resource: plural, kind } = resource.info;
  const known = group.replace(/\.k8s\.io$/, '');
  const names: Readonly<Record<string, string>> = {
    '/apis/apps/v1': `/apis/${group}/${version}`,
    apps_v1: `${operationName(known, false)}_${version}`,
    'name of the Scale': `name of the ${kind.kind}`,
    AppsV1: `${operationName(known, true)}${operationName(version, true)}`,
    'io.k8s.api.apps.v1.DeploymentList': definitionName(resource, resource.custom?.listKind),
    'io.k8s.api.apps.v1.Deployment': definitionName(resource),
    ' a Deployment': `${articleOf(kind.kind)} ${kind.kind}`,
    Deployment: kind.kind,
    deployments: plural,
  };
  const all = new RegExp(Object.keys(names).join('|').replaceAll('.', '\\.'), 'g');
  return (text) => text.replace(all, (name) => names[name] ?? name);
}

/** As in names of operations: letters, digits, underscores, each part with a capital (apiserver `openapi.ToValidOperationID`). */
function operationName(text: string, isCapitalised: boolean): string {
  const joined = text.replace(/[^\p{L}\p{Nd}_]+(.?)/gu, (_, next: string) => next.toUpperCase());
  return isCapitalised ? joined.charAt(0).toUpperCase() + joined.slice(1) : joined;
}

/** None for what looks like a plural (apiserver `endpoints.GetArticleForNoun`). */
function articleOf(kind: string): string {
  if (kind.endsWith('s') && !kind.endsWith('ss')) return '';
  return /^[aeiou]/i.test(kind) ? ' an' : ' a';
}
