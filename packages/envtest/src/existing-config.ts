import type { Config } from '@kubewright/rest';
import type { Environment } from '@kubewright/kubeconfig';

/**
 * How to reach the cluster that is there: the files of KUBECONFIG; else, in a pod, its service account; else `.kube/config` in the home
 * directory (controller-runtime `config.GetConfig`). Without limits on requests, as there.
 *
 * @throws {Error} if there is none, or one that is wrong, with what was looked at
 */
export async function existingConfig(environment: Environment): Promise<Config> {
  // Loaded only here: who starts programs reads no kubeconfig.
  const { inClusterConfig, loadConfig, NotInClusterError } = await import('@kubewright/kubeconfig');
  const load = async (): Promise<Config> => {
    if (environment.env?.['KUBECONFIG']) return loadConfig(environment);
    try {
      return await inClusterConfig(environment);
    } catch (error) {
      if (error instanceof NotInClusterError) return loadConfig(environment);
      throw error;
    }
  };
  try {
    return { ...(await load()), qps: -1 };
  } catch (error) {
    environment.signal?.throwIfAborted();
    throw new Error(`Using the existing cluster (USE_EXISTING_CLUSTER): ${(error as Error).message}`, { cause: error });
  }
}
