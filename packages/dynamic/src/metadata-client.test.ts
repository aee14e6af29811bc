import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { isStatus, PatchType, RESTClient } from '@kubewright/rest';
import { sendJSON, startTestServer, type TestServer } from '../../rest/src/test-server.test-support.js';
import { DynamicClient } from './dynamic-client.js';
import type { MetadataResource, MetadataResourceClient } from './metadata-client.js';

const widgets = { group: 'example.com', version: 'v1', resource: 'widgets' };
const nodes = { group: '', version: 'v1', resource: 'nodes', kind: 'Node', namespaced: false };
const base = '/apis/example.com/v1/namespaces/ns/widgets';
const type = { apiVersion: 'meta.k8s.io/v1', kind: 'PartialObjectMetadata' };
const metadata = { name: 'one', uid: 'u', resourceVersion: '7', creationTimestamp: '2026-01-01T00:00:00Z', labels: { a: 'b' } };
const partial = { ...type, metadata };
const whole = { apiVersion: 'example.com/v1', kind: 'Widget', metadata, spec: { secret: 'hunter2' }, status: {} };
const listOf = (items: object[] | null, of = 'PartialObjectMetadata'): object => ({
  apiVersion: of === 'Widget' ? 'example.com/v1' : 'meta.k8s.io/v1',
  kind: `${of}List`,
  metadata: { resourceVersion: '9' },
  items,
});
const partials = listOf([partial]);
const success = { apiVersion: 'v1', kind: 'Status', status: 'Success' };
const acceptObject = 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json';
const acceptList = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json';

let server: TestServer;
let rest: RESTClient;
let answer: unknown;
let resource: MetadataResource;
let client: MetadataResourceClient;

beforeAll(async () => {
  server = await startTestServer((_request, response) => {
    if (typeof answer === 'string') response.writeHead(200, { 'content-type': 'application/json' }).end(answer);
    else sendJSON(response, answer);
  });
  rest = new RESTClient({ host: server.url, qps: -1, proxy: false });
  resource = new DynamicClient(rest).metadata(widgets);
  client = resource.namespace('ns');
});
afterAll(async () => {
  await rest.close();
  await server[Symbol.asyncDispose]();
});
beforeEach(() => {
  answer = partial;
  server.requests.length = 0;
});

const collect = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
};
const stream = (...events: object[]): string => events.map((event) => `${JSON.stringify(event)}\n`).join('');

interface Case {
  verb: string;
  call: (client: MetadataResourceClient) => Promise<unknown>;
  expected: string;
  accept: string;
  contentType?: string;
  body?: unknown;
  /** What the server answers if it knows about metadata only, and if it does not. */
  answers: [partial: unknown, whole: unknown];
  given: unknown;
}
const cases: Case[] = [
  {
    verb: 'get',
    call: (c) => c.get('one', { resourceVersion: '0' }),
    expected: `GET ${base}/one?resourceVersion=0`,
    accept: acceptObject,
    answers: [partial, whole],
    given: partial,
  },
  {
    verb: 'list',
    call: (c) => c.list({ labelSelector: 'a=b' }),
    expected: `GET ${base}?labelSelector=a%3Db`,
    accept: acceptList,
    answers: [partials, listOf([{ metadata, spec: {} }], 'Widget')],
    given: partials,
  },
  {
    verb: 'listAll',
    call: (c) => collect(c.listAll({ limit: 9 })),
    expected: `GET ${base}?limit=9`,
    accept: acceptList,
    answers: [partials, listOf([whole], 'Widget')],
    given: [partial],
  },
  {
    verb: 'watch',
    call: async (c) => collect(await c.watch({ resourceVersion: '7', allowWatchBookmarks: true })),
    expected: `GET ${base}?allowWatchBookmarks=true&resourceVersion=7&watch=true`,
    accept: acceptObject,
    answers: [stream({ type: 'MODIFIED', object: partial }), stream({ type: 'MODIFIED', object: whole })],
    given: [{ type: 'MODIFIED', object: partial }],
  },
  {
    verb: 'patch',
    call: (c) => c.patch('one', PatchType.Merge, { metadata: { labels: { a: null } } }, { fieldManager: 'me' }),
    expected: `PATCH ${base}/one?fieldManager=me`,
    accept: acceptObject,
    contentType: 'application/merge-patch+json',
    body: { metadata: { labels: { a: null } } },
    answers: [partial, whole],
    given: partial,
  },
  {
    verb: 'delete',
    call: (c) => c.delete('one', { propagationPolicy: 'Orphan' }),
    expected: `DELETE ${base}/one`,
    accept: acceptObject,
    contentType: 'application/json',
    body: { apiVersion: 'v1', kind: 'DeleteOptions', propagationPolicy: 'Orphan' },
    answers: [partial, whole],
    given: partial,
  },
  {
    verb: 'deleteCollection',
    call: (c) => c.deleteCollection({}, { labelSelector: 'a=b' }),
    expected: `DELETE ${base}?labelSelector=a%3Db`,
    accept: acceptList,
    answers: [partials, listOf([whole], 'Widget')],
    given: partials,
  },
];

