// What a dynamic client's types let through, and what they do not. Compiled, never run.
import type { ObjectMeta } from '@kubewright/meta-v1';
import { isStatus, PatchType } from '@kubewright/rest';
import type { DynamicClient, DynamicObject, DynamicResource, DynamicResourceClient } from './index.js';

export async function objects(dynamic: DynamicClient): Promise<void> {
  const everywhere: DynamicResource = dynamic.resource({ group: '', version: 'v1', resource: 'pods' });
  const client: DynamicResourceClient = everywhere.namespace('default');
  const either: DynamicResourceClient = everywhere;
  const object = await client.get('web');
  const certain: [string, string, string, string] = [object.apiVersion, object.kind, object.metadata.name, object.metadata.uid];
  // @ts-expect-error a cluster resource has no namespace
  const namespace: string = object.metadata.namespace;
  // @ts-expect-error nobody knows what a spec is
  const { replicas } = object.spec;
  const body: DynamicObject = { kind: 'Pod', metadata: { name: 'web' }, spec: { any: ['thing'] } };
  await client.create(body);
  interface Generated {
    apiVersion?: string;
    kind?: string;
    metadata?: ObjectMeta;
    spec?: { size?: number };
  }
  const generated: Generated = { spec: { size: 1 } };
  await client.create({ ...generated });
  await dynamic.apply([{ ...generated }], { fieldManager: 'me' });
  await client.update(object);
  await client.apply(body, { fieldManager: 'me' });
  await client.patch('web', PatchType.Merge, { metadata: { labels: null }, spec: { any: null } });
  // @ts-expect-error a JSON patch is a list of operations
  await client.patch('web', PatchType.JSON, {});
  // @ts-expect-error metadata is known
  await client.create({ metadata: { name: 7 } });
  // @ts-expect-error an apply needs a field manager
  await client.apply(body, {});
  // @ts-expect-error a namespace has no namespaces
  client.namespace('other');
  const answer = await either.delete('web');
  const metadata: ObjectMeta | undefined = isStatus(answer) ? undefined : answer.metadata;
  for await (const event of await client.watch()) if (event.type !== 'BOOKMARK') void event.object.metadata.name;
  void [certain, namespace, replicas, metadata];
}

export async function metadataOnly(dynamic: DynamicClient): Promise<void> {
  const client = dynamic.metadata({ group: '', version: 'v1', resource: 'secrets', kind: 'Secret', namespaced: true });
  const object = await client.namespace('default').get('db');
  const name: string = object.metadata.name;
  // @ts-expect-error there is nothing but metadata
  void object.data;
  // @ts-expect-error metadata alone makes no object
  void client.create;
  const { items } = await client.list();
  void [name, items[0]?.metadata.ownerReferences];
}
