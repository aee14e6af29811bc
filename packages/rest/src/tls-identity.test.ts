import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { loadTLSIdentity } from './tls-identity.js';

const certificate = (body: string): string => `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`;
const key = '-----BEGIN EC PRIVATE KEY-----\nabc\n-----END EC PRIVATE KEY-----\n';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tls-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('loadTLSIdentity', () => {
  it('verifies the server with the system’s authorities unless told otherwise, and never below TLS 1.2', () => {
    expect(loadTLSIdentity()).toEqual({ insecure: false });
    expect(loadTLSIdentity({ insecure: true })).toEqual({ insecure: true });
  });

  it('refuses an authority together with insecure', () => {
    expect(() => loadTLSIdentity({ insecure: true, caData: certificate('a') })).toThrow(
      'specifying a root certificates file with the insecure flag is not allowed',
    );
  });

  it('prefers data to a file, even if the file cannot be read', () => {
    expect(loadTLSIdentity({ caData: certificate('data'), caFile: join(folder, 'missing') }).ca).toBe(certificate('data'));
  });

  it('names the file that cannot be read, or holds no PEM', async () => {
    const file = join(folder, 'ca.crt');
    expect(() => loadTLSIdentity({ caFile: file })).toThrow(/reading the certificate authority: ENOENT.*ca\.crt/);
    await writeFile(file, 'not PEM');
    expect(() => loadTLSIdentity({ caFile: file })).toThrow(`unable to load the certificate authority from ${file}`);
    expect(() => loadTLSIdentity({ certData: certificate('c'), keyData: 'secret nonsense' })).toThrow(
      'unable to load the client key from its data',
    );
    expect(() => loadTLSIdentity({ certData: certificate('c'), keyData: 'secret nonsense' })).not.toThrow('secret');
  });

  it('proves itself only with certificate and key together', () => {
    expect(loadTLSIdentity({ certData: certificate('c') }).cert).toBeUndefined();
    expect(loadTLSIdentity({ certData: certificate('c'), keyData: key })).toMatchObject({ cert: certificate('c'), key });
  });
});
