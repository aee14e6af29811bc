import { Buffer } from 'node:buffer';
import type { DifferentialCase, DifferentialStep } from './case.js';
import { type Body, own } from './case-builders.js';

/* Requests of keys that nobody has, made once, in DER and base64. */
const elliptic = [
  'MIHFMG4CAQAwDDEKMAgGA1UEAwwBYTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABA/H3ktI76jn2/0u/r7ijignH7PTsibZSh/Y/lhwV0JwVG',
  'Kpj6Tz6xZvcxMNh8suyGcYtA+wZ7aCBrFRYk77L7ygADAKBggqhkjOPQQDAgNHADBEAiActl8AuIrWmLEzP8GIk/6s5dDf/9pbS4SWMPHG6bwk',
  'VwIgaaBnwAyu8ynM1l7LINZwiD4JUEcIYFhzQDtjI4v5P5s=',
].join('');
const edwards = [
  'MIGLMD8CAQAwDDEKMAgGA1UEAwwBYTAqMAUGAytlcAMhAN+8GDA6dGRByla+1AitxRc//P/Ww4skmtjQ4muX2DhXoAAwBQYDK2VwA0EAxJxCMu',
  'e0Wn7wFXcPSrM0Ei3zF+DNfOyQLTI5Lubg3LRLzjhmU6GCo+aib3NLgh2PvZZlBu9p5JdKLNu3RtCFDA==',
].join('');
const rsa = [
  'MIIBSzCBtQIBADAMMQowCAYDVQQDDAFhMIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQCm6tmSSTVliuCTpoIR1fqyoYAapCYdjfMhU12NiW',
  'NWJuZdu1T3NaNiuffe0b6hH8gDJp4vdLTRHL6Qc0TlGiDEfxl6kicd9646d0NH2VMfzbqKWTtcMper7Toc5v0nw5MZJ9HVI8Co3kJyfYFVlYDb',
  '4rLN28gwp1jtt7k+pKPRHwIDAQABoAAwDQYJKoZIhvcNAQELBQADgYEAj6vt3KPZHUnhQHaibdWGPvivLWjWi8/jj7ktA5sWp73j+Gf/6ORG7A',
  '7+hvCNE71b2gRNvdqZQYF/P7HMoEfzK17UlCK6IaTRWzk0kZ+i0ei87UShk26yvbeI42BaESOSyHOd8vNBGp+pqSuD/E5Kou1PDLBgYIiPbzU8',
  'Y4do6y8=',
].join('');
const certificate = [
  'MIIBLjCB4aADAgECAhQ6JvSE+kBr+voV82cZ59AUhIjjLzAFBgMrZXAwDDEKMAgGA1UEAwwBYTAgFw0yNjExMjIwNTMzNTJaGA8yMTI2MTAyOT',
  'A1MzM1MlowDDEKMAgGA1UEAwwBYTAqMAUGAytlcAMhAN+8GDA6dGRByla+1AitxRc//P/Ww4skmtjQ4muX2DhXo1MwUTAdBgNVHQ4EFgQUMfIa',
  'IEZWNLsIzsa7xJIBui0VtLgwHwYDVR0jBBgwFoAUMfIaIEZWNLsIzsa7xJIBui0VtLgwDwYDVR0TAQH/BAUwAwEB/zAFBgMrZXADQQCMXH0rqR',
  '2lnUF9qvqlagOMFsERa7Mnnc4D7jfxxajv4xytJT4WUgvh9hmkMgLK7aoRXJDMfvciuKmFgPPh4bkE',
].join('');

const pem = (base64: string, type = 'CERTIFICATE REQUEST'): string =>
  Buffer.from(`-----BEGIN ${type}-----\n${(base64.match(/.{1,64}/g) ?? []).join('\n')}\n-----END ${type}-----\n`).toString(
    'base64',
  );
/** The same behind an empty line: other bytes. */
const again = (base64: string): string => Buffer.from(`\n${Buffer.from(base64, 'base64').toString()}`).toString('base64');
/** Its signature is another one. */
const forged = (base64: string): string => {
  const bytes = Buffer.from(base64, 'base64');
  bytes.writeUInt8((bytes.at(-1) ?? 0) ^ 1, bytes.length - 1);
  return bytes.toString('base64');
};

