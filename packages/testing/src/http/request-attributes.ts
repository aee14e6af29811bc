import { parseBoolean } from '../read/list-options.js';
import type { ResourceRequest } from './request-info.js';

/** What a request asks for, as authorization, faults and the list of requests see it (apiserver `authorizer.Attributes`). */
export interface RequestAttributes {
  /**
   * Of a resource `get`, `list`, `watch`, `create`, `update`, `patch`, `delete`, `deletecollection`, or empty; else the method in
   * lower case.
   */
  readonly verb: string;
  readonly isResourceRequest: boolean;
  /** Empty for the core group, as all that follow are empty where there is nothing to name. */
  readonly group: string;
  readonly version: string;
  readonly resource: string;
  readonly subresource: string;
  /** Of the namespace resource itself its name. */
  readonly namespace: string;
  readonly name: string;
  /** Without the query. */
  readonly path: string;
}

const verbs: Readonly<Record<string, string>> = {
  GET: 'get',
  HEAD: 'get',
  POST: 'create',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
};

/** Reads them from a request line (apiserver `request.RequestInfoFactory`). @param resource undefined if the path is no resource's */
export function requestAttributes(
  method: string,
  path: string,
  resource: ResourceRequest | undefined,
  query: URLSearchParams,
): RequestAttributes {
  if (!resource)
    return {
      verb: method.toLowerCase(),
      isResourceRequest: false,
      group: '',
      version: '',
      resource: '',
      subresource: '',
      namespace: '',
      name: '',
      path,
    };
  const { group, version, subresource, namespace } = resource;
  const verb = verbOf(method, resource, query);
  const name = resource.name === '' && (verb === 'list' || verb === 'watch') ? selectedName(query) : resource.name;
  return { verb, isResourceRequest: true, group, version, resource: resource.resource, subresource, namespace, name, path };
}

function verbOf(method: string, { name, isWatchPath }: ResourceRequest, query: URLSearchParams): string {
  if (isWatchPath) return 'watch';
  const verb = verbs[method] ?? '';
  if (name !== '') return verb;
  if (verb === 'get') return parseBoolean(query.get('watch')) ? 'watch' : 'list';
  return verb === 'delete' ? 'deletecollection' : verb;
}

/** A list of what has one name is one of that object. */
function selectedName(query: URLSearchParams): string {
  const [, name = ''] = /(?:^|,)metadata\.name==?([^,=]+)(?:$|,)/.exec(query.get('fieldSelector') ?? '') ?? [];
  return name;
}
