import { readFileSync } from 'node:fs';
import type { Config, TLSClientConfig } from './config.js';
import { quote } from './quote.js';
import type { TLSIdentity } from './transport-factory.js';

/**
 * Reads the TLS part of a config (client-go `transport.TLSConfigFor`). Throws if a file cannot be read, if `insecure` comes
 * with a certificate authority, or if PEM text holds no PEM block.
 */
export function loadTLSIdentity(tls: TLSClientConfig = {}): TLSIdentity {
  const insecure = tls.insecure ?? false;
  const ca = pem(tls.caData, tls.caFile, 'CERTIFICATE', 'certificate authority');
  if (insecure && ca !== undefined) throw new Error('specifying a root certificates file with the insecure flag is not allowed');
  const cert = pem(tls.certData, tls.certFile, 'CERTIFICATE', 'client certificate');
  const key = pem(tls.keyData, tls.keyFile, 'PRIVATE KEY', 'client key');
  return {
    insecure,
    ...(ca !== undefined && { ca }),
    ...(cert !== undefined && key !== undefined && { cert, key }),
    ...(tls.serverName && { serverName: tls.serverName }),
  };
}

/** Whether a host without a scheme means https: it does as soon as there is something to verify, to prove or to keep secret. */
export function impliesTLS(config: Config): boolean {
  const { tls = {}, bearerToken, bearerTokenFile, username } = config;
  return (
    [tls.caData, tls.caFile, tls.certData, tls.certFile, bearerToken, bearerTokenFile, username].some(Boolean) ||
    tls.insecure === true
  );
}

/** Whether the config says anything about TLS that a transport of the caller's own would ignore. */
export function hasTLSOptions({ tls = {} }: Config): boolean {
  return (
    [tls.caData, tls.caFile].some(Boolean) ||
    ((tls.certData ?? tls.certFile) && (tls.keyData ?? tls.keyFile) ? true : false) ||
    tls.insecure === true
  );
}

function pem(data: string | undefined, file: string | undefined, label: string, what: string): string | undefined {
  if (data) return checked(data, label, what, 'its data');
  if (!file) return undefined;
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Error(`reading the ${what}: ${(cause as Error).message}`, { cause });
  }
  return checked(text, label, what, file);
}

function checked(text: string, label: string, what: string, where: string): string {
  if (!text.includes(`${label}-----`))
    throw new Error(`unable to load the ${what} from ${where}: no PEM block that ends in ${quote(label)} in it`);
  return text;
}
