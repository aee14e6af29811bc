import { request } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { RESTClient } from '@kubewright/rest';
import { eventually, settled } from '../../../rest/src/eventually.test-support.js';
import { FakeClock } from '../../../rest/src/fake-clock.test-support.js';
import { type Answered, ask, servers, team } from '../ask.test-support.js';
import { type OpenWatch, openWatch } from '../open-watch.test-support.js';
import type { TestServer, TestServerOptions } from '../test-server.js';
import type { FaultAction } from './fault.js';

const { start: startServer, closeAll } = servers();
afterEach(closeAll);

const configMaps = '/api/v1/namespaces/team/configmaps';

const configMap = (name: string): object => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } });

function start(options: TestServerOptions = {}): Promise<TestServer> {
  return startServer({ objects: [team], ...options });
}

function list(server: TestServer, query = ''): Promise<Answered> {
  return ask(server, 'GET', `${configMaps}${query}`);
}

async function create(server: TestServer, ...names: string[]): Promise<void> {
  for (const name of names) {
    const { status } = await ask(server, 'POST', configMaps, { body: configMap(name) });
    expect(status).toBe(201);
  }
}

/** A watch from now on. */
async function watch(server: TestServer, query = ''): Promise<OpenWatch> {
  const { resourceVersion } = (await list(server)).json.metadata as { resourceVersion: string };
  return openWatch(server, `${configMaps}?watch=true&resourceVersion=${resourceVersion}${query}`);
}

