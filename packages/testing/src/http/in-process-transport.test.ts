import { afterEach, describe, expect, it } from '@jest/globals';
import { HttpHeaders, type HttpRequest, type HttpResponse, RESTClient, StatusError } from '@kubewright/rest';
import { eventually } from '../../../rest/src/eventually.test-support.js';
import { FakeClock } from '../../../rest/src/fake-clock.test-support.js';
import { servers, team } from '../ask.test-support.js';
import type { TestServer, TestServerOptions } from '../test-server.js';

const { start: startServer, closeAll } = servers();
afterEach(closeAll);

const configMaps = '/api/v1/namespaces/team/configmaps';
const configMap = (name: string, data: object = {}): object => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name },
  data,
});

function start(options: TestServerOptions = {}): Promise<TestServer> {
  return startServer({ port: false, initialObjects: false, objects: [team], ...options });
}

function send({ transport }: TestServer, path: string, request: Partial<HttpRequest> = {}): Promise<HttpResponse> {
  const url = new URL(`http://in-process${path}`);
  return transport({ method: 'GET', url, headers: new HttpHeaders(), use: 'call', ...request });
}

function post(server: TestServer, object: object, request: Partial<HttpRequest> = {}): Promise<HttpResponse> {
  const headers = new HttpHeaders().set('content-type', 'application/json');
  return send(server, configMaps, { method: 'POST', headers, body: Buffer.from(JSON.stringify(object)), ...request });
}

function sockets(): number {
  return process.getActiveResourcesInfo().filter((name) => /TCP|Pipe/.test(name)).length;
}

const textOf = async ({ body }: HttpResponse): Promise<string> => Buffer.from(await body.bytes()).toString();

