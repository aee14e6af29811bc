import { expect, it } from '@jest/globals';
import { CertificateAuthority } from '../../envtest/src/certificates.js';
import { type Stand, textOf, until } from './conformance-stand.test-support.js';
import type { TransportError } from './transport.js';

const closedClient = 'the client was closed: create another one';
/** Whatever keeps a process alive for a connection. */
const resources = (): string[] => process.getActiveResourcesInfo().filter((name) => /TCP|TLS|ConnectWrap|Timeout/.test(name));

/** From the first request to the last connection. */
export function lifecycleCases({ probe, serve, serveRaw, serveSecurely }: Stand): void {
  it('opens no connection and asks for no identity before the first request', async () => {
    const server = await serve((_request, response) => response.end());
    const asked: number[] = [];
    const client = probe({
      identity: () => {
        asked.push(1);
        return { insecure: false };
      },
    });
    for (let i = 0; i < 20; i++) await new Promise(setImmediate);
    expect([asked.length, server.connections()]).toEqual([0, 0]);
    await client.close();
  });

  it('ends what waits for a head, for a body and for a connection, and says why', async () => {
    const server = await serve((request, response) => {
      if (request.url !== '/head') response.write('first');
    });
    const client = probe();
    const message = (path: string): string => `GET ${server.url}${path}: ${closedClient}`;
    const read = client.get(`${server.url}/read`, { use: 'stream' });
    const reader = textOf(await read);
    const streamed = (await client.get(`${server.url}/streamed`)).body[Symbol.asyncIterator]();
    await streamed.next();
    const heads = Array.from({ length: 60 }, () => client.get(`${server.url}/head`));
    await until(() => server.requests.length === 51);
    const outcomes = Promise.allSettled([reader, streamed.next(), ...heads]);
    await client.close();
    const errors = (await outcomes).map((outcome) =>
      outcome.status === 'rejected' ? (outcome.reason as TransportError) : undefined,
    );
    const messages = [message('/read'), message('/streamed'), ...heads.map(() => message('/head'))];
    expect(errors.map((error) => error?.message)).toEqual(messages);
    expect(new Set(errors.map((error) => error?.code))).toEqual(new Set(['ERR_CLIENT_CLOSED']));
    await until(() => server.connections() === 0);
    expect(server.requests).toHaveLength(51);
  });

  it('ends what is still shaking hands', async () => {
    const server = await serveRaw(() => undefined);
    const { get, close } = probe({ identity: { insecure: true } });
    const url = server.url.replace('http', 'https');
    const outcome = expect(get(url)).rejects.toThrow(`GET ${url}/: ${closedClient}`);
    await until(() => (server.accepted[0]?.bytesRead ?? 0) > 0);
    await close();
    await outcome;
    await until(() => server.connections() === 0);
  });

  it('ends what is still waiting for an identity', async () => {
    let asked = false;
    const { get, close } = probe({
      identity: () => {
        asked = true;
        return new Promise<never>(() => undefined);
      },
    });
    const outcome = expect(get('http://127.0.0.1:1')).rejects.toThrow(`GET http://127.0.0.1:1/: ${closedClient}`);
    await until(() => asked);
    await close();
    await outcome;
  });

  it('closes idle connections', async () => {
    const authority = await CertificateAuthority.create('authority');
    const servers = [await serve((_request, response) => response.end('ok')), await serveSecurely(authority)];
    const client = probe({ identity: { ca: authority.certificate } });
    for (const { url } of servers) {
      await client.text(url);
      await client.text(url, { use: 'stream' });
    }
    expect(servers.map((server) => server.connections())).toEqual([2, 2]);
    await client.close();
    await until(() => servers.every((server) => server.connections() === 0));
  });

  it('refuses every request after it was closed, and may be closed twice', async () => {
    const server = await serve((_request, response) => response.end('ok'));
    const [used, unused] = [probe(), probe()];
    await used.text(server.url);
    for (const client of [used, unused]) {
      await Promise.all([client.close(), client.close()]);
      await client.close();
      await expect(client.get(server.url)).rejects.toMatchObject({
        name: 'TransportError',
        message: expect.stringContaining(closedClient),
      });
    }
    expect(server.requests).toHaveLength(1);
  });

  it('refuses the request in whose first moment it is closed', async () => {
    const server = await serve((_request, response) => response.end('ok'));
    const client = probe();
    const outcome = expect(client.get(server.url)).rejects.toThrow(closedClient);
    await client.close();
    await outcome;
    for (let i = 0; i < 20; i++) await new Promise(setImmediate);
    expect([server.requests.length, server.connections()]).toEqual([0, 0]);
  });

  it('takes nothing from another transport of the same identity', async () => {
    const server = await serve((request, response) => {
      if (request.url === '/stream') response.write('first');
      else response.end('ok');
    });
    const [one, other] = [probe(), probe()];
    const mine = textOf(await one.get(`${server.url}/stream`, { use: 'stream' }));
    const theirs = (await other.get(`${server.url}/stream`, { use: 'stream' })).body[Symbol.asyncIterator]();
    const ended = expect(mine).rejects.toThrow(closedClient);
    await one.close();
    await ended;
    expect(Buffer.from((await theirs.next()).value as Uint8Array).toString()).toBe('first');
    expect(await other.text(server.url)).toBe('ok');
  });

  it('leaves nothing behind that keeps the process alive', async () => {
    const authority = await CertificateAuthority.create('authority');
    const before = resources();
    {
      const server = await serveSecurely(authority, (request, response, socket) => {
        if (request.url === '/fails') socket.destroy();
        else if (request.url === '/stream') response.write('first');
        else if (request.url !== '/silent') response.end('ok');
      });
      const client = probe({ identity: { ca: authority.certificate }, timeouts: { headers: 30_000, idle: 30_000 } });
      const settled = Promise.allSettled([
        ...Array.from({ length: 60 }, () => client.text(server.url)),
        ...Array.from({ length: 5 }, () => client.text(`${server.url}/stream`, { use: 'stream' })),
        ...Array.from({ length: 5 }, () => client.get(`${server.url}/silent`, { use: 'stream' })),
        client.get(`${server.url}/fails`, { method: 'POST' }),
        client.get('https://127.0.0.1:1/'),
      ]);
      await until(() => server.requests.length === 71);
      await client.close();
      await settled;
      await server[Symbol.asyncDispose]();
    }
    await until(() => resources().length <= before.length);
  });

  it('lets a process end that has only idle connections', async () => {
    const server = await serve((_request, response) => response.end('ok'));
    const client = probe();
    const before = resources().filter((name) => name !== 'Timeout').length;
    await client.text(server.url);
    await until(() => server.connections() === 1);
    // The server's end of the connection is one; ours must not be another.
    await until(() => resources().filter((name) => name !== 'Timeout').length <= before + 1);
  });
}
