import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PatchType } from './patch.js';
import type { DescribedResourceClient } from './resource-client.js';
import { RESTClient } from './rest-client.js';
import { startTestServer, type TestServer } from './test-server.test-support.js';

interface Thing {
  apiVersion?: string;
  kind?: string;
  metadata?: { name?: string; namespace?: string; labels?: { [name: string]: string } };
  spec?: { size?: number };
  status?: { ready?: boolean };
}
interface ThingList {
  items: Thing[];
}
type Client = DescribedResourceClient<Thing, ThingList>;

const things = { group: 'example.com', version: 'v1', resource: 'things', kind: 'Thing', namespaced: true };
const nodes = { group: '', version: 'v1', resource: 'nodes', kind: 'Node', namespaced: false };
const thing = { metadata: { name: 'one' }, spec: { size: 1 } };
const base = '/apis/example.com/v1/namespaces/default/things';

let server: TestServer;
let rest: RESTClient;
let answer: { status: number; body: unknown; contentType: string };
let client: Client;

beforeAll(async () => {
  server = await startTestServer((_request, response) => {
    response.writeHead(answer.status, { 'content-type': answer.contentType });
    response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
  });
  rest = new RESTClient({ host: server.url, qps: -1 });
});
afterAll(async () => {
  await rest.close();
  await server[Symbol.asyncDispose]();
});
beforeEach(() => {
  answer = {
    status: 200,
    body: { kind: 'Thing', apiVersion: 'example.com/v1', metadata: { name: 'one' } },
    contentType: 'application/json',
  };
  server.requests.length = 0;
  client = rest.resource<Thing, ThingList, Client>(things, 'default');
});

const emptyList = { kind: 'ThingList', apiVersion: 'example.com/v1', metadata: { resourceVersion: '3' }, items: [] };
const manager = { fieldManager: 'me', force: true };
const merge = { metadata: { labels: { a: 'b' } } };
const asText = { contentType: 'text/plain', body: 'line 1\nline 2\n', status: 200 };

