import { readFileSync } from 'node:fs';
import { type ClientCertificate, clientCertificate } from './client-certificate.js';
import type { Config, TLSClientConfig } from './config.js';
import { rootCertificates } from './root-certificates.js';
import type { TLSIdentity } from './transport-factory.js';

/** PEM texts as a config gives them, not looked into; undefined where it gives none. */
export interface TLSTexts {
  readonly ca: string | undefined;
  readonly cert: string | undefined;
  readonly key: string | undefined;
}

/**
 * Reads the TLS part of a config (client-go `transport.TLSConfigFor`). Throws if a file cannot be read, if certificates or key are
 * damaged or do not belong together, or if `insecure` comes with a certificate authority.
 */
export function loadTLSIdentity(tls: TLSClientConfig = {}): TLSIdentity {
  return tlsIdentity(tls, loadTLSTexts(tls));
}

/** Reads the files that a config names, where it has no data instead. Throws if one cannot be read. */
export function loadTLSTexts(tls: TLSClientConfig): TLSTexts {
  return {
    ca: textOf(tls.caData, tls.caFile, 'certificate authority'),
    cert: textOf(tls.certData, tls.certFile, 'client certificate'),
    key: textOf(tls.keyData, tls.keyFile, 'client key'),
  };
}

/** The identity that the texts make. Throws as {@link loadTLSIdentity}, apart from reading. */
export function tlsIdentity(tls: TLSClientConfig, texts: TLSTexts): TLSIdentity {
  const insecure = tls.insecure ?? false;
  if (insecure && texts.ca !== undefined)
    throw new Error('specifying a root certificates file with the insecure flag is not allowed');
  const ca = trustedCertificates(tls, texts);
  return {
    insecure,
    ...(ca !== undefined && { ca }),
    ...ownCertificate(tls, texts),
    ...(tls.serverName && { serverName: tls.serverName }),
  };
}

/** The certificates to trust: none of an empty file, which may be filled later, but never the system's (client-go's CA rotation). */
export function trustedCertificates({ caData, caFile = '' }: TLSClientConfig, { ca }: TLSTexts): string | undefined {
  if (ca === undefined || ca === '') return ca;
  return readFrom(caData ? [] : [caFile], () => rootCertificates(ca));
}

/** What proves who we are; undefined unless there are both certificate and key. */
export function ownCertificate(tls: TLSClientConfig, { cert, key }: TLSTexts): ClientCertificate | undefined {
  if (cert === undefined || key === undefined) return undefined;
  const files = [tls.certData ? '' : tls.certFile, tls.keyData ? '' : tls.keyFile].filter(
    (file) => file !== undefined && file !== '',
  );
  return readFrom(files as string[], () => clientCertificate(cert, key));
}

/** Whether a host without a scheme means https: it does as soon as there is something to verify, to prove or to keep secret. */
export function impliesTLS(config: Config): boolean {
  const { tls = {}, bearerToken, bearerTokenFile, username, credentials } = config;
  return (
    [tls.caData, tls.caFile, tls.certData, tls.certFile, bearerToken, bearerTokenFile, username, credentials].some(Boolean) ||
    tls.insecure === true
  );
}

/** Whether the config says anything about TLS that a transport of the caller's own would ignore. */
export function hasTLSOptions({ tls = {} }: Config): boolean {
  return (
    [tls.caData, tls.caFile].some(Boolean) ||
    Boolean((tls.certData || tls.certFile) && (tls.keyData || tls.keyFile)) ||
    tls.insecure === true
  );
}

function textOf(data: string | undefined, file: string | undefined, what: string): string | undefined {
  if (data) return data;
  if (!file) return undefined;
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Error(`reading the ${what}: ${(cause as Error).message}`, { cause });
  }
}

/** Says in an error which files it is about. */
function readFrom<T>(files: readonly string[], read: () => T): T {
  if (files.length === 0) return read();
  try {
    return read();
  } catch (error) {
    const { message, cause } = error as Error;
    throw new Error(`${message} (read from ${files.join(' and ')})`, { cause: cause ?? error });
  }
}
