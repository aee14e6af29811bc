import { newBadRequest, newServiceUnavailable, quote } from '@kubewright/rest';
import type { ServerAnswer, ServerRequest } from '../http/exchange.js';
import type { ResourceCall } from '../http/handler.js';
import { pathOf } from '../http/request-path.js';
import { objectOf } from '../store/entry.js';
import { notFound } from '../write/errors.js';
import type { WriteTarget } from '../write/write-target.js';
import { handlerOf } from './handler-of.js';
import type { ProxiedRequest } from './pod-handlers.js';

/** Answers what is below `/proxy` of a pod, a service or a node by the function that the test has registered. */
export async function answerProxy({ server, request, path }: ResourceCall, target: WriteTarget): Promise<ServerAnswer> {
  const { resource, namespace } = target;
  const kind = resource.info.kind.kind.toLowerCase();
  const { scheme, name, port } = backendOf(target.name, kind);
  const entry = resource.collection.get(namespace, name);
  if (!entry) throw notFound(resource, name);
  const proxy = handlerOf(server.handlers, 'proxy', `${kind} ${name}`);
  const [whole = '', query = ''] = request.target.split(/\?(.*)/s);
  const proxyPath = `/${path.resource}/${target.name}/proxy`;
  const decoded = pathOf(whole) ?? '';
  const below = decoded.slice(decoded.indexOf(proxyPath) + proxyPath.length);
  if (below === '' && (request.method === 'GET' || request.method === 'HEAD')) return withSlash(whole, query);
  const proxied: ProxiedRequest = {
    resource: path.resource,
    scheme,
    port,
    method: request.method,
    path: below === '' ? '/' : below,
    query,
    headers: headersOf(request),
    body: await request.body(),
    signal: request.signal,
  };
  try {
    const { status = 200, headers = {}, body = '' } = await proxy(objectOf(entry), proxied);
    return { status, headers: { ...headers }, body };
  } catch (error) {
    throw newServiceUnavailable(`error trying to reach service: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** As `name`, `name:port` or `scheme:name:port` (apimachinery `net.SplitSchemeNamePort`). Throws a `StatusError` of 400. */
function backendOf(id: string, kind: string): { scheme: string; name: string; port: string } {
  const [, scheme = '', name = '', port = ''] = /^(?:(|https?):(?=[^:]*:))?([^:]+)(?::([^:]*))?$/.exec(id) ?? [];
  if (name === '') throw newBadRequest(`invalid ${kind} request ${quote(id)}`);
  return { scheme, name, port };
}

/** Links of a page are relative to what it is called (apimachinery `proxyRedirectsforRootPath`). */
function withSlash(path: string, query: string): ServerAnswer {
  return { status: 301, headers: { Location: `${path}/${query === '' ? '' : `?${query}`}` }, body: '' };
}

/** Headers that are not handed on: they are about the connection, or a credential for the server. */
const ownHeaders = new Set(['authorization', 'connection', 'keep-alive', 'te', 'trailer', 'transfer-encoding', 'upgrade']);

function headersOf({ headers }: ServerRequest): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined || ownHeaders.has(name) ? [] : [[name, value]])),
  );
}