/** What each capability sends: method, path and query, then the parts of the body that the client adds or wraps. */
const calls: [string, (client: Client) => Promise<unknown>, string, object?][] = [
  ['create', (c) => c.create(thing), `POST ${base}`, { kind: 'Thing', apiVersion: 'example.com/v1', ...thing }],
  [
    'create with options',
    (c) => c.create(thing, { dryRun: ['All'], fieldManager: 'me', fieldValidation: 'Strict' }),
    `POST ${base}?dryRun=All&fieldManager=me&fieldValidation=Strict`,
  ],
  ['get', (c) => c.get('one'), `GET ${base}/one`],
  ['get of a version', (c) => c.get('one', { resourceVersion: '0' }), `GET ${base}/one?resourceVersion=0`],
  ['get with a timeout', (c) => c.get('one', { timeout: 1500 }), `GET ${base}/one?timeout=1.5s`],
  ['list', (c) => c.list(), `GET ${base}`],
  [
    'list with every option',
    (c) =>
      c.list({
        labelSelector: 'a in (b,c)',
        fieldSelector: 'metadata.name=x',
        limit: 5,
        continue: 'tok',
        resourceVersion: '7',
        resourceVersionMatch: 'Exact',
        timeoutSeconds: 9,
        shardSelector: 's',
      }),
    `GET ${base}?continue=tok&fieldSelector=metadata.name%3Dx&labelSelector=a+in+%28b%2Cc%29&limit=5&resourceVersion=7&resourceVersionMatch=Exact&shardSelector=s&timeoutSeconds=9`,
  ],
  [
    'watch with every option',
    (c) =>
      c.watch({
        labelSelector: 'a=b',
        resourceVersion: '7',
        allowWatchBookmarks: true,
        sendInitialEvents: true,
        resourceVersionMatch: 'NotOlderThan',
        timeoutSeconds: 9,
      }),
    `GET ${base}?allowWatchBookmarks=true&labelSelector=a%3Db&resourceVersion=7&resourceVersionMatch=NotOlderThan&sendInitialEvents=true&timeoutSeconds=9&watch=true`,
  ],
  ['update', (c) => c.update(thing), `PUT ${base}/one`, { kind: 'Thing', apiVersion: 'example.com/v1', ...thing }],
  ['patch', (c) => c.patch('one', PatchType.Merge, merge, { fieldManager: 'me' }), `PATCH ${base}/one?fieldManager=me`, merge],
  [
    'apply',
    (c) => c.apply(thing, manager),
    `PATCH ${base}/one?fieldManager=me&force=true`,
    { kind: 'Thing', apiVersion: 'example.com/v1', ...thing },
  ],
  ['delete', (c) => c.delete('one'), `DELETE ${base}/one`],
  [
    'delete with options',
    (c) =>
      c.delete('one', { propagationPolicy: 'Foreground', gracePeriodSeconds: 0, preconditions: { uid: 'u' }, dryRun: ['All'] }),
    `DELETE ${base}/one`,
    {
      kind: 'DeleteOptions',
      apiVersion: 'v1',
      propagationPolicy: 'Foreground',
      gracePeriodSeconds: 0,
      preconditions: { uid: 'u' },
      dryRun: ['All'],
    },
  ],
  [
    'deleteCollection',
    (c) => c.deleteCollection({ propagationPolicy: 'Orphan' }, { labelSelector: 'a=b' }),
    `DELETE ${base}?labelSelector=a%3Db`,
    { propagationPolicy: 'Orphan' },
  ],
  ['getStatus', (c) => c.getStatus('one'), `GET ${base}/one/status`],
  ['updateStatus', (c) => c.updateStatus(thing), `PUT ${base}/one/status`, thing],
  ['patchStatus', (c) => c.patchStatus('one', PatchType.Merge, { status: { ready: true } }), `PATCH ${base}/one/status`],
  [
    'applyStatus',
    (c) => c.applyStatus({ metadata: { name: 'one' }, status: { ready: true } }, manager),
    `PATCH ${base}/one/status?fieldManager=me&force=true`,
  ],
  ['getScale', (c) => c.getScale('one'), `GET ${base}/one/scale`],
  [
    'updateScale',
    (c) => c.updateScale('one', { metadata: { name: 'one' } }),
    `PUT ${base}/one/scale`,
    { kind: 'Scale', apiVersion: 'autoscaling/v1' },
  ],
  ['patchScale', (c) => c.patchScale('one', PatchType.Merge, { metadata: { name: 'one' } }), `PATCH ${base}/one/scale`],
  [
    'applyScale',
    (c) => c.applyScale({ metadata: { name: 'one' } }, manager),
    `PATCH ${base}/one/scale?fieldManager=me&force=true`,
    { kind: 'Scale', apiVersion: 'autoscaling/v1' },
  ],
  ['getEphemeralContainers', (c) => c.getEphemeralContainers('one'), `GET ${base}/one/ephemeralcontainers`],
  ['updateEphemeralContainers', (c) => c.updateEphemeralContainers(thing), `PUT ${base}/one/ephemeralcontainers`],
  [
    'patchEphemeralContainers',
    (c) => c.patchEphemeralContainers('one', PatchType.StrategicMerge, {}),
    `PATCH ${base}/one/ephemeralcontainers`,
  ],
  [
    'applyEphemeralContainers',
    (c) => c.applyEphemeralContainers(thing, manager),
    `PATCH ${base}/one/ephemeralcontainers?fieldManager=me&force=true`,
  ],
  ['getResize', (c) => c.getResize('one'), `GET ${base}/one/resize`],
  ['updateResize', (c) => c.updateResize(thing), `PUT ${base}/one/resize`],
  ['patchResize', (c) => c.patchResize('one', PatchType.JSON, []), `PATCH ${base}/one/resize`],
  ['applyResize', (c) => c.applyResize(thing, manager), `PATCH ${base}/one/resize?fieldManager=me&force=true`],
  ['getApproval', (c) => c.getApproval('one'), `GET ${base}/one/approval`],
  ['updateApproval', (c) => c.updateApproval(thing), `PUT ${base}/one/approval`],
  ['patchApproval', (c) => c.patchApproval('one', PatchType.Merge, {}), `PATCH ${base}/one/approval`],
  [
    'applyApproval',
    (c) => c.applyApproval({ metadata: { name: 'one' } }, manager),
    `PATCH ${base}/one/approval?fieldManager=me&force=true`,
  ],
  ['finalize', (c) => c.finalize(thing), `PUT ${base}/one/finalize`],
  [
    'evict',
    (c) => c.evict('one', { deleteOptions: {} }),
    `POST ${base}/one/eviction`,
    { kind: 'Eviction', apiVersion: 'policy/v1', metadata: { name: 'one', namespace: 'default' }, deleteOptions: {} },
  ],
  [
    'bind',
    (c) => c.bind('one', { target: { name: 'node' } }),
    `POST ${base}/one/binding`,
    { kind: 'Binding', apiVersion: 'v1', metadata: { name: 'one', namespace: 'default' }, target: { name: 'node' } },
  ],
  [
    'createToken',
    (c) => c.createToken('one', { spec: { audiences: [] } }),
    `POST ${base}/one/token`,
    { kind: 'TokenRequest', apiVersion: 'authentication.k8s.io/v1', spec: { audiences: [] } },
  ],
  [
    'exec',
    (c) => c.exec('one', { command: ['ls', '-l'], container: 'app', stdout: true, tty: false }).doRaw(),
    `GET ${base}/one/exec?command=ls&command=-l&container=app&stdout=true&tty=false`,
  ],
  ['exec by POST', (c) => c.exec('one', { command: ['ls'], method: 'POST' }).doRaw(), `POST ${base}/one/exec?command=ls`],
  ['attach', (c) => c.attach('one', { stdin: true, stdout: true }).doRaw(), `GET ${base}/one/attach?stdin=true&stdout=true`],
  ['portForward', (c) => c.portForward('one', { ports: [80, 443] }).doRaw(), `GET ${base}/one/portforward?ports=80&ports=443`],
  ['proxyGet', (c) => c.proxyGet('one').doRaw(), `GET ${base}/one/proxy`],
  [
    'proxyGet of a path',
    (c) => c.proxyGet('one', '/metrics/cpu', { port: 8080, params: { a: ['1', '2'] } }).doRaw(),
    `GET ${base}/one:8080/proxy/metrics/cpu?a=1&a=2`,
  ],
  [
    'proxyPost over https',
    (c) => c.proxyPost('one', 'x', { scheme: 'https', port: 'web' }).body('hi').doRaw(),
    `POST ${base}/https:one:web/proxy/x`,
  ],
  ['proxyPut', (c) => c.proxyPut('one', 'x').doRaw(), `PUT ${base}/one/proxy/x`],
  ['proxyPatch', (c) => c.proxyPatch('one', 'x').doRaw(), `PATCH ${base}/one/proxy/x`],
  ['proxyDelete', (c) => c.proxyDelete('one', 'x').doRaw(), `DELETE ${base}/one/proxy/x`],
  ['proxyHead', (c) => c.proxyHead('one', 'x').doRaw(), `HEAD ${base}/one/proxy/x`],
  ['proxyOptions', (c) => c.proxyOptions('one', 'x').doRaw(), `OPTIONS ${base}/one/proxy/x`],
];

