import { createServer as createSecureServer } from 'node:https';
import { afterEach, describe, expect, it } from '@jest/globals';
// Certificates come from the package that makes them for whole control planes.
import { CertificateAuthority } from '../../envtest/src/certificates.js';
import { textOf } from './conformance-stand.test-support.js';
import { until } from './eventually.test-support.js';
import { gotTransport } from './got-transport.js';
import { HttpHeaders } from './http-headers.js';
import { startTestServer, type TestServer } from './test-server.test-support.js';
import type { ClosableTransport, TransportOptions } from './transport-factory.js';
import { testTransportOptions } from './transport-options.test-support.js';
import type { HttpRequest, HttpResponse } from './transport.js';

const disposables: AsyncDisposable[] = [];
afterEach(async () => {
  for (const disposable of disposables.splice(0).reverse()) await disposable[Symbol.asyncDispose]();
});

async function serve(...args: Parameters<typeof startTestServer>): Promise<TestServer> {
  const server = await startTestServer(...args);
  disposables.push(server);
  return server;
}

function create(options: TransportOptions = testTransportOptions()): ClosableTransport {
  const transport = gotTransport(options);
  disposables.push({ [Symbol.asyncDispose]: () => transport.close() });
  return transport;
}

function get({ send }: ClosableTransport, url: string, request: Partial<HttpRequest> = {}): Promise<HttpResponse> {
  return send({ method: 'GET', url: new URL(url), headers: new HttpHeaders(), use: 'call', ...request });
}

// What every transport does is in the conformance suite.
describe('gotTransport', () => {
  it('shares connections between clients of one identity until the last one closes', async () => {
    const authority = await CertificateAuthority.create('authority');
    const { certificate: cert, key } = await authority.issueServer('server', ['127.0.0.1', 'cluster.test']);
    const server = await serve(
      (_request, response) => response.end('ok'),
      (listener) => createSecureServer({ cert, key }, listener),
    );
    const identity = { caData: authority.certificate };
    const [first, second] = [create(testTransportOptions(identity)), create(testTransportOptions(identity))];
    const other = create(testTransportOptions({ ...identity, serverName: 'cluster.test' }));
    for (const transport of [first, second, other]) expect(await textOf(await get(transport, server.url))).toBe('ok');
    expect(server.requests.map(({ connection }) => connection)).toEqual([0, 0, 1]);
    await first.close();
    await first.close();
    await textOf(await get(second, server.url));
    expect(server.requests[3]?.connection).toBe(0);
    await second.close();
    await other.close();
    await expect(get(second, server.url)).rejects.toThrow('the client was closed: create another one');
    await until(() => server.connections() === 0);
  });

  it('ends what is under way when it is closed, and nothing of a client that shares its connections', async () => {
    const server = await serve((_request, response) => {
      response.writeHead(200).write('first');
    });
    const [one, other] = [create(), create()];
    const [mine, theirs] = [await get(one, server.url, { use: 'stream' }), await get(other, server.url, { use: 'stream' })];
    const ended = expect(textOf(mine)).rejects.toThrow('the client was closed');
    await one.close();
    await ended;
    await until(() => server.connections() === 1);
    expect((await theirs.body[Symbol.asyncIterator]().next()).done).toBe(false);
  });
});
