import { Buffer } from 'node:buffer';
import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { CertificateAuthority } from '@kubewright/envtest/certificates';
import { certificatesProblem, requestProblem } from './certificate-request.js';

/** Of an elliptic curve; whose key it was nobody knows. */
const request =
  'MIHFMG4CAQAwDDEKMAgGA1UEAwwBYTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABA/H3ktI76jn2/0u/r7ijignH7PTsibZSh/Y/lhwV0JwVGKpj6Tz6xZvcxMNh8suyGcYtA+wZ7aCBrFRYk77L7ygADAKBggqhkjOPQQDAgNHADBEAiActl8AuIrWmLEzP8GIk/6s5dDf/9pbS4SWMPHG6bwkVwIgaaBnwAyu8ynM1l7LINZwiD4JUEcIYFhzQDtjI4v5P5s=';

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const pem = (body: string, type = 'CERTIFICATE REQUEST'): string =>
  base64(`-----BEGIN ${type}-----\n${body}\n-----END ${type}-----\n`);

describe('a request for a certificate', () => {
  it('is signed with its own key', () => {
    expect(requestProblem(pem(request))).toBeUndefined();
  });

  it('is refused with another signature', () => {
    const bytes = Buffer.from(request, 'base64');
    bytes.writeUInt8((bytes.at(-1) ?? 0) ^ 1, bytes.length - 1);
    expect(requestProblem(pem(bytes.toString('base64')))).toBe('x509: ECDSA verification failure');
  });

  it('is refused if its key is of a sort that nobody signs with', () => {
    const der = (tag: number, ...parts: Uint8Array[]): Buffer => {
      const content = Buffer.concat(parts);
      return Buffer.concat([Buffer.from([tag, 0x81, content.length]), content]);
    };
    const key = generateKeyPairSync('ed448').publicKey.export({ format: 'der', type: 'spki' });
    const info = der(0x30, der(2, Buffer.of(0)), der(0x30), key, der(0xa0));
    const ed25519 = der(0x30, der(6, Buffer.from('2b6570', 'hex')));
    const signed = der(0x30, info, ed25519, der(3, Buffer.alloc(115)));
    expect(requestProblem(pem(signed.toString('base64')))).toBe('x509: cannot verify signature: algorithm unimplemented');
  });

  it('is read in a moment if it has many blank lines', () => {
    expect(requestProblem(base64(`-----BEGIN CERTIFICATE REQUEST-----${'\n'.repeat(1_000_000)}`))).toMatch(/^PEM block/);
  });

  it('is nothing else', () => {
    for (const text of ['', base64('a'), pem(request, 'CERTIFICATE')]) {
      expect(requestProblem(text)).toBe('PEM block type must be CERTIFICATE REQUEST');
    }
  });

  it('is refused if it is cut off', () => {
    expect(requestProblem(pem(request.slice(0, 80)))).toMatch(/^asn1: /);
  });
});

describe('an issued certificate', () => {
  it('is one or more in PEM', async () => {
    const authority = await CertificateAuthority.create('test');
    const { certificate } = await authority.export();
    expect(new X509Certificate(certificate).subject).toBe('CN=test');
    expect(certificatesProblem('')).toBeUndefined();
    expect(certificatesProblem(base64(`${certificate}\n${certificate}`))).toBeUndefined();
  });

  it('is nothing else', () => {
    expect(certificatesProblem(base64('a'))).toBe('must contain at least one CERTIFICATE PEM block');
    expect(certificatesProblem(pem(request))).toBe('only CERTIFICATE PEM blocks are allowed, found "CERTIFICATE REQUEST"');
  });
});
