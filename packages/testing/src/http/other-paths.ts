import { createHash } from 'node:crypto';
import type { ApiServer } from '../api-server.js';
import type { ResourceRegistry } from '../resources/resource-registry.js';
import { customDocument, openapiHash, openapiIndex } from './openapi-index.js';
import { openapiDocument } from './openapi.js';
import { aggregatedDiscovery, coreVersions, groupDocument, groupList, resourceList } from './discovery.js';
import { jsonAnswer, type ServerAnswer, type ServerRequest } from './exchange.js';
import { acceptsAny, asTheyAre, chooseMediaType, contentTypes, type Encoding, type Transformation } from './media-types.js';
import { protobufBody } from '../encode/protobuf-body.js';
import { yamlText } from '../encode/yaml-text.js';
import type { JSONObject } from '../json.js';
import type { GroupInfo } from '../resources/resource-table.js';
import { noRepresentation, onlyObjects } from './negotiate.js';
import { healthAnswer } from './health.js';
import { rootPaths } from './root-paths.js';
import { pageNotFound } from './page-not-found.js';
import { methodNotAllowed, noSuchResource } from './routing-errors.js';

/** Answers for what is no resource: discovery, OpenAPI documents, version, health. */
export function answerOther(server: ApiServer, request: ServerRequest, path: string, query: URLSearchParams): ServerAnswer {
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
      return json(server.version);
    case 'healthz':
    case 'livez':
    case 'readyz':
      return path.endsWith('/') ? pageNotFound() : healthAnswer(parts[0], parts.slice(1).join('/'), query);
    case 'metrics':
      return parts.length === 1 ? metrics(server) : pageNotFound();
    case 'api':
    case 'apis':
      return discovery(server, request, parts);
    case 'openapi':
      return openapi(server.registry, request, path, query);
    default:
      return pageNotFound();
  }
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
  const etag = etagOf(text);
  const headers = { 'Cache-Control': 'public', ETag: etag, Vary: 'Accept' };
  if (request.headers['if-none-match'] === etag) return { status: 304, headers, body: '' };
  const body = encoding === 'json' ? `${text}\n` : encoding === 'yaml' ? yamlText(document) : protobufBody(document);
  const type = `${contentTypes[encoding]};g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList`;
  return { status: 200, headers: { ...headers, 'Content-Type': type }, body };
}

/** What clients compare a document by that they have kept. */
function etagOf(text: string): string {
  return `"${createHash('sha512').update(text).digest('hex').toUpperCase()}"`;
}

function openapi(registry: ResourceRegistry, request: ServerRequest, path: string, query: URLSearchParams): ServerAnswer {
  const [, , version, ...parts] = path.split('/');
  if (version !== 'v3') return pageNotFound();
  if (parts.length === 0)
    return {
      status: 200,
      headers: { 'Content-Type': 'text/plain; charset=utf-8' },
      body: JSON.stringify(openapiIndex(registry)),
    };
  const name = parts.join('/');
  const hash = openapiHash(registry, name);
  const document = hash === undefined ? undefined : (openapiDocument(name) ?? customDocument(registry, name));
  if (hash === undefined || document === undefined) return { status: 404, headers: {}, body: '' };
  const headers = { ETag: `"${hash}"`, Vary: 'Accept' };
  if (!acceptsAny(request.headers.accept, [contentTypes.json, 'application/*']))
    return { status: 406, headers: { Vary: 'Accept' }, body: '' };
  const wanted = query.get('hash') ?? '';
  if (wanted !== '' && wanted !== hash)
    return {
      status: 301,
      headers: { ...headers, 'Content-Type': contentTypes.json, Location: `${path}?hash=${hash}` },
      body: '',
    };
  // Whoever asks for the document by its hash may keep it as long as it likes.
  const kept = wanted === '' ? {} : { 'Cache-Control': 'public, immutable' };
  if (request.headers['if-none-match'] === headers.ETag) return { status: 304, headers: { ...headers, ...kept }, body: '' };
  return { status: 200, headers: { ...headers, ...kept, 'Content-Type': contentTypes.json }, body: document };
}

/** Which Kubernetes it is, and how many objects there are of each resource, as Prometheus reads it. */
function metrics({ registry, version }: ApiServer): ServerAnswer {
  const { gitVersion, major, minor } = version as Record<string, string>;
  const objects = [...registry.preferred()]
    .filter(({ info }) => info.verbs.includes('list'))
    .map(({ info: { group, resource }, collection }) => {
      return `apiserver_resource_objects{group="${group}",resource="${resource}"} ${String(collection.size)}`;
    });
  const lines = [
    '# HELP apiserver_resource_objects [ALPHA] Number of stored objects at the time of last check split by kind. In case of a fetching error, the value will be -1.',
    '# TYPE apiserver_resource_objects gauge',
    ...objects,
    "# HELP kubernetes_build_info [ALPHA] A metric with a constant '1' value labeled by major, minor, git version, git commit, git tree state, build date, Go version, and compiler from which Kubernetes was built, and platform on which it is running.",
    '# TYPE kubernetes_build_info gauge',
    `kubernetes_build_info{git_version="${gitVersion ?? ''}",major="${major ?? ''}",minor="${minor ?? ''}"} 1`,
  ];
  return {
    status: 200,
    headers: { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8; escaping=underscores' },
    body: `${lines.join('\n')}\n`,
  };
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
