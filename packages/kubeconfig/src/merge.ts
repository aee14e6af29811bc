import type { Kubeconfig } from './kubeconfig.js';
import { printsMasked } from './masked-printing.js';

/**
 * Several kubeconfigs as one: the first that has a name keeps it, and its entry counts whole; of `current-context` the first that is set
 * (client-go `clientcmd/loader.go`, `Load`).
 */
export function mergeKubeconfigs(kubeconfigs: readonly Kubeconfig[]): Kubeconfig {
  const current = kubeconfigs.find(({ currentContext }) => currentContext !== undefined);
  return printsMasked({
    currentContext: current?.currentContext,
    currentContextOrigin: current?.currentContextOrigin,
    clusters: firstWins(kubeconfigs.map(({ clusters }) => clusters)),
    users: firstWins(kubeconfigs.map(({ users }) => users)),
    contexts: firstWins(kubeconfigs.map(({ contexts }) => contexts)),
    extensions: firstWins(kubeconfigs.map(({ extensions }) => extensions)),
  });
}

function firstWins<T>(maps: readonly ReadonlyMap<string, T>[]): Map<string, T> {
  const merged = new Map<string, T>();
  for (const [name, entry] of maps.flatMap((map) => [...map])) {
    if (!merged.has(name)) merged.set(name, entry);
  }
  return merged;
}
