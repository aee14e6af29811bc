import { readFileSync } from 'node:fs';
import { type PatchType, RESTClient, type WatchEvent } from '@kubewright/rest';
import { startTestServer } from '../../rest/src/test-server.test-support.js';
import { DynamicClient } from './dynamic-client.js';
import type { DynamicObject } from './dynamic-object.js';
import type { DynamicResourceClient } from './dynamic-resource.js';
import type { MetadataResourceClient } from './metadata-client.js';

/** A call of the dynamic or the metadata client, and what the server answers. */
export interface Case {
  metadata?: boolean;
  resource: [group: string, version: string, resource: string];
  namespace?: string;
  verb: string;
  name?: string;
  subresource?: string;
  object?: DynamicObject;
  patchType?: string;
  patch?: { [field: string]: never };
  options?: object;
  listOptions?: object;
  answer: { status: number; headers: [name: string, value: string][]; body?: string };
}

/** What the call did. */
export interface Did {
  error?: string;
  sent?: { method: string; url: string; accept: string; contentType?: string; json?: unknown };
  value?: unknown;
}

/** A case that was put to client-go, and what it did. */
export interface Vector {
  id: string;
  in: Case;
  did: Did;
}

const file = new URL('../../../e2e/vectors/vectors/dynamic/calls.json', import.meta.url);

/** All cases. */
export const vectors = JSON.parse(readFileSync(file, 'utf8')) as Vector[];

/** Makes the call against a real server that answers as client-go's did. */
export async function replay(given: Case): Promise<Did> {
  const { status, headers, body = '' } = given.answer;
  await using server = await startTestServer((_request, response) => {
    response.writeHead(status, headers.flat()).end(body);
  });
  await using rest = new RESTClient({ host: server.url, qps: -1, proxy: false, userAgent: 'vectors' });
  const did: Did = {};
  try {
    did.value = await (given.metadata ? metadataOf(rest, given) : callOf(rest, given));
  } catch (error) {
    did.error = (error as Error).message;
  }
  const [request] = server.requests;
  if (!request) return did;
  const { accept = '', 'content-type': contentType } = request.headers;
  const { method, url, body: text } = request;
  return {
    ...did,
    sent: {
      method,
      url,
      accept,
      ...(contentType !== undefined && { contentType }),
      ...(text !== '' && { json: JSON.parse(text) as unknown }),
    },
  };
}

async function callOf(rest: RESTClient, given: Case): Promise<unknown> {
  const [group, version, resource] = given.resource;
  const everywhere = new DynamicClient(rest).resource({ group, version, resource });
  const client: DynamicResourceClient = given.namespace === undefined ? everywhere : everywhere.namespace(given.namespace);
  const { name = '', object = {}, patch = {}, options = {}, listOptions, subresource } = given;
  const apply = { fieldManager: '', ...options };
  const patchType = given.patchType as typeof PatchType.Merge;
  const calls: Record<string, () => Promise<unknown>> = subresource
    ? {
        create: () => client.createSubresource(name, subresource, object, options),
        update: () => client.updateSubresource(name, subresource, object, options),
        get: () => client.getSubresource(name, subresource, options),
        patch: () => client.patchSubresource(name, subresource, patchType, patch, options),
        apply: () => client.applySubresource(name, subresource, object, apply),
      }
    : {
        create: () => client.create(object, options),
        update: () => client.update(object, options),
        updateStatus: () => client.updateStatus(object, options),
        apply: () => client.apply(object, apply),
        applyStatus: () => client.applyStatus(object, apply),
        get: () => client.get(name, options),
        patch: () => client.patch(name, patchType, patch, options),
        list: () => client.list(options),
        watch: async () => collect(await client.watch(options), (seen) => seen),
        delete: async () => {
          await client.delete(name, options);
        },
        deleteCollection: async () => {
          await client.deleteCollection(options, listOptions);
        },
      };
  return calls[given.verb]?.();
}

async function metadataOf(rest: RESTClient, given: Case): Promise<unknown> {
  const [group, version, resource] = given.resource;
  const everywhere = new DynamicClient(rest).metadata({ group, version, resource });
  const client: MetadataResourceClient = given.namespace === undefined ? everywhere : everywhere.namespace(given.namespace);
  const { name = '', patch = {}, options = {}, listOptions } = given;
  const patchType = given.patchType as typeof PatchType.Merge;
  const calls: Record<string, () => Promise<unknown>> = {
    get: async () => (await client.get(name, options)).metadata,
    patch: async () => (await client.patch(name, patchType, patch, options)).metadata,
    list: async () => {
      const { metadata, items } = await client.list(options);
      return { metadata, items: items.map((item) => item.metadata) };
    },
    watch: async () => collect(await client.watch(options), (seen) => seen.metadata),
    delete: async () => {
      await client.delete(name, options);
    },
    deleteCollection: async () => {
      await client.deleteCollection(options, listOptions);
    },
  };
  return calls[given.verb]?.();
}

async function collect<T>(
  watch: AsyncIterable<WatchEvent<T, 'Cluster'>>,
  show: (object: WatchEvent<T, 'Cluster'>['object']) => unknown,
): Promise<unknown[]> {
  const events: unknown[] = [];
  for await (const { type, object } of watch) events.push({ type, object: show(object) });
  return events;
}
