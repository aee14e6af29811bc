import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DynamicClient, type DynamicObject } from '@kubewright/dynamic';
import { isStatus, PatchType, RESTClient, type Watch } from '@kubewright/rest';
import { adminConfig, ownNamespace } from './cluster.js';
import { eventually } from './eventually.js';

const { namespace } = await ownNamespace();
const rest = new RESTClient(adminConfig());
const dynamic = new DynamicClient(rest);

const manager = { fieldManager: 'e2e' };
const group = `e2e-dynamic-${process.env['KUBEWRIGHT_E2E_RUN'] ?? ''}.example.com`;
const definitions = { group: 'apiextensions.k8s.io', version: 'v1', resource: 'customresourcedefinitions' };
const gadgets = { group, version: 'v1', resource: 'gadgets' };
const configMaps = { group: '', version: 'v1', resource: 'configmaps' };

const gadget = (name: string, spec: object): DynamicObject => ({
  apiVersion: `${group}/v1`,
  kind: 'Gadget',
  metadata: { name },
  spec,
});
const configMap = (name: string, data: object): DynamicObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, labels: { of: name.split('-', 1).join('') } },
  data,
});

/** Reads a watch until an event of this type comes, and ends it. */
async function next<E extends { type: string }>(watch: Watch<E>, type: E['type']): Promise<E> {
  for await (const event of watch) if (event.type === type) return event;
  throw new Error(`the watch ended without an event of type ${type}`);
}

beforeAll(async () => {
  const replicas = { type: 'object', properties: { replicas: { type: 'integer' } } };
  const schema = {
    openAPIV3Schema: {
      type: 'object',
      properties: {
        spec: { ...replicas, 'x-kubernetes-preserve-unknown-fields': true },
        status: { ...replicas, 'x-kubernetes-preserve-unknown-fields': true },
      },
    },
  };
  const scale = { specReplicasPath: '.spec.replicas', statusReplicasPath: '.status.replicas' };
  await dynamic.resource(definitions).create({
    kind: 'CustomResourceDefinition',
    metadata: { name: `gadgets.${group}` },
    spec: {
      group,
      scope: 'Namespaced',
      names: { plural: 'gadgets', singular: 'gadget', kind: 'Gadget' },
      versions: [{ name: 'v1', served: true, storage: true, schema, subresources: { status: {}, scale } }],
    },
  });
  await eventually(() => dynamic.resource(gadgets).list());
});
afterAll(async () => {
  await dynamic.resource(definitions).delete(`gadgets.${group}`);
  await rest.close();
});

