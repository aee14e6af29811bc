import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CertificateAuthority } from '../../envtest/src/certificates.js';
import { loadTLSIdentity } from './tls-identity.js';

const certificate = (body: string): string => `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tls-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('loadTLSIdentity', () => {
  it('names no authority, which means the system’s, and verifies the server unless told otherwise', () => {
    expect(loadTLSIdentity()).toEqual({ insecure: false });
    expect(loadTLSIdentity({ insecure: true })).toEqual({ insecure: true });
  });

  it('refuses an authority together with insecure', () => {
    expect(() => loadTLSIdentity({ insecure: true, caData: certificate('a') })).toThrow(
      'specifying a root certificates file with the insecure flag is not allowed',
    );
  });

  it('prefers data to a file, even if the file cannot be read', async () => {
    const { certificate: authority } = await CertificateAuthority.create('authority');
    const { ca = '' } = loadTLSIdentity({ caData: authority, caFile: join(folder, 'missing') });
    expect(ca.replaceAll(/\s/g, '')).toBe(authority.replaceAll(/\s/g, ''));
  });

  it('names the file that cannot be read, or holds no PEM', async () => {
    const file = join(folder, 'ca.crt');
    expect(() => loadTLSIdentity({ caFile: file })).toThrow(/reading the certificate authority: ENOENT.*ca\.crt/);
    await writeFile(file, 'not PEM');
    expect(() => loadTLSIdentity({ caFile: file })).toThrow(/unable to load root certificates: .*ca\.crt/);
  });

  it('refuses a key that is none, without telling it', async () => {
    const { certificate: cert } = await (await CertificateAuthority.create('authority')).issueClient('alice');
    expect(() => loadTLSIdentity({ certData: cert, keyData: 'secret nonsense' })).toThrow();
    expect(() => loadTLSIdentity({ certData: cert, keyData: 'secret nonsense' })).not.toThrow('secret');
  });

  it('proves itself only with certificate and key together', async () => {
    const { certificate: cert, key: pair } = await (await CertificateAuthority.create('authority')).issueClient('alice');
    expect(loadTLSIdentity({ certData: cert }).cert).toBeUndefined();
    expect(loadTLSIdentity({ certData: cert, keyData: pair })).toHaveProperty('key');
  });
});
