import { readFile } from 'node:fs/promises';
import { type Config, copyConfig, type TLSClientConfig } from '@kubewright/rest';
import { assertSupported } from './credential-kind.js';
import { EmptyConfigurationError, InvalidConfigurationError, KubeconfigError, type ConfigurationProblem } from './errors.js';
import { describeFileError } from './file-errors.js';
import type { AuthInfo, Cluster, Context, Kubeconfig } from './kubeconfig.js';
import { parseProxyURL } from './proxy-url.js';
import { EMPTY_CLUSTER, validateAuthInfo, validateCluster } from './validate.js';

/** Which context of a kubeconfig to use. */
export interface ClientConfigOptions {
  /** Name of a context. @default the current context */
  context?: string | undefined;
}

/**
 * Makes a client configuration of one context (client-go `clientcmd.DirectClientConfig`). Only the chosen context, its cluster and its
 * user need to be right. A context whose user is not defined is anonymous. Unlike client-go it keeps credentials, trust and server name
 * also for a server that is not written with `https://`. The result shows no credential when it is printed.
 *
 * @throws {InvalidConfigurationError} naming every problem; an {@link EmptyConfigurationError} if there is no server to talk to
 * @throws {UnsupportedCredentialError} if the user's credential comes from `exec` or `auth-provider`
 */
export async function clientConfig(kubeconfig: Kubeconfig, options: ClientConfigOptions = {}): Promise<Config> {
  const contextName = options.context || (kubeconfig.currentContext ?? '');
  const context = kubeconfig.contexts.get(contextName);
  if (options.context && context === undefined) {
    throw new KubeconfigError(`context ${JSON.stringify(contextName)} does not exist${choices(kubeconfig)}`);
  }
  const { user: userName = '', cluster: clusterName = '' } = context ?? {};
  const user = kubeconfig.users.get(userName);
  const cluster = kubeconfig.clusters.get(clusterName);
  const problems: ConfigurationProblem[] = [
    ...(contextName !== '' && context === undefined ? [contextNotFound(kubeconfig, contextName)] : []),
    ...(await validateAuthInfo(userName, user)),
    ...(await validateCluster(clusterName, cluster)),
  ];
  if (problems.length === 1 && problems[0]?.message === EMPTY_CLUSTER) {
    throw new EmptyConfigurationError(whyEmpty(kubeconfig, contextName, context));
  }
  if (problems.length > 0) throw new InvalidConfigurationError(problems);
  return copyConfig({
    ...(cluster && clusterConfig(cluster)),
    ...(user && (await userConfig(userName, user))),
    ...tlsConfig(cluster, user),
  });
}

function clusterConfig(cluster: Cluster): Config {
  const config: Config = {};
  if (cluster.server !== undefined) config.host = withoutQuery(cluster.server);
  if (cluster.disableCompression) config.disableCompression = true;
  const proxy = cluster.proxyURL === undefined ? undefined : parseProxyURL(cluster.proxyURL);
  if (proxy && 'url' in proxy) config.proxy = proxy.url;
  return config;
}

async function userConfig(name: string, user: AuthInfo): Promise<Config> {
  assertSupported(name, user);
  const config: Config = {};
  const token = user.token ?? (user.tokenFile === undefined ? undefined : await readToken(name, user.tokenFile));
  if (token) config.bearerToken = token;
  if (user.tokenFile !== undefined) config.bearerTokenFile = user.tokenFile;
  if (user.username !== undefined) config.username = user.username;
  if (user.password !== undefined) config.password = user.password;
  if (user.impersonate !== undefined) {
    config.impersonate = {
      userName: user.impersonate,
      ...(user.impersonateUID !== undefined && { uid: user.impersonateUID }),
      ...(user.impersonateGroups && { groups: user.impersonateGroups }),
      ...(user.impersonateUserExtra && { extra: user.impersonateUserExtra }),
    };
  }
  return config;
}

function tlsConfig(cluster: Cluster | undefined, user: AuthInfo | undefined): Pick<Config, 'tls'> {
  const tls: TLSClientConfig = {};
  if (cluster?.certificateAuthority !== undefined) tls.caFile = cluster.certificateAuthority;
  if (cluster?.certificateAuthorityData !== undefined) tls.caData = cluster.certificateAuthorityData;
  if (cluster?.insecureSkipTLSVerify) tls.insecure = true;
  if (cluster?.tlsServerName !== undefined) tls.serverName = cluster.tlsServerName;
  if (user?.clientCertificate !== undefined || user?.clientCertificateData !== undefined) {
    if (user.clientCertificate !== undefined) tls.certFile = user.clientCertificate;
    if (user.clientCertificateData !== undefined) tls.certData = user.clientCertificateData;
    if (user.clientKey !== undefined) tls.keyFile = user.clientKey;
    if (user.clientKeyData !== undefined) tls.keyData = user.clientKeyData;
  }
  return Object.keys(tls).length === 0 ? {} : { tls };
}

/** Trimmed, as the file is whenever it is read again. */
async function readToken(name: string, path: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    const message = `unable to read tokenFile ${path} for ${name} due to open ${path}: ${describeFileError(error)}`;
    throw new InvalidConfigurationError([{ message, entry: `user ${JSON.stringify(name)}` }], { cause: error });
  }
}

/** A URL with a path loses query and fragment; every other server stays as it is written. */
function withoutQuery(server: string): string {
  const hasPath = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/?#]*\/[^?#]/u.test(server);
  return hasPath && URL.canParse(server) ? server.replace(/[?#].*$/su, '') : server;
}

function contextNotFound(kubeconfig: Kubeconfig, name: string): ConfigurationProblem {
  return {
    message: `context was not found for specified context: ${name}`,
    entry: `current-context${choices(kubeconfig)}`,
    file: kubeconfig.currentContextOrigin,
  };
}

function whyEmpty(kubeconfig: Kubeconfig, contextName: string, context: Context | undefined): string {
  if (context === undefined)
    return kubeconfig.contexts.size === 0 ? 'no context is defined' : `no current-context is set${choices(kubeconfig)}`;
  const place = context.locationOfOrigin === undefined ? '' : ` in ${context.locationOfOrigin}`;
  const which = `context ${JSON.stringify(contextName)}${place}`;
  if (context.cluster === undefined) return `${which} names no cluster`;
  return `${which} names cluster ${JSON.stringify(context.cluster)}, which is not defined`;
}

function choices({ contexts }: Kubeconfig): string {
  return contexts.size === 0 ? '; no context is defined' : `; choose one of ${[...contexts.keys()].join(', ')}`;
}
