import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DeferredRESTMapper, MemoryCachedDiscovery, type RESTMapper } from '@kubewright/discovery';
import { isStatus, PatchType, type ResourceNames, RESTClient } from '@kubewright/rest';
import { sendJSON, startTestServer, type TestServer } from '../../rest/src/test-server.test-support.js';
import { type DiscoveryServer, startDiscoveryServer } from '../../discovery/src/discovery-server.test-support.js';
import { DynamicClient } from './dynamic-client.js';
import type { DynamicResource, DynamicResourceClient } from './dynamic-resource.js';

const widgets = { group: 'example.com', version: 'v1', resource: 'widgets' };
const nodes = { group: '', version: 'v1', resource: 'nodes', kind: 'Node', namespaced: false };
const base = '/apis/example.com/v1/namespaces/ns/widgets';
const widget = {
  apiVersion: 'example.com/v1',
  kind: 'Widget',
  metadata: { name: 'one' },
  spec: { size: 1, novel: { deep: [1] } },
};
const list = { apiVersion: 'example.com/v1', kind: 'WidgetList', metadata: { resourceVersion: '3' }, items: [widget] };
const success = { apiVersion: 'v1', kind: 'Status', status: 'Success' };
const scale = { apiVersion: 'autoscaling/v1', kind: 'Scale', metadata: { name: 'one' }, spec: { replicas: 2 } };
const manager = { fieldManager: 'me' };
const json = 'application/json';
const merge = 'application/merge-patch+json';
const apply = 'application/apply-patch+yaml';

let server: TestServer;
let rest: RESTClient;
let dynamic: DynamicClient;
let answer: unknown;

beforeAll(async () => {
  server = await startTestServer((_request, response) => {
    sendJSON(response, answer);
  });
  rest = new RESTClient({ host: server.url, qps: -1, proxy: false });
  dynamic = new DynamicClient(rest);
});
afterAll(async () => {
  await rest.close();
  await server[Symbol.asyncDispose]();
});
beforeEach(() => {
  answer = widget;
  server.requests.length = 0;
});

const collect = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
};

