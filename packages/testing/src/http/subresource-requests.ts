import type { WriteTarget } from '../write/write-target.js';
import type { ServerAnswer } from './exchange.js';
import type { ResourceCall } from './handler.js';
import { checkVerb, methodNotAllowed, noSuchResource } from './routing-errors.js';
import { get, put } from './object-requests.js';
import { answerPatch } from './patch-requests.js';

/** Answers for a subresource of an object. */
export async function answerSubresource(call: ResourceCall): Promise<ServerAnswer> {
  const { request, resource, path } = call;
  const subresource = Object.hasOwn(resource.info.subresources, path.subresource)
    ? resource.info.subresources[path.subresource]
    : undefined;
  if (!subresource) throw noSuchResource();
  const target: WriteTarget = {
    resource,
    namespace: resource.info.namespaced ? path.namespace : '',
    name: path.name,
    subresource: path.subresource,
  };
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      checkVerb(subresource.verbs, 'get');
      return get(call, target);
    case 'PUT':
      checkVerb(subresource.verbs, 'update');
      return put(call, target);
    case 'PATCH':
      checkVerb(subresource.verbs, 'patch');
      return answerPatch(call, target);
    default:
      throw methodNotAllowed();
  }
}
