import { isJSONObject, type JSONObject, type JSONValue } from '../json.js';
import { objectAt, objectsAt, textAt } from '../json-fields.js';
import type { ServedResource } from '../resources/served-resource.js';
import { definitionName } from './custom-definitions.js';

const gvk = 'x-kubernetes-group-version-kind';
/** Objects in these forms custom resources have not. */
const foreign = /cbor|protobuf|stream=watch|strategic-merge-patch/;

/** What can be done with a resource that a definition brings. @param template the paths of `apps/v1` in OpenAPI 3 */
export function customPaths(resource: ServedResource, template: JSONObject): JSONObject {
  const { group, version, resource: plural, namespaced, kind, subresources } = resource.info;
  const prefix = `/apis/${group}/${version}`;
  const camel = group.split('.').map(capitalised).join('');
  const renamed = (text: string): string =>
    text
      .replaceAll('/apis/apps/v1', prefix)
      .replaceAll('apps_v1', `${camel.charAt(0).toLowerCase()}${camel.slice(1)}_${version}`)
      .replaceAll('name of the Scale', `name of the ${kind.kind}`)
      .replaceAll('AppsV1', `${camel}${capitalised(version)}`)
      .replaceAll('io.k8s.api.apps.v1.DeploymentList', definitionName(resource, resource.custom?.listKind))
      .replaceAll('io.k8s.api.apps.v1.Deployment', definitionName(resource))
      .replaceAll('Deployment', kind.kind)
      .replaceAll('deployments', plural);
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
    const made = mapped(field, rename, change, namespaced);
    if (name === '*/*') Object.assign(copy, { 'application/json': made, 'application/yaml': made });
    else copy[name] = made;
  }
  return copy;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