describe('faults of answers', () => {
  it('answer with a status, Retry-After, reason and message', async () => {
    const server = await start();
    server.faults.add({ verb: 'list', action: { status: 429, retryAfter: 7 } });
    server.faults.add({ verb: 'get', action: { status: 418, reason: 'Teapot', message: 'short and stout' } });
    const { status, json, headers } = await list(server);
    expect({ status, json }).toEqual({
      status: 429,
      json: {
        kind: 'Status',
        apiVersion: 'v1',
        metadata: {},
        status: 'Failure',
        message: 'a fault of the test server: 429',
        reason: 'TooManyRequests',
        details: { retryAfterSeconds: 7 },
        code: 429,
      },
    });
    expect(headers['retry-after']).toBe('7');
    expect((await ask(server, 'GET', `${configMaps}/x`)).json).toMatchObject({
      reason: 'Teapot',
      message: 'short and stout',
      code: 418,
    });
    expect(server.requests.map((request) => request.status)).toEqual([429, 418]);
  });

  it('let a client come again at once', async () => {
    const server = await start();
    server.faults.add({ verb: 'list', times: 2, action: { status: 503, retryAfter: 0 } });
    expect((await list(server)).headers['retry-after']).toBe('0');
    const client = new RESTClient(server.config);
    expect((await client.get().absPath(configMaps).do()).error()).toBeUndefined();
    await client.close();
    expect(server.requests.map(({ status }) => status)).toEqual([503, 503, 200]);
  });

  it('do nothing else: what is answered with an error was not done', async () => {
    const server = await start();
    const fault = server.faults.add({ verb: 'create', times: 1, action: { status: 503 } });
    expect((await ask(server, 'POST', configMaps, { body: configMap('a') })).status).toBe(503);
    expect((await ask(server, 'GET', `${configMaps}/a`)).status).toBe(404);
    await create(server, 'a');
    expect(fault.hits).toBe(1);
  });

  it.each<[string, object]>([
    ['a verb', { verb: 'list' }],
    ['a resource', { resource: 'configmaps' }],
    ['a group', { group: '', verb: 'list' }],
    ['a namespace', { namespace: 'team' }],
    ['all of them', { verb: 'list', resource: 'configmaps', group: '', namespace: 'team', name: '', subresource: '' }],
    ['nothing', {}],
  ])('are for what they name: %s', async (_what, names) => {
    const server = await start();
    server.faults.add({ ...names, action: { status: 503 } });
    expect((await list(server)).status).toBe(503);
  });

  it.each<[string, object]>([
    ['verb', { verb: 'get' }],
    ['resource', { resource: 'pods' }],
    ['group', { group: 'apps' }],
    ['namespace', { namespace: 'default' }],
    ['name', { name: 'x' }],
    ['subresource', { subresource: 'status' }],
  ])('are for nothing of another %s', async (_what, names) => {
    const server = await start();
    const fault = server.faults.add({ ...names, action: { status: 503 } });
    expect((await list(server)).status).toBe(200);
    expect(fault.hits).toBe(0);
  });

  it('let some requests pass first, and happen so many times only', async () => {
    const server = await start();
    server.faults.add({ verb: 'list', after: { requests: 2 }, times: 2, action: { status: 500 } });
    const statuses: number[] = [];
    for (let i = 0; i < 6; i++) statuses.push((await list(server)).status);
    expect(statuses).toEqual([200, 200, 500, 500, 200, 200]);
  });

  it('happen by chance, which a seed repeats', async () => {
    const run = async (seed: number): Promise<number[]> => {
      const server = await start({ seed });
      server.faults.add({ verb: 'list', probability: 0.5, action: { status: 500 } });
      const statuses: number[] = [];
      for (let i = 0; i < 20; i++) statuses.push((await list(server)).status);
      return statuses;
    };
    const first = await run(1);
    expect(await run(1)).toEqual(first);
    expect(await run(2)).not.toEqual(first);
    expect(new Set(first)).toEqual(new Set([200, 500]));
  });

  it('end when they are removed, one or all', async () => {
    const server = await start();
    const one = server.faults.add({ verb: 'list', times: 5, action: { status: 500 } });
    server.faults.add({ verb: 'list', action: { status: 503 } });
    expect((await list(server)).status).toBe(500);
    one.remove();
    expect((await list(server)).status).toBe(503);
    server.faults.clear();
    expect((await list(server)).status).toBe(200);
    expect(one.hits).toBe(1);
  });

  it('break the connection before the head', async () => {
    const server = await start();
    const fault = server.faults.add({ verb: 'list', times: 1, action: 'reset' });
    await expect(list(server)).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect((await list(server)).status).toBe(200);
    expect(fault.hits).toBe(1);
    expect(server.requests.map(({ status }) => status)).toEqual([0, 200]);
  });

  it.each<[FaultAction & string, (whole: number) => number]>([
    ['reset-after-head', () => 0],
    ['truncated-body', (whole) => Math.floor(whole / 2)],
  ])('break it behind the head: %s', async (action, lengthOf) => {
    const server = await start();
    await create(server, 'a');
    const whole = (await list(server)).text.length;
    server.faults.add({ verb: 'list', action });
    const broken = await openBroken(server);
    expect({ announced: broken.announced, length: broken.text.length, code: broken.code }).toEqual({
      announced: String(whole),
      length: lengthOf(whole),
      code: 'ECONNRESET',
    });
  });

  it('leave a call without an answer, until the client goes', async () => {
    const server = await start();
    server.faults.add({ verb: 'list', action: 'half-open' });
    const leave = new AbortController();
    const answer = fetch(`${server.url}${configMaps}`, { signal: leave.signal });
    await eventually(
      () => server.requests.length === 1,
      () => 'the request',
    );
    await settled();
    leave.abort();
    await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
    expect(server.requests[0]?.status).toBe(0);
  });

  it('let a client wait, on the clock of the server', async () => {
    const clock = new FakeClock();
    const server = await start({ clock });
    server.faults.add({ verb: 'list', action: { latency: 30_000 } });
    const answer = list(server);
    await eventually(
      () => clock.sleeping === 1,
      () => 'the wait',
    );
    expect(clock.sleeps).toEqual([30_000]);
    await clock.advance(30_000);
    expect((await answer).status).toBe(200);
  });

  it('may happen together: a wait, and then an error', async () => {
    const clock = new FakeClock();
    const server = await start({ clock });
    server.faults.add({ verb: 'list', action: { latency: 1000 } });
    server.faults.add({ verb: 'list', action: { status: 503 } });
    const answer = list(server);
    await eventually(
      () => clock.sleeping === 1,
      () => 'the wait',
    );
    await clock.advance(1000);
    expect((await answer).status).toBe(503);
  });

  it('say that a list is of a time that is forgotten', async () => {
    const server = await start();
    server.faults.add({ verb: 'list', action: 'expired' });
    const { status, json } = await list(server);
    expect({ status, reason: json.reason }).toEqual({ status: 410, reason: 'Expired' });
  });

  it('let continue tokens expire, with one to go on from, and touch no other list', async () => {
    const server = await start();
    await create(server, 'a', 'b', 'c');
    const fault = server.faults.add({ verb: 'list', times: 1, action: 'expired-continue' });
    const first = await list(server, '?limit=1');
    expect(first.status).toBe(200);
    const token = (first.json.metadata as { continue: string }).continue;
    const expired = await list(server, `?limit=1&continue=${token}`);
    expect({ status: expired.status, reason: expired.json.reason }).toEqual({ status: 410, reason: 'Expired' });
    const next = (expired.json.metadata as { continue: string }).continue;
    const rest = await list(server, `?limit=2&continue=${next}`);
    expect((rest.json.items as { metadata: { name: string } }[]).map(({ metadata }) => metadata.name)).toEqual(['b', 'c']);
    expect(fault.hits).toBe(1);
  });

  it('know less than the client', async () => {
    const server = await start();
    server.faults.add({ verb: 'list', action: 'too-large-resource-version' });
    const { status, json } = await list(server, '?resourceVersion=7');
    expect({ status, json }).toMatchObject({
      status: 504,
      json: {
        message: 'Timeout: Too large resource version: 7, current: 6',
        reason: 'Timeout',
        details: { causes: [{ reason: 'ResourceVersionTooLarge' }], retryAfterSeconds: 1 },
      },
    });
  });
});

