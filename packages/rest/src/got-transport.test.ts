import { getEventListeners } from 'node:events';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, connect, createServer as createTCPServer } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
// Certificates come from the package that makes them for whole control planes.
import { CertificateAuthority } from '../../envtest/src/certificates.js';
import { maxCallSockets } from './connection-figures.js';
import { gotTransport } from './got-transport.js';
import { HttpHeaders } from './http-headers.js';
import { startTestServer, type TestServer } from './test-server.test-support.js';
import { transportOptions } from './transport-options.test-support.js';
import type { HttpRequest, HttpResponse } from './transport.js';

const disposables: AsyncDisposable[] = [];
afterEach(async () => {
  for (const disposable of disposables.splice(0).reverse()) await disposable[Symbol.asyncDispose]();
});

function transport(
  tls: Parameters<typeof transportOptions>[0] = {},
): (request: Partial<HttpRequest> & { url: URL }) => Promise<HttpResponse> {
  const { send, close } = gotTransport(transportOptions(tls));
  disposables.push({
    [Symbol.asyncDispose]: () => {
      return close();
    },
  });
  return (request) => send({ method: 'GET', headers: new HttpHeaders(), use: 'call', ...request });
}

function opened(disposable: AsyncDisposable): void {
  disposables.push(disposable);
}

async function serve(...args: Parameters<typeof startTestServer>): Promise<TestServer> {
  const server = await startTestServer(...args);
  disposables.push(server);
  return server;
}

const text = async (response: HttpResponse): Promise<string> => new TextDecoder().decode(await response.body.bytes());

async function secureServer(authority: CertificateAuthority): Promise<TestServer> {
  const { certificate, key } = await authority.issueServer('server', ['127.0.0.1', 'cluster.test']);
  return serve(
    (_request, response, socket) => {
      const peer = (socket as unknown as { getPeerCertificate(): { subject?: { CN?: string } } }).getPeerCertificate();
      response.end(peer.subject?.CN ?? 'nobody');
    },
    (listener) =>
      createSecureServer(
        { cert: certificate, key, ca: authority.certificate, requestCert: true, rejectUnauthorized: false },
        listener,
      ),
  );
}

