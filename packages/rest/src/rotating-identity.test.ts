import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createSecureServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
// Certificates come from the package that makes them for whole control planes.
import { type CertificateAndKey, CertificateAuthority } from '../../envtest/src/certificates.js';
import type { TLSClientConfig } from './config.js';
import { FakeClock } from './fake-clock.test-support.js';
import { RESTClient } from './rest-client.js';
import { rotatingIdentity } from './rotating-identity.js';
import { sendJSON, startTestServer, type TestServer } from './test-server.test-support.js';

let folder: string;
let clock: FakeClock;
let logged: string[];
let opened: AsyncDisposable[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'identity-'));
  clock = new FakeClock();
  logged = [];
  opened = [];
});
afterEach(async () => {
  for (const disposable of opened.reverse()) await disposable[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

/** Writes a file and gives its path. */
function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

const write = ({ certificate, key }: CertificateAndKey): TLSClientConfig => ({
  certFile: file('client.crt', certificate),
  keyFile: file('client.key', key),
});

/** A server that answers with the name in the client's certificate, if it presents one. */
async function serve(authority: CertificateAuthority): Promise<TestServer> {
  const { certificate, key } = await authority.issueServer('server', ['127.0.0.1']);
  const options = { cert: certificate, key, ca: authority.certificate, requestCert: true, rejectUnauthorized: false };
  const server = await startTestServer(
    (_request, response, socket) => {
      const { subject } = (socket as typeof socket & Pick<TLSSocket, 'getPeerCertificate'>).getPeerCertificate();
      sendJSON(response, { user: (subject as { CN?: string } | undefined)?.CN });
    },
    (listener) => createSecureServer(options, listener),
  );
  opened.push(server);
  return server;
}

function caller(host: string, tls: TLSClientConfig): () => Promise<unknown> {
  const client = new RESTClient({ host, tls, qps: -1 }, { clock, env: {}, log: (line) => logged.push(line) });
  opened.push(client);
  return async () => (await client.get().absPath('/x').do()).into();
}

describe('a client whose certificates stand in files', () => {
  it('proves itself by the rotated certificate ten seconds after it read the last one, and gives the old connection up', async () => {
    const authority = await CertificateAuthority.create('authority');
    const server = await serve(authority);
    const call = caller(server.url, {
      caData: authority.certificate,
      ...write(await authority.issueClient('jane')),
    });
    expect(await call()).toEqual({ user: 'jane' });
    write(await authority.issueClient('joe'));
    await clock.advance(9_999);
    expect(await call()).toEqual({ user: 'jane' });
    await clock.advance(1);
    expect(await call()).toEqual({ user: 'joe' });
    expect(server.requests.map(({ connection }) => connection)).toEqual([0, 0, 1]);
  });

  it('keeps its connection when the files are written again with the same content', async () => {
    const authority = await CertificateAuthority.create('authority');
    const server = await serve(authority);
    const jane = await authority.issueClient('jane');
    const call = caller(server.url, { caFile: file('ca.crt', authority.certificate), ...write(jane) });
    await call();
    write(jane);
    file('ca.crt', authority.certificate);
    await clock.advance(10_000);
    await call();
    expect(server.requests.map(({ connection }) => connection)).toEqual([0, 0]);
  });

  it('trusts a server whose authority came into the file later, also if that was empty', async () => {
    const [former, authority] = await Promise.all([
      CertificateAuthority.create('former'),
      CertificateAuthority.create('authority'),
    ]);
    const { url } = await serve(authority);
    for (const text of [former.certificate, '']) {
      const call = caller(url, { caFile: file('ca.crt', text) });
      await expect(call()).rejects.toThrow(`GET ${url}/x: `);
      file('ca.crt', authority.certificate);
      await clock.advance(10_000);
      expect(await call()).toEqual({});
    }
  });
});

describe('rotatingIdentity', () => {
  it.each([
    ['empty', ''],
    ['damaged', '-----BEGIN CERTIFICATE-----\ns3cret'],
    ['gone', undefined],
  ])('keeps what it read when a file is %s, and says so once until it is better', async (_how, text) => {
    const authority = await CertificateAuthority.create('authority');
    const caFile = file('ca.crt', authority.certificate);
    const identity = rotatingIdentity({ caFile }, clock, (line) => logged.push(line));
    const before = await identity();
    const spoil = (): void => (text === undefined ? rmSync(caFile) : writeFileSync(caFile, text));
    spoil();
    for (let i = 0; i < 3; i++) {
      await clock.advance(10_000);
      expect(await identity()).toBe(before);
    }
    expect(logged).toHaveLength(1);
    expect(logged[0]).toContain('the certificate authority stays as it was read before: ');
    expect(logged[0]).toContain(caFile);
    expect(logged[0]).not.toContain('s3cret');
    const other = await CertificateAuthority.create('other');
    file('ca.crt', other.certificate);
    await clock.advance(10_000);
    expect((await identity()).ca).toBe(other.certificate);
    spoil();
    await clock.advance(10_000);
    expect((await identity()).ca).toBe(other.certificate);
    expect(logged).toHaveLength(2);
  });

  it('takes a certificate and its key only together: a pair that is half written is not used', async () => {
    const authority = await CertificateAuthority.create('authority');
    const [jane, joe] = await Promise.all([authority.issueClient('jane'), authority.issueClient('joe')]);
    const identity = rotatingIdentity(write(jane), clock, (line) => logged.push(line));
    const before = await identity();
    file('client.crt', joe.certificate);
    await clock.advance(10_000);
    expect(await identity()).toBe(before);
    expect(logged).toEqual([expect.stringContaining('the client certificate stays as it was read before: ')]);
    file('client.key', joe.key);
    await clock.advance(10_000);
    expect((await identity()).cert?.trim()).toBe(joe.certificate.trim());
  });

  it('reads files once for all who ask meanwhile, and never what is given as data, in whole or in part', async () => {
    const authority = await CertificateAuthority.create('authority');
    const [jane, joe] = await Promise.all([authority.issueClient('jane'), authority.issueClient('joe')]);
    const caFile = file('ca.crt', authority.certificate);
    const fromFiles = rotatingIdentity({ caFile }, clock, () => undefined);
    const given = { caData: authority.certificate, caFile, certData: jane.certificate, keyFile: write(jane).keyFile };
    const fromData = rotatingIdentity(given, clock, (line) => logged.push(line));
    const before = fromData();
    write(joe);
    file('ca.crt', 'nonsense');
    await clock.advance(10_000);
    expect(fromFiles()).toBe(fromFiles());
    expect(fromData()).toBe(before);
    expect(logged).toEqual([]);
  });
});