describe('server.transport', () => {
  it('answers a client of ours without any socket', async () => {
    const before = sockets();
    const server = await start();
    await using client = new RESTClient(server.config);
    await client.post().absPath(configMaps).body(configMap('a')).do();
    const list = (await client.get().absPath(configMaps).do()).into<{ items: { metadata: { name: string } }[] }>();
    expect(list.items.map(({ metadata }) => metadata.name)).toEqual(['a']);
    // Those of other tests may still close.
    expect(sockets()).toBeLessThanOrEqual(before);
    expect(server.requests.map(({ verb, resource, status }) => [verb, resource, status])).toEqual([
      ['create', 'configmaps', 201],
      ['list', 'configmaps', 200],
    ]);
  });

  it('is the same server as the one that listens', async () => {
    const server = await start({ port: 0, token: 'secret' });
    await using here = new RESTClient(server.inProcessConfig);
    await using there = new RESTClient(server.config);
    await here.post().absPath(configMaps).body(configMap('a')).do();
    expect((await there.get().absPath(`${configMaps}/a`).do()).into()).toMatchObject({ metadata: { name: 'a' } });
  });

  it('knows users by their tokens, and refuses others', async () => {
    const server = await start({ token: 'secret' });
    await using client = new RESTClient({ ...server.config, bearerToken: 'wrong' });
    await expect(client.get().absPath('/version').doRaw()).rejects.toThrow(StatusError);
    await using right = new RESTClient(server.config);
    expect((await right.get().absPath('/version').doRaw()).length).toBeGreaterThan(0);
  });

  it('streams a watch, until the reader goes', async () => {
    const server = await start();
    await using client = new RESTClient(server.config);
    const events = await client.get().absPath(configMaps).param('watch', 'true').param('resourceVersion', '0').watch();
    const names: string[] = [];
    for (const name of ['a', 'b']) await post(server, configMap(name));
    for await (const { object } of events) {
      names.push((object as { metadata: { name: string } }).metadata.name);
      if (names.length === 2) break;
    }
    expect(names).toEqual(['a', 'b']);
  });

  it('lets go of a watch that is cancelled, so that its timers end', async () => {
    const clock = new FakeClock();
    const server = await start({ clock });
    const { body } = await send(server, `${configMaps}?watch=true`, { use: 'stream' });
    expect(clock.sleeping).toBe(1);
    body.cancel();
    await eventually(
      () => clock.sleeping === 0,
      () => 'the end of the watch',
    );
  });

  it.each(['before', 'while'] as const)('rejects with the reason of a signal that aborts %s it waits', async (when) => {
    const server = await start({ clock: new FakeClock() });
    server.faults.add({ verb: 'list', action: { latency: 1000 } });
    const [leave, reason] = [new AbortController(), new Error('enough')];
    if (when === 'before') leave.abort(reason);
    const answer = send(server, configMaps, { signal: leave.signal });
    const refused = expect(answer).rejects.toBe(reason);
    leave.abort(reason);
    await refused;
  });

  it('ends a body with the reason of a signal that aborts while somebody reads', async () => {
    const server = await start();
    const [leave, reason] = [new AbortController(), new Error('enough')];
    const { body } = await send(server, `${configMaps}?watch=true`, { signal: leave.signal, use: 'stream' });
    const next = body[Symbol.asyncIterator]().next();
    const refused = expect(next).rejects.toBe(reason);
    leave.abort(reason);
    await refused;
  });

  it('gives what had come before a connection breaks, and then fails', async () => {
    const server = await start();
    server.faults.add({ verb: 'watch', after: { events: 2 }, action: 'reset' });
    const { body } = await send(server, `${configMaps}?watch=true`, { use: 'stream' });
    for (const name of ['a', 'b', 'c']) await post(server, configMap(name));
    let text = '';
    const read = async (): Promise<void> => {
      for await (const piece of body) text += Buffer.from(piece).toString();
    };
    await expect(read()).rejects.toMatchObject({ name: 'TransportError', code: 'ECONNRESET' });
    expect(text.match(/"name":"."/g)).toEqual(['"name":"a"', '"name":"b"']);
  });

  it('fails as a broken connection does', async () => {
    const server = await start();
    server.faults.add({ verb: 'list', times: 1, action: 'reset' });
    server.faults.add({ verb: 'list', action: 'truncated-body' });
    await expect(send(server, configMaps)).rejects.toMatchObject({ name: 'TransportError', code: 'ECONNRESET' });
    const { status, body } = await send(server, configMaps);
    expect(status).toBe(200);
    await expect(body.bytes()).rejects.toMatchObject({ name: 'TransportError', code: 'ECONNRESET' });
  });

  it('reads a body that is a stream, and answers one that is too long', async () => {
    const server = await start();
    const stream = async function* (...texts: string[]): AsyncGenerator<Uint8Array> {
      for (const text of texts) yield await Promise.resolve(Buffer.from(text));
    };
    const json = JSON.stringify(configMap('a'));
    expect((await post(server, {}, { body: stream(json.slice(0, 9), json.slice(9)) })).status).toBe(201);
    expect((await post(server, {}, { body: stream(...Array.from({ length: 5 }, () => 'x'.repeat(1 << 20))) })).status).toBe(413);
  });

  it('fails a request of which the body fails', async () => {
    const server = await start();
    const stream: AsyncIterable<Uint8Array> = {
      [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('no more')) }),
    };
    const answer = await post(server, {}, { body: stream });
    expect(answer.status).toBe(500);
    expect(await textOf(await send(server, configMaps))).toContain('"items":[]');
  });

  it('breaks what is open when the server closes, and answers nothing more', async () => {
    const server = await start();
    const { body } = await send(server, `${configMaps}?watch=true`, { use: 'stream' });
    const next = body[Symbol.asyncIterator]().next();
    const refused = expect(next).rejects.toMatchObject({ name: 'TransportError', code: 'ECONNRESET' });
    await server.close();
    await refused;
    await expect(send(server, configMaps)).rejects.toMatchObject({ name: 'TransportError', code: 'ECONNREFUSED' });
  });

  it('ends a stream that nobody reads, instead of keeping everything', async () => {
    const server = await start();
    const { body } = await send(server, `${configMaps}?watch=true`, { use: 'stream' });
    const data = { a: 'x'.repeat(1_000_000) };
    for (let i = 0; i < 80; i++) await (await post(server, configMap(`n${String(i)}`, data))).body.bytes();
    const iterator = body[Symbol.asyncIterator]();
    const read = async (): Promise<void> => {
      while (!(await iterator.next()).done);
    };
    await expect(read()).rejects.toMatchObject({ message: expect.stringContaining('the reader is too slow') });
  });
});