interface Case {
  verb: string;
  call: (client: DynamicResourceClient) => Promise<unknown>;
  expected: string;
  contentType?: string;
  body?: unknown;
  answered?: unknown;
}
const cases: Case[] = [
  {
    verb: 'create',
    call: (c) => c.create(widget, { dryRun: ['All'], fieldManager: 'me', fieldValidation: 'Strict' }),
    expected: `POST ${base}?dryRun=All&fieldManager=me&fieldValidation=Strict`,
    contentType: json,
    body: widget,
  },
  { verb: 'get', call: (c) => c.get('one', { resourceVersion: '0' }), expected: `GET ${base}/one?resourceVersion=0` },
  {
    verb: 'list',
    call: (c) => c.list({ labelSelector: 'a=b', limit: 5 }),
    expected: `GET ${base}?labelSelector=a%3Db&limit=5`,
    answered: list,
  },
  { verb: 'listAll', call: (c) => collect(c.listAll()), expected: `GET ${base}?limit=500`, answered: list },
  {
    verb: 'watch',
    call: async (c) => collect(await c.watch({ resourceVersion: '7' })),
    expected: `GET ${base}?resourceVersion=7&watch=true`,
    answered: { type: 'ADDED', object: widget },
  },
  {
    verb: 'update',
    call: (c) => c.update(widget, manager),
    expected: `PUT ${base}/one?fieldManager=me`,
    contentType: json,
    body: widget,
  },
  {
    verb: 'patch',
    call: (c) => c.patch('one', PatchType.Merge, { spec: { size: null } }, manager),
    expected: `PATCH ${base}/one?fieldManager=me`,
    contentType: merge,
    body: { spec: { size: null } },
  },
  {
    verb: 'apply',
    call: (c) => c.apply(widget, { ...manager, force: true }),
    expected: `PATCH ${base}/one?fieldManager=me&force=true`,
    contentType: apply,
    body: widget,
  },
  { verb: 'delete', call: (c) => c.delete('one'), expected: `DELETE ${base}/one`, answered: success },
  {
    verb: 'delete with options',
    call: (c) => c.delete('one', { propagationPolicy: 'Foreground', preconditions: { uid: 'u' } }),
    expected: `DELETE ${base}/one`,
    contentType: json,
    body: { apiVersion: 'v1', kind: 'DeleteOptions', propagationPolicy: 'Foreground', preconditions: { uid: 'u' } },
    answered: success,
  },
  {
    verb: 'deleteCollection',
    call: (c) => c.deleteCollection({ gracePeriodSeconds: 0 }, { labelSelector: 'a=b' }),
    expected: `DELETE ${base}?labelSelector=a%3Db`,
    contentType: json,
    body: { apiVersion: 'v1', kind: 'DeleteOptions', gracePeriodSeconds: 0 },
    answered: list,
  },
  { verb: 'getStatus', call: (c) => c.getStatus('one'), expected: `GET ${base}/one/status` },
  {
    verb: 'updateStatus',
    call: (c) => c.updateStatus(widget),
    expected: `PUT ${base}/one/status`,
    contentType: json,
    body: widget,
  },
  {
    verb: 'patchStatus',
    call: (c) => c.patchStatus('one', PatchType.Merge, { status: { ready: true } }),
    expected: `PATCH ${base}/one/status`,
    contentType: merge,
    body: { status: { ready: true } },
  },
  {
    verb: 'applyStatus',
    call: (c) => c.applyStatus({ ...widget, status: { ready: true } }, manager),
    expected: `PATCH ${base}/one/status?fieldManager=me`,
    contentType: apply,
    body: { ...widget, status: { ready: true } },
  },
  { verb: 'getScale', call: (c) => c.getScale('one'), expected: `GET ${base}/one/scale`, answered: scale },
  {
    verb: 'updateScale',
    call: (c) => c.updateScale('one', { metadata: { name: 'one' }, spec: { replicas: 2 } }),
    expected: `PUT ${base}/one/scale`,
    contentType: json,
    body: scale,
    answered: scale,
  },
  {
    verb: 'patchScale',
    call: (c) => c.patchScale('one', PatchType.Merge, { spec: { replicas: 2 } }),
    expected: `PATCH ${base}/one/scale`,
    contentType: merge,
    body: { spec: { replicas: 2 } },
    answered: scale,
  },
  {
    verb: 'applyScale',
    call: (c) => c.applyScale({ metadata: { name: 'one' }, spec: { replicas: 2 } }, manager),
    expected: `PATCH ${base}/one/scale?fieldManager=me`,
    contentType: apply,
    body: scale,
    answered: scale,
  },
  {
    verb: 'createSubresource',
    call: (c) => c.createSubresource('one', 'eviction', { apiVersion: 'policy/v1', kind: 'Eviction' }),
    expected: `POST ${base}/one/eviction`,
    contentType: json,
    body: { apiVersion: 'policy/v1', kind: 'Eviction' },
    answered: success,
  },
  { verb: 'getSubresource', call: (c) => c.getSubresource('one', 'spare'), expected: `GET ${base}/one/spare` },
  {
    verb: 'updateSubresource',
    call: (c) => c.updateSubresource('one', 'spare', scale),
    expected: `PUT ${base}/one/spare`,
    contentType: json,
    body: scale,
  },
  {
    verb: 'patchSubresource',
    call: (c) => c.patchSubresource('one', 'spare', PatchType.JSON, []),
    expected: `PATCH ${base}/one/spare`,
    contentType: 'application/json-patch+json',
    body: [],
  },
  {
    verb: 'applySubresource',
    call: (c) => c.applySubresource('one', 'spare', scale, manager),
    expected: `PATCH ${base}/one/spare?fieldManager=me`,
    contentType: apply,
    body: scale,
  },
];

