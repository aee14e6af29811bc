import { nodeCrypto } from './node-crypto.js';
import { pemBlocks } from './pem-blocks.js';

/**
 * The certificates in a PEM text as PEM; other blocks and comments are left out. Throws if there are none, or if one cannot be
 * read (client-go `transport.rootCertPool`, which ignores an unreadable one beside a good one).
 */
export function rootCertificates(text: string): string {
  try {
    const blocks = pemBlocks(text);
    if (blocks.length === 0) throw new Error('unable to parse bytes as PEM block');
    // A block with headers, which have colons, is not one of a certificate.
    const certificates = blocks.filter((block) => block.label === 'CERTIFICATE' && !block.text.includes(':'));
    if (certificates.length === 0) throw new Error('no valid certificate authority data seen');
    for (const certificate of certificates) parse(certificate.text);
    return certificates.map((certificate) => `${certificate.text}\n`).join('');
  } catch (cause) {
    throw new Error(`unable to load root certificates: ${(cause as Error).message}`, { cause });
  }
}

function parse(certificate: string): void {
  const { X509Certificate } = nodeCrypto();
  try {
    new X509Certificate(certificate);
  } catch (cause) {
    throw new Error(`failed to parse certificate: ${(cause as Error).message}`, { cause });
  }
}
