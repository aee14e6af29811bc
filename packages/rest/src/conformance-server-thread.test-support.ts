import { expect, it } from '@jest/globals';
import { CertificateAuthority } from '../../envtest/src/certificates.js';
import type { Stand } from './conformance-stand.test-support.js';
import { type ServerThread, startServerThread } from './server-thread.test-support.js';
import type { HttpRequest } from './transport.js';

const requests: readonly (readonly [what: string, request: Partial<HttpRequest>])[] = [
  ['GET', {}],
  ['PUT with a body', { method: 'PUT', body: Buffer.from('{}') }],
];

/** Which connections are used again when answers come as fast as they can: from a server that does not share the client's event loop. */
export function serverThreadCases({ probe, keep }: Stand): void {
  const start = async (): Promise<{ server: ServerThread; call: (request: Partial<HttpRequest>) => Promise<string> }> => {
    const authority = await CertificateAuthority.create('authority');
    const server = keep(await startServerThread(authority));
    const { text } = probe({ identity: { ca: authority.certificate } });
    return { server, call: (request) => text(server.url, request) };
  };

  it.each(requests)('makes 1,000 calls of %s one after the other over one connection', async (_what, request) => {
    const { server, call } = await start();
    for (let i = 0; i < 1000; i++) await call(request);
    expect(await server.served()).toEqual({ requests: 1000, connections: 1 });
  });

  it.each(requests)('makes 2,000 calls of %s from 50 callers over 50 connections at most', async (_what, request) => {
    const { server, call } = await start();
    let left = 2000;
    const caller = async (): Promise<void> => {
      while (left-- > 0) await call(request);
    };
    await Promise.all(Array.from({ length: 50 }, caller));
    const served = await server.served();
    expect(served.requests).toBe(2000);
    expect(served.connections).toBeLessThanOrEqual(50);
  });
}
