import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PatchType } from './patch.js';
import type { DescribedResourceClient } from './resource-client.js';
import type { ResourceNames, UnmappedResource } from './resource-descriptor.js';
import { RESTClient } from './rest-client.js';
import { sendJSON, startTestServer, type TestServer } from './test-server.test-support.js';

interface Thing {
  apiVersion?: string;
  kind?: string;
  metadata?: { name?: string; managedFields?: object[] };
  spec?: object;
}
interface ThingList {
  items: Thing[];
}
type Client = DescribedResourceClient<Thing, ThingList>;

const unmapped = { group: 'example.com', version: 'v1', resource: 'things' };
const mapped = { ...unmapped, kind: 'Thing', namespaced: true };
const nodes = { group: '', version: 'v1', resource: 'nodes', kind: 'Node', namespaced: false };
const base = '/apis/example.com/v1/namespaces/default/things';
const thing = { apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name: 'one' } };
const manager = { fieldManager: 'me' };

let server: TestServer;
let rest: RESTClient;
let answer: unknown;

beforeAll(async () => {
  server = await startTestServer((_request, response) => {
    sendJSON(response, answer);
  });
  rest = new RESTClient({ host: server.url, qps: -1, proxy: false });
});
afterAll(async () => {
  await rest.close();
  await server[Symbol.asyncDispose]();
});
beforeEach(() => {
  answer = thing;
  server.requests.length = 0;
});

const clientOf = (names: ResourceNames | UnmappedResource, namespace?: string): Client =>
  rest.resource<Thing, ThingList, Client>(names, namespace);
const asked = (): string[] => server.requests.map(({ method, url }) => `${method} ${url}`);
const sent = (): unknown => JSON.parse(server.requests[0]?.body ?? '');

describe('a resource of unknown kind and scope', () => {
  it('is asked for in a namespace, and without one', async () => {
    await clientOf(unmapped, 'default').get('one');
    await clientOf(unmapped).get('one');
    await clientOf(unmapped).delete('one');
    expect(asked()).toEqual([`GET ${base}/one`, 'GET /apis/example.com/v1/things/one', 'DELETE /apis/example.com/v1/things/one']);
  });

  it('takes an answer of whatever kind', async () => {
    answer = { apiVersion: 'v1', kind: 'Other', metadata: { name: 'one' } };
    const client = clientOf(unmapped, 'default');
    expect(await client.get('one')).toEqual(answer);
    expect(await client.create(thing)).toEqual(answer);
    expect(await client.update(thing)).toEqual(answer);
  });

  it.each([
    ['the kind of the list', { kind: 'ThingList' }, { kind: 'Thing', apiVersion: 'example.com/v1' }],
    ['nothing, if the list is of anything', { kind: 'List' }, {}],
  ])('fills in the type of items by %s', async (_name, said, filled) => {
    answer = { apiVersion: 'example.com/v1', ...said, metadata: {}, items: [{ metadata: { name: 'one' } }, { kind: 'Own' }] };
    const { items } = await clientOf(unmapped).list();
    const known = 'kind' in filled;
    expect(items).toEqual([
      { metadata: { name: 'one' }, ...filled },
      { kind: 'Own', ...(known && { apiVersion: 'example.com/v1' }) },
    ]);
  });

  it.each<[string, object, (client: Client) => Promise<unknown>]>([
    ['get', { metadata: {} }, (c) => c.get('one')],
    ['create', { kind: '' }, (c) => c.create(thing)],
    ['update', { kind: 7 }, (c) => c.update(thing)],
    ['delete', {}, (c) => c.delete('one')],
    ['list', { items: [] }, (c) => c.list()],
  ])('refuses an answer to %s that does not say what it is', async (_verb, body, call) => {
    answer = body;
    const message = 'unexpected object: without apiVersion and kind; expected things object';
    await expect(call(clientOf(unmapped, 'default'))).rejects.toMatchObject({ name: 'UnexpectedObjectError', message });
    expect(server.requests).toHaveLength(1);
  });

  it('leaves watched objects as they are', async () => {
    answer = { type: 'ADDED', object: { metadata: { name: 'one' } } };
    const events: unknown[] = [];
    for await (const event of await clientOf(unmapped).watch()) events.push(event);
    expect(events).toEqual([answer]);
  });

  it('says so when the answer to a list is none', async () => {
    await expect(clientOf(unmapped).list()).rejects.toThrow(
      'unexpected object: example.com/v1 Thing one; expected example.com/v1 list of things',
    );
  });

  it.each<[string, (client: Client) => Promise<unknown>]>([
    ['create', (c) => c.create({ metadata: { name: 'one' } })],
    ['update', (c) => c.update({ metadata: { name: 'one' } })],
    ['apply', (c) => c.apply({ metadata: { name: 'one' } }, manager)],
    ['updateStatus', (c) => c.updateStatus({ kind: '', metadata: { name: 'one' } })],
  ])('wants to know the kind of what %s sends', async (_verb, call) => {
    await expect(call(clientOf(unmapped, 'default'))).rejects.toThrow(
      new TypeError('the things object has no kind, which says what it is'),
    );
    expect(server.requests).toEqual([]);
  });

  it('fills in the version of an object that knows its kind', async () => {
    await clientOf(unmapped, 'default').create({ kind: 'Thing', metadata: { name: 'one' } });
    expect(sent()).toEqual(thing);
  });
});

