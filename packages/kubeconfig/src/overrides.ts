import type { AuthInfo, Cluster, Context } from './kubeconfig.js';

/**
 * What counts instead of what the files say, as kubectl's flags do (client-go `clientcmd.ConfigOverrides`). What is absent, empty or
 * false changes nothing.
 */
export interface ConfigOverrides {
  /** Names of the cluster and the user to take, and the namespace, instead of those of the context. */
  context?: Partial<Pick<Context, 'cluster' | 'user' | 'namespace'>> | undefined;
  /**
   * Fields of the cluster. A server drops the file's `tlsServerName`; one of `insecureSkipTLSVerify`, `certificateAuthority` and
   * `certificateAuthorityData` drops the file's others.
   */
  clusterInfo?: Partial<Cluster> | undefined;
  /** Fields of the cluster for which the file has none. */
  clusterDefaults?: Partial<Cluster> | undefined;
  /** Fields of the user: token, impersonation, certificate … A certificate or a key drops both forms of the file's. */
  authInfo?: Partial<AuthInfo> | undefined;
  /** Limit of a request: whole seconds, or a duration such as `1m30s`. */
  timeout?: string | undefined;
}

/** The context with its overrides; undefined if there is neither. */
export function overrideContext(file: Context | undefined, { context }: ConfigOverrides): Context | undefined {
  return merged<Context>(file, context);
}

/** The cluster with its overrides; undefined if there is neither (client-go `DirectClientConfig.getCluster`). */
export function overrideCluster(
  file: Cluster | undefined,
  { clusterInfo = {}, clusterDefaults }: ConfigOverrides,
): Cluster | undefined {
  const cluster = merged(merged(merged<Cluster>(undefined, clusterDefaults), file), clusterInfo);
  if (cluster === undefined) return undefined;
  const { insecureSkipTLSVerify, certificateAuthority, certificateAuthorityData, tlsServerName, server } = clusterInfo;
  if (insecureSkipTLSVerify || certificateAuthority || certificateAuthorityData) {
    Object.assign(cluster, {
      insecureSkipTLSVerify,
      certificateAuthority: certificateAuthority || undefined,
      certificateAuthorityData: certificateAuthorityData || undefined,
    });
  }
  if (tlsServerName || server) cluster.tlsServerName = tlsServerName || undefined;
  return cluster;
}

/** The user with its overrides; undefined if there is neither (client-go `DirectClientConfig.getAuthInfo`). */
export function overrideAuthInfo(file: AuthInfo | undefined, { authInfo = {} }: ConfigOverrides): AuthInfo | undefined {
  const user = merged(file, authInfo);
  if (user === undefined) return undefined;
  const { clientKey, clientKeyData, clientCertificate, clientCertificateData } = authInfo;
  if (clientKey || clientKeyData) {
    Object.assign(user, { clientKey: clientKey || undefined, clientKeyData: clientKeyData || undefined });
  }
  if (clientCertificate || clientCertificateData) {
    Object.assign(user, {
      clientCertificate: clientCertificate || undefined,
      clientCertificateData: clientCertificateData || undefined,
    });
  }
  return user;
}

interface Entry {
  extensions?: ReadonlyMap<string, unknown> | undefined;
}

/** A copy, in which what the second one has counts; of what both have by name, entry for entry (client-go `clientcmd/merge.go`). */
function merged<T extends Entry>(first: T | undefined, second: Partial<T> | undefined): T | undefined {
  const given = Object.fromEntries(Object.entries(second ?? {}).filter(([, value]) => counts(value))) as Partial<T>;
  if (first === undefined && Object.keys(given).length === 0) return undefined;
  const result = { extensions: new Map<string, unknown>(), ...first, ...given } as T & { impersonateUserExtra?: object };
  const extras = [first, given].map((entry) => (entry as { impersonateUserExtra?: object } | undefined)?.impersonateUserExtra);
  if (extras[0] && extras[1]) result.impersonateUserExtra = { ...extras[0], ...extras[1] };
  result.extensions = new Map([...(first?.extensions ?? []), ...(given.extensions ?? [])]);
  return result;
}

function counts(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return value !== undefined && value !== '' && value !== false;
}
