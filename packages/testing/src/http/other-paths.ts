import type { ApiServer } from '../api-server.js';
import type { ResourceRegistry } from '../resources/resource-registry.js';
import { customDocument, openapiIndex } from './openapi-index.js';
import { openapiDocument } from './openapi.js';
import { aggregatedDiscovery, coreVersions, groupDocument, groupList, resourceList } from './discovery.js';
import { jsonAnswer, type ServerAnswer, type ServerRequest } from './exchange.js';
import { acceptsAny, asTheyAre, chooseMediaType, contentTypes } from './media-types.js';
import { noRepresentation, onlyObjects } from './negotiate.js';
import { pageNotFound } from './page-not-found.js';
import { methodNotAllowed, noSuchResource } from './routing-errors.js';

/** Answers for what is no resource: discovery, OpenAPI documents, version, health. */
export function answerOther(server: ApiServer, request: ServerRequest, path: string): ServerAnswer {
  if (path.startsWith('//')) return pageNotFound();
  const parts = path.split('/').filter((part) => part !== '');
  if (path.includes('//') && parts[0] === 'api') throw noSuchResource();
  switch (parts[0]) {
    case 'version':
      if (parts.length > 1) return pageNotFound();
      if (request.method !== 'GET') throw methodNotAllowed();
      if (!acceptsAny(request.headers.accept, [contentTypes.json])) throw noRepresentation(false, [contentTypes.json]);
      return json(server.version);
    case 'healthz':
    case 'livez':
    case 'readyz':
      return { status: 200, headers: { 'Content-Type': 'text/plain; charset=utf-8' }, body: 'ok' };
    case 'api':
    case 'apis':
      return discovery(server, request, parts);
    case 'openapi':
      return openapi(server.registry, parts);
    default:
      return pageNotFound();
  }
}

function discovery({ registry, address }: ApiServer, request: ServerRequest, [root, ...parts]: string[]): ServerAnswer {
  const { groups } = registry;
  const { accept } = request.headers;
  if (parts.length === 0) {
    const aggregated = /application\/json;g=apidiscovery\.k8s\.io;v=(v2|v2beta1);as=APIGroupDiscoveryList/.exec(
      request.headers.accept ?? '',
    );
    const version = aggregated?.[1];
    if (version === undefined)
      return negotiated(json(root === 'api' ? coreVersions(groups, address) : groupList(groups), { Vary: 'Accept' }), accept);
    return json(aggregatedDiscovery(groups, root === 'api', version), {
      'Content-Type': `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`,
      Vary: 'Accept',
    });
  }
  const [name = '', version = '', ...rest] = root === 'api' ? ['', ...parts] : parts;
  const group = groups.find((one) => one.group === name);
  if (!group) return pageNotFound();
  // The server of custom resources knows no path of a version that it does not serve.
  const isCustom = group.versions.some((one) =>
    one.resources.some((info) => registry.find(name, one.version, info.resource)?.isCustom),
  );
  if (isCustom && version !== '' && !group.versions.some((one) => one.version === version)) return pageNotFound();
  if (rest.length > 0) throw noSuchResource();
  if (!isCustom && !acceptsAny(accept, Object.values(contentTypes))) throw noRepresentation();
  if (version === '') return negotiated(json(groupDocument(group)), accept);
  const found = group.versions.find((one) => one.version === version);
  if (found && request.method !== 'GET') throw methodNotAllowed();
  if (!found) throw noSuchResource();
  return negotiated(json(resourceList(group, found)), accept);
}

function openapi(registry: ResourceRegistry, [, version, ...parts]: string[]): ServerAnswer {
  if (version !== 'v3') return pageNotFound();
  if (parts.length === 0) return json(openapiIndex(registry));
  const path = parts.join('/');
  const document = openapiDocument(path) ?? customDocument(registry, path);
  return document === undefined ? pageNotFound() : jsonAnswer(200, document);
}

/** @param accept the header; documents are served in what it names, if that can be had of what is no object of a resource */
function negotiated(answer: ServerAnswer, accept: string | undefined): ServerAnswer {
  if ('isBroken' in answer) return answer;
  const chosen = chooseMediaType(accept, asTheyAre);
  if (!chosen) throw onlyObjects();
  return { ...answer, encoding: chosen.encoding };
}

function json(document: object, headers: Record<string, string> = {}): ServerAnswer {
  return jsonAnswer(200, `${JSON.stringify(document)}\n`, headers);
}