describe('what each verb sends and gives', () => {
  it.each(cases)('$verb', async ({ call, expected, contentType, body, answered = widget }) => {
    answer = answered;
    const given = await call(dynamic.resource(widgets).namespace('ns'));
    const [request, ...more] = server.requests;
    expect(more).toEqual([]);
    expect(`${request?.method ?? ''} ${request?.url ?? ''}`).toBe(expected);
    expect(request?.headers.accept).toBe('application/json, */*');
    expect(request?.headers['content-type']).toBe(contentType);
    if (body === undefined) expect(request?.body).toBe('');
    else expect(JSON.parse(request?.body ?? '')).toEqual(body);
    if (expected.endsWith('watch=true')) expect(given).toEqual([answered]);
    else if (expected.endsWith('limit=500')) expect(given).toEqual(list.items);
    else expect(given).toEqual(answered);
  });

  it('reaches a resource of the cluster, and all namespaces, without one', async () => {
    await dynamic.resource(widgets).get('one');
    answer = { ...list, items: null };
    expect((await dynamic.resource(widgets).list()).items).toEqual([]);
    answer = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n' } };
    await dynamic.resource(nodes).get('n');
    expect(server.requests.map(({ url }) => url)).toEqual([
      '/apis/example.com/v1/widgets/one',
      '/apis/example.com/v1/widgets',
      '/api/v1/nodes/n',
    ]);
  });

  it('gives an update back every field that a get brought', async () => {
    answer = { ...widget, metadata: { ...widget.metadata, novel: 'x', resourceVersion: '7' }, extra: [{ a: null }] };
    const client = dynamic.resource(widgets).namespace('ns');
    await client.update(await client.get('one'));
    expect(JSON.parse(server.requests[1]?.body ?? '')).toEqual(answer);
  });

  it('fills in apiVersion and kind where the kind is known', async () => {
    answer = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n' } };
    await dynamic.resource(nodes).create({ metadata: { name: 'n' } });
    expect(JSON.parse(server.requests[0]?.body ?? '')).toEqual(answer);
  });

  it('follows pages', async () => {
    const pages = [
      { ...list, metadata: { resourceVersion: '3', continue: 'next' } },
      { ...list, items: [{ metadata: { name: 'two' } }] },
    ];
    const paged = await startTestServer((_request, response) => {
      sendJSON(response, pages.shift());
    });
    const client = new RESTClient({ host: paged.url, qps: -1, proxy: false });
    try {
      const objects = await collect(new DynamicClient(client).resource(widgets).listAll({ limit: 1 }));
      expect(objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual(['Widget one', 'Widget two']);
      expect(paged.requests.map(({ url }) => url)).toEqual([
        '/apis/example.com/v1/widgets?limit=1',
        '/apis/example.com/v1/widgets?continue=next&limit=1',
      ]);
    } finally {
      await client.close();
      await paged[Symbol.asyncDispose]();
    }
  });

  it('tells a Status from the object that still waits for its finalizers', async () => {
    const client = dynamic.resource(widgets).namespace('ns');
    answer = success;
    expect(isStatus(await client.delete('one'))).toBe(true);
    answer = widget;
    expect(isStatus(await client.delete('one'))).toBe(false);
  });

  it('stops with the signal', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(dynamic.resource(widgets).list({ signal })).rejects.toThrow('enough');
    expect(server.requests).toEqual([]);
  });
});

