import { createPublicKey, verify, X509Certificate } from 'node:crypto';
import { quote } from '@kubewright/rest';

/** An element of DER: all of it, and what is in it. */
interface Element {
  readonly whole: Buffer;
  readonly content: Buffer;
  readonly rest: Buffer;
}

/** Hashes of algorithms of signatures, by their identifiers in hexadecimal; null for one that hashes itself. */
const hashes: Readonly<Record<string, string | null>> = {
  '2a864886f70d01010b': 'sha256',
  '2a864886f70d01010c': 'sha384',
  '2a864886f70d01010d': 'sha512',
  '2a8648ce3d040302': 'sha256',
  '2a8648ce3d040303': 'sha384',
  '2a8648ce3d040304': 'sha512',
  '2b6570': null,
};

const failures: Readonly<Record<string, string>> = {
  rsa: 'crypto/rsa: verification error',
  ec: 'x509: ECDSA verification failure',
  ed25519: 'x509: Ed25519 verification failure',
};
const notImplemented = 'x509: cannot verify signature: algorithm unimplemented';

/** What is wrong with a request for a certificate (PKCS #10, in PEM, in base64), which its key has to sign. Undefined if nothing is. */
export function requestProblem(base64: string): string | undefined {
  const [block] = pemBlocks(base64);
  if (block?.type !== 'CERTIFICATE REQUEST') return 'PEM block type must be CERTIFICATE REQUEST';
  try {
    const info = read(read(block.bytes).content);
    const algorithm = read(info.rest);
    const identifier = read(algorithm.content).content.toString('hex');
    // The first byte says how many bits are not used.
    const signature = read(algorithm.rest).content.subarray(1);
    const subject = read(read(info.content).rest);
    const key = createPublicKey({ key: read(subject.rest).whole, format: 'der', type: 'spki' });
    const hash = hashes[identifier];
    if (hash === undefined) return notImplemented;
    return verify(hash, info.whole, key, signature) ? undefined : (failures[key.asymmetricKeyType ?? ''] ?? notImplemented);
  } catch {
    return 'asn1: syntax error: data truncated';
  }
}

/** What is wrong with certificates in PEM, in base64. Undefined if nothing is. */
export function certificatesProblem(base64: string): string | undefined {
  if (base64 === '') return undefined;
  const blocks = pemBlocks(base64);
  for (const { type, bytes, hasHeaders } of blocks) {
    if (type !== 'CERTIFICATE') return `only CERTIFICATE PEM blocks are allowed, found ${quote(type)}`;
    if (hasHeaders) return 'no PEM block headers are permitted';
    try {
      new X509Certificate(bytes);
    } catch {
      return 'x509: malformed certificate';
    }
  }
  return blocks.length > 0 ? undefined : 'must contain at least one CERTIFICATE PEM block';
}

function pemBlocks(base64: string): { type: string; bytes: Buffer; hasHeaders: boolean }[] {
  const text = Buffer.from(base64, 'base64').toString('latin1');
  const blocks = text.matchAll(/-----BEGIN ([^-]+)-----[ \t\r]*\n((?:[^\n:]+:[^\n]*\n)*)([A-Za-z0-9+/=\s]*)-----END \1-----/g);
  return [...blocks].map(([, type = '', headers = '', body = '']) => ({
    type,
    bytes: Buffer.from(body, 'base64'),
    hasHeaders: headers !== '',
  }));
}

/** The first element. @throws {RangeError} for bytes that end before it does */
function read(bytes: Buffer): Element {
  const first = bytes.readUInt8(1);
  const more = first < 0x80 ? 0 : first & 0x7f;
  const length = more === 0 ? first : bytes.readUIntBE(2, more);
  const end = 2 + more + length;
  if (end > bytes.length) throw new RangeError('an element is longer than what it stands in');
  return { whole: bytes.subarray(0, end), content: bytes.subarray(2 + more, end), rest: bytes.subarray(end) };
}