describe('what each verb sends, and gives of a server', () => {
  const both = cases.flatMap((one) => [
    { ...one, server: 'that reduces objects', answered: one.answers[0] },
    { ...one, server: 'that cannot', answered: one.answers[1] },
  ]);
  it.each(both)('$server: $verb', async ({ call, expected, accept, contentType, body, answered, given }) => {
    answer = answered;
    expect(await call(client)).toEqual(given);
    const [request, ...more] = server.requests;
    expect(more).toEqual([]);
    expect(`${request?.method ?? ''} ${request?.url ?? ''}`).toBe(expected);
    expect(request?.headers.accept).toBe(accept);
    expect(request?.headers['content-type']).toBe(contentType);
    if (body === undefined) expect(request?.body).toBe('');
    else expect(JSON.parse(request?.body ?? '')).toEqual(body);
  });

  it('reaches a resource of the cluster, and all namespaces, without one', async () => {
    await resource.get('one');
    await new DynamicClient(rest).metadata(nodes).get('n');
    answer = listOf(null);
    expect((await resource.list()).items).toEqual([]);
    expect(server.requests.map(({ url }) => url)).toEqual([
      '/apis/example.com/v1/widgets/one',
      '/api/v1/nodes/n',
      '/apis/example.com/v1/widgets',
    ]);
  });

  it('gives the Status of a deletion', async () => {
    answer = success;
    expect(isStatus(await client.delete('one'))).toBe(true);
    expect(isStatus(await client.deleteCollection())).toBe(true);
  });

  it('gives a list without metadata', async () => {
    answer = { kind: 'WidgetList', apiVersion: 'example.com/v1', items: [whole] };
    expect(await client.list()).toEqual({
      apiVersion: 'meta.k8s.io/v1',
      kind: 'PartialObjectMetadataList',
      metadata: { resourceVersion: '' },
      items: [partial],
    });
  });
});

describe('a watch', () => {
  const expired = { apiVersion: 'v1', kind: 'Status', status: 'Failure', reason: 'Expired', code: 410, message: 'too old' };
  const bookmark = { type: 'BOOKMARK', object: { ...type, metadata: { resourceVersion: '8' } } };

  it('leaves bookmarks alone, which are no objects', async () => {
    answer = stream(bookmark, { type: 'DELETED', object: whole });
    expect(await collect(await client.watch())).toEqual([bookmark, { type: 'DELETED', object: partial }]);
  });

  it('throws the error of an ERROR event, or gives it if it is asked to', async () => {
    answer = stream({ type: 'ERROR', object: expired });
    await expect(collect(await client.watch())).rejects.toMatchObject({ name: 'StatusError', reason: 'Expired' });
    expect(await collect(await client.watch({ rawErrors: true }))).toEqual([{ type: 'ERROR', object: expired }]);
  });

  it('ends at what is no object', async () => {
    answer = stream({ type: 'ADDED', object: { kind: 'Widget', apiVersion: 'example.com/v1', spec: {} } }, bookmark);
    const watch = await client.watch();
    await expect(collect(watch)).rejects.toThrow(`the server's answer (example.com/v1 Widget) does not look like an object`);
    expect(await collect(watch)).toEqual([]);
  });

  it('ends when it is stopped, disposed of, or its loop is left', async () => {
    const open = await startTestServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write(stream({ type: 'ADDED', object: partial }));
    });
    const watcher = new RESTClient({ host: open.url, qps: -1, proxy: false });
    const watched = new DynamicClient(watcher).metadata(widgets);
    try {
      const stopped = await watched.watch();
      for await (const { type: first } of stopped) {
        expect(first).toBe('ADDED');
        stopped.stop();
      }
      const left = await watched.watch();
      for await (const { type: first } of left) {
        expect(first).toBe('ADDED');
        break;
      }
      expect(await collect(left)).toEqual([]);
      const disposed = await watched.watch();
      await disposed[Symbol.asyncDispose]();
      expect(await collect(disposed)).toEqual([]);
      const controller = new AbortController();
      const aborted = await watched.watch({ signal: controller.signal });
      for await (const { type: first } of aborted) {
        expect(first).toBe('ADDED');
        controller.abort();
      }
    } finally {
      await watcher.close();
      await open[Symbol.asyncDispose]();
    }
  });
});