describe('what is refused before anything is sent', () => {
  const inNamespace = (): DynamicResourceClient => dynamic.resource(widgets).namespace('ns');
  const text = (value: unknown): string => value as string;
  const refused: [string, () => unknown, string][] = [
    ['a clientset', () => new DynamicClient({ rest } as never), 'a DynamicClient needs a RESTClient, as clientset.rest'],
    ['no client', () => new DynamicClient(undefined as never), 'a DynamicClient needs a RESTClient, as clientset.rest'],
    ['no resource', () => dynamic.resource(JSON.parse('null') as typeof widgets), 'a resource must be an object'],
    ['a resource in words', () => dynamic.resource(JSON.parse('"pods"') as typeof widgets), 'a resource must be an object'],
    [
      'a group that climbs out',
      () => dynamic.resource({ ...widgets, group: '../..' }),
      `invalid group "../..": [may not contain '/']`,
    ],
    [
      'a version that climbs out',
      () => dynamic.resource({ ...widgets, version: '..' }),
      `invalid version "..": [may not be '..']`,
    ],
    ['an empty resource', () => dynamic.resource({ ...widgets, resource: '' }), 'resource may not be empty'],
    [
      'a percent sign',
      () => dynamic.resource({ ...widgets, resource: 'a%2fb' }),
      `invalid resource "a%2fb": [may not contain '%']`,
    ],
    ['the empty namespace', () => dynamic.resource(widgets).namespace(''), 'a namespace must not be empty'],
    [
      'a namespace that is no text',
      () => dynamic.resource(widgets).namespace(text(['ns'])),
      'the namespace must be a string, not an array',
    ],
    ['a namespace of a node', () => dynamic.resource(nodes).namespace('ns'), 'Node has no namespace'],
    [
      'a namespace with a slash',
      () => dynamic.resource(widgets).namespace('a/b').list(),
      `invalid namespace "a/b": [may not contain '/']`,
    ],
    ['the namespace ..', () => dynamic.resource(widgets).namespace('..').list(), `invalid namespace "..": [may not be '..']`],
    ['an empty name', () => inNamespace().get(''), 'resource name may not be empty'],
    ['a name with a slash', () => inNamespace().delete('a/b'), `invalid resource name "a/b": [may not contain '/']`],
    ['a name with a percent sign', () => inNamespace().get('a%b'), `invalid resource name "a%b": [may not contain '%']`],
    ['the name .', () => inNamespace().patch('.', PatchType.Merge, {}), `invalid resource name ".": [may not be '.']`],
    ['a name that is no text', () => inNamespace().get(text({})), 'resource name must be a string, not an object'],
    ['no kind to create', () => inNamespace().create({ metadata: { name: 'one' } }), 'the widgets object has no kind'],
    ['no kind to update', () => inNamespace().update({ metadata: { name: 'one' } }), 'the widgets object has no kind'],
    ['no kind to apply', () => inNamespace().apply({ metadata: { name: 'one' } }, manager), 'the widgets object has no kind'],
    ['no name to update', () => inNamespace().update({ kind: 'Widget' }), 'the widgets object has no metadata.name'],
    [
      'no name to apply',
      () => inNamespace().apply({ kind: 'Widget', metadata: {} }, manager),
      'the widgets object has no metadata.name',
    ],
    [
      'another version to create',
      () => inNamespace().create({ ...widget, apiVersion: 'v2' }),
      'apiVersion of the widgets object is "v2" instead of "example.com/v1"',
    ],
    [
      'another kind to update',
      () => dynamic.resource(nodes).update({ ...widget, apiVersion: 'v1' }),
      'kind of the Node is "Widget" instead of "Node"',
    ],
    [
      'managed fields to apply',
      () => inNamespace().apply({ ...widget, metadata: { name: 'one', managedFields: [{ manager: 'x' }] } }, manager),
      'the Widget to apply has metadata.managedFields',
    ],
    [
      'managed fields to apply to a status',
      () => inNamespace().applyStatus({ ...widget, metadata: { name: 'one', managedFields: [{ manager: 'x' }] } }, manager),
      'the Widget to apply has metadata.managedFields',
    ],
    ['no manager to apply', () => inNamespace().apply(widget, { fieldManager: '' }), 'applying a Widget needs a fieldManager'],
    [
      'a body that is a text',
      () => inNamespace().create(JSON.parse('"kind: Widget"') as typeof widget),
      'the widgets object must be an object, not a string',
    ],
    [
      'a selector among delete options',
      () => inNamespace().deleteCollection(JSON.parse('{"labelSelector":"a=b"}') as object),
      'labelSelector belongs into the second argument',
    ],
    [
      'an option for selecting that there is not',
      () => inNamespace().deleteCollection({}, JSON.parse('{"labelSelctor":"a=b"}') as object),
      'deleteCollection: there is no option labelSelctor, it would select nothing: give one of signal, timeout, labelSelector',
    ],
  ];
  it.each(refused)('%s', async (_name, call, message) => {
    await expect((async () => call())()).rejects.toThrow(message);
    expect(server.requests).toEqual([]);
  });
});

describe('what an answer may not be', () => {
  it.each<[string, unknown, string]>([
    ['an array', [], 'no object in the response'],
    ['a text', 'x', 'no object in the response'],
    ['null', null, 'no object in the response'],
    ['an object without a kind', { metadata: { name: 'one' } }, 'unexpected object: one; expected widgets object'],
    ['a failure that says 200', { ...success, status: 'Failure', message: 'the disk is full' }, 'the disk is full'],
  ])('%s', async (_name, body, message) => {
    answer = body;
    await expect(dynamic.resource(widgets).namespace('ns').get('one')).rejects.toThrow(message);
  });

  it('is another kind, where the kind is known', async () => {
    await expect(dynamic.resource(nodes).get('n')).rejects.toThrow(
      'unexpected object: example.com/v1 Widget one; expected v1 Node',
    );
  });

  it('is one object, for a list', async () => {
    await expect(dynamic.resource(widgets).list()).rejects.toThrow(
      'unexpected object: example.com/v1 Widget one; expected example.com/v1 list of widgets',
    );
  });
});