describe('an object of another type than the resource', () => {
  it.each<[string, (client: Client) => Promise<unknown>, string]>([
    ['create', (c) => c.create({ kind: 'Other' }), 'kind of the Thing is "Other" instead of "Thing"'],
    ['update', (c) => c.update({ ...thing, apiVersion: 'v1' }), 'apiVersion of the Thing is "v1" instead of "example.com/v1"'],
    ['apply', (c) => c.apply({ ...thing, kind: 'thing' }, manager), 'kind of the Thing is "thing" instead of "Thing"'],
    ['updateStatus', (c) => c.updateStatus({ ...thing, kind: 'Other' }), 'kind of the Thing is "Other" instead of "Thing"'],
  ])('is not sent by %s', async (_verb, call, message) => {
    const advice = ': correct it, or use the client of its own resource';
    await expect(call(clientOf(mapped, 'default'))).rejects.toThrow(new TypeError(`${message}${advice}`));
    expect(server.requests).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    ['an array', [], 'the Thing must be an object, not an array'],
    ['a text', '{}', 'the Thing must be an object, not a string'],
    ['nothing', undefined, 'the Thing must be an object, not undefined'],
    ['null', null, 'the Thing must be an object, not null'],
    ['a kind that is no text', { kind: ['Thing'] }, 'kind of the Thing must be a string, not an array'],
    ['a version that is no text', { apiVersion: 1 }, 'apiVersion of the Thing must be a string, not a number'],
  ])('is refused if it is %s', async (_name, body, message) => {
    const client = clientOf(mapped, 'default');
    await expect(client.create(body as Thing)).rejects.toThrow(new TypeError(message));
    await expect(client.update(body as Thing)).rejects.toThrow(new TypeError(message));
    await expect(client.apply(body as typeof thing, manager)).rejects.toThrow(new TypeError(message));
    expect(server.requests).toEqual([]);
  });

  it('gets the type that it leaves empty', async () => {
    await clientOf(mapped, 'default').create({ apiVersion: '', kind: '', metadata: { name: 'one' } });
    expect(sent()).toEqual(thing);
  });

  it('is not changed by being sent', async () => {
    const body = { metadata: { name: 'one' } };
    await clientOf(mapped, 'default').create(body);
    expect(body).toEqual({ metadata: { name: 'one' } });
  });
});

describe('an object to apply', () => {
  const withManagers = (managedFields: object[]): typeof thing => ({ ...thing, metadata: { name: 'one', ...{ managedFields } } });

  it('is refused with managed fields', async () => {
    const message = 'the Thing to apply has metadata.managedFields: apply only the fields that me wants';
    await expect(clientOf(mapped, 'default').apply(withManagers([{}]), manager)).rejects.toThrow(new TypeError(message));
    expect(server.requests).toEqual([]);
  });

  it('may have an empty list of them', async () => {
    await clientOf(mapped, 'default').apply(withManagers([]), manager);
    expect(sent()).toEqual(withManagers([]));
  });
});

