import type { KeyObject } from 'node:crypto';
import { nodeCrypto } from './node-crypto.js';
import { type PEMBlock, pemBlocks } from './pem-blocks.js';

/** What proves who a client is, both PEM: the certificate, with those between it and its authority after it, and its key. */
export interface ClientCertificate {
  readonly cert: string;
  readonly key: string;
}

/**
 * Picks certificates and key out of two PEM texts, which may be the same (Go `tls.X509KeyPair`). Throws if one is missing or cannot be
 * read, if the key is encrypted, or if they do not belong together. No message holds anything of the key.
 */
export function clientCertificate(certText: string, keyText: string): ClientCertificate {
  const certificates = blocksOf('certificate', certText, ({ label }) => label === 'CERTIFICATE');
  const [leaf = ''] = certificates;
  const certificate = parse('certificate', () => new (nodeCrypto().X509Certificate)(leaf));
  const [key = ''] = blocksOf('key', keyText, ({ label }) => label.endsWith('PRIVATE KEY'));
  if (!certificate.checkPrivateKey(privateKey(key))) {
    throw new Error('the client key is not the one of the client certificate: give the key that the certificate was issued for');
  }
  return { cert: certificates.join('\n'), key };
}

function blocksOf(what: 'certificate' | 'key', text: string, wanted: (block: PEMBlock) => boolean): string[] {
  const blocks = parse(what, () => pemBlocks(text));
  const found = blocks.filter(wanted);
  if (found.length > 0) return found.map((block) => block.text);
  const seen = blocks.map(({ label }) => label).join(', ') || 'none at all';
  throw new Error(
    `unable to parse the client ${what}: no PEM block of a ${what === 'key' ? 'private key' : what} in it, but ${seen}`,
  );
}

function privateKey(text: string): KeyObject {
  if (/^(?:-----BEGIN|Proc-Type: 4,) ?ENCRYPTED/m.test(text)) {
    throw new Error(
      'the client key is encrypted: decrypt it into a file that only you can read, as `openssl pkey -in KEY -out FILE` does',
    );
  }
  return parse('key', () => nodeCrypto().createPrivateKey(text));
}

function parse<T>(what: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new Error(`unable to parse the client ${what}: ${(cause as Error).message}`, { cause });
  }
}