describe('the client of a kind', () => {
  let discovered: DiscoveryServer;
  beforeEach(async () => {
    discovered = await startDiscoveryServer({
      v1: ['pods pod Pod'],
      'apps/v1': ['deployments deployment Deployment deploy'],
      'apps/v1beta1': ['deployments deployment Deployment deploy', 'old old Old'],
    });
    discovered.answers['/apis/apps/v1/namespaces/ns/deployments/web'] = (response) => {
      sendJSON(response, { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' } });
    };
  });
  afterEach(async () => {
    await discovered[Symbol.asyncDispose]();
  });

  it('is found by discovery, which is asked once', async () => {
    const client = new DynamicClient(discovered.client);
    const deployments = await client.of('apps/v1', 'Deployment');
    expect(await deployments.namespace('ns').get('web')).toMatchObject({ kind: 'Deployment', metadata: { name: 'web' } });
    await client.of('v1', 'Pod');
    await client.metadataOf('apps/v1beta1', 'Old');
    expect(discovered.takePaths()).toEqual(['/api', '/apis', '/apis/apps/v1/namespaces/ns/deployments/web']);
  });

  it('knows kind and scope: it fills the one in and asks for the other', async () => {
    const deployments = await new DynamicClient(discovered.client).of('apps/v1', 'Deployment');
    await deployments.namespace('ns').update({ metadata: { name: 'web' } });
    expect(JSON.parse(discovered.server.requests.at(-1)?.body ?? '')).toEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web' },
    });
    await expect(deployments.get('web')).rejects.toThrow('get of a Deployment needs a namespace');
  });

  it('is found by a kind in lower case, and sends the kind as the server writes it', async () => {
    const deployments = await new DynamicClient(discovered.client).of('apps/v1', 'deployment');
    await deployments.namespace('ns').update({ metadata: { name: 'web' } });
    expect(JSON.parse(discovered.server.requests.at(-1)?.body ?? '')).toMatchObject({ kind: 'Deployment' });
  });

  it.each<[string, string, string]>([
    ['apps/v1', 'Pod', 'no matches for kind "Pod" in version "apps/v1"'],
    ['apps/v1', 'Old', 'no matches for kind "Old" in version "apps/v1"'],
    ['a/b/c', 'Pod', 'unexpected GroupVersion string: a/b/c'],
    ['', 'Pod', 'unexpected GroupVersion string: '],
  ])('is not that of %j %s', async (apiVersion, kind, message) => {
    await expect(new DynamicClient(discovered.client).of(apiVersion, kind)).rejects.toThrow(message);
  });

  it('waits no longer than the signal lets it', async () => {
    discovered.answers['/api'] = () => undefined;
    const controller = new AbortController();
    const found = new DynamicClient(discovered.client).of('v1', 'Pod', { signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(found).rejects.toThrow('enough');
  });

  it('comes from the mapper that is given, and no discovery is made', async () => {
    const asked: unknown[] = [];
    class GivenMapper extends DeferredRESTMapper {
      override restMapping(...question: Parameters<RESTMapper['restMapping']>): Promise<ResourceNames> {
        asked.push(question);
        return Promise.resolve({ ...nodes, resource: 'masters' });
      }
    }
    const mapper = new GivenMapper(new MemoryCachedDiscovery(discovered.discovery));
    const client = new DynamicClient(discovered.client, { mapper });
    expect(client.mapper).toBe(mapper);
    const masters: DynamicResource = await client.of('v1', 'Node');
    await expect(masters.get('n')).rejects.toMatchObject({ code: 404 });
    expect(asked).toEqual([[{ group: '', kind: 'Node' }, ['v1'], {}]]);
    expect(discovered.takePaths()).toEqual(['/api/v1/masters/n']);
  });
});
