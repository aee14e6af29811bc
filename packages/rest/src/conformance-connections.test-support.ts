import { expect, it } from '@jest/globals';
import { CertificateAuthority } from '../../envtest/src/certificates.js';
import { type Stand, textOf, until } from './conformance-stand.test-support.js';
import { HttpHeaders } from './http-headers.js';

/** How many connections there are, and who gets them. */
export function connectionCases({ probe, serve, serveRaw, serveSecurely }: Stand): void {
  it('makes 500 requests one after the other over one connection', async () => {
    const server = await serve((_request, response) => response.end('ok'));
    const { text } = probe();
    for (let i = 0; i < 500; i++) await text(server.url, i % 2 === 0 ? {} : { method: 'PUT', body: Buffer.from('{}') });
    expect(new Set(server.requests.map(({ connection }) => connection))).toEqual(new Set([0]));
  });

  it('makes 500 requests one after the other over one TLS connection', async () => {
    const authority = await CertificateAuthority.create('authority');
    const server = await serveSecurely(authority);
    const { text } = probe({ identity: { ca: authority.certificate } });
    for (let i = 0; i < 500; i++) await text(server.url);
    expect(new Set(server.requests.map(({ connection }) => connection))).toEqual(new Set([0]));
  });

  it('opens at most 50 connections for 200 calls, answers all, and keeps them for the next 50', async () => {
    const waiting: (() => void)[] = [];
    const server = await serve((request, response) => void waiting.push(() => response.end(request.url)));
    const { text } = probe();
    const calls = Array.from({ length: 200 }, (_, i) => text(`${server.url}/${String(i)}`));
    await until(() => waiting.length === 50);
    for (let i = 0; i < 100; i++) await new Promise(setImmediate);
    expect([waiting.length, server.connections()]).toEqual([50, 50]);
    const drain = setInterval(() => {
      for (const finish of waiting.splice(0)) finish();
    }, 1);
    expect(await Promise.all(calls)).toEqual(calls.map((_, i) => `/${String(i)}`));
    for (let i = 0; i < 20; i++) await new Promise(setImmediate);
    await Promise.all(calls.slice(0, 50).map(() => text(server.url)));
    clearInterval(drain);
    expect(new Set(server.requests.map(({ connection }) => connection)).size).toBe(50);
    expect(server.connections()).toBe(50);
  });

  it('gives a connection that comes free to whoever has waited longest', async () => {
    const waiting: (() => void)[] = [];
    const server = await serve((_request, response) => void waiting.push(() => response.end()));
    const { text } = probe();
    const calls = Array.from({ length: 60 }, (_, i) => text(`${server.url}/${String(i)}`));
    await until(() => waiting.length === 50);
    for (let i = 50; i < 60; i++) {
      waiting.shift()?.();
      await until(() => server.requests.length === i + 1);
    }
    expect(server.requests.slice(50).map(({ url }) => url)).toEqual(Array.from({ length: 10 }, (_, i) => `/${String(50 + i)}`));
    for (const finish of waiting) finish();
    await Promise.all(calls);
  });

  it('lets 60 open streams take nothing away from 50 calls, nor these from a stream', async () => {
    const waiting: (() => void)[] = [];
    const server = await serve((request, response) => {
      response.write('first');
      if (request.url === '/call') waiting.push(() => response.end());
    });
    const { get, text } = probe();
    const streams = await Promise.all(Array.from({ length: 60 }, () => get(server.url, { use: 'stream' })));
    const calls = Array.from({ length: 50 }, () => text(`${server.url}/call`));
    await until(() => waiting.length === 50);
    streams.push(await get(server.url, { use: 'stream' }));
    expect(server.connections()).toBe(111);
    for (const finish of waiting) finish();
    expect(await Promise.all(calls)).toEqual(calls.map(() => 'first'));
    for (const { body } of streams) body.cancel();
    await until(() => server.connections() === 50);
  });

  it('keeps at most 25 connections of streams that have ended', async () => {
    const waiting: (() => void)[] = [];
    const server = await serve((_request, response) => void waiting.push(() => response.end('ok')));
    const { text } = probe();
    const streams = Array.from({ length: 60 }, () => text(server.url, { use: 'stream' }));
    await until(() => waiting.length === 60);
    for (const finish of waiting) finish();
    expect(await Promise.all(streams)).toEqual(streams.map(() => 'ok'));
    await until(() => server.connections() === 25);
  });

  it('counts connections for each host on its own', async () => {
    const finish: (() => void)[] = [];
    const servers = await Promise.all(
      [1, 2].map(() => serve((_request, response) => void finish.push(() => response.end('ok')))),
    );
    const { text } = probe();
    const calls = servers.flatMap(({ url }) => Array.from({ length: 50 }, () => text(url)));
    await until(() => finish.length === 100);
    for (const end of finish) end();
    await Promise.all(calls);
    expect(servers.map(({ requests }) => requests.length)).toEqual([50, 50]);
  });

  it('opens another connection for a request when one is closed as the server wanted', async () => {
    const server = await serve((_request, response) => response.writeHead(200, { connection: 'close' }).end('ok'));
    const { text } = probe();
    for (let i = 0; i < 3; i++) expect(await text(server.url)).toBe('ok');
    expect(server.requests.map(({ connection }) => connection)).toEqual([0, 1, 2]);
    await until(() => server.connections() === 0);
  });

  it('uses a connection no more when the request said that it is the last', async () => {
    const server = await serve((_request, response) => response.end('ok'));
    const { text } = probe();
    for (let i = 0; i < 3; i++) await text(server.url, { headers: new HttpHeaders().set('connection', 'close') });
    expect(server.requests.map(({ headers, connection }) => [headers.connection, connection])).toEqual([
      ['close', 0],
      ['close', 1],
      ['close', 2],
    ]);
    await until(() => server.connections() === 0);
  });

  it('opens another connection when the server has closed an idle one', async () => {
    const server = await serveRaw((socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'));
    const { text } = probe();
    for (const method of ['GET', 'POST', 'POST']) {
      expect(await text(server.url, { method })).toBe('ok');
      const before = server.accepted.length;
      server.accepted.at(-1)?.end();
      await until(() => server.connections() === 0);
      expect(server.accepted).toHaveLength(before);
    }
    expect(server.accepted).toHaveLength(3);
  });

  it.each(['GET', 'HEAD', 'OPTIONS'])('repeats %s at once when the server closed an idle connection under it', async (method) => {
    for (const end of ['end', 'resetAndDestroy'] as const) {
      let closeNext = false;
      const server = await serveRaw((socket) => {
        if (closeNext) socket[end]();
        else socket.write('HTTP/1.1 204 No Content\r\n\r\n');
        closeNext = !closeNext;
      });
      const { get } = probe();
      for (let i = 0; i < 4; i++) expect((await get(server.url, { method })).status).toBe(204);
      expect([server.heads.length, server.accepted.length]).toEqual([7, 4]);
    }
  });

  it.each([
    ['a POST', { method: 'POST', body: Buffer.from('{}') }],
    ['a DELETE', { method: 'DELETE' }],
    [
      'a body that cannot be sent again',
      {
        method: 'GET',
        body: (async function* () {
          yield Buffer.from('{}');
        })(),
      },
    ],
  ])('does not repeat %s', async (_what, request) => {
    let count = 0;
    const server = await serveRaw((socket) => {
      if (count++ === 0) socket.write('HTTP/1.1 204 No Content\r\n\r\n');
      else socket.resetAndDestroy();
    });
    const { get } = probe();
    expect((await get(server.url)).status).toBe(204);
    await expect(get(server.url, request)).rejects.toMatchObject({ name: 'TransportError' });
    for (let i = 0; i < 10; i++) await new Promise(setImmediate);
    expect(server.accepted).toHaveLength(1);
  });

  it('does not repeat a GET of whose answer anything had come', async () => {
    let count = 0;
    const server = await serveRaw((socket) => {
      if (count++ === 0) socket.write('HTTP/1.1 204 No Content\r\n\r\n');
      else socket.write('HTTP/1.1 2', () => setImmediate(() => socket.destroy()));
    });
    const { get } = probe();
    expect((await get(server.url)).status).toBe(204);
    await expect(get(server.url)).rejects.toMatchObject({ name: 'TransportError', code: 'HPE_INVALID_EOF_STATE' });
    expect(server.accepted).toHaveLength(1);
  });

  it('uses a connection again for what else failed on it', async () => {
    const server = await serve((request, response) => {
      response.writeHead(request.url === '/' ? 200 : 500).end('x'.repeat(100));
    });
    const { get } = probe();
    for (const path of ['/', '/no', '/', '/no']) await textOf(await get(server.url + path));
    expect(server.requests.map(({ connection }) => connection)).toEqual([0, 0, 0, 0]);
  });

  it('makes 1,000 calls from 100 callers, none lost and none answered with another’s answer', async () => {
    const server = await serve((request, response) => response.end(request.url));
    const { text } = probe();
    let next = 0;
    const caller = async (): Promise<void> => {
      while (next < 1000) {
        const path = `/${String(next++)}`;
        expect(await text(server.url + path)).toBe(path);
      }
    };
    await Promise.all(Array.from({ length: 100 }, caller));
    expect(new Set(server.requests.map(({ url }) => url)).size).toBe(1000);
    expect(new Set(server.requests.map(({ connection }) => connection)).size).toBeLessThanOrEqual(50);
  });
}
