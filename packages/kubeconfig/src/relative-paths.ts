import { dirname, isAbsolute, resolve, sep } from 'node:path';
import type { AuthInfo, Cluster, Kubeconfig } from './kubeconfig.js';

/**
 * Makes every relative path absolute, counting from the directory of the file that its entry comes from; entries without origin stay
 * as they are. An exec command is a path only if it has a separator in it (client-go `clientcmd/loader.go`, `ResolveLocalPaths`).
 */
export function resolveLocalPaths(kubeconfig: Kubeconfig): Kubeconfig {
  return {
    ...kubeconfig,
    clusters: mapValues(kubeconfig.clusters, resolveCluster),
    users: mapValues(kubeconfig.users, resolveAuthInfo),
  };
}

function resolveCluster(cluster: Cluster): Cluster {
  return { ...cluster, certificateAuthority: resolveFrom(cluster.locationOfOrigin, cluster.certificateAuthority) };
}

function resolveAuthInfo(user: AuthInfo): AuthInfo {
  const { locationOfOrigin: origin, exec } = user;
  return {
    ...user,
    clientCertificate: resolveFrom(origin, user.clientCertificate),
    clientKey: resolveFrom(origin, user.clientKey),
    tokenFile: resolveFrom(origin, user.tokenFile),
    exec: exec?.command?.includes(sep) ? { ...exec, command: resolveFrom(origin, exec.command) } : exec,
  };
}

function resolveFrom(origin: string | undefined, path: string | undefined): string | undefined {
  if (origin === undefined || path === undefined || isAbsolute(path)) return path;
  return resolve(dirname(origin), path);
}

function mapValues<T>(map: ReadonlyMap<string, T>, change: (value: T) => T): Map<string, T> {
  return new Map([...map].map(([name, value]) => [name, change(value)]));
}
