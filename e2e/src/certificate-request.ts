// x509 finds its parts through decorators' metadata: the polyfill comes first.
import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { Name, Pkcs10CertificateRequestGenerator } from '@peculiar/x509';

/** A PKCS #10 request for a certificate with a new key, as the field `request` of a CertificateSigningRequest wants it: base64 of its PEM text. */
export async function certificateRequest(commonName: string): Promise<string> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const request = await Pkcs10CertificateRequestGenerator.create({
    name: new Name([{ CN: [{ utf8String: commonName }] }]),
    keys: await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']),
    signingAlgorithm: algorithm,
  });
  return Buffer.from(`${request.toString('pem')}\n`).toString('base64');
}
