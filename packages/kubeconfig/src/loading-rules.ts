import { existsSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { variable, type Environment } from './environment.js';

/** Which files to load (client-go `clientcmd.ClientConfigLoadingRules`). */
export interface LoadingRules {
  /** Absolute, or relative to the working directory; each once, in order of precedence. */
  paths: readonly string[];
  /** What the paths come from. Only a file asked for by `path` must exist. */
  source: 'path' | 'KUBECONFIG' | 'home';
}

/**
 * An explicit path stands alone; else the list in KUBECONFIG, whose empty entries count for nothing; else `.kube/config` in the home
 * directory, if there is one (client-go `clientcmd/loader.go`).
 */
export function loadingRules(
  path: string | undefined,
  environment: Environment,
  platform: string = process.platform,
): LoadingRules {
  if (path !== undefined && path !== '') return { paths: [path], source: 'path' };
  const list = variable(environment, 'KUBECONFIG');
  if (list !== '') {
    const named = list.split(delimiter).filter((entry) => entry !== '');
    const absolute = named.map((entry) => resolve(entry));
    return { paths: named.filter((_, index) => absolute.indexOf(absolute[index] ?? '') === index), source: 'KUBECONFIG' };
  }
  const candidates = homeDirectories(environment, platform).map((home) => join(home, '.kube', 'config'));
  const file = candidates.find((candidate) => existsSync(candidate)) ?? candidates[0];
  return { paths: file === undefined ? [] : [file], source: 'home' };
}

/** Windows has three ways to say it (client-go `util/homedir`); the first that holds a kubeconfig is meant. */
function homeDirectories(environment: Environment, platform: string): string[] {
  const get = (name: string): string => variable(environment, name);
  const drive = get('HOMEDRIVE') !== '' && get('HOMEPATH') !== '' ? get('HOMEDRIVE') + get('HOMEPATH') : '';
  const homes = platform === 'win32' ? [get('HOME'), drive, get('USERPROFILE')] : [get('HOME')];
  return homes.filter((home) => home !== '');
}
