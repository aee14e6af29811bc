import type { CertificateAndKey } from '@kubewright/envtest/certificates';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writePrivateFile } from './private-file.js';

/** The form of the file. */
interface KeysFile {
  /** Base64. */
  readonly serviceAccountKey: string;
  readonly authority?: CertificateAndKey;
}

/** By what a server is known, and knows its tokens again, after a restart. In a file that only its owner can read. */
export class KeptKeys {
  /** 32 bytes. */
  readonly serviceAccountKey: Uint8Array;
  readonly #path: string;
  #kept: KeysFile;

  /** Throws an `Error` if the file is damaged. */
  constructor(folder: string) {
    this.#path = join(folder, 'keys.json');
    const kept = existsSync(this.#path) ? readKeys(this.#path) : undefined;
    this.#kept = kept ?? { serviceAccountKey: randomBytes(32).toString('base64') };
    if (!kept) this.#write();
    this.serviceAccountKey = Buffer.from(this.#kept.serviceAccountKey, 'base64');
  }

  /** The certificate authority of a server with TLS; undefined if it never had one. */
  get authority(): CertificateAndKey | undefined {
    return this.#kept.authority;
  }

  keepAuthority(authority: CertificateAndKey): void {
    this.#kept = { ...this.#kept, authority };
    this.#write();
  }

  #write(): void {
    writePrivateFile(this.#path, `${JSON.stringify(this.#kept)}\n`);
  }
}

function readKeys(path: string): KeysFile {
  try {
    const { serviceAccountKey, authority } = JSON.parse(readFileSync(path, 'utf8')) as KeysFile;
    if (typeof serviceAccountKey !== 'string') throw new TypeError('serviceAccountKey is missing');
    return { serviceAccountKey, ...(authority && { authority }) };
  } catch {
    // Without the cause, which may quote the file.
    throw new Error(`reading ${path}: not what a server wrote; remove it, and certificates and tokens are made anew`);
  }
}
