import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import type { JSONObject } from '../json.js';
import { objectAt, textAt } from '../json-fields.js';

/** What to warn of in a Secret: a certificate and a key that are none, or not of each other (Go `tls.X509KeyPair`). */
export function secretWarnings(secret: JSONObject): string[] {
  if (secret['type'] !== 'kubernetes.io/tls') return [];
  const data = objectAt(secret, 'data');
  const problem = pairProblem(decode(textAt(data, 'tls.crt')), decode(textAt(data, 'tls.key')));
  return problem === undefined ? [] : [problem];
}

/** A block of PEM. */
interface Block {
  readonly type: string;
  readonly text: string;
}

function pairProblem(certificate: string, key: string): string | undefined {
  const blocks = blocksOf(certificate);
  const found = blocks.find(({ type }) => type === 'CERTIFICATE');
  if (!found) return certificateProblem(blocks);
  const keys = blocksOf(key);
  const index = keys.findIndex(({ type }) => isKey(type));
  const foundKey = keys[index];
  if (!foundKey) return keyProblem(keys);
  let leaf: X509Certificate;
  try {
    leaf = new X509Certificate(found.text);
  } catch {
    return 'x509: malformed certificate';
  }
  let privateKey: KeyObject;
  try {
    privateKey = createPrivateKey(foundKey.text);
  } catch {
    return 'tls: failed to parse private key';
  }
  if (leaf.checkPrivateKey(privateKey)) return undefined;
  return leaf.publicKey.asymmetricKeyType === privateKey.asymmetricKeyType
    ? 'tls: private key does not match public key'
    : 'tls: private key type does not match public key type';
}

function certificateProblem(blocks: readonly Block[]): string {
  if (blocks.length === 0) return 'tls: failed to find any PEM data in certificate input';
  if (blocks.length === 1 && isKey(blocks[0]?.type ?? ''))
    return 'tls: failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched';
  return `tls: failed to find "CERTIFICATE" PEM block in certificate input after skipping PEM blocks of the following types: [${typesOf(blocks)}]`;
}

function keyProblem(blocks: readonly Block[]): string {
  if (blocks.length === 0) return 'tls: failed to find any PEM data in key input';
  if (blocks.length === 1 && blocks[0]?.type === 'CERTIFICATE')
    return 'tls: found a certificate rather than a key in the PEM for the private key';
  return `tls: failed to find PEM block with type ending in "PRIVATE KEY" in key input after skipping PEM blocks of the following types: [${typesOf(blocks)}]`;
}

function isKey(type: string): boolean {
  return type === 'PRIVATE KEY' || type.endsWith(' PRIVATE KEY');
}

function typesOf(blocks: readonly Block[]): string {
  return blocks.map(({ type }) => type).join(' ');
}

function blocksOf(text: string): Block[] {
  const blocks = text.matchAll(/^-----BEGIN ([^-\n]+)-----\s*\n((?:[^:\n]+:[^\n]*\n)*)([A-Za-z0-9+/=\s]*)^-----END \1-----/gm);
  return [...blocks].map(([block, type = '']) => ({ type, text: block }));
}

function decode(base64: string): string {
  return Buffer.from(base64, 'base64').toString('latin1');
}
