import type { AddressInfo, Socket } from 'node:net';
import { createServer, type TLSSocket, type TlsOptions } from 'node:tls';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { TLSIdentity } from '@kubewright/rest';
// Certificates come from the package that makes them for whole control planes.
import { CertificateAuthority } from '../../envtest/src/certificates.js';
import { startConnectProxy } from '../../rest/src/connect-proxy.test-support.js';
import { eventually } from '../../rest/src/eventually.test-support.js';
import { Route } from './route.js';

const opened: AsyncDisposable[] = [];
afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each[Symbol.asyncDispose]();
});

interface Server extends AsyncDisposable {
  readonly url: URL;
  /** For each handshake, whether it went on with the session of an earlier one. */
  readonly resumed: boolean[];
  /** Connections that were opened, before any handshake. */
  accepted(): number;
  /** Closes connections before the handshake from now on, or no longer. */
  refuse(refuses: boolean): void;
}

/** A TLS server that says hello. */
async function serve(authority: CertificateAuthority, options: TlsOptions = {}): Promise<Server> {
  const { certificate: cert, key } = await authority.issueServer('server', ['127.0.0.1', 'localhost']);
  const resumed: boolean[] = [];
  const sockets = new Set<Socket>();
  let accepted = 0;
  let refuses = false;
  const server = createServer({ cert, key, ...options }, (socket: TLSSocket) => {
    resumed.push(socket.isSessionReused());
    socket.on('error', () => undefined).end('hello');
  });
  server.on('tlsClientError', () => undefined);
  server.prependListener('connection', (socket: Socket) => {
    accepted++;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    if (refuses) socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const disposable: Server = {
    url: new URL(`https://127.0.0.1:${String((server.address() as AddressInfo).port)}`),
    resumed,
    accepted: () => accepted,
    refuse: (value) => (refuses = value),
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  opened.push(disposable);
  return disposable;
}

async function serveTunnels(): ReturnType<typeof startConnectProxy> {
  const proxy = await startConnectProxy();
  opened.push(proxy);
  return proxy;
}

function routeTo(url: URL, identity: Partial<TLSIdentity>, proxy?: string): Route {
  const timeouts = { connect: 0, handshake: 0, headers: { call: 0, stream: 0 }, idle: 0 };
  return new Route(url, { identity: { insecure: false, ...identity }, proxy, timeouts });
}

const { signal } = new AbortController();

/** Opens a connection and hears the server out: a session may come as late as that. */
async function talk(route: Route): Promise<string> {
  const socket = await route.open(signal);
  let text = '';
  for await (const chunk of socket) text += String(chunk);
  return text;
}

describe('a route', () => {
  it.each(['TLSv1.2', 'TLSv1.3'] as const)('goes on with the session of the connection before, over %s', async (version) => {
    const authority = await CertificateAuthority.create('authority');
    const server = await serve(authority, { minVersion: version, maxVersion: version });
    const route = routeTo(server.url, { ca: authority.certificate });
    for (let i = 0; i < 4; i++) expect(await talk(route)).toBe('hello');
    expect(server.resumed).toEqual([false, true, true, true]);
  });

  it('goes on with it through a proxy too', async () => {
    const authority = await CertificateAuthority.create('authority');
    const server = await serve(authority);
    const proxy = await serveTunnels();
    const route = routeTo(server.url, { ca: authority.certificate }, proxy.url);
    for (let i = 0; i < 2; i++) expect(await talk(route)).toBe('hello');
    expect([server.resumed, proxy.tunnels.length]).toEqual([[false, true], 2]);
  });

  it('begins a new session after a handshake that failed', async () => {
    const authority = await CertificateAuthority.create('authority');
    const server = await serve(authority);
    const route = routeTo(server.url, { ca: authority.certificate });
    await talk(route);
    server.refuse(true);
    await expect(talk(route)).rejects.toMatchObject({ code: 'ECONNRESET' });
    server.refuse(false);
    for (let i = 0; i < 2; i++) expect(await talk(route)).toBe('hello');
    expect(server.resumed).toEqual([false, false, true]);
  });

  it('has a session of its own: another identity proves itself anew', async () => {
    const authority = await CertificateAuthority.create('authority');
    const server = await serve(authority, { ca: authority.certificate, requestCert: true });
    for (const user of ['alice', 'bob']) {
      const { certificate: cert, key } = await authority.issueClient(user);
      const route = routeTo(server.url, { ca: authority.certificate, cert, key });
      for (let i = 0; i < 2; i++) await talk(route);
    }
    expect(server.resumed).toEqual([false, true, false, true]);
  });

  it('opens nothing when a certificate or the key is none', async () => {
    const authority = await CertificateAuthority.create('authority');
    const server = await serve(authority);
    const { certificate: cert } = await authority.issueClient('alice');
    const proxy = await serveTunnels();
    for (const through of [undefined, proxy.url]) {
      await expect(routeTo(server.url, { cert, key: 'no key' }, through).open(signal)).rejects.toThrow();
    }
    expect([server.accepted(), proxy.connections(), proxy.tunnels]).toEqual([0, 0, []]);
  });

  it('does not look at certificates when there is no TLS', async () => {
    const proxy = await serveTunnels();
    const socket = await routeTo(new URL(proxy.url), { cert: 'none', key: 'none' }).open(signal);
    socket.destroy();
    await eventually(
      () => proxy.connections() === 0,
      () => 'the connection to close',
    );
  });

  it('leaves no connection when it is given up, whenever that is', async () => {
    const authority = await CertificateAuthority.create('authority');
    const server = await serve(authority);
    const reason = new Error('given up');
    for (const through of [undefined, (await serveTunnels()).url]) {
      const route = routeTo(server.url, { ca: authority.certificate }, through);
      await expect(route.open(AbortSignal.abort(reason))).rejects.toBe(reason);
      for (let turns = 1; turns < 40; turns += 3) {
        const controller = new AbortController();
        const opening = route.open(controller.signal).then(
          (socket) => socket.destroy(),
          (error: unknown) => expect(error).toBe(reason),
        );
        for (let i = 0; i < turns; i++) await new Promise(setImmediate);
        controller.abort(reason);
        await opening;
      }
    }
    const sockets = (): string[] =>
      process.getActiveResourcesInfo().filter((name) => /^(?:TCPSocketWrap|TLSWrap|ConnectWrap)$/.test(name));
    await eventually(
      () => sockets().length === 0,
      () => sockets().join(),
    );
  });
});
