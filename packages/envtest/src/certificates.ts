// x509 finds its parts through decorators' metadata: the polyfill comes first.
import 'reflect-metadata';
import { randomBytes, webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  type GeneralNameType,
  KeyUsageFlags,
  KeyUsagesExtension,
  Name,
  type JsonNameParams,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const day = 24 * 60 * 60 * 1000;

/** A certificate and its private key, both PEM; the key is PKCS #8. */
export interface CertificateAndKey {
  readonly certificate: string;
  readonly key: string;
}

/** A key pair without a certificate, both PEM: PKCS #8 and SubjectPublicKeyInfo. */
export interface KeyPair {
  readonly privateKey: string;
  readonly publicKey: string;
}

/** Issues the certificates of one control plane. Its key stays in memory unless somebody exports it; everything that it signs is ECDSA P-256 and valid for a year. */
export class CertificateAuthority {
  /** The authority's own certificate, PEM. */
  readonly certificate: string;
  readonly #issuer: X509Certificate;
  readonly #key: webcrypto.CryptoKey;

  private constructor(issuer: X509Certificate, key: webcrypto.CryptoKey) {
    this.certificate = pem(issuer.rawData, 'CERTIFICATE');
    this.#issuer = issuer;
    this.#key = key;
  }

  /** @param commonName how the authority calls itself, for people who read a certificate */
  static async create(commonName: string): Promise<CertificateAuthority> {
    const keys = await generateKeys();
    const certificate = await X509CertificateGenerator.createSelfSigned({
      ...lifetime(),
      serialNumber: serialNumber(),
      name: distinguishedName(commonName),
      keys,
      signingAlgorithm: algorithm,
      extensions: [
        new BasicConstraintsExtension(true, undefined, true),
        new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign | KeyUsageFlags.digitalSignature, true),
      ],
    });
    return new CertificateAuthority(certificate, keys.privateKey);
  }

  /**
   * The authority that `export` was called of. Rejects if the two are none.
   */
  static async import({ certificate, key }: CertificateAndKey): Promise<CertificateAuthority> {
    const privateKey = await webcrypto.subtle.importKey('pkcs8', PemConverter.decodeFirst(key), algorithm, true, ['sign']);
    return new CertificateAuthority(new X509Certificate(certificate), privateKey);
  }

  /** What `import` makes the same authority of: who has it can let anybody in. */
  async export(): Promise<CertificateAndKey> {
    return { certificate: this.certificate, key: await privateKeyPem(this.#key) };
  }

  /**
   * A certificate by which a client proves who it is. Kubernetes reads the user's name from the common name and the groups
   * from the organizations.
   */
  issueClient(user: string, groups: readonly string[] = []): Promise<CertificateAndKey> {
    return this.#issue(distinguishedName(user, groups), ExtendedKeyUsage.clientAuth, []);
  }

  /** A certificate for a server that is reached by any of these DNS names and IP addresses; one that was `issued` long ago has expired. */
  issueServer(commonName: string, hosts: readonly string[], issued = new Date()): Promise<CertificateAndKey> {
    const names = hosts.map((host): { type: GeneralNameType; value: string } => ({
      type: isIP(host) === 0 ? 'dns' : 'ip',
      value: host,
    }));
    return this.#issue(
      distinguishedName(commonName),
      ExtendedKeyUsage.serverAuth,
      [new SubjectAlternativeNameExtension(names)],
      issued,
    );
  }

  async #issue(
    subject: Name,
    usage: ExtendedKeyUsage,
    extensions: readonly SubjectAlternativeNameExtension[],
    issued = new Date(),
  ): Promise<CertificateAndKey> {
    const keys = await generateKeys();
    const certificate = await X509CertificateGenerator.create({
      ...lifetime(issued),
      serialNumber: serialNumber(),
      subject,
      issuer: this.#issuer.subjectName,
      publicKey: keys.publicKey,
      signingKey: this.#key,
      signingAlgorithm: algorithm,
      extensions: [
        new BasicConstraintsExtension(false, undefined, true),
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
        new ExtendedKeyUsageExtension([usage]),
        ...extensions,
      ],
    });
    return { certificate: pem(certificate.rawData, 'CERTIFICATE'), key: await privateKeyPem(keys.privateKey) };
  }
}

/** The key pair that signs and verifies service account tokens: ECDSA P-256. */
export async function createKeyPair(): Promise<KeyPair> {
  const keys = await generateKeys();
  return {
    privateKey: await privateKeyPem(keys.privateKey),
    publicKey: pem(await webcrypto.subtle.exportKey('spki', keys.publicKey), 'PUBLIC KEY'),
  };
}

/** Values are objects, because x509 interprets quotes and backslashes in bare strings. */
function distinguishedName(commonName: string, organizations: readonly string[] = []): Name {
  const parts: JsonNameParams = [
    ...organizations.map((value) => ({ O: [{ utf8String: value }] })),
    { CN: [{ utf8String: commonName }] },
  ];
  return new Name(parts);
}

function generateKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}

async function privateKeyPem(key: webcrypto.CryptoKey): Promise<string> {
  return pem(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY');
}

function pem(data: ArrayBuffer, label: string): string {
  return `${PemConverter.encode(data, label)}\n`;
}

/** Valid from a day before, so that a clock set back a little does not make it invalid. */
function lifetime(issued = new Date()): { notBefore: Date; notAfter: Date } {
  return { notBefore: new Date(issued.getTime() - day), notAfter: new Date(issued.getTime() + 365 * day) };
}

/** Hexadecimal: a first byte that makes it positive and never shorter, then 120 random bits (RFC 5280 4.1.2.2). */
function serialNumber(): string {
  return `40${randomBytes(15).toString('hex')}`;
}