describe('what each capability sends', () => {
  it.each(calls.map(([name, call, expected, body]) => ({ name, call, expected, body })))(
    '$name',
    async ({ name, call, expected, body }) => {
      if (/^(?:list|deleteCollection)/.test(name)) answer.body = emptyList;
      await call(client);
      const [request] = server.requests;
      expect(`${request?.method ?? ''} ${request?.url ?? ''}`).toBe(expected);
      if (body) expect(JSON.parse(request?.body ?? '')).toMatchObject(body);
      else if (request?.method === 'DELETE') expect(request.body).toBe('');
    },
  );

  it('reaches the core group below /api and a cluster resource without a namespace', async () => {
    answer.body = { kind: 'Node', apiVersion: 'v1', metadata: { name: 'n1' } };
    await rest.resource<Thing, ThingList, Client>(nodes).get('n1');
    expect(server.requests[0]?.url).toBe('/api/v1/nodes/n1');
  });

  it('lists across namespaces without one', async () => {
    answer.body = { kind: 'ThingList', metadata: {}, items: [] };
    await rest.resource<Thing, ThingList, Client>(things).list();
    expect(server.requests[0]?.url).toBe('/apis/example.com/v1/things');
  });

  it.each([
    [PatchType.JSON, 'application/json-patch+json'],
    [PatchType.Merge, 'application/merge-patch+json'],
    [PatchType.StrategicMerge, 'application/strategic-merge-patch+json'],
  ] as const)('sends a patch of type %s with its media type', async (type, mediaType) => {
    await client.patch('one', type, type === PatchType.JSON ? [] : {});
    expect(server.requests[0]?.headers['content-type']).toBe(mediaType);
  });

  it('sends an apply configuration as apply patch', async () => {
    await client.apply(thing, manager);
    expect(server.requests[0]?.headers['content-type']).toBe('application/apply-patch+yaml');
  });
});

