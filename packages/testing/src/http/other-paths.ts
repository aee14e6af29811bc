import type { ApiServer } from '../api-server.js';
import { aggregatedDiscovery, coreVersions, groupDocument, groupList, resourceList } from './discovery.js';
import { documentHash } from './document-hash.js';
import { jsonAnswer, type ServerAnswer, type ServerRequest } from './exchange.js';
import { acceptsAny, asTheyAre, chooseMediaType, contentTypes, type Encoding, type Transformation } from './media-types.js';
import { protobufBody } from '../encode/protobuf-body.js';
import { yamlText } from '../encode/yaml-text.js';
import type { JSONObject } from '../json.js';
import type { GroupInfo } from '../resources/resource-table.js';
import { noRepresentation, onlyObjects } from './negotiate.js';
import { healthAnswer } from './health.js';
import { metricsAnswer } from './metrics.js';
import { openapiAnswer } from './openapi-requests.js';
import { rootPaths } from './root-paths.js';
import { pageNotFound } from './page-not-found.js';
import { methodNotAllowed, noSuchResource } from './routing-errors.js';

/** Answers for what is no resource: discovery, OpenAPI documents, version, health. */
export function answerOther(
  server: ApiServer,
  request: ServerRequest,
  path: string,
  query: URLSearchParams,
): Promise<ServerAnswer> | ServerAnswer {
  if (path.startsWith('//')) return pageNotFound();
  const parts = path.split('/').filter((part) => part !== '');
  if (path.includes('//') && parts[0] === 'api') throw noSuchResource();
  switch (parts[0]) {
    case undefined:
      return jsonAnswer(200, JSON.stringify(rootPaths(server.registry.groups), null, 2));
    case 'version':
      if (parts.length > 1) return pageNotFound();
      if (request.method !== 'GET') throw methodNotAllowed();
      if (!acceptsAny(request.headers.accept, [contentTypes.json])) throw noRepresentation(false, [contentTypes.json]);
      return jsonAnswer(200, JSON.stringify(server.version, null, 2));
    case 'healthz':
    case 'livez':
    case 'readyz':
      return path.endsWith('/') ? pageNotFound() : healthAnswer(parts[0], parts.slice(1).join('/'), query);
    case 'metrics':
      return parts.length === 1 ? metricsAnswer(server) : pageNotFound();
    case 'api':
    case 'apis':
      return discovery(server, request, parts);
    case 'openapi':
      if (path === '/openapi/v2') return openapiV2(server, request);
      return openapiAnswer(server.registry, request, path, query);
    default:
      return pageNotFound();
  }
}

/** What few ask for is loaded when somebody does. */
async function openapiV2({ registry, state }: ApiServer, request: ServerRequest): Promise<ServerAnswer> {
  const { openapiV2Answer } = await import('./openapi-v2-requests.js');
  return openapiV2Answer(registry, request, state.clock.date().valueOf());
}

function discovery({ registry, address }: ApiServer, request: ServerRequest, [root, ...parts]: string[]): ServerAnswer {
  const { groups } = registry;
  const { accept } = request.headers;
  if (parts.length === 0) {
    // The list of groups is answered whatever the method.
    if (root === 'api' && request.method !== 'GET') throw methodNotAllowed();
    if (root === 'api' && !acceptsAny(accept, Object.values(contentTypes))) throw noRepresentation();
    const chosen = chooseMediaType(accept, (_, transformation) => !transformation || isAggregated(transformation));
    if (!chosen) throw onlyObjects();
    if (chosen.transformation) return aggregated(groups, root === 'api', chosen.encoding, request);
    return negotiated(json(root === 'api' ? coreVersions(groups, address) : groupList(groups)), accept);
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
  if (version === '') return negotiated(json(groupDocument(group)), accept);
  const found = group.versions.find((one) => one.version === version);
  if (found && request.method !== 'GET') throw methodNotAllowed();
  if (!found) throw noSuchResource();
  if (!isCustom && !acceptsAny(accept, Object.values(contentTypes))) throw noRepresentation();
  return negotiated(json(resourceList(group, found)), accept);
}

function isAggregated({ group, version, kind }: Transformation): boolean {
  return group === 'apidiscovery.k8s.io' && version === 'v2' && kind === 'APIGroupDiscoveryList';
}

/** The aggregated document, which clients may keep. */
function aggregated(groups: readonly GroupInfo[], isCore: boolean, encoding: Encoding, request: ServerRequest): ServerAnswer {
  const document = aggregatedDiscovery(groups, isCore) as JSONObject;
  const text = JSON.stringify(document);
  const etag = `"${documentHash(text)}"`;
  const headers = { 'Cache-Control': 'public', ETag: etag, Vary: 'Accept' };
  if (request.headers['if-none-match'] === etag) return { status: 304, headers, body: '' };
  const body = encoding === 'json' ? `${text}\n` : encoding === 'yaml' ? yamlText(document) : protobufBody(document);
  const type = `${contentTypes[encoding]};g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList`;
  return { status: 200, headers: { ...headers, 'Content-Type': type }, body };
}

/** @param accept the header; documents are served in what it names, if that can be had of what is no object of a resource */
function negotiated(answer: ServerAnswer, accept: string | undefined): ServerAnswer {
  if ('isBroken' in answer) return answer;
  const chosen = chooseMediaType(accept, asTheyAre);
  if (!chosen) throw onlyObjects();
  return { ...answer, encoding: chosen.encoding };
}

function json(document: object): ServerAnswer {
  return jsonAnswer(200, `${JSON.stringify(document)}\n`);
}
