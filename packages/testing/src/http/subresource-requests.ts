import { answerBinding } from '../subresources/binding.js';
import { answerEviction } from '../subresources/eviction.js';
import { answerAttach, answerExec } from '../subresources/pod-command.js';
import { answerLog } from '../subresources/pod-log.js';
import { answerPortForward } from '../subresources/pod-ports.js';
import { answerProxy } from '../subresources/proxy.js';
import { answerScale, scaleKind } from '../subresources/scale.js';
import { notFound } from '../write/errors.js';
import type { WriteTarget } from '../write/write-target.js';
import type { ServerAnswer } from './exchange.js';
import type { ResourceCall } from './handler.js';
import { presentOther } from './present-other.js';
import { checkVerb, methodNotAllowed, noSuchResource } from './routing-errors.js';
import { get, put } from './object-requests.js';
import { answerPatch } from './patch-requests.js';
import { answerVirtualCreate } from './virtual-creates.js';

/** Subresources that do not show the object itself. */
const others: Readonly<Record<string, (call: ResourceCall, target: WriteTarget) => Promise<ServerAnswer>>> = {
  attach: answerAttach,
  binding: answerBinding,
  eviction: answerEviction,
  exec: answerExec,
  log: answerLog,
  portforward: answerPortForward,
  proxy: answerProxy,
  scale: (call, target) => presentOther(call, scaleKind, () => answerScale(call, target)),
};
const verbs: Readonly<Record<string, string>> = { GET: 'get', HEAD: 'get', PATCH: 'patch', POST: 'create', PUT: 'update' };

/** Answers for a subresource of an object. */
export async function answerSubresource(call: ResourceCall): Promise<ServerAnswer> {
  const { server, request, resource, path } = call;
  const subresource = Object.hasOwn(resource.info.subresources, path.subresource)
    ? resource.info.subresources[path.subresource]
    : undefined;
  if (!subresource) throw resource.isCustom ? notFound(resource, path.name) : noSuchResource();
  const target: WriteTarget = {
    resource,
    namespace: resource.info.namespaced ? path.namespace : '',
    name: path.name,
    subresource: path.subresource,
  };
  const other = others[path.subresource];
  if (other) {
    // What there is behind a proxy may have any of the methods that come so far.
    if (path.subresource !== 'proxy') checkVerb(subresource.verbs, verbs[request.method] ?? '');
    return other(call, target);
  }
  switch (request.method) {
    case 'GET':
      checkVerb(subresource.verbs, 'get');
      return get(call, target);
    case 'PUT':
      checkVerb(subresource.verbs, 'update');
      return put(call, target);
    case 'PATCH':
      checkVerb(subresource.verbs, 'patch');
      return answerPatch(call, target);
    case 'POST': {
      checkVerb(subresource.verbs, 'create');
      const creator = server.creators.get(`${resource.groupResource}/${path.subresource}`);
      if (!creator) throw methodNotAllowed();
      return answerVirtualCreate(call, creator, subresource.kind);
    }
    default:
      throw methodNotAllowed();
  }
}
