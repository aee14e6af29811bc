import os from 'node:os';
import path from 'node:path';

/** What a cache's folder depends on beside the host; tests give their own. */
export interface CacheDirectoryEnvironment {
  /** Environment variables: `KUBECACHEDIR` takes the place of `~/.kube/cache`. */
  env?: Readonly<Record<string, string | undefined>> | undefined;
  /** The home folder. */
  home?: string | undefined;
}

/**
 * The folder where kubectl keeps what it discovered of a server: `~/.kube/cache/discovery/<host>_<port>` (cli-runtime
 * `genericclioptions.ConfigFlags`). User name and password in a URL are no part of it, whatever its scheme, and the path of a URL cannot
 * lead out of it. As for kubectl, a scheme other than `https` and `http`, or in upper case, is part of it.
 *
 * @param host as in a config: host, host:port or URL
 */
export function discoveryCacheDirectory(
  host: string,
  { env = process.env, home = os.homedir() }: CacheDirectoryEnvironment = {},
): string {
  const cache = env['KUBECACHEDIR'] || path.join(home, '.kube', 'cache');
  const name = host
    .replace(/^([^/?#@:]*:\/\/)?[^/?#]*@/, '$1')
    .replace('https://', '')
    .replace('http://', '')
    .replace(/[^(\w/.)]/g, '_')
    .replace(/(?<=^|\/)\.\.(?=\/|$)/g, '__');
  return path.join(cache, 'discovery', name);
}