describe.each([
  {
    what: 'a resource of the core group',
    names: configMaps,
    object: configMap,
    field: 'data',
    one: { a: '1', b: '2' },
    two: { a: '3' },
  },
  {
    what: 'a custom resource',
    names: gadgets,
    object: gadget,
    field: 'spec',
    one: { a: '1', deep: { any: [1] } },
    two: { a: '3' },
  },
])('$what', ({ names, object, field, one, two }) => {
  const client = dynamic.resource(names).namespace(namespace);
  const everywhere = dynamic.resource(names);

  it('is created, read, replaced, patched and deleted', async () => {
    const created = await client.create(object('verbs', one), { ...manager, fieldValidation: 'Strict' });
    expect(created).toMatchObject({ ...object('verbs', one), metadata: { name: 'verbs', namespace } });
    expect(created.metadata.managedFields?.[0]?.manager).toBe('e2e');
    expect(await client.get('verbs')).toEqual(created);

    const replaced = await client.update({ ...created, [field]: two });
    expect(replaced[field]).toEqual(two);
    await expect(client.update({ ...created, [field]: one })).rejects.toMatchObject({ reason: 'Conflict' });

    const merged = await client.patch('verbs', PatchType.Merge, { [field]: { a: null, c: '4' } });
    expect(merged[field]).toEqual({ c: '4' });
    const patched = await client.patch('verbs', PatchType.JSON, [{ op: 'replace', path: `/${field}/c`, value: '5' }]);
    expect(patched[field]).toEqual({ c: '5' });

    expect(
      isStatus(await client.delete('verbs', { propagationPolicy: 'Background', preconditions: { uid: created.metadata.uid } })),
    ).toBe(true);
    await expect(client.get('verbs')).rejects.toMatchObject({ reason: 'NotFound' });
    await expect(client.delete('verbs')).rejects.toMatchObject({ reason: 'NotFound' });
  });

  it('is applied, and its fields have owners', async () => {
    const created = await client.apply(object('applied', one), manager);
    expect(created[field]).toEqual(one);
    await expect(client.apply(object('applied', two), { fieldManager: 'other' })).rejects.toMatchObject({ reason: 'Conflict' });
    expect((await client.apply(object('applied', two), { fieldManager: 'other', force: true }))[field]).toMatchObject({ a: '3' });
    await expect(client.apply({ ...created, [field]: two }, manager)).rejects.toThrow('has metadata.managedFields');
  });

  it('is listed, page by page too, and deleted by a selector', async () => {
    const labels = { page: 'yes' };
    for (const name of ['page-1', 'page-2', 'page-3']) await client.create({ ...object(name, one), metadata: { name, labels } });
    const { items, kind, metadata } = await client.list({ labelSelector: 'page=yes' });
    expect(items.map((item) => [item.apiVersion, item.kind, item.metadata.name])).toEqual(
      ['page-1', 'page-2', 'page-3'].map((name) => [object('', {}).apiVersion, object('', {}).kind, name]),
    );
    expect([kind, metadata.resourceVersion]).toEqual([`${object('', {}).kind ?? ''}List`, expect.stringMatching(/^\d+$/)]);
    const found: string[] = [];
    for await (const { metadata } of everywhere.listAll({ labelSelector: 'page=yes', limit: 2 }))
      if (metadata.namespace === namespace) found.push(metadata.name);
    expect(found).toEqual(['page-1', 'page-2', 'page-3']);

    await client.deleteCollection({}, { labelSelector: 'page=yes' });
    expect((await client.list({ labelSelector: 'page=yes' })).items).toEqual([]);
  });

  it('is watched', async () => {
    const { metadata } = await client.list();
    const watch = await client.watch({ resourceVersion: metadata.resourceVersion, fieldSelector: 'metadata.name=watched' });
    await client.create(object('watched', one));
    await client.patch('watched', PatchType.Merge, { [field]: two });
    await client.delete('watched');
    const events: unknown[] = [];
    for await (const { type, object: seen } of watch) {
      events.push([type, seen.kind, seen.metadata.resourceVersion !== '', (seen as DynamicObject)[field]]);
      if (type === 'DELETED') break;
    }
    const { kind } = object('', {});
    expect(events).toEqual([
      ['ADDED', kind, true, one],
      ['MODIFIED', kind, true, { ...one, ...two }],
      ['DELETED', kind, true, { ...one, ...two }],
    ]);
  });

  it('is read, listed, watched, patched and deleted as metadata only', async () => {
    const metadataOf = dynamic.metadata(names).namespace(namespace);
    const labelSelector = 'only=metadata';
    const labels = { only: 'metadata' };
    const type = { apiVersion: 'meta.k8s.io/v1', kind: 'PartialObjectMetadata' };
    const { metadata } = await client.create({ ...object('meta', one), metadata: { name: 'meta', labels } });
    const partial = { ...type, metadata };
    expect(await metadataOf.get('meta')).toEqual(partial);
    const list = await metadataOf.list({ labelSelector });
    expect(list).toMatchObject({ apiVersion: 'meta.k8s.io/v1', kind: 'PartialObjectMetadataList' });
    expect(list.items).toEqual([partial]);
    const all: unknown[] = [];
    for await (const item of dynamic.metadata(names).listAll({ labelSelector })) all.push(item);
    expect(all).toContainEqual(partial);

    const watch = await metadataOf.watch({ resourceVersion: list.metadata.resourceVersion, labelSelector });
    const patched = await metadataOf.patch('meta', PatchType.Merge, {
      metadata: { annotations: { a: 'b' }, finalizers: ['example.com/wait'] },
    });
    expect(patched).toEqual({ ...type, metadata: expect.objectContaining({ annotations: { a: 'b' } }) });
    expect(await next(watch, 'MODIFIED')).toEqual({ type: 'MODIFIED', object: patched });

    const waiting = await metadataOf.delete('meta');
    expect(waiting).toMatchObject({ ...type, metadata: { name: 'meta', deletionTimestamp: expect.any(String) } });
    expect(Object.keys(waiting).sort()).toEqual(['apiVersion', 'kind', 'metadata']);
    await metadataOf.patch('meta', PatchType.Merge, { metadata: { finalizers: null } });
    await expect(metadataOf.get('meta')).rejects.toMatchObject({ reason: 'NotFound' });

    await client.create({ ...object('meta-2', one), metadata: { name: 'meta-2', labels } });
    await metadataOf.deleteCollection({}, { labelSelector });
    expect((await metadataOf.list({ labelSelector })).items).toEqual([]);
  });
});