describe('any subresource', () => {
  const body = { apiVersion: 'x/v1', kind: 'Spare', metadata: { name: 'one' } };

  it.each<[string, (client: Client) => Promise<unknown>, string, string | undefined, unknown]>([
    [
      'get',
      (c) => c.getSubresource('one', 'spare', { resourceVersion: '0' }),
      `GET ${base}/one/spare?resourceVersion=0`,
      undefined,
      undefined,
    ],
    [
      'create',
      (c) => c.createSubresource('one', 'spare', body, { dryRun: ['All'] }),
      `POST ${base}/one/spare?dryRun=All`,
      'application/json',
      body,
    ],
    [
      'update',
      (c) => c.updateSubresource('one', 'spare', body, manager),
      `PUT ${base}/one/spare?fieldManager=me`,
      'application/json',
      body,
    ],
    [
      'patch',
      (c) => c.patchSubresource('one', 'spare', PatchType.JSON, [{ op: 'remove', path: '/spec' }], manager),
      `PATCH ${base}/one/spare?fieldManager=me`,
      'application/json-patch+json',
      [{ op: 'remove', path: '/spec' }],
    ],
    [
      'apply',
      (c) => c.applySubresource('one', 'spare', body, { ...manager, force: true }),
      `PATCH ${base}/one/spare?fieldManager=me&force=true`,
      'application/apply-patch+yaml',
      body,
    ],
  ])('%s reaches it by its name', async (_verb, call, expected, contentType, expectedBody) => {
    answer = body;
    expect(await call(clientOf(mapped, 'default'))).toEqual(body);
    expect(asked()).toEqual([expected]);
    expect(server.requests[0]?.headers['content-type']).toBe(contentType);
    if (expectedBody === undefined) expect(server.requests[0]?.body).toBe('');
    else expect(sent()).toEqual(expectedBody);
  });

  it.each<[string, (client: Client) => Promise<unknown>, string]>([
    [
      'a body without a kind',
      (c) => c.updateSubresource('one', 'spare', { apiVersion: 'x/v1' }),
      'the body for the subresource spare of a Thing has no kind',
    ],
    [
      'a body without a version',
      (c) => c.createSubresource('one', 'spare', { kind: 'Spare' }),
      'the body for the subresource spare of a Thing has no apiVersion',
    ],
    [
      'managed fields to apply',
      (c) => c.applySubresource('one', 'spare', { ...body, metadata: { managedFields: [{}] } }, manager),
      'managedFields',
    ],
    [
      'an apply without a manager',
      (c) => c.applySubresource('one', 'spare', body, { fieldManager: '' }),
      'applying a Spare needs a fieldManager',
    ],
    ['a subresource with a slash', (c) => c.getSubresource('one', 'a/b'), 'invalid subresource "a/b"'],
    ['no subresource', (c) => c.getSubresource('one', ''), 'subresource may not be empty'],
    ['no name', (c) => c.getSubresource('', 'status'), 'resource name may not be empty'],
    [
      'another patch type',
      (c) => c.patchSubresource('one', 'spare', 'text/plain' as typeof PatchType.JSON, []),
      'patch type "text/plain" is not supported',
    ],
  ])('is not asked for with %s', async (_name, call, message) => {
    await expect(call(clientOf(mapped, 'default'))).rejects.toThrow(message);
    expect(server.requests).toEqual([]);
  });

  it('that is a part of the object answers the object', async () => {
    answer = body;
    await expect(clientOf(mapped, 'default').getSubresource('one', 'status')).rejects.toThrow(
      'unexpected object: x/v1 Spare one; expected example.com/v1 Thing',
    );
  });
});

describe('the client of a resource', () => {
  it('asks for the media type that it is given, for every verb', async () => {
    const accept = 'application/json;as=Sum;g=example.com;v=v1,application/json';
    const client = rest.resource<Thing, ThingList, Client>(unmapped, 'default', { accept });
    await client.get('one');
    await client.patch('one', PatchType.Merge, {});
    await client.delete('one');
    await clientOf(unmapped, 'default').get('one');
    expect(server.requests.map(({ headers }) => headers.accept)).toEqual([accept, accept, accept, 'application/json, */*']);
  });

  it('gives that of one namespace', async () => {
    answer = { items: [] };
    const everywhere = clientOf(mapped);
    await everywhere.namespace('default').list();
    await everywhere.list();
    expect(asked()).toEqual([`GET ${base}`, 'GET /apis/example.com/v1/things']);
    expect(() => everywhere.namespace('')).toThrow('a namespace must not be empty');
    expect(() => clientOf(nodes).namespace('default')).toThrow('Node has no namespace');
    expect(() => clientOf({ ...unmapped, namespaced: false }, 'default')).toThrow('things has no namespace');
  });

  it.each<[string, unknown, string]>([
    [
      'a text',
      'things',
      "a resource must be an object, as { group: 'apps', version: 'v1', resource: 'deployments' }, not a string",
    ],
    ['null', null, 'not null'],
    ['no group', { version: 'v1', resource: 'things' }, 'group of a resource must be a string, not undefined'],
    ['an empty version', { ...unmapped, version: '' }, 'version may not be empty'],
    ['an empty resource', { ...unmapped, resource: '' }, 'resource may not be empty'],
    ['a group that climbs out', { ...unmapped, group: '..' }, `invalid group "..": [may not be '..']`],
    ['a version of two segments', { ...unmapped, version: 'v1/x' }, `invalid version "v1/x": [may not contain '/']`],
    ['a resource with a subresource', { ...unmapped, resource: 'things/status' }, 'invalid resource "things/status"'],
  ])('is not made of %s', (_name, names, message) => {
    expect(() => clientOf(names as UnmappedResource)).toThrow(message);
  });
});