describe('what does not look like an object', () => {
  it.each<[string, unknown, string]>([
    [
      'one without metadata',
      { apiVersion: 'example.com/v1', kind: 'Widget' },
      `the server's answer (example.com/v1 Widget) does not look like an object`,
    ],
    ['empty metadata', { ...whole, metadata: {} }, 'does not look like an object: its metadata has none of uid'],
    ['metadata that is null', { ...whole, metadata: null }, 'does not look like an object: its metadata has none of uid'],
    ['metadata that is a text', { ...whole, metadata: 'one' }, 'does not look like an object: its metadata has none of uid'],
    [
      'a name that is no text',
      { ...whole, metadata: { name: ['one'] } },
      'does not look like an object: its metadata has none of uid',
    ],
    [
      'metadata of a list',
      { kind: 'WidgetList', metadata: { resourceVersion: '1' }, items: [] },
      `the server's answer (WidgetList) does not look like an object`,
    ],
    ['no kind', { metadata }, 'unexpected object: one; expected widgets object'],
    ['an array', [], 'no object in the response'],
    ['no JSON', 'hunter2', 'is no JSON'],
  ])('is refused: %s', async (_name, body, message) => {
    answer = body;
    const got = client.get('one');
    await expect(got).rejects.toThrow(message);
    await expect(got).rejects.not.toThrow('hunter2');
    await expect(client.patch('one', PatchType.JSON, [])).rejects.toThrow(message);
  });

  it.each(['uid', 'name', 'generateName', 'creationTimestamp'])('is not what has a %s', async (field) => {
    answer = { ...whole, metadata: { [field]: 'x' } };
    expect((await client.get('one')).metadata).toEqual({ [field]: 'x' });
  });

  it('is refused among the items of a list, and a list that is none', async () => {
    answer = listOf([partial, { kind: 'Widget', apiVersion: 'example.com/v1' }]);
    await expect(client.list()).rejects.toThrow(`the server's answer (example.com/v1 Widget) does not look like an object`);
    answer = whole;
    await expect(client.list()).rejects.toThrow('expected example.com/v1 list of widgets');
  });
});

describe('what is refused before anything is sent', () => {
  it.each<[string, () => unknown, string]>([
    ['an empty name', () => client.get(''), 'resource name may not be empty'],
    ['a name with a slash', () => client.delete('a/b'), `invalid resource name "a/b": [may not contain '/']`],
    ['the namespace ..', () => resource.namespace('..').list(), `invalid namespace "..": [may not be '..']`],
    ['the empty namespace', () => resource.namespace(''), 'a namespace must not be empty'],
    ['a namespace of a node', () => new DynamicClient(rest).metadata(nodes).namespace('ns'), 'nodes has no namespace'],
    ['an empty resource', () => new DynamicClient(rest).metadata({ ...widgets, resource: '' }), 'resource may not be empty'],
    [
      'another patch type',
      () => client.patch('one', 'text/plain' as typeof PatchType.JSON, []),
      'patch type "text/plain" is not supported',
    ],
  ])('%s', async (_name, call, message) => {
    await expect((async () => call())()).rejects.toThrow(message);
    expect(server.requests).toEqual([]);
  });
});
