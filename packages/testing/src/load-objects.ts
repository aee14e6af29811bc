import { StatusError } from '@kubewright/rest';
import type { ServerHandler, ServerRequest } from './http/exchange.js';
import type { JSONObject } from './json.js';
import type { ResourceRegistry } from './resources/resource-registry.js';

/** An object as clients send it. */
export interface ObjectToLoad {
  readonly apiVersion?: string | undefined;
  readonly kind?: string | undefined;
  readonly metadata?: { readonly name?: string | undefined; readonly namespace?: string | undefined } | undefined;
}

/**
 * Creates objects, one after the other, as a client does, and gives those their status that bring one. Throws an `Error` that names
 * the object which the server refuses, with the refusal as its cause.
 */
export async function loadObjects(
  handler: ServerHandler,
  registry: ResourceRegistry,
  objects: readonly ObjectToLoad[],
): Promise<void> {
  for (const object of objects) {
    const { apiVersion = '', kind = '', metadata } = object;
    const name = `${kind} "${metadata?.name ?? ''}"`;
    const [group = '', version = ''] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
    const resource = registry.ofKind(group, kind);
    if (!resource) throw new Error(`loading ${name}: no resource has the kind ${kind} of ${apiVersion}`);
    const { namespaced, subresources } = resource.info;
    const root = `${group === '' ? '/api' : `/apis/${group}`}/${version}`;
    const scope = namespaced ? `/namespaces/${encodeURIComponent(metadata?.namespace ?? 'default')}` : '';
    const path = `${root}${scope}/${resource.info.resource}`;
    const created = await send(handler, 'POST', path, object, name);
    // Controllers make what pods need in a namespace.
    if (kind === 'Namespace') await new Promise((resolve) => setImmediate(resolve));
    if (!('status' in object) || !('status' in subresources)) continue;
    const { name: createdName } = created.metadata as { name: string };
    const withStatus = { ...created, status: object.status };
    await send(handler, 'PUT', `${path}/${encodeURIComponent(createdName)}/status`, withStatus, name);
  }
}

async function send(handler: ServerHandler, method: string, target: string, object: object, name: string): Promise<JSONObject> {
  const answer = await handler(internalRequest(method, target, object));
  if (!('body' in answer)) throw new Error(`loading ${name}: the server did not answer`);
  const answered = JSON.parse(Buffer.from(answer.body).toString()) as JSONObject;
  if (answer.status < 300) return answered;
  const cause = new StatusError(answered);
  throw new Error(`loading ${name}: ${cause.message}`, { cause });
}

const never = new AbortController().signal;

function internalRequest(method: string, target: string, object: object): ServerRequest {
  return {
    method,
    target,
    headers: { 'content-type': 'application/json', 'user-agent': 'kubewright-testing' },
    lines: () => [],
    body: () => Promise.resolve(Buffer.from(JSON.stringify(object))),
    signal: never,
  };
}
