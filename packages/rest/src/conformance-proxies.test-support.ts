import { inspect } from 'node:util';
import { expect, it } from '@jest/globals';
import { CertificateAuthority } from '../../envtest/src/certificates.js';
import { type Stand, textOf, until } from './conformance-stand.test-support.js';
import { startConnectProxy } from './connect-proxy.test-support.js';
import { startSocks5Proxy } from './socks5-proxy.test-support.js';
import type { TestProxy, TestProxyOptions } from './test-proxy.test-support.js';

const kinds = ['http', 'https', 'socks5'] as const;
type Kind = (typeof kinds)[number];
/** A password with characters that a URL has to escape. */
const user = { username: 'jürgen', password: 'p@ss:w/rd %41' };

/** Tunnels through proxies: http, http over TLS, and socks5. */
export function proxyCases({ keep, probe, serve, serveSecurely }: Stand): void {
  /** A proxy; one over TLS is vouched for by the authority. */
  async function startProxy(kind: Kind, authority: CertificateAuthority, options: TestProxyOptions = {}): Promise<TestProxy> {
    if (kind === 'socks5') return keep(await startSocks5Proxy(options));
    if (kind === 'http') return keep(await startConnectProxy(options));
    // The same options, for a case may change them.
    return keep(await startConnectProxy(Object.assign(options, { tls: await authority.issueServer('proxy', ['127.0.0.1']) })));
  }

  it.each(kinds)('reaches an http server through a tunnel of an %s proxy, again and again', async (kind) => {
    const authority = await CertificateAuthority.create('authority');
    const proxy = await startProxy(kind, authority);
    const server = await serve((request, response) => response.end(`${request.method} ${request.url}`));
    const { text } = probe({ proxy: proxy.url, identity: { ca: authority.certificate } });
    for (let i = 0; i < 3; i++) expect(await text(`${server.url}/path?query`)).toBe('GET /path?query');
    expect(await text(server.url, { method: 'POST', body: Buffer.alloc(100_000) })).toBe('POST /');
    expect(proxy.tunnels).toEqual([new URL(server.url).host]);
    expect(server.requests[3]?.body).toHaveLength(100_000);
    expect(Object.keys(server.requests[0]!.headers)).not.toContain('proxy-authorization');
  });

  it.each(kinds)('shakes hands with an https server within a tunnel of an %s proxy, and proves who it is', async (kind) => {
    const authority = await CertificateAuthority.create('authority');
    const proxy = await startProxy(kind, authority);
    const server = await serveSecurely(
      authority,
      (_request, response, socket) => {
        const { subject } = socket.getPeerCertificate();
        response.end(`${(subject as { CN: string }).CN} to ${String(socket.servername)}`);
      },
      { ca: authority.certificate, requestCert: true },
    );
    const { certificate: cert, key } = await authority.issueClient('alice');
    const { text } = probe({ proxy: proxy.url, identity: { ca: authority.certificate, cert, key, serverName: 'cluster.test' } });
    for (let i = 0; i < 3; i++) expect(await text(server.url)).toBe('alice to cluster.test');
    expect(proxy.tunnels).toEqual([new URL(server.url).host]);
  });

  it.each(kinds)('refuses a server of an unknown authority behind an %s proxy', async (kind) => {
    const [authority, stranger] = [await CertificateAuthority.create('authority'), await CertificateAuthority.create('stranger')];
    const proxy = await startProxy(kind, authority);
    const server = await serveSecurely(stranger);
    const { get } = probe({ proxy: proxy.url, identity: { ca: authority.certificate } });
    await expect(get(server.url)).rejects.toMatchObject({ name: 'TransportError', code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' });
    expect([server.requests.length, proxy.tunnels.length]).toEqual([0, 1]);
    await until(() => proxy.connections() === 0);
  });

  it('refuses an https proxy of an unknown authority, and asks nothing of it', async () => {
    const [authority, stranger] = [await CertificateAuthority.create('authority'), await CertificateAuthority.create('stranger')];
    const proxy = await startProxy('https', stranger);
    const server = await serve((_request, response) => response.end());
    const failure = expect(probe({ proxy: proxy.url, identity: { ca: authority.certificate } }).get(server.url)).rejects;
    await failure.toMatchObject({ name: 'TransportError', code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' });
    expect(proxy.tunnels).toEqual([]);
    expect(await probe({ proxy: proxy.url, identity: { insecure: true } }).text(server.url)).toBe('');
  });

  it.each(kinds)('leaves the host’s name to an %s proxy', async (kind) => {
    const authority = await CertificateAuthority.create('authority');
    const proxy = await startProxy(kind, authority);
    const server = await serveSecurely(authority);
    const url = server.url.replace('127.0.0.1', 'localhost');
    expect(await probe({ proxy: proxy.url, identity: { ca: authority.certificate } }).text(url)).toBe('ok');
    expect(proxy.tunnels).toEqual([new URL(url).host]);
  });

  it.each(kinds)('says who it is to an %s proxy, and says it in no error', async (kind) => {
    const authority = await CertificateAuthority.create('authority');
    const proxy = await startProxy(kind, authority, { ...user });
    const server = await serve((_request, response) => response.end('ok'));
    const identity = { ca: authority.certificate };
    expect(await probe({ proxy: proxy.url, identity }).text(server.url)).toBe('ok');
    expect(proxy.authorizations).toEqual([`${user.username}:${user.password}`]);

    for (const userinfo of ['jürgen:wrong', encodeURIComponent('jürgen') + ':wrong', 'nobody:wr%40ng', '']) {
      const url = new URL(proxy.url);
      [url.username = '', url.password = ''] = userinfo.split(':');
      const failure: unknown = await probe({ proxy: url.href, identity })
        .get(server.url)
        .catch((error: unknown) => error);
      expect(failure).toMatchObject({ name: 'TransportError' });
      expect(inspect(failure, { depth: 10 })).not.toMatch(/wrong|wr@ng|wr%40ng/);
    }
    expect(server.requests).toHaveLength(1);
    await until(() => proxy.connections() <= 1);
  });

  it('names the answer of a proxy that wants to know who asks', async () => {
    const proxy = await startProxy('http', await CertificateAuthority.create('authority'), { ...user });
    const { host, protocol } = new URL(proxy.url);
    await expect(probe({ proxy: `${protocol}//${host}` }).get('http://127.0.0.1:1/')).rejects.toThrow(/407/);
  });

  it.each([
    ['http', 502],
    ['http', 'close'],
    ['https', 403],
    ['https', 'close'],
    ['socks5', 5],
    ['socks5', 'close'],
  ] as const)(
    'fails when an %s proxy answers with %s, closes the connection, and works as soon as it does',
    async (kind, fail) => {
      const authority = await CertificateAuthority.create('authority');
      const options: TestProxyOptions = { fail };
      const proxy = await startProxy(kind, authority, options);
      const server = await serveSecurely(authority);
      const { get, text } = probe({ proxy: proxy.url, identity: { ca: authority.certificate } });
      await expect(get(server.url, { method: 'POST' })).rejects.toMatchObject({
        name: 'TransportError',
        message: expect.stringContaining(`POST ${server.url}/: `),
      });
      await until(() => proxy.connections() === 0);
      delete options.fail;
      expect(await text(server.url)).toBe('ok');
      expect(proxy.tunnels).toHaveLength(2);
    },
  );

  it.each(kinds)('fails with ECONNREFUSED when there is no %s proxy', async (kind) => {
    const proxy = await startProxy(kind, await CertificateAuthority.create('authority'));
    await proxy[Symbol.asyncDispose]();
    const failure = expect(probe({ proxy: proxy.url, identity: { insecure: true } }).get('http://127.0.0.1:1/')).rejects;
    await failure.toMatchObject({ name: 'TransportError', code: 'ECONNREFUSED' });
  });

  it.each(kinds)('fails with ETIMEDOUT when an %s proxy is silent for too long, and closes the connection', async (kind) => {
    const authority = await CertificateAuthority.create('authority');
    const proxy = await startProxy(kind, authority, { fail: 'silence' });
    const options = { proxy: proxy.url, identity: { ca: authority.certificate }, timeouts: { connect: 150 } };
    for (const url of ['http://127.0.0.1:1/', 'https://127.0.0.1:1/']) {
      await expect(probe(options).get(url)).rejects.toMatchObject({ name: 'TransportError', code: 'ETIMEDOUT' });
    }
    await until(() => proxy.connections() === 0);
  });

  it.each(kinds)('streams through an %s proxy, opens another tunnel for each stream, and closes them', async (kind) => {
    const authority = await CertificateAuthority.create('authority');
    const proxy = await startProxy(kind, authority);
    const server = await serve((_request, response) => {
      response.write('first');
    });
    const client = probe({ proxy: proxy.url, identity: { ca: authority.certificate } });
    const streams = await Promise.all([1, 2, 3].map(() => client.get(server.url, { use: 'stream' })));
    expect([proxy.tunnels.length, proxy.connections()]).toEqual([3, 3]);
    streams[0]?.body.cancel();
    await until(() => proxy.connections() === 2);
    const ended = streams.slice(1).map((response) => expect(textOf(response)).rejects.toThrow('the client was closed'));
    await client.close();
    await Promise.all(ended);
    await until(() => proxy.connections() === 0);
  });
}
