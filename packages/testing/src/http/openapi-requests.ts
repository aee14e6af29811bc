import type { ResourceRegistry } from '../resources/resource-registry.js';
import type { ServerAnswer, ServerRequest } from './exchange.js';
import { acceptsAny, contentTypes } from './media-types.js';
import { customDocument, openapiHash, openapiIndex } from './openapi-index.js';
import { openapiDocument } from './openapi.js';
import { pageNotFound } from './page-not-found.js';

/**
 * Answers what begins with `/openapi`, but for version 2 (kube-openapi `handler3`).
 *
 * @param path as it was asked for, without the query
 */
export function openapiAnswer(
  registry: ResourceRegistry,
  request: ServerRequest,
  path: string,
  query: URLSearchParams,
): ServerAnswer {
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
