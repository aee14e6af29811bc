import { loadKubeconfig } from './load-kubeconfig.js';
import { modifyKubeconfig } from './modify-kubeconfig.js';

/** What changes of an `auth-provider` called `oidc`; each may be missing. */
export interface OIDCTokens {
  idToken: string | undefined;
  refreshToken: string | undefined;
}

/** The tokens among the settings of an `auth-provider`. */
export function tokensOf(config: Readonly<Record<string, string>>): OIDCTokens {
  return { idToken: config['id-token'] || undefined, refreshToken: config['refresh-token'] || undefined };
}

/**
 * The tokens that a file has now; undefined if it has no such user any more, or cannot be read.
 *
 * @throws the signal's reason
 */
export async function readTokens(file: string, name: string, signal: AbortSignal): Promise<OIDCTokens | undefined> {
  try {
    const { users } = await loadKubeconfig({ path: file, signal });
    const config = users.get(name)?.authProvider?.config;
    return config && tokensOf(config);
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}

/**
 * Writes new tokens back to the file that the user comes from (client-go `clientcmd.PersisterForUser`); nothing if the user is not there
 * any more.
 *
 * @throws {KubeconfigError} if the file cannot be written
 */
export async function writeTokens(file: string, name: string, tokens: OIDCTokens, signal: AbortSignal): Promise<void> {
  await modifyKubeconfig(
    (kubeconfig) => {
      const user = kubeconfig.users.get(name);
      if (user?.authProvider === undefined) return kubeconfig;
      const config = {
        ...user.authProvider.config,
        ...(tokens.idToken && { 'id-token': tokens.idToken }),
        ...(tokens.refreshToken && { 'refresh-token': tokens.refreshToken }),
      };
      const changed = { ...user, authProvider: { ...user.authProvider, config } };
      return { ...kubeconfig, users: new Map(kubeconfig.users).set(name, changed) };
    },
    { path: file, signal },
  );
}
