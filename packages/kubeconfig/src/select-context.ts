import { KubeconfigError } from './errors.js';
import type { AuthInfo, Cluster, Context, Kubeconfig } from './kubeconfig.js';
import { type ConfigOverrides, overrideAuthInfo, overrideCluster, overrideContext } from './overrides.js';

/** What a context of a kubeconfig, with the overrides, comes to. */
export interface Selection {
  /** Empty if there is none. */
  contextName: string;
  context: Context | undefined;
  /** Empty if the context names none. */
  clusterName: string;
  cluster: Cluster | undefined;
  /** Empty if the context names none. */
  userName: string;
  user: AuthInfo | undefined;
}

/**
 * Finds the parts of a context and overrides them.
 *
 * @throws {KubeconfigError} if the user, the context or the cluster that was asked for by its name does not exist
 */
export function selectContext(kubeconfig: Kubeconfig, asked: string | undefined, overrides: ConfigOverrides): Selection {
  const contextName = asked || (kubeconfig.currentContext ?? '');
  const file = kubeconfig.contexts.get(contextName);
  const context = overrideContext(file, overrides);
  const { user: userName = '', cluster: clusterName = '' } = context ?? {};
  const { users, contexts, clusters } = kubeconfig;
  if (overrides.context?.user && !users.has(userName)) throw notFound('auth info', userName, users);
  if (asked && file === undefined) throw notFound('context', contextName, contexts);
  if (overrides.context?.cluster && !clusters.has(clusterName)) throw notFound('cluster', clusterName, clusters);
  const user = overrideAuthInfo(users.get(userName), overrides);
  const cluster = overrideCluster(clusters.get(clusterName), overrides);
  return { contextName, context, clusterName, cluster, userName, user };
}

/** What there is to choose from, for the end of a message. */
export function choices(kind: string, entries: ReadonlyMap<string, unknown>): string {
  return entries.size === 0 ? `; no ${kind} is defined` : `; choose one of ${[...entries.keys()].join(', ')}`;
}

function notFound(kind: string, name: string, entries: ReadonlyMap<string, unknown>): KubeconfigError {
  return new KubeconfigError(`${kind} ${JSON.stringify(name)} does not exist${choices(kind, entries)}`);
}
