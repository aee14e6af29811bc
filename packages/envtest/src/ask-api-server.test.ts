import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type Question, whyNotOk } from './ask-api-server.js';
import { type CertificateAndKey, CertificateAuthority } from './certificates.js';

let authority: CertificateAuthority;
let served: CertificateAndKey;
let credentials: CertificateAndKey;
const servers: Server[] = [];

beforeAll(async () => {
  authority = await CertificateAuthority.create('test');
  [served, credentials] = await Promise.all([authority.issueServer('s', ['127.0.0.1']), authority.issueClient('ada')]);
});

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
});

async function ask(listener: RequestListener, own: Partial<Question> = {}): Promise<string | undefined> {
  const identity = { cert: served.certificate, key: served.key, ca: authority.certificate };
  const server = createServer({ ...identity, requestCert: true, rejectUnauthorized: true }, listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const signal = new AbortController().signal;
  return whyNotOk({ port, path: '/readyz', authority: authority.certificate, credentials, patience: 60_000, signal, ...own });
}

describe('whyNotOk', () => {
  it('has nothing to say about a server that answers 200 to the client certificate', async () => {
    expect(await ask((request, response) => response.end(request.url))).toBeUndefined();
  });

  it('names the checks that failed', async () => {
    const answer = ask((_request, response) =>
      response.writeHead(500).end('[+]ping ok\n[-]etcd failed: reason withheld\nreadyz check failed'),
    );

    expect(await answer).toBe('/readyz answered 500: [-]etcd failed: reason withheld');
  });

  it('does not believe a server that another authority vouches for', async () => {
    const foreign = await CertificateAuthority.create('test');

    expect(await ask((_request, response) => response.end(), { authority: foreign.certificate })).toMatch(
      /certificate|signature/,
    );
  });

  it('reports a server that does not answer in time, closes in the middle of an answer, or is not there', async () => {
    expect(await ask(() => {}, { patience: 1 })).toBe('/readyz: no answer within 1 ms');
    expect(
      await ask((_request, response) => {
        response.writeHead(200, { 'content-length': '10' }).write('half', () => response.destroy());
      }),
    ).toMatch(/aborted|closed|hang up/);
    expect(await ask(() => {}, { port: 1 })).toContain('ECONNREFUSED');
  });

  it('ends with its signal', async () => {
    const controller = new AbortController();

    expect(await ask(() => controller.abort(), { signal: controller.signal })).toContain('aborted');
  });
});
