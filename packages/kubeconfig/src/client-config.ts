import { abortable, type Config, copyConfig, type CredentialSource, readProxyURL, type TLSClientConfig } from '@kubewright/rest';
import { authProviderCredentials } from './auth-provider.js';
import { type Environment, warn } from './environment.js';
import { EmptyConfigurationError, InvalidConfigurationError, type ConfigurationProblem } from './errors.js';
import { execCredentials } from './exec-credentials.js';
import { EXEC_EXTENSION, execCluster } from './exec-info.js';
import type { StdinUnavailable } from './exec-interactive.js';
import { describeFileError } from './file-errors.js';
import { impersonation } from './impersonation.js';
import type { AuthInfo, Cluster, Kubeconfig } from './kubeconfig.js';
import type { ConfigOverrides } from './overrides.js';
import type { PluginPolicy } from './plugin-policy.js';
import { plainTextWarning } from './plain-text.js';
import { readBounded } from './read-bounded.js';
import { choices, selectContext, type Selection } from './select-context.js';
import { parseTimeout } from './timeout.js';
import { EMPTY_CLUSTER, validateAuthInfo, validateCluster } from './validate.js';

/** Which context of a kubeconfig to use, and what to take from elsewhere. */
export interface ClientConfigOptions extends Environment {
  /** Name of a context. @default the current context */
  context?: string | undefined;
  /** What counts instead of what the files say. @default nothing */
  overrides?: ConfigOverrides | undefined;
  /** Which exec plugins may run. @default all */
  pluginPolicy?: PluginPolicy | undefined;
  /** That exec plugins may not read from standard input, as the program does so itself, or a sentence that says why. @default false */
  stdinUnavailable?: StdinUnavailable;
}

/**
 * Makes a client configuration of one context (client-go `clientcmd.DirectClientConfig`). Only the chosen context, its cluster and its
 * user need to be right. A context whose user is not defined is anonymous. Unlike client-go it keeps credentials, trust and server name
 * also for a server that is not written with `https://`. The result shows no credential when it is printed. An exec plugin does not run
 * before the first request.
 *
 * @throws {InvalidConfigurationError} naming every problem; an {@link EmptyConfigurationError} if there is no server to talk to
 * @throws {UnsupportedCredentialError} if the user's credential comes from an `auth-provider` other than `oidc`
 * @throws the signal's reason
 */
export async function clientConfig(kubeconfig: Kubeconfig, options: ClientConfigOptions = {}): Promise<Config> {
  options.signal?.throwIfAborted();
  return await abortable(makeConfig(kubeconfig, options), options.signal);
}

async function makeConfig(kubeconfig: Kubeconfig, options: ClientConfigOptions): Promise<Config> {
  const { overrides = {}, pluginPolicy = { type: 'AllowAll' } } = options;
  const selection = selectContext(kubeconfig, options.context, overrides);
  const { contextName, userName, user, clusterName, cluster } = selection;
  const problems: ConfigurationProblem[] = [
    ...(contextName !== '' && !kubeconfig.contexts.has(contextName) ? [contextNotFound(kubeconfig, contextName)] : []),
    ...(await validateAuthInfo(userName, user, pluginPolicy)),
    ...(await validateCluster(clusterName, cluster)),
  ];
  if (problems.length === 1 && problems[0]?.message === EMPTY_CLUSTER) {
    throw new EmptyConfigurationError(whyEmpty(kubeconfig, selection));
  }
  if (problems.length > 0) throw new InvalidConfigurationError(problems);
  const config: Config = {
    ...(cluster && clusterConfig(cluster)),
    ...(overrides.timeout && { timeout: parseTimeout(overrides.timeout) }),
    ...(user && (await userConfig(userName, user))),
    ...tlsConfig(cluster, user),
  };
  const credentials = user && (await credentialSource(config, selection, user, { ...options, pluginPolicy }));
  if (credentials !== undefined) config.credentials = credentials;
  const warning = plainTextWarning(config, userName);
  if (warning !== undefined) warn(options, warning);
  return copyConfig(config);
}

function clusterConfig(cluster: Cluster): Config {
  const config: Config = {};
  if (cluster.server !== undefined) config.host = withoutQuery(cluster.server);
  if (cluster.disableCompression) config.disableCompression = true;
  const proxy = cluster.proxyURL === undefined ? undefined : readProxyURL(cluster.proxyURL);
  if (proxy && 'url' in proxy) config.proxy = proxy.url;
  return config;
}

async function userConfig(name: string, user: AuthInfo): Promise<Config> {
  const config: Config = {};
  const token = user.token ?? (user.tokenFile === undefined ? undefined : await readToken(name, user.tokenFile));
  if (token) config.bearerToken = token;
  if (user.tokenFile !== undefined) config.bearerTokenFile = user.tokenFile;
  if (user.username !== undefined) config.username = user.username;
  if (user.password !== undefined) config.password = user.password;
  if (user.impersonate !== undefined) config.impersonate = impersonation(user.impersonate, user);
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

/** Where the credentials come from that are not in the kubeconfig itself. */
async function credentialSource(
  config: Config,
  { userName, cluster }: Selection,
  user: AuthInfo,
  options: ClientConfigOptions & { pluginPolicy: PluginPolicy },
): Promise<CredentialSource | undefined> {
  const { exec, locationOfOrigin: file } = user;
  if (exec === undefined) return authProviderCredentials(userName, user, options);
  // Also what makes sources different, so not for plugins that are not told.
  const told = exec.provideClusterInfo ? await execCluster(config, cluster?.extensions?.get(EXEC_EXTENSION)) : undefined;
  const { pluginPolicy: policy, stdinUnavailable, env } = options;
  return execCredentials(
    { exec, cluster: told, policy, stdinUnavailable, env },
    { entry: `user ${JSON.stringify(userName)}`, file },
  );
}

/** Trimmed, as the file is whenever it is read again. */
async function readToken(name: string, path: string): Promise<string> {
  try {
    return (await readBounded(path)).toString().trim();
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

function contextNotFound({ contexts, currentContextOrigin }: Kubeconfig, name: string): ConfigurationProblem {
  return {
    message: `context was not found for specified context: ${name}`,
    entry: `current-context${choices('context', contexts)}`,
    file: currentContextOrigin,
  };
}

function whyEmpty({ contexts }: Kubeconfig, { contextName, context, clusterName }: Selection): string {
  if (context === undefined && clusterName === '')
    return contexts.size === 0 ? 'no context is defined' : `no current-context is set${choices('context', contexts)}`;
  const place = context?.locationOfOrigin === undefined ? '' : ` in ${context.locationOfOrigin}`;
  const which = contextName === '' ? 'no context is chosen, and the overrides' : `context ${JSON.stringify(contextName)}${place}`;
  if (clusterName === '') return `${which} names no cluster`;
  return `${which} names cluster ${JSON.stringify(clusterName)}, which is not defined`;
}
