import { beforeAll, describe, expect, it } from '@jest/globals';
// Certificates come from the package that makes them for whole control planes.
import { type CertificateAndKey, CertificateAuthority } from '../../envtest/src/certificates.js';
import { checkCredential } from './credential-check.js';
import type { Credential } from './credential-source.js';

let pair: CertificateAndKey;
let other: CertificateAndKey;
beforeAll(async () => {
  const authority = await CertificateAuthority.create('authority');
  [pair, other] = await Promise.all([authority.issueClient('jane'), authority.issueClient('joe')]);
});

/** As a source in JavaScript gives it. */
const check = async (given: unknown): Promise<Credential> => checkCredential(given as Credential);

describe('checkCredential', () => {
  it('takes a token, trimmed, a pair, or both', async () => {
    const expiresAt = new Date(7);
    expect(await check({ token: ' t\n', expiresAt })).toEqual({ token: 't', expiresAt });
    expect(await check({ certData: pair.certificate, keyData: pair.key })).toEqual({
      certData: pair.certificate.trim(),
      keyData: pair.key.trim(),
    });
    expect(await check({ token: 't', certData: pair.certificate, keyData: pair.key })).toMatchObject({
      token: 't',
      keyData: pair.key.trim(),
    });
  });

  it('gives a copy, which the source cannot change', async () => {
    const given = { token: 't', expiresAt: new Date(7) };
    const checked = await check(given);
    given.token = 'u';
    given.expiresAt.setTime(8);
    expect(checked).toEqual({ token: 't', expiresAt: new Date(7) });
  });

  it.each([
    [undefined, 'the credential source returned no credential, but a value of type undefined'],
    [null, 'the credential source returned no credential, but null'],
    ['s3cret', 'the credential source returned no credential, but a value of type string'],
    [{}, "the credential source didn't return a token or cert/key pair"],
    [{ token: ' ' }, "the credential source didn't return a token or cert/key pair"],
    [{ certData: 's3cret' }, 'the credential source returned only certificate or key, not both'],
    [{ token: 't', keyData: 's3cret' }, 'the credential source returned only certificate or key, not both'],
    [{ token: 7 }, 'the credential source returned a token that is no string'],
    [{ certData: Buffer.from('s3cret'), keyData: 's3cret' }, 'the credential source returned a certData that is no string'],
    [{ token: 's3cret\ns3cret' }, 'the credential source returned a token with a control character in it'],
    [{ token: 't', expiresAt: '2026-01-01' }, 'the credential source returned an expiresAt that is no Date'],
    [{ token: 't', expiresAt: new Date('x') }, 'the credential source returned an expiresAt that is no valid date'],
    [{ certData: 's3cret', keyData: 's3cret' }, 'failed parsing client key/certificate: '],
  ])('refuses %p, without showing it', async (given, message) => {
    const checked = check(given);
    await expect(checked).rejects.toThrow(message);
    await expect(checked).rejects.not.toThrow('s3cret');
  });

  it('refuses a key that is none, or another certificate’s', async () => {
    await expect(check({ certData: pair.certificate, keyData: pair.certificate })).rejects.toThrow(
      'failed parsing client key/certificate: ',
    );
    await expect(check({ certData: pair.certificate, keyData: other.key })).rejects.toThrow(
      'failed parsing client key/certificate: the client key is not the one of the client certificate',
    );
  });
});
