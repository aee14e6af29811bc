import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from '@jest/globals';
import { HttpHeaders, RESTClient, type TransportOptions } from '@kubewright/rest';
import { startConnectProxy } from '../../rest/src/connect-proxy.test-support.js';
import { eventually } from '../../rest/src/eventually.test-support.js';
import { startTestServer, type TestServer } from '../../rest/src/test-server.test-support.js';
import { undiciTransport } from './undici-transport.js';

const opened: AsyncDisposable[] = [];
afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each[Symbol.asyncDispose]();
});

async function serve(...args: Parameters<typeof startTestServer>): Promise<TestServer> {
  const server = await startTestServer(...args);
  opened.push(server);
  return server;
}

function clientOf(host: string, config: { proxy?: string } = {}): RESTClient {
  const client = new RESTClient({ proxy: false, ...config, host, qps: -1, transportFactory: undiciTransport });
  opened.push(client);
  return client;
}

const options: TransportOptions = {
  identity: () => ({ insecure: false }),
  proxy: undefined,
  timeouts: { connect: 0, handshake: 0, headers: { call: 0, stream: 0 }, idle: 0 },
};

describe('undiciTransport', () => {
  it('carries the requests of a client: calls, streams and watches', async () => {
    const event = { type: 'ADDED', object: { metadata: { name: 'a' } } };
    const server = await serve((request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(request.url.includes('watch') ? `${JSON.stringify(event)}\n` : JSON.stringify({ url: request.url }));
    });
    const client = clientOf(server.url);
    expect((await client.get().absPath('/x').do()).into()).toEqual({ url: '/x' });
    let text = '';
    for await (const piece of await client.get().absPath('/y').stream()) text += Buffer.from(piece).toString();
    expect(text).toBe('{"url":"/y"}');
    const events = [];
    for await (const each of await client.get().absPath('/z').param('watch', 'true').watch()) events.push(each);
    expect(events).toEqual([event]);
  });

  it('goes through the proxy of the config', async () => {
    const proxy = await startConnectProxy();
    opened.push(proxy);
    const server = await serve((_request, response) => response.end('{}'));
    await clientOf(server.url, { proxy: proxy.url }).get().absPath('/x').doRaw();
    expect(proxy.tunnels).toEqual([new URL(server.url).host]);
  });

  it('gives each client connections of its own, which close with it', async () => {
    const server = await serve((_request, response) => response.end('{}'));
    const [one, other] = [clientOf(server.url), clientOf(server.url)];
    for (const client of [one, other, one, other]) await client.get().absPath('/x').doRaw();
    expect(server.requests.map(({ connection }) => connection)).toEqual([0, 1, 0, 1]);
    await one.close();
    await eventually(
      () => server.connections() === 1,
      () => `${String(server.connections())} connections`,
    );
    await other.get().absPath('/x').doRaw();
    expect(server.requests.at(-1)?.connection).toBe(1);
  });

  it('uses the connection that came free last, so that others come to rest', async () => {
    const waiting: (() => void)[] = [];
    const server = await serve((_request, response) => void waiting.push(() => response.end('{}')));
    const client = clientOf(server.url);
    let answered = 0;
    const ask = async (): Promise<void> => {
      await client.get().absPath('/x').doRaw();
      answered++;
    };
    const calls = [ask(), ask(), ask()];
    for (let i = 0; i < 3; i++) {
      await eventually(
        () => waiting.length === 3 && answered === i,
        () => `${String(waiting.length)} requests, ${String(answered)} answers`,
      );
      waiting[i]?.();
    }
    await Promise.all(calls);
    const last = server.requests[2]?.connection;
    for (let i = 3; i < 8; i++) {
      const call = ask();
      await eventually(
        () => waiting.length === i + 1,
        () => 'the next request',
      );
      waiting[i]?.();
      await call;
    }
    expect(server.requests.slice(3).map(({ connection }) => connection)).toEqual([last, last, last, last, last]);
  });

  it('closes as often as it is asked to, before the first request and after it', async () => {
    const server = await serve((_request, response) => response.end('{}'));
    const request = { method: 'GET', url: new URL(server.url), headers: new HttpHeaders(), use: 'call' } as const;
    for (const asks of [false, true]) {
      const { send, close } = undiciTransport(options);
      if (asks) await (await send(request)).body.bytes();
      await Promise.all([close(), close()]);
      await close();
      await expect(send(request)).rejects.toThrow(`GET ${server.url}/: the client was closed: create another one`);
    }
    expect(server.requests).toHaveLength(1);
  });

  it('loads neither undici nor what connects before the first request', () => {
    const code = `
      const { undiciTransport } = await import('@kubewright/rest-undici');
      const timeouts = { connect: 0, handshake: 0, headers: { call: 0, stream: 0 }, idle: 0 };
      const { send } = undiciTransport({ identity: () => ({ insecure: false }), proxy: undefined, timeouts });
      const before = [...process.moduleLoadList];
      const { HttpHeaders } = await import('@kubewright/rest');
      const request = { method: 'GET', url: new URL('http://127.0.0.1:1'), headers: new HttpHeaders(), use: 'call' };
      await send(request).catch(() => undefined);
      console.log(JSON.stringify({ before, after: [...process.moduleLoadList] }));`;
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
      cwd: dirname(fileURLToPath(import.meta.url)),
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    const { before, after } = JSON.parse(stdout) as Record<'before' | 'after', string[]>;
    const costly = ['NativeModule http', 'NativeModule net', 'NativeModule tls'];
    expect(before.filter((name) => costly.includes(name))).toEqual([]);
    expect(after).toEqual(expect.arrayContaining(costly));
  });
});
