import { newMethodNotSupported, newNotFound } from '@kubewright/rest';
import type { WriteTarget } from '../write/write-target.js';
import type { ServerAnswer } from './exchange.js';
import { checkVerb, type ResourceCall } from './handler.js';
import { get, put } from './object-requests.js';
import { answerPatch } from './patch-requests.js';
import { answerVirtualCreate } from './virtual-creates.js';

/** Answers for a subresource of an object. */
export async function answerSubresource(call: ResourceCall): Promise<ServerAnswer> {
  const { server, request, resource, path } = call;
  const subresource = Object.hasOwn(resource.info.subresources, path.subresource)
    ? resource.info.subresources[path.subresource]
    : undefined;
  if (!subresource) throw newNotFound(resource.info, path.name);
  const target: WriteTarget = {
    resource,
    namespace: resource.info.namespaced ? path.namespace : '',
    name: path.name,
    subresource: path.subresource,
  };
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      checkVerb(resource, subresource.verbs, 'get');
      return get(call, target);
    case 'PUT':
      checkVerb(resource, subresource.verbs, 'update');
      return put(call, target);
    case 'PATCH':
      checkVerb(resource, subresource.verbs, 'patch');
      return answerPatch(call, target);
    case 'POST': {
      checkVerb(resource, subresource.verbs, 'create');
      const creator = server.creators.get(`${resource.groupResource}/${path.subresource}`);
      if (!creator) throw newMethodNotSupported(resource.info, 'create');
      return answerVirtualCreate(call, creator, subresource.kind);
    }
    default:
      throw newMethodNotSupported(resource.info, request.method.toLowerCase());
  }
}