describe('what it answers', () => {
  it('fills in kind and apiVersion of list items', async () => {
    answer.body = {
      kind: 'ThingList',
      apiVersion: 'example.com/v1',
      metadata: { resourceVersion: '3' },
      items: [{ metadata: { name: 'one' } }],
    };
    const { items } = await client.list();
    expect(items).toEqual([{ metadata: { name: 'one' }, apiVersion: 'example.com/v1', kind: 'Thing' }]);
  });

  it.each<[unknown, string]>([
    [['hunter2'], 'its item 0 must be an object, not a string'],
    [[{}, null], 'its item 1 must be an object, not null'],
    ['hunter2', 'its items must be an array, not a string'],
    [{ length: 1 }, 'its items must be an array, not an object'],
  ])('refuses %j as items', async (items, message) => {
    answer.body = { kind: 'ThingList', apiVersion: 'example.com/v1', metadata: {}, items };
    const whole = `the server answered with a ThingList that cannot be read: ${message}`;
    await expect(client.list()).rejects.toThrow(new Error(whole));
    await expect(client.listAll().next()).rejects.toThrow(new Error(whole));
  });

  it('reads a list without metadata to its end', async () => {
    answer.body = { kind: 'ThingList', apiVersion: 'example.com/v1', items: [{ metadata: { name: 'one' } }] };
    const names: unknown[] = [];
    for await (const { metadata } of client.listAll()) names.push(metadata.name);
    expect(names).toEqual(['one']);
  });

  it('reads the null that Go writes for an empty list as an empty list', async () => {
    answer.body = { kind: 'ThingList', apiVersion: 'example.com/v1', metadata: { resourceVersion: '3' }, items: null };
    expect((await client.list()).items).toEqual([]);
  });

  it('fills in kind and apiVersion of watched objects', async () => {
    answer.body = '{"type":"ADDED","object":{"metadata":{"name":"one"}}}\n';
    const events: unknown[] = [];
    for await (const event of await client.watch()) events.push(event);
    expect(events).toEqual([
      { type: 'ADDED', object: { metadata: { name: 'one' }, apiVersion: 'example.com/v1', kind: 'Thing' } },
    ]);
  });

  it('completes the objects of a deleted collection too, and leaves a Status alone', async () => {
    answer.body = {
      kind: 'ThingList',
      apiVersion: 'example.com/v1',
      metadata: { resourceVersion: '3' },
      items: [{ metadata: { name: 'one' } }],
    };
    expect(await client.deleteCollection()).toMatchObject({ items: [{ kind: 'Thing', apiVersion: 'example.com/v1' }] });
    answer.body = { kind: 'Status', apiVersion: 'v1', status: 'Success' };
    expect(await client.deleteCollection()).toEqual(answer.body);
  });

  it('reads a custom resource that calls its kind Status', async () => {
    answer.body = { kind: 'Status', apiVersion: 'example.com/v1', metadata: { name: 'one' }, status: { ready: false } };
    const statuses = rest.resource<Thing, ThingList, Client>({ ...things, resource: 'statuses', kind: 'Status' }, 'default');
    expect(await statuses.get('one')).toEqual(answer.body);
    expect(await statuses.create(thing)).toEqual(answer.body);
  });

  const wrong = 'unexpected object: v1 Secret db; expected example.com/v1 Thing';
  const reading: [string, (c: Client) => Promise<unknown>, string][] = [
    ['create', (c) => c.create(thing), wrong],
    ['get', (c) => c.get('one'), wrong],
    ['update', (c) => c.update(thing), wrong],
    ['patch', (c) => c.patch('one', PatchType.Merge, merge), wrong],
    ['apply', (c) => c.apply(thing, manager), wrong],
    ['getStatus', (c) => c.getStatus('one'), wrong],
    ['patchResize', (c) => c.patchResize('one', PatchType.JSON, []), wrong],
    ['list', (c) => c.list(), `${wrong}List`],
    ['deleteCollection', (c) => c.deleteCollection(), `${wrong}List`],
  ];
  it.each(reading)('throws when the answer to %s is something else', async (_name, call, message) => {
    answer.body = { kind: 'Secret', apiVersion: 'v1', metadata: { name: 'db' }, data: { password: 'aHVudGVyMg==' } };
    await expect(call(client)).rejects.toMatchObject({ name: 'UnexpectedObjectError', message });
  });

  it('takes a Status for the answer to a create, as that of a binding, and any version of a scale', async () => {
    answer.body = { kind: 'Status', apiVersion: 'v1', status: 'Success' };
    expect(await client.create(thing)).toEqual(answer.body);
    answer.body = { kind: 'Scale', apiVersion: 'extensions/v1beta1', spec: { replicas: 1 } };
    expect(await client.getScale('one')).toEqual(answer.body);
    expect(await client.patchScale('one', PatchType.Merge, {})).toEqual(answer.body);
  });

  it('keeps fields that the types do not know from get to update', async () => {
    answer.body = {
      kind: 'Thing',
      apiVersion: 'example.com/v1',
      metadata: { name: 'one' },
      spec: { size: 1, novel: { deep: [1] } },
    };
    const stored = await client.get('one');
    await client.update({ ...stored, spec: { ...stored.spec, size: 2 } });
    expect(JSON.parse(server.requests[1]?.body ?? '')).toMatchObject({ spec: { size: 2, novel: { deep: [1] } } });
  });

  it('gives logs as text, and line by line', async () => {
    answer = asText;
    expect(await client.logs('one', { tailLines: 2, container: 'app' })).toBe('line 1\nline 2\n');
    const lines: string[] = [];
    for await (const line of await client.followLogs('one', { timestamps: true })) lines.push(line);
    expect(lines).toEqual(['line 1', 'line 2']);
    expect(server.requests.map(({ url }) => url)).toEqual([
      `${base}/one/log?container=app&tailLines=2`,
      `${base}/one/log?follow=true&timestamps=true`,
    ]);
  });

  it('throws the Status that the server sends', async () => {
    answer = {
      status: 404,
      contentType: 'application/json',
      body: {
        kind: 'Status',
        apiVersion: 'v1',
        status: 'Failure',
        reason: 'NotFound',
        code: 404,
        message: 'things "one" not found',
      },
    };
    await expect(client.get('one')).rejects.toMatchObject({
      name: 'StatusError',
      reason: 'NotFound',
      code: 404,
      message: 'things "one" not found',
    });
  });
});

