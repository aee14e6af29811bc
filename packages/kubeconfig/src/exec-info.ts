import type { Config } from '@kubewright/rest';
import { KubeconfigError } from './errors.js';
import { describeFileError } from './file-errors.js';
import { readBounded } from './read-bounded.js';

/** What a plugin may be told of the cluster, as the plugin reads it (client-go `clientauthentication/v1.Cluster`). */
export interface ExecCluster {
  server: string;
  'tls-server-name'?: string;
  'insecure-skip-tls-verify'?: true;
  /** PEM certificates in base64. */
  'certificate-authority-data'?: string;
  'proxy-url'?: string;
  'disable-compression'?: true;
  /** The cluster's extension for plugins, as it stands in the kubeconfig; `null` if there is none. */
  config: unknown;
}

/** Name of the extension of a cluster that is passed on to plugins. */
export const EXEC_EXTENSION = 'client.authentication.k8s.io/exec';

/**
 * What plugins are told of the cluster that a configuration reaches (client-go `rest.ConfigToExecCluster`).
 *
 * @param extension the cluster's {@link EXEC_EXTENSION}
 * @throws {KubeconfigError} if the file of the cluster's authorities cannot be read
 */
export async function execCluster(config: Config, extension: unknown): Promise<ExecCluster> {
  const { host = '', tls = {}, proxy, disableCompression } = config;
  const authority = await authorityOf(tls);
  return {
    server: host,
    ...(tls.serverName && { 'tls-server-name': tls.serverName }),
    ...(tls.insecure && { 'insecure-skip-tls-verify': true }),
    ...(authority && { 'certificate-authority-data': authority }),
    ...(proxy && { 'proxy-url': proxy }),
    ...(disableCompression && { 'disable-compression': true }),
    config: extension ?? null,
  };
}

async function authorityOf({ caData, caFile }: NonNullable<Config['tls']>): Promise<string | undefined> {
  if (caData) return Buffer.from(caData).toString('base64');
  if (!caFile) return undefined;
  try {
    return (await readBounded(caFile)).toString('base64');
  } catch (cause) {
    throw new KubeconfigError(`failed to load CA bundle for execProvider: open ${caFile}: ${describeFileError(cause)}`, {
      cause,
    });
  }
}

/** The value of KUBERNETES_EXEC_INFO for a plugin; `cluster` only if it asks to know. */
export function execInfo(apiVersion: string, interactive: boolean, cluster: ExecCluster | undefined): string {
  return JSON.stringify({ kind: 'ExecCredential', apiVersion, spec: { interactive, ...(cluster && { cluster }) } });
}
