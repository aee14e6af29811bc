import type { ApiServer } from '../api-server.js';
import type { ServedResource } from '../resources/served-resource.js';
import { answerOther } from './other-paths.js';
import { errorAnswer } from './status-answer.js';
import type { ServerAnswer, ServerHandler, ServerRequest } from './exchange.js';
import { noSuchResource } from './routing-errors.js';
import { pageNotFound } from './page-not-found.js';
import { parseResourcePath, type ResourceRequest } from './request-info.js';
import { answerCollection } from './collection-requests.js';
import { answerObject } from './object-requests.js';
import { answerSubresource } from './subresource-requests.js';

/** A request for a resource, with all that was found out about it. */
export interface ResourceCall {
  readonly server: ApiServer;
  readonly request: ServerRequest;
  readonly path: ResourceRequest;
  readonly resource: ServedResource;
  readonly query: URLSearchParams;
}

/** Answers all requests of a server. */
export function serverHandler(server: ApiServer): ServerHandler {
  return async (request) => {
    try {
      return await answer(server, request);
    } catch (error) {
      return errorAnswer(error);
    }
  };
}

async function answer(server: ApiServer, request: ServerRequest): Promise<ServerAnswer> {
  const [rawPath, rawQuery] = splitOnce(request.target, '?');
  const path = resourcePath(rawPath);
  const query = new URLSearchParams(rawQuery);
  const refused = await server.admit(request, path, query);
  if (refused) return refused;
  const resource = path && server.registry.find(path.group, path.version, path.resource);
  if (
    !path ||
    !server.registry.groups.some(
      ({ group, versions }) => group === path.group && versions.some(({ version }) => version === path.version),
    )
  )
    return answerOther(server, request, rawPath);
  if (!resource) throw noSuchResource();
  const call: ResourceCall = { server, request, path, resource, query };
  if (path.subresource !== '') return answerSubresource(call);
  const { namespaced } = resource.info;
  if (namespaced ? path.namespace === '' && path.name !== '' : path.namespace !== '' && path.resource !== 'namespaces')
    return pageNotFound();
  return path.name === '' ? answerCollection(call) : answerObject(call);
}

function resourcePath(path: string): ResourceRequest | undefined {
  try {
    return parseResourcePath(path);
  } catch {
    return undefined;
  }
}

function splitOnce(text: string, separator: string): [string, string] {
  const index = text.indexOf(separator);
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index + 1)];
}
