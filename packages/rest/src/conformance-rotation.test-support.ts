import { expect, it } from '@jest/globals';
import { CertificateAuthority } from '../../envtest/src/certificates.js';
import { type Probe, type Stand, textOf, until } from './conformance-stand.test-support.js';
import type { TestServer } from './test-server.test-support.js';
import type { TLSIdentity } from './transport-factory.js';

/** What happens to connections when files or credentials were rotated. */
export function rotationCases({ probe, serveSecurely }: Stand): void {
  /** A server that says who asks, sends streams without an end, and a probe whose identity can be changed. */
  async function scene(): Promise<{
    server: TestServer;
    authority: CertificateAuthority;
    client: Probe;
    rotate(change: Partial<TLSIdentity>): void;
    as(user: string): Promise<Partial<TLSIdentity>>;
    waiting: (() => void)[];
  }> {
    const authority = await CertificateAuthority.create('authority');
    const waiting: (() => void)[] = [];
    const server = await serveSecurely(
      authority,
      (request, response, socket) => {
        const { subject } = socket.getPeerCertificate();
        const user = (subject as { CN?: string } | undefined)?.CN ?? 'nobody';
        if (request.url === '/') response.end(user);
        else if (request.url === '/slow') waiting.push(() => response.end(user));
        else response.write(user);
      },
      { ca: authority.certificate, requestCert: true, rejectUnauthorized: false },
    );
    let identity: TLSIdentity = { insecure: false, ca: authority.certificate };
    return {
      server,
      authority,
      waiting,
      client: probe({ identity: () => identity }),
      rotate: (change) => (identity = { ...identity, ...change }),
      as: async (user) => {
        const { certificate: cert, key } = await authority.issueClient(user);
        return { cert, key };
      },
    };
  }

  it('asks for the identity before each request', async () => {
    const authority = await CertificateAuthority.create('authority');
    const server = await serveSecurely(authority);
    let asked = 0;
    const identity = { insecure: false, ca: authority.certificate };
    const { text } = probe({
      identity: () => {
        asked++;
        return asked % 2 === 0 ? identity : Promise.resolve(identity);
      },
    });
    for (let i = 1; i <= 4; i++) {
      await text(server.url);
      expect(asked).toBe(i);
    }
    expect(server.requests.map(({ connection }) => connection)).toEqual([0, 0, 0, 0]);
  });

  it('sends the next request with the new certificate, and closes idle connections', async () => {
    const { server, client, rotate, as } = await scene();
    expect(await client.text(server.url)).toBe('nobody');
    for (const user of ['alice', 'bob']) {
      rotate(await as(user));
      expect(await client.text(server.url)).toBe(user);
      await until(() => server.connections() === 1);
    }
    rotate({ cert: undefined, key: undefined });
    expect(await client.text(server.url)).toBe('nobody');
  });

  it('closes connections in use, as broken ones, when the certificate is another', async () => {
    const { server, client, rotate, as, waiting } = await scene();
    rotate(await as('alice'));
    const stream = (await client.get(`${server.url}/stream`, { use: 'stream' })).body[Symbol.asyncIterator]();
    await stream.next();
    const broken = { name: 'TransportError', code: 'ECONNRESET' };
    const ended = [
      expect(stream.next()).rejects.toMatchObject(broken),
      expect(client.get(`${server.url}/slow`, { method: 'POST' })).rejects.toMatchObject(broken),
    ];
    await until(() => waiting.length === 1);
    rotate(await as('bob'));
    expect(await client.text(server.url)).toBe('bob');
    await Promise.all(ended);
    await until(() => server.connections() === 1);
  });

  it('lets go on what is in use when only the authority is another, and closes the rest', async () => {
    const { server, client, rotate, waiting } = await scene();
    const stream = (await client.get(`${server.url}/stream`, { use: 'stream' })).body;
    const reader = stream[Symbol.asyncIterator]();
    await reader.next();
    const slow = client.text(`${server.url}/slow`);
    await until(() => waiting.length === 1);
    await client.text(server.url);
    await until(() => server.connections() === 3);
    rotate({ ca: (await CertificateAuthority.create('other')).certificate });
    await expect(client.get(server.url)).rejects.toMatchObject({ name: 'TransportError' });
    await until(() => server.connections() === 2);
    waiting[0]?.();
    expect(await slow).toBe('nobody');
    await until(() => server.connections() === 1);
    stream.cancel();
    await until(() => server.connections() === 0);
  });

  it('trusts the new authority, and another server name, from the next request on', async () => {
    const { server, client, rotate, authority } = await scene();
    expect(await client.text(server.url)).toBe('nobody');
    rotate({ ca: (await CertificateAuthority.create('other')).certificate });
    await expect(client.get(server.url)).rejects.toThrow(/certificate/);
    rotate({ ca: authority.certificate, serverName: 'other.test' });
    await expect(client.get(server.url)).rejects.toMatchObject({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
    rotate({ serverName: 'cluster.test' });
    expect(await client.text(server.url)).toBe('nobody');
    await until(() => server.connections() === 1);
  });

  it('sends what was waiting for a connection with the new certificate', async () => {
    const { server, client, rotate, as, waiting } = await scene();
    rotate(await as('alice'));
    const running = Array.from({ length: 50 }, () => client.get(`${server.url}/slow`, { method: 'POST' }));
    const outcomes = Promise.allSettled(running);
    await until(() => waiting.length === 50);
    const queued = Array.from({ length: 5 }, () => client.text(server.url, { method: 'POST' }));
    for (let i = 0; i < 20; i++) await new Promise(setImmediate);
    rotate(await as('bob'));
    expect(await client.text(server.url)).toBe('bob');
    expect(await Promise.all(queued)).toEqual(queued.map(() => 'bob'));
    expect((await outcomes).map(({ status }) => status)).toEqual(running.map(() => 'rejected'));
  });

  it('fails a request whose identity cannot be had with that error, and asks again for the next', async () => {
    const authority = await CertificateAuthority.create('authority');
    const server = await serveSecurely(authority);
    const unreadable = new Error('reading the client key: no such file');
    let readable = false;
    const { get, text } = probe({
      identity: () => (readable ? { insecure: false, ca: authority.certificate } : Promise.reject(unreadable)),
    });
    for (let i = 0; i < 2; i++) {
      readable = false;
      const failure = expect(get(server.url)).rejects;
      await failure.toMatchObject({
        name: 'TransportError',
        message: `GET ${server.url}/: reading the client key: no such file`,
        cause: unreadable,
      });
      readable = true;
      expect(await text(server.url)).toBe('ok');
    }
  });

  it('closes also what former identities left open', async () => {
    const { server, client, rotate } = await scene();
    const response = await client.get(`${server.url}/stream`, { use: 'stream' });
    const ended = expect(textOf(response)).rejects.toThrow('the client was closed');
    rotate({ serverName: 'cluster.test' });
    await client.text(server.url);
    await client.close();
    await ended;
    await until(() => server.connections() === 0);
  });
}