describe('gotTransport', () => {
  it('sends method, headers and body as given, and adds nothing but what HTTP needs', async () => {
    const server = await serve((_request, response) => void response.end('ok'));
    const headers = new HttpHeaders()
      .set('accept', 'application/json')
      .add('impersonate-group', 'a')
      .add('impersonate-group', 'b')
      .set('user-agent', 'me');
    const response = await transport()({
      url: new URL(`${server.url}/x?y=z%2B`),
      method: 'PUT',
      headers,
      body: new TextEncoder().encode('héllo'),
    });
    expect(await text(response)).toBe('ok');
    const [request] = server.requests;
    expect(request).toMatchObject({ method: 'PUT', url: '/x?y=z%2B', body: 'héllo' });
    expect(
      request?.rawHeaders
        .filter((_, i) => i % 2 === 0)
        .map((name) => name.toLowerCase())
        .sort(),
    ).toEqual(['accept', 'connection', 'content-length', 'host', 'impersonate-group', 'impersonate-group', 'user-agent']);
  });

  it('sends a stream as body', async () => {
    const server = await serve((_request, response) => void response.end());
    async function* body(): AsyncGenerator<Uint8Array> {
      yield new TextEncoder().encode('one ');
      await Promise.resolve();
      yield new TextEncoder().encode('two');
    }
    await text(await transport()({ url: new URL(server.url), method: 'POST', body: body() }));
    expect(server.requests[0]?.body).toBe('one two');
  });

  it('answers any status without an error, a redirect included', async () => {
    const server = await serve(
      (request, response) => void response.writeHead(Number(request.url.slice(1)), { location: '/elsewhere' }).end('body'),
    );
    const send = transport();
    for (const status of [200, 301, 404, 429, 500, 503]) {
      const response = await send({ url: new URL(`${server.url}/${String(status)}`) });
      expect([response.status, await text(response)]).toEqual([status, 'body']);
    }
    expect(server.requests).toHaveLength(6);
  });

  it('keeps lines of one response header apart', async () => {
    const server = await serve((_request, response) => void response.setHeader('warning', ['299 - "a"', '299 - "b"']).end());
    const response = await transport()({ url: new URL(server.url) });
    expect(response.headers.all('Warning')).toEqual(['299 - "a"', '299 - "b"']);
    await text(response);
  });

  it('uses one connection for sequential requests, whether the answer was read or empty', async () => {
    const server = await serve(
      (request, response) =>
        void response
          .writeHead(request.url === '/none' ? 204 : 200)
          .end(request.url === '/none' ? undefined : 'x'.repeat(100_000)),
    );
    const send = transport();
    for (let i = 0; i < 30; i++) await text(await send({ url: new URL(i % 3 ? server.url : `${server.url}/none`) }));
    expect(new Set(server.requests.map(({ connection }) => connection)).size).toBe(1);
  });

  it(`holds at most ${String(maxCallSockets)} connections for calls, while streams have their own`, async () => {
    const waiting: (() => void)[] = [];
    const server = await serve((request, response) => {
      response.writeHead(200).flushHeaders();
      if (request.url === '/call') waiting.push(() => void response.end());
    });
    const send = transport();
    const streams = await Promise.all(
      Array.from({ length: 60 }, () => send({ url: new URL(`${server.url}/stream`), use: 'stream' })),
    );
    const calls = Array.from({ length: 200 }, async () => text(await send({ url: new URL(`${server.url}/call`) })));
    while (waiting.length < maxCallSockets) await new Promise(setImmediate);
    expect(server.connections()).toBe(60 + maxCallSockets);
    const drain = setInterval(() => {
      for (const finish of waiting.splice(0)) finish();
    }, 1);
    await Promise.all(calls);
    clearInterval(drain);
    expect(server.connections()).toBe(60 + maxCallSockets);
    for (const stream of streams) stream.body.cancel();
  });

  it('repeats a request at once when the server closed an idle connection under it', async () => {
    let closeNext = false;
    const server = await serve((_request, response, socket) => {
      if (closeNext) {
        closeNext = false;
        socket.resetAndDestroy();
      } else response.end('ok');
    });
    const send = transport();
    expect(await text(await send({ url: new URL(server.url) }))).toBe('ok');
    closeNext = true;
    expect(await text(await send({ url: new URL(server.url) }))).toBe('ok');
    closeNext = true;
    await expect(send({ url: new URL(server.url), method: 'POST', body: new Uint8Array(1) })).rejects.toMatchObject({
      code: 'ECONNRESET',
    });
  });

  it('fails with method, URL and reason when nobody listens', async () => {
    const server = createTCPServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const url = new URL(`http://user:secret@127.0.0.1:${String(port)}/api`);
    const failure = expect(transport()({ url })).rejects;
    await failure.toMatchObject({
      name: 'TransportError',
      code: 'ECONNREFUSED',
      message: expect.stringContaining(`GET http://127.0.0.1:${String(port)}/api: `),
    });
    await expect(transport()({ url })).rejects.not.toThrow(/secret/);
  });

  it.each([
    ['ECONNRESET', 'before it answers', ''],
    ['a code of its own, so that nothing is asked again,', 'within the head of its answer', 'HTTP/1.1 200 OK\r\ncontent-ty'],
  ])('fails with %s when the server dies %s', async (_code, _when, head) => {
    const server = createTCPServer((socket) => socket.once('data', () => socket.write(head, () => socket.destroy())));
    server.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    disposables.push({
      [Symbol.asyncDispose]: () =>
        new Promise((resolve) =>
          server.close(() => {
            resolve();
          }),
        ),
    });
    const { port } = server.address() as AddressInfo;
    await expect(transport()({ url: new URL(`http://127.0.0.1:${String(port)}`) })).rejects.toMatchObject({
      code: head === '' ? 'ECONNRESET' : 'HPE_INVALID_EOF_STATE',
    });
  });

  it('fails while reading when the server dies in the middle of the body', async () => {
    const server = await serve(
      (_request, response, socket) =>
        void response.writeHead(200, { 'content-length': '100' }).write('half', () => socket.destroy()),
    );
    const response = await transport()({ url: new URL(server.url) });
    await expect(text(response)).rejects.toMatchObject({ name: 'TransportError', code: 'ECONNRESET' });
  });

  describe('aborting', () => {
    it('rejects with the signal’s reason and closes the connection, before the head and within the body', async () => {
      const server = await serve((request, response) => {
        if (request.url === '/body') response.writeHead(200).write('first');
      });
      const send = transport();
      for (const path of ['/head', '/body']) {
        const controller = new AbortController();
        const reason = new Error(`enough of ${path}`);
        const call = send({ url: new URL(server.url + path), signal: controller.signal }).then(text);
        const outcome = expect(call).rejects.toBe(reason);
        while (!server.requests.some(({ url }) => url === path)) await new Promise(setImmediate);
        controller.abort(reason);
        await outcome;
      }
      while (server.connections() > 0) await new Promise(setImmediate);
    });

    it('leaves nothing on a signal that outlives many calls', async () => {
      const server = await serve((_request, response) => {
        response.end('ok');
      });
      const send = transport();
      const { signal } = new AbortController();
      for (let i = 0; i < 20; i++) await text(await send({ url: new URL(server.url), signal }));
      expect(getEventListeners(signal, 'abort')).toHaveLength(0);
    });

    it('is heard while the HTTP client is still being loaded', async () => {
      const server = await serve(() => undefined);
      const { send, close } = gotTransport(transportOptions());
      const controller = new AbortController();
      const call = send({
        method: 'GET',
        url: new URL(server.url),
        headers: new HttpHeaders(),
        use: 'call',
        signal: controller.signal,
      });
      const outcome = expect(call).rejects.toThrow('too slow');
      controller.abort(new Error('too slow'));
      await outcome;
      await close();
      expect(server.requests).toEqual([]);
    });

    it('sends nothing when the signal was aborted before', async () => {
      const server = await serve((_request, response) => void response.end());
      await expect(transport()({ url: new URL(server.url), signal: AbortSignal.abort(new Error('no')) })).rejects.toThrow('no');
      expect(server.requests).toEqual([]);
    });
  });

  it('ends what is under way when it is closed, also when another client shares its connections', async () => {
    const server = await serve((_request, response) => {
      response.writeHead(200).write('first');
    });
    const [one, other] = [gotTransport(transportOptions()), gotTransport(transportOptions())];
    const open = ({ send }: typeof one): Promise<HttpResponse> =>
      send({ method: 'GET', url: new URL(server.url), headers: new HttpHeaders(), use: 'stream' });
    const [mine, theirs] = [await open(one), await open(other)];
    const ended = expect(text(mine)).rejects.toThrow('the client was closed');
    await one.close();
    await ended;
    while (server.connections() > 1) await new Promise(setImmediate);
    expect((await theirs.body[Symbol.asyncIterator]().next()).done).toBe(false);
    await other.close();
    while (server.connections() > 0) await new Promise(setImmediate);
  });

  it('answers 101 without a body, and gives the connection up', async () => {
    const server = await serve((_request, response, socket) => {
      socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n');
      response.once('close', () => undefined);
    });
    const headers = new HttpHeaders().set('connection', 'Upgrade').set('upgrade', 'x');
    const response = await transport()({ url: new URL(server.url), headers });
    expect([response.status, await text(response)]).toEqual([101, '']);
    while (server.connections() > 0) await new Promise(setImmediate);
  });

  it('decodes gzip when it asked for it, and leaves other bytes alone', async () => {
    const { gzipSync } = await import('node:zlib');
    const server = await serve(
      (_request, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('plain')),
    );
    const send = transport();
    expect(await text(await send({ url: new URL(server.url), headers: new HttpHeaders().set('accept-encoding', 'gzip') }))).toBe(
      'plain',
    );
    const raw = await send({ url: new URL(server.url), headers: new HttpHeaders().set('accept-encoding', 'br') });
    expect([...(await raw.body.bytes())].slice(0, 2)).toEqual([0x1f, 0x8b]);
  });
});