describe('what it refuses before anything is sent', () => {
  it.each<[string, () => unknown, RegExp]>([
    ['an empty namespace', () => rest.resource(things, ''), /things\(''\).*call things\(\)/],
    ['a namespace for a cluster resource', () => rest.resource(nodes, 'default'), /Node has no namespace; call nodes\(\)/],
    [
      'one object without a namespace',
      () => rest.resource<Thing, ThingList, Client>(things).get('one'),
      /get of a Thing needs a namespace/,
    ],
    [
      'a collection deleted across namespaces',
      () => rest.resource<Thing, ThingList, Client>(things).deleteCollection(),
      /deleteCollection of a Thing needs a namespace/,
    ],
    [
      'a creation across namespaces',
      () => rest.resource<Thing, ThingList, Client>(things).create(thing),
      /create of a Thing needs a namespace/,
    ],
    ['an update of an object without a name', () => client.update({}), /Thing has no metadata.name/],
    [
      'a CBOR patch',
      () => client.patch('one', 'application/apply-patch+cbor' as 'application/merge-patch+json', {}),
      /not supported/,
    ],
    ['an apply without a manager', () => client.apply(thing, { fieldManager: '' }), /fieldManager/],
    [
      'an apply without options, which JavaScript lets through',
      () => client.apply(thing, (JSON.parse('{}') as { options: typeof manager }).options),
      /applying a Thing needs a fieldManager/,
    ],
    ['a proxied path that climbs out', () => client.proxyGet('one', '../../secrets'), /lead away from one/],
  ])('%s', async (_name, call, message) => {
    await expect((async () => call())()).rejects.toThrow(message);
    expect(server.requests).toEqual([]);
  });

  const notText = (value: unknown): string => value as string;
  it.each<[string, () => unknown, string]>([
    ['a namespace', () => rest.resource(things, notText(['..'])), 'the namespace must be a string, not an array'],
    ['no namespace', () => rest.resource(things, notText(null)), 'the namespace must be a string, not null'],
    ['a name', () => client.delete(notText([''])), 'resource name must be a string, not an array'],
    [
      'a name in a manifest',
      () => client.update(JSON.parse('{"metadata":{"name":["../../kube-system/secrets/x"]}}') as Thing),
      'metadata.name of the Thing must be a string, not an array',
    ],
    [
      'a name in what to apply',
      () => client.apply(JSON.parse('{"metadata":{"name":{}}}') as { metadata: { name: string } }, manager),
      'metadata.name of the Thing must be a string, not an object',
    ],
    [
      'a name to proxy to',
      () => client.proxyGet(notText([]), '/', { port: 80 }).do(),
      'name of what to proxy to must be a string',
    ],
    ['a path to proxy to', () => client.proxyGet('one', notText(['..'])).do(), 'path of what to proxy to must be a string'],
    [
      'a scheme to proxy with',
      () => client.proxyGet('one', '/', { scheme: notText([]) as 'http' }).do(),
      'scheme of what to proxy to must be a string',
    ],
  ])('%s that is no text', async (_name, call, message) => {
    const refused = (async () => call())();
    await expect(refused).rejects.toBeInstanceOf(TypeError);
    await expect(refused).rejects.toThrow(message);
    expect(server.requests).toEqual([]);
  });

  it('a collection whose deletion was aborted before, by either of its options', async () => {
    const signal = AbortSignal.abort(new Error('changed my mind'));
    await expect(client.deleteCollection({}, { signal })).rejects.toThrow('changed my mind');
    await expect(client.deleteCollection({ signal })).rejects.toThrow('changed my mind');
    expect(server.requests).toEqual([]);
  });

  it('all of this by a rejected promise, not by throwing', async () => {
    const everywhere = rest.resource<Thing, ThingList, Client>(things);
    const calls = [
      everywhere.get('x'),
      everywhere.create({}),
      everywhere.delete('x'),
      client.update({}),
      client.apply({ metadata: { name: '' } }, manager),
    ];
    expect((await Promise.allSettled(calls)).map(({ status }) => status)).toEqual(calls.map(() => 'rejected'));
  });

  it.each(['a/b', '..', 'a%2f'])('the name %p', async (name) => {
    await expect(client.get(name)).rejects.toThrow(/invalid resource name/);
    await expect(client.get('')).rejects.toThrow('resource name may not be empty');
    expect(server.requests).toEqual([]);
  });
});