const path = '/apis/certificates.k8s.io/v1/certificatesigningrequests';
/** Somebody who has the same groups on all servers. */
const headers = { 'impersonate-user': 'alice', 'impersonate-group': 'system:masters', 'impersonate-extra-a': 'b' };

const request = (more: Body = {}): Body => ({
  metadata: own,
  spec: { request: pem(elliptic), signerName: 'example.com/a', usages: ['client auth'], ...more },
});
const made = (body: Body, ...changes: readonly (readonly [subresource: string, change: Body])[]): DifferentialStep[] => [
  { method: 'POST', path, headers, body },
  ...changes.map(([subresource, change]): DifferentialStep => ({
    method: 'PATCH',
    path: `${path}/{ns}${subresource}`,
    headers,
    contentType: 'application/merge-patch+json',
    body: change,
  })),
  { method: 'DELETE', path: `${path}/{ns}` },
];
const conditions = (...all: Body[]): Body => ({ status: { conditions: all } });
const is = (type: string, status = 'True'): Body => ({ type, status, reason: 'R', message: 'm' });
const issued = (text: string): Body => ({ status: { certificate: text } });

const cases: Readonly<Record<string, DifferentialStep[]>> = {
  'by an elliptic curve': made(
    request({ usages: ['digital signature', 'key encipherment', 'server auth'], expirationSeconds: 600 }),
  ),
  'by Edwards': made(request({ request: pem(edwards) })),
  'by RSA': made(request({ request: pem(rsa), username: 'bob', groups: ['a'], uid: 'b', extra: { c: ['d'] } })),
  'of nothing': made({ metadata: own, spec: {} }),
  'of another text': made(request({ request: pem(elliptic, 'CERTIFICATE'), usages: [] })),
  'of no text': made(request({ request: 'YQ==' })),
  'of none': made({ ...request(), spec: { signerName: 'example.com/a', usages: ['client auth'] } }),
  'forged, by an elliptic curve': made(request({ request: pem(forged(elliptic)) })),
  'forged, by Edwards': made(request({ request: pem(forged(edwards)) })),
  'forged, by RSA': made(request({ request: pem(forged(rsa)) })),
  'with mistakes': made(request({ usages: ['some', 'any', 'any'], expirationSeconds: 599, signerName: 'a' })),
  'of a signer of old': made(request({ signerName: 'kubernetes.io/legacy-unknown' })),
  'of a signer without a domain': made(request({ signerName: 'A/b.C' })),
  'of a signer of two paths': made(request({ signerName: 'example.com/a/b' })),
  'that stays': made(
    request(),
    ['', { spec: { signerName: 'example.com/b' }, metadata: { labels: { a: 'b' } } }],
    ['', conditions(is('Approved'))],
  ),
  'that is approved and signed': made(
    request(),
    ['/approval', conditions(is('Approved'))],
    ['/status', issued(pem(certificate, 'CERTIFICATE'))],
    ['/status', issued(again(pem(certificate, 'CERTIFICATE')))],
    ['/approval', conditions()],
    ['/approval', issued('YQ==')],
  ),
  'that is denied': made(
    request(),
    ['/approval', conditions(is('Denied'))],
    ['/approval', conditions(is('Denied'), is('Approved'))],
  ),
  'that is decided in a wrong way': made(
    request(),
    ['/approval', conditions(is('Approved', 'False'), { type: '' }, is('a', 'Some'), is('a'))],
    ['/status', conditions(is('Approved'))],
    ['/status', conditions(is('Failed', 'Unknown'))],
    ['/status', conditions(is('Failed'))],
    ['/status', conditions()],
  ),
  'that is signed with nothing': made(
    request(),
    ['/status', issued('YQ==')],
    ['/status', issued(pem(elliptic))],
    ['/status', { spec: { usages: ['any'] } }],
  ),
};

/** CertificateSigningRequests: what they may ask for, who decides, and what comes of it. */
export const certificateCases: readonly DifferentialCase[] = Object.entries(cases).map(([how, steps]) => ({
  name: `CertificateSigningRequest ${how}`,
  steps,
}));