describe('subresources', () => {
  // No server applies a scale of a custom resource.
  it('status and scale of a custom resource are read, replaced and patched, and the status applied', async () => {
    const client = dynamic.resource(gadgets).namespace(namespace);
    const created = await client.create({ ...gadget('sub', { replicas: 1 }), status: { lost: true } });
    expect(created['status']).toBeUndefined();

    const replaced = await client.updateStatus({ ...created, spec: { replicas: 9 }, status: { replicas: 1, ready: true } });
    expect([replaced['spec'], replaced['status']]).toEqual([{ replicas: 1 }, { replicas: 1, ready: true }]);
    const patched = await client.patchStatus('sub', PatchType.Merge, { status: { ready: null } });
    expect(patched['status']).toEqual({ replicas: 1 });
    const applied = await client.applyStatus({ ...gadget('sub', {}), status: { phase: 'Done' } }, manager);
    expect(applied['status']).toEqual({ replicas: 1, phase: 'Done' });
    expect(await client.getStatus('sub')).toEqual(applied);

    const scale = await client.getScale('sub');
    expect(scale).toMatchObject({ apiVersion: 'autoscaling/v1', kind: 'Scale', spec: { replicas: 1 }, status: { replicas: 1 } });
    expect((await client.updateScale('sub', { ...scale, spec: { replicas: 2 } }))['spec']).toEqual({ replicas: 2 });
    expect((await client.patchScale('sub', PatchType.Merge, { spec: { replicas: 3 } }))['spec']).toEqual({ replicas: 3 });
    expect((await client.get('sub'))['spec']).toEqual({ replicas: 3 });
  });

  it('are reached by any name', async () => {
    const deployments = (await dynamic.of('apps/v1', 'Deployment')).namespace(namespace);
    const labels = { app: 'dynamic' };
    const template = { metadata: { labels }, spec: { containers: [{ name: 'app', image: 'app:1' }] } };
    await deployments.create({ metadata: { name: 'web' }, spec: { replicas: 0, selector: { matchLabels: labels }, template } });
    const scale = await deployments.getSubresource('web', 'scale');
    expect(scale).toMatchObject({ kind: 'Scale', spec: {} });
    const changed = { ...scale, metadata: { name: 'web', namespace }, spec: { replicas: 1 } };
    expect((await deployments.updateSubresource('web', 'scale', changed))['spec']).toEqual({ replicas: 1 });
    const patched = await deployments.patchSubresource('web', 'scale', PatchType.Merge, { spec: { replicas: 2 } });
    expect(patched['spec']).toEqual({ replicas: 2 });
    const wanted = { apiVersion: 'autoscaling/v1', kind: 'Scale', metadata: { name: 'web', namespace }, spec: { replicas: 3 } };
    const applied = await deployments.applySubresource('web', 'scale', wanted, { ...manager, force: true });
    expect(applied['spec']).toEqual({ replicas: 3 });
    const four = await deployments.applyScale({ metadata: { name: 'web' }, spec: { replicas: 4 } }, manager);
    expect(four['spec']).toEqual({ replicas: 4 });

    const accounts = (await dynamic.of('v1', 'ServiceAccount')).namespace(namespace);
    const request = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} };
    const answer = await accounts.createSubresource('default', 'token', request);
    expect(answer).toMatchObject({ kind: 'TokenRequest', status: { token: expect.any(String) } });
  });
});

describe('what the server has to say', () => {
  it('about what it does not serve', async () => {
    const client = dynamic.resource(configMaps).namespace(namespace);
    await client.create(configMap('plain', {}));
    await expect(client.getStatus('plain')).rejects.toMatchObject({ reason: 'NotFound' });
    await expect(dynamic.resource({ ...gadgets, resource: 'nothings' }).list()).rejects.toMatchObject({ reason: 'NotFound' });
    await expect(dynamic.resource({ group: '', version: 'v1', resource: 'componentstatuses' }).delete('x')).rejects.toMatchObject(
      { reason: 'MethodNotAllowed' },
    );
    await expect(dynamic.resource(configMaps).get('plain')).rejects.toMatchObject({ reason: 'NotFound' });
  });

  it('about an object that is not valid', async () => {
    const client = dynamic.resource(gadgets).namespace(namespace);
    await expect(client.create(gadget('invalid', { replicas: 'many' }))).rejects.toMatchObject({ reason: 'Invalid' });
  });

  it('about a cluster resource, found by its kind', async () => {
    const namespaces = await dynamic.of('v1', 'Namespace');
    expect(await namespaces.get(namespace)).toMatchObject({ kind: 'Namespace', metadata: { name: namespace } });
    expect(() => namespaces.namespace('default')).toThrow('Namespace has no namespace');
    expect(await (await dynamic.metadataOf('v1', 'Namespace')).get(namespace)).toMatchObject({ kind: 'PartialObjectMetadata' });
  });
});