describe('gotTransport through a proxy', () => {
  it('opens a tunnel and proves itself to the server within it', async () => {
    const tunnels: string[] = [];
    const proxy = createServer();
    proxy.on('connect', (request, inbound) => {
      tunnels.push(`${request.url ?? ''} ${request.headers['proxy-authorization'] ?? ''}`.trim());
      const [host, port] = (request.url ?? '').split(':');
      const outbound = connect(Number(port), host, () => {
        inbound.write('HTTP/1.1 200 Connection established\r\n\r\n');
        outbound.pipe(inbound).pipe(outbound);
      });
      outbound.on('error', () => inbound.destroy());
      inbound.on('error', () => outbound.destroy());
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    opened({
      [Symbol.asyncDispose]: () =>
        new Promise((resolve) =>
          proxy.close(() => {
            resolve();
          }),
        ),
    });
    const authority = await CertificateAuthority.create('authority');
    const server = await secureServer(authority);
    const { certificate, key } = await authority.issueClient('alice');
    const tls = { caData: authority.certificate, certData: certificate, keyData: key };
    const through = `http://me:secret@127.0.0.1:${String((proxy.address() as AddressInfo).port)}`;
    const { send, close } = gotTransport(transportOptions(tls, { proxy: through }));
    for (let i = 0; i < 3; i++)
      expect(await text(await send({ method: 'GET', url: new URL(server.url), headers: new HttpHeaders(), use: 'call' }))).toBe(
        'alice',
      );
    expect(tunnels).toEqual([`${new URL(server.url).host} Basic ${Buffer.from('me:secret').toString('base64')}`]);
    await close();
  });
});

describe('gotTransport over TLS', () => {
  it('trusts only the given authority, proves itself by certificate, and refuses others', async () => {
    const authority = await CertificateAuthority.create('authority');
    const stranger = await CertificateAuthority.create('stranger');
    const server = await secureServer(authority);
    const url = new URL(server.url);
    const { certificate, key } = await authority.issueClient('alice');
    expect(await text(await transport({ caData: authority.certificate, certData: certificate, keyData: key })({ url }))).toBe(
      'alice',
    );
    expect(await text(await transport({ caData: authority.certificate })({ url }))).toBe('nobody');
    expect(await text(await transport({ insecure: true })({ url }))).toBe('nobody');
    expect(await text(await transport({ caData: authority.certificate, serverName: 'cluster.test' })({ url }))).toBe('nobody');
    await expect(transport({ caData: stranger.certificate })({ url })).rejects.toThrow(/certificate/);
    await expect(transport()({ url })).rejects.toThrow(/certificate/);
    await expect(transport({ caData: authority.certificate, serverName: 'other.test' })({ url })).rejects.toMatchObject({
      code: 'ERR_TLS_CERT_ALTNAME_INVALID',
    });
  });

  it('makes 2,000 sequential requests over one connection', async () => {
    const authority = await CertificateAuthority.create('authority');
    const server = await secureServer(authority);
    const send = transport({ caData: authority.certificate });
    for (let i = 0; i < 2000; i++) await text(await send({ url: new URL(server.url) }));
    expect(new Set(server.requests.map(({ connection }) => connection)).size).toBe(1);
  }, 60_000);

  it('shares connections between clients of one identity until the last one closes', async () => {
    const authority = await CertificateAuthority.create('authority');
    const server = await secureServer(authority);
    const url = new URL(server.url);
    const first = gotTransport(transportOptions({ caData: authority.certificate }));
    const second = gotTransport(transportOptions({ caData: authority.certificate }));
    const other = gotTransport(transportOptions({ caData: authority.certificate, serverName: 'cluster.test' }));
    const call = async ({ send }: typeof first): Promise<string> =>
      text(await send({ method: 'GET', url, headers: new HttpHeaders(), use: 'call' }));
    await call(first);
    await call(second);
    await call(other);
    expect(server.requests.map(({ connection }) => connection)).toEqual([0, 0, 1]);
    await first.close();
    await first.close();
    await call(second);
    expect(server.requests[3]?.connection).toBe(0);
    await second.close();
    await other.close();
    await expect(call(second)).rejects.toThrow('the client was closed: create another one');
    while (server.connections() > 0) await new Promise(setImmediate);
  });
});