/** What comes of a list that breaks off. */
function openBroken({ url }: TestServer): Promise<{ announced: string; text: string; code: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(`${url}${configMaps}`, { agent: false }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (piece: string) => (text += piece));
      answer.once('error', (error: NodeJS.ErrnoException) => {
        resolve({ announced: answer.headers['content-length'] ?? '', text, code: error.code ?? '' });
      });
      answer.once('end', () => {
        reject(new Error('the answer is whole'));
      });
    });
    sent.once('error', reject);
    sent.end();
  });
}

describe('faults of watches', () => {
  it('break the connection after some events', async () => {
    const server = await start();
    const fault = server.faults.add({ verb: 'watch', resource: 'configmaps', after: { events: 3 }, action: 'reset' });
    const open = await watch(server);
    await create(server, 'a', 'b');
    await open.came(2);
    expect(open.ending()).toBeUndefined();
    await create(server, 'c', 'd');
    expect(await open.ended()).toBe('ECONNRESET');
    expect(open.events).toEqual(['ADDED a', 'ADDED b', 'ADDED c']);
    expect(fault.hits).toBe(1);
  });

  it('break it before the head, and behind the head', async () => {
    const server = await start();
    server.faults.add({ verb: 'watch', times: 1, action: 'reset' });
    server.faults.add({ verb: 'watch', after: { requests: 1 }, action: 'reset-after-head' });
    await expect(watch(server)).rejects.toThrow('ECONNRESET');
    const open = await watch(server);
    expect(open.status).toBe(200);
    expect(await open.ended()).toBe('ECONNRESET');
    expect(open.text()).toBe('');
  });

  it('fall silent after some events, bookmarks and the end included, and the connection stays', async () => {
    const clock = new FakeClock();
    const server = await start({ clock });
    server.faults.add({ verb: 'watch', after: { events: 1 }, action: 'half-open' });
    const open = await watch(server, '&allowWatchBookmarks=true&timeoutSeconds=120');
    await create(server, 'a', 'b');
    await open.came(1);
    await clock.advance(121_000);
    await settled();
    expect(open.events).toEqual(['ADDED a']);
    expect(open.ending()).toBeUndefined();
    open.close();
  });

  it('tell in the stream that the version has expired', async () => {
    const server = await start();
    server.faults.add({ verb: 'watch', action: 'expired' });
    const open = await watch(server);
    expect(open.status).toBe(200);
    expect(await open.ended()).toBe('end');
    expect(open.events).toEqual(['ERROR 410']);
    expect(JSON.parse(open.text())).toMatchObject({ object: { kind: 'Status', reason: 'Expired' } });
  });

  it('tell of any error after some events', async () => {
    const server = await start();
    server.faults.add({ verb: 'watch', after: { events: 1 }, action: { status: 500, reason: 'InternalError' } });
    const open = await watch(server);
    await create(server, 'a');
    expect(await open.ended()).toBe('end');
    expect(open.events).toEqual(['ADDED a', 'ERROR 500']);
  });

  it('answer with an error instead of a head, if no event is waited for', async () => {
    const server = await start();
    server.faults.add({ verb: 'watch', action: { status: 503 } });
    server.faults.add({ verb: 'watch', action: 'too-large-resource-version' });
    const open = await watch(server);
    expect(open.status).toBe(503);
  });

  it('break in the middle of an event', async () => {
    const server = await start();
    server.faults.add({ verb: 'watch', after: { events: 1 }, action: 'truncated-body' });
    const open = await watch(server);
    await create(server, 'a', 'b');
    expect(await open.ended()).toBe('ECONNRESET');
    expect(open.events).toEqual(['ADDED a']);
    expect(open.text().split('\n').at(-1)).toMatch(/^\{"type":"ADDED"/);
  });

  it('drop bookmarks and nothing else', async () => {
    const clock = new FakeClock();
    const server = await start({ clock });
    const fault = server.faults.add({ verb: 'watch', action: 'drop-bookmarks' });
    const [spoiled, sound] = [await watch(server, '&allowWatchBookmarks=true'), await bookmarked(server)];
    await clock.advance(60_000);
    await create(server, 'a');
    await spoiled.came(1);
    await sound.came(2);
    expect(spoiled.events).toEqual(['ADDED a']);
    expect(sound.events).toEqual(['BOOKMARK', 'ADDED a']);
    expect(fault.hits).toBe(1);
    for (const open of [spoiled, sound]) open.close();
  });

  it('let bookmarks come too late', async () => {
    const clock = new FakeClock();
    const server = await start({ clock });
    server.faults.add({ verb: 'watch', action: { bookmarkLatency: 5000 } });
    const open = await watch(server, '&allowWatchBookmarks=true');
    await clock.advance(60_000);
    await create(server, 'a');
    await open.came(1);
    await clock.advance(5000);
    await open.came(2);
    expect(open.events).toEqual(['ADDED a', 'BOOKMARK']);
    open.close();
  });

  it('let time pass before each event', async () => {
    const clock = new FakeClock();
    const server = await start({ clock });
    server.faults.add({ verb: 'watch', action: { eventLatency: 1000 } });
    const open = await watch(server);
    await create(server, 'a', 'b');
    await settled();
    expect(open.events).toEqual([]);
    await clock.advance(1000);
    await open.came(1);
    expect(open.events).toEqual(['ADDED a']);
    await clock.advance(1000);
    await open.came(2);
    expect(open.events).toEqual(['ADDED a', 'ADDED b']);
    open.close();
  });

  it('let a client wait for the answer, for events and for bookmarks, of one action', async () => {
    const clock = new FakeClock();
    const server = await start({ clock });
    const fault = server.faults.add({
      verb: 'watch',
      times: 1,
      action: { latency: 1000, eventLatency: 100, bookmarkLatency: 5000 },
    });
    const opened = watch(server, '&allowWatchBookmarks=true');
    await eventually(
      () => clock.sleeping === 1,
      () => 'the wait for the answer',
    );
    await clock.advance(1000);
    const open = await opened;
    await clock.advance(60_000);
    await create(server, 'a');
    await clock.advance(100);
    await clock.advance(100);
    await open.came(1);
    expect(open.events).toEqual(['ADDED a']);
    await clock.advance(5000);
    await open.came(2);
    expect(open.events).toEqual(['ADDED a', 'BOOKMARK']);
    expect(fault.hits).toBe(1);
    open.close();
  });

  it('give each event twice', async () => {
    const server = await start();
    server.faults.add({ verb: 'watch', after: { events: 1 }, action: 'duplicate-events' });
    const open = await watch(server);
    await create(server, 'a', 'b');
    await open.came(3);
    expect(open.events).toEqual(['ADDED a', 'ADDED b', 'ADDED b']);
    open.close();
  });

  it('change the order of events, in a way that a seed repeats', async () => {
    const names = [...'abcdefgh'];
    const run = async (seed: number): Promise<readonly string[]> => {
      const clock = new FakeClock();
      const server = await start({ seed, clock });
      server.faults.add({ verb: 'watch', action: 'reorder-events' });
      const open = await watch(server);
      await create(server, ...names);
      await clock.advance(1000);
      await open.came(names.length);
      open.close();
      return open.events;
    };
    const first = await run(1);
    expect(await run(1)).toEqual(first);
    expect([...first].sort()).toEqual(names.map((name) => `ADDED ${name}`));
    expect(first).not.toEqual([...first].sort());
  });

  it('happen to as many watches as they may', async () => {
    const server = await start();
    const fault = server.faults.add({ verb: 'watch', times: 1, after: { events: 1 }, action: 'reset' });
    const [one, other] = [await watch(server), await watch(server)];
    await create(server, 'a', 'b');
    await eventually(
      () => one.ending() !== undefined || other.ending() !== undefined,
      () => 'an end',
    );
    const sound = one.ending() === undefined ? one : other;
    await sound.came(2);
    expect(sound.events).toEqual(['ADDED a', 'ADDED b']);
    expect(fault.hits).toBe(1);
    sound.close();
  });
});

/** A watch with bookmarks that no fault is for. */
async function bookmarked(server: TestServer): Promise<OpenWatch> {
  server.faults.clear();
  return watch(server, '&allowWatchBookmarks=true');
}
