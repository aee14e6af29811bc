import { newBadRequest, newForbidden } from '@kubewright/rest';
import type { AnswerHeaders, UpgradeProtocol, WholeAnswer } from '../http/exchange.js';
import type { ResourceCall } from '../http/handler.js';
import { requestAttributes } from '../http/request-attributes.js';
import type { JSONObject } from '../json.js';
import { objectAt, textAt } from '../json-fields.js';
import { notFound } from '../write/errors.js';
import type { WriteTarget } from '../write/write-target.js';
import { handledPod } from './handled-pod.js';
import { handlerOf, notImplemented } from './handler-of.js';
import type { HandledPod, PodHandlers } from './pod-handlers.js';

/**
 * Finds the pod that somebody wants to be connected with. Who may only `get` may not: connections do what `create` does (`pkg/registry/
 * core/pod/rest` `ensureAuthorizedForVerb`). Throws a `StatusError` of 403 or 404.
 */
export function podToConnect(call: ResourceCall, { resource, namespace, name }: WriteTarget): HandledPod {
  authorizeCreate(call);
  const entry = resource.collection.get(namespace, name);
  if (!entry) throw notFound(resource, name);
  return handledPod(entry);
}

/** A real server tells nobody here who may not do what. */
function authorizeCreate({ server, request, path, query, resource }: ResourceCall): void {
  if (request.method === 'POST') return;
  try {
    server.admit(request, requestAttributes('POST', '', path, query), () => undefined);
  } catch {
    throw newForbidden(resource.info, path.name, '');
  }
}

/** What a connection goes on with, and who answers it. Throws a `StatusError` of 400 or 501. */
export function upgradeOf<Name extends keyof PodHandlers>(
  { request, server }: ResourceCall,
  pod: JSONObject,
  handler: Name,
): { protocol: UpgradeProtocol; handle: NonNullable<PodHandlers[Name]> } {
  const name = textAt(objectAt(pod, 'metadata'), 'name');
  if (!request.upgrade) throw notUpgraded(request.headers, name, textAt(objectAt(pod, 'spec'), 'nodeName'));
  // Here no pod has to have a node: the handler is all that there is.
  return { protocol: request.upgrade, handle: handlerOf(server.handlers, handler, `pod ${name}`) };
}

function notUpgraded(headers: ResourceCall['request']['headers'], name: string, node: string): Error {
  if (/\bupgrade\b/i.test(headers['connection'] ?? '') && /^(?:websocket|spdy\/3\.1)$/i.test(headers['upgrade'] ?? ''))
    return notImplemented(
      `a request that comes without a socket cannot be upgraded: talk to pod ${name} over the URL of a test server that has a port`,
    );
  return newBadRequest(node === '' ? `pod ${name} does not have a host assigned` : 'Upgrade request required');
}

/** An answer as a kubelet gives it: in plain text (Go `http.Error`). */
export function plainAnswer(status: number, text: string, headers: AnswerHeaders = {}): WholeAnswer {
  return {
    status,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'X-Content-Type-Options': 'nosniff', ...headers },
    body: `${text}\n`,
  };
}

/** No subprotocol that the client knows is known here (`x/net/websocket`). */
export const noSubprotocol: WholeAnswer = { status: 403, headers: {}, body: '' };

/** The first protocol of a SPDY client that is known here; else what it is answered (`httpstream.Handshake`). */
export function spdyProtocol(offered: readonly string[], known: readonly string[]): WholeAnswer | string {
  if (offered.length === 0)
    return plainAnswer(400, 'unable to upgrade: header X-Stream-Protocol-Version does not exist in request');
  const chosen = offered.find((protocol) => known.includes(protocol));
  return (
    chosen ??
    plainAnswer(
      403,
      `unable to upgrade: unable to negotiate protocol: client supports [${offered.join(' ')}], server accepts [${known.join(' ')}]`,
      { 'X-Accepted-Stream-Protocol-Versions': known.join(', ') },
    )
  );
}
