import { type AddressInfo, createServer, Socket } from 'node:net';
import { inspect } from 'node:util';
import { expect, it, jest } from '@jest/globals';
import { CertificateAuthority } from '../../envtest/src/certificates.js';
import { heldBytes } from './conformance-error-bytes.test-support.js';
import { type Stand, until } from './conformance-stand.test-support.js';
import { startConnectProxy } from './connect-proxy.test-support.js';
import { startSocks5Proxy } from './socks5-proxy.test-support.js';
import type { TestProxy } from './test-proxy.test-support.js';

const kinds = ['http', 'https', 'socks5'] as const;
type Kind = (typeof kinds)[number];

/** Proxies, and servers behind them, that do not what they should. */
export function proxyFaultCases({ keep, probe, serve, serveRaw, serveSecurely }: Stand): void {
  async function startProxy(kind: Kind, authority: CertificateAuthority): Promise<TestProxy> {
    if (kind === 'socks5') return keep(await startSocks5Proxy());
    return keep(await startConnectProxy(kind === 'https' ? { tls: await authority.issueServer('proxy', ['127.0.0.1']) } : {}));
  }

  it.each(kinds)('opens one tunnel of an %s proxy to a server that speaks first, and fails', async (kind) => {
    const authority = await CertificateAuthority.create('authority');
    const proxy = await startProxy(kind, authority);
    const server = createServer((socket) => {
      socket
        .on('error', () => undefined)
        .resume()
        .write('220 mail.test\r\n');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    keep({ [Symbol.asyncDispose]: () => new Promise<void>((resolve) => void server.close(() => resolve())) });
    const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    const failure = expect(probe({ proxy: proxy.url, identity: { ca: authority.certificate } }).get(url)).rejects;
    await failure.toMatchObject({ name: 'TransportError' });
    expect(proxy.tunnels).toHaveLength(1);
    await until(() => proxy.connections() === 0);
  });

  it.each(['SSH-2.0-OpenSSH_9.6\r\n', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwrong', 'HTTP/1.1 2', '\0'])(
    'takes nothing for an answer that comes right behind that of a proxy: %j',
    async (early) => {
      const proxy = await serveRaw((socket) => socket.write(`HTTP/1.1 200 OK\r\n\r\n${early}`));
      const failure = expect(probe({ proxy: proxy.url }).get('http://cluster.test/')).rejects;
      await failure.toMatchObject({ name: 'TransportError', code: 'ERR_PROXY_TUNNEL' });
      expect(proxy.accepted).toHaveLength(1);
      await until(() => proxy.connections() === 0);
    },
  );

  it('says nothing in an error of what a proxy answered that speaks another protocol', async () => {
    const proxy = await serveRaw((socket) => socket.write('220 secret\r\n'));
    const failure: unknown = await probe({ proxy: proxy.url })
      .get('http://cluster.test/')
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'TransportError', code: expect.stringMatching(/^HPE_/) });
    expect(inspect(failure, { depth: 10 })).not.toContain('secret');
    expect(heldBytes(failure)).toEqual([]);
  });

  it.each(kinds)('fails with ECONNRESET when a server behind an %s proxy closes before it answers', async (kind) => {
    const authority = await CertificateAuthority.create('authority');
    const proxy = await startProxy(kind, authority);
    const server = await serveRaw((socket) => socket.end());
    const failure = expect(probe({ proxy: proxy.url, identity: { ca: authority.certificate } }).get(server.url)).rejects;
    await failure.toMatchObject({ name: 'TransportError', code: 'ECONNRESET' });
    expect(server.heads).toHaveLength(1);
  });

  it.each(kinds)('has TCP look after the other end of a tunnel of an %s proxy while it is in use', async (kind) => {
    const authority = await CertificateAuthority.create('authority');
    const proxy = await startProxy(kind, authority);
    const servers = [
      await serve((_request, response) => void response.write('first')),
      await serveSecurely(authority, (_request, response) => void response.write('first')),
    ];
    const [keepAlive, noDelay] = [jest.spyOn(Socket.prototype, 'setKeepAlive'), jest.spyOn(Socket.prototype, 'setNoDelay')];
    try {
      const client = probe({ proxy: proxy.url, identity: { ca: authority.certificate } });
      for (const [i, { url }] of servers.entries()) {
        const { body } = await client.get(url, { use: 'stream' });
        expect(keepAlive.mock.calls.filter(([on, delay]) => on === true && delay === 30_000)).toHaveLength(i + 1);
        expect(noDelay.mock.calls.filter(([on]) => on === true).length).toBeGreaterThan(i);
        body.cancel();
      }
    } finally {
      keepAlive.mockRestore();
      noDelay.mockRestore();
    }
  });
}
