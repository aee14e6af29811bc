import { isAlreadyExists, StatusError } from '@kubewright/rest';
import type { ServerHandler, ServerRequest } from './http/exchange.js';
import type { JSONObject } from './json.js';
import type { ResourceRegistry } from './resources/resource-registry.js';

/** An object as clients send it. */
export interface ObjectToLoad {
  readonly apiVersion?: string | undefined;
  readonly kind?: string | undefined;
  readonly metadata?: { readonly name?: string | undefined; readonly namespace?: string | undefined } | undefined;
}

/** One of the objects cannot be loaded. The message names it, the cause is what the server says. */
export class LoadError extends Error {
  override name = 'LoadError';
  /** Which of the objects it is, from 0. */
  readonly index: number;

  constructor(message: string, index: number, cause: unknown) {
    super(message, { cause });
    this.index = index;
  }
}

/** What objects are loaded into. */
export interface LoadTarget {
  readonly handler: ServerHandler;
  readonly registry: ResourceRegistry;
  /** Resolves when definitions that were loaded are served. */
  readonly idle: () => Promise<void>;
  /** Leaves objects alone that there are already. */
  readonly keepExisting: boolean;
}

/**
 * Creates objects, one after the other, as a client does, and gives those their status that bring one. Throws a {@link LoadError} for
 * the first which the server refuses.
 */
export async function loadObjects(target: LoadTarget, objects: readonly ObjectToLoad[]): Promise<void> {
  for (const [index, object] of objects.entries()) {
    try {
      await loadObject(target, object);
    } catch (error) {
      if (target.keepExisting && isAlreadyExists(error)) continue;
      const { kind = '', metadata } = object;
      const why = error instanceof Error ? error.message : String(error);
      throw new LoadError(`loading ${kind} "${metadata?.name ?? ''}": ${why}`, index, error);
    }
  }
}

async function loadObject({ handler, registry, idle }: LoadTarget, object: ObjectToLoad): Promise<void> {
  const { apiVersion = '', kind = '', metadata } = object;
  const [group = '', version = ''] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
  if (!registry.ofKind(group, kind)) await idle();
  const resource = registry.ofKind(group, kind);
  if (!resource) throw new Error(`no resource has the kind ${kind} of ${apiVersion}`);
  const { namespaced, subresources } = resource.info;
  const root = `${group === '' ? '/api' : `/apis/${group}`}/${version}`;
  const scope = namespaced ? `/namespaces/${encodeURIComponent(metadata?.namespace ?? 'default')}` : '';
  const path = `${root}${scope}/${resource.info.resource}`;
  const created = await send(handler, 'POST', path, object);
  // Controllers make what pods need in a namespace.
  if (kind === 'Namespace') await new Promise((resolve) => setImmediate(resolve));
  if (!('status' in object) || !('status' in subresources)) return;
  const live = JSON.parse(created) as JSONObject;
  const { name } = live.metadata as { name: string };
  await send(handler, 'PUT', `${path}/${encodeURIComponent(name)}/status`, { ...live, status: object.status });
}

/** What the server answers. */
async function send(handler: ServerHandler, method: string, target: string, object: object): Promise<string> {
  const answer = await handler(internalRequest(method, target, object));
  if (!('body' in answer)) throw new Error('the server did not answer');
  const text = typeof answer.body === 'string' ? answer.body : Buffer.from(answer.body).toString();
  if (answer.status < 300) return text;
  throw new StatusError(JSON.parse(text) as JSONObject);
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
