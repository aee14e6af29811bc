import { readFile } from 'node:fs/promises';
import type { Clock } from './clock.js';
import type { TLSClientConfig } from './config.js';
import type { CAReloadLabels } from './metrics.js';
import { loadTLSTexts, ownCertificate, tlsIdentity, type TLSTexts, trustedCertificates } from './tls-identity.js';
import type { TLSIdentity, TransportOptions } from './transport-factory.js';

/** Files are read again this long after they were read last, in milliseconds, if there is a request then. */
const rereadInterval = 10_000;

/**
 * The TLS identity of a config, read now and, where it comes from files alone, again later: the authorities' certificates, and the
 * client certificate with its key (client-go `transport.dynamicClientCert`, `transport.atomicTransportHolder`). Files that cannot be
 * read, or that hold nothing of use, leave what was read before in use; `log` is told, once for each reason. There is no timer:
 * nothing is read without a request. `reloaded` is told how each reading of the authorities' file went.
 *
 * @throws {Error} as `loadTLSIdentity`
 */
export function rotatingIdentity(
  tls: TLSClientConfig = {},
  clock: Clock,
  log: (line: string) => void,
  reloaded: (reason: CAReloadLabels['reason']) => void = () => undefined,
): TransportOptions['identity'] {
  let texts = loadTLSTexts(tls);
  let identity = tlsIdentity(tls, texts);
  const parts = rotatingParts(tls);
  if (parts.length === 0) return () => identity;

  let readAt = clock.now();
  let reading: Promise<TLSIdentity> | undefined;
  const complaints = new Map<Part, string>();
  const read = async (): Promise<TLSIdentity> => {
    for (const part of parts) {
      let reason: CAReloadLabels['reason'] = 'read_error';
      try {
        const found = await part.read();
        reason = found.ca === '' ? 'empty' : 'unchanged';
        if (isSame(found, texts)) continue;
        if (found.ca !== '') reason = 'ca_parse_error';
        const changed = { ...texts, ...found };
        identity = { ...identity, ...part.use(changed) };
        texts = changed;
        reason = 'updated';
        complaints.delete(part);
      } catch (error) {
        const { message } = error as Error;
        if (complaints.get(part) !== message) log(`kubewright: the ${part.name} stays as it was read before: ${message}`);
        complaints.set(part, message);
      } finally {
        if (part.name === authorities) reloaded(reason);
      }
    }
    readAt = clock.now();
    reading = undefined;
    return identity;
  };
  return () => reading ?? (clock.now() - readAt < rereadInterval ? identity : (reading = read()));
}

/** What the part with the authorities' certificates is called. */
const authorities = 'certificate authority';

/** Files that change together. */
interface Part {
  readonly name: string;
  read(): Promise<Partial<TLSTexts>>;
  /** Throws if the texts are of no use. */
  use(texts: TLSTexts): Partial<TLSIdentity>;
}

function rotatingParts(tls: TLSClientConfig): Part[] {
  const { caData, caFile, certData, certFile, keyData, keyFile } = tls;
  const parts: Part[] = [];
  if (caFile && !caData) {
    parts.push({
      name: authorities,
      read: async () => ({ ca: await readFile(caFile, 'utf8') }),
      use(texts) {
        if (texts.ca === '') throw new Error(`${caFile} is empty`);
        return { ca: trustedCertificates(tls, texts) };
      },
    });
  }
  if (certFile && keyFile && !certData && !keyData) {
    parts.push({
      name: 'client certificate',
      read: async () => ({ cert: await readFile(certFile, 'utf8'), key: await readFile(keyFile, 'utf8') }),
      use: (texts) => ({ ...ownCertificate(tls, texts) }),
    });
  }
  return parts;
}

function isSame(found: Partial<TLSTexts>, texts: TLSTexts): boolean {
  return (Object.keys(found) as (keyof TLSTexts)[]).every((name) => found[name] === texts[name]);
}
