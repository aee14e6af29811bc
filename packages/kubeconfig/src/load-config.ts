import { abortable, type Config } from '@kubewright/rest';
import { clientConfig, type ClientConfigOptions } from './client-config.js';
import { EmptyConfigurationError } from './errors.js';
import { impersonation } from './impersonation.js';
import { inClusterConfig, inClusterNamespace, isInClusterPossible } from './in-cluster.js';
import { loadFiles, type LoadedFiles, type LoadKubeconfigOptions } from './load-kubeconfig.js';
import type { ConfigOverrides } from './overrides.js';
import { selectContext } from './select-context.js';
import { parseTimeout } from './timeout.js';

/** Where to take the configuration from; with nothing said, from where kubectl takes it. */
export interface LoadConfigOptions extends LoadKubeconfigOptions, ClientConfigOptions {}

/** A client configuration and what else the chosen context says. */
export interface LoadedContext {
  config: Config;
  /** Namespace for what names none. */
  namespace: string;
  /** Name of the context; undefined if the configuration is in-cluster. */
  contextName: string | undefined;
}

/** kubectl's limits: more than client-go's default, because a human is waiting. */
const KUBECTL_LIMITS = { qps: 50, burst: 300 };

/**
 * Loads the configuration of a client by kubectl's rules: the file `path`; else the files of KUBECONFIG, merged; else
 * `.kube/config` in the home directory; and if these name no server and the process runs in a pod, the pod's own
 * (client-go `clientcmd.NewNonInteractiveDeferredLoadingClientConfig`). The result has kubectl's limits, 50 requests per second and 300 at
 * once; spread it to set others. It shows no credential when it is printed.
 *
 * @example
 * await using clientset = new Clientset(await loadConfig({ context: 'staging' }));
 * @throws {KubeconfigError} or one of its subclasses, naming file and entry; never with a credential in it
 */
export async function loadConfig(options: LoadConfigOptions = {}): Promise<Config> {
  return (await loadContext(options)).config;
}

/** As {@link loadConfig}, with the namespace and the name of the context. */
export async function loadContext(options: LoadConfigOptions = {}): Promise<LoadedContext> {
  options.signal?.throwIfAborted();
  return await abortable(findContext(options), options.signal);
}

async function findContext(options: LoadConfigOptions): Promise<LoadedContext> {
  const files = await loadFiles(options);
  const { overrides = {} } = options;
  try {
    const config = await clientConfig(files.kubeconfig, options);
    const { context, contextName } = selectContext(files.kubeconfig, options.context, overrides);
    const namespace = context?.namespace ?? (await defaultNamespace(options));
    return { config: { ...config, ...KUBECTL_LIMITS }, namespace, contextName: contextName || undefined };
  } catch (error) {
    if (!(error instanceof EmptyConfigurationError)) throw error;
    if (!(await isInClusterPossible(options)))
      throw new EmptyConfigurationError(`${error.reason}; ${lookedAt(files)}`, { cause: error });
  }
  const config = overrideInCluster(await inClusterConfig(options), overrides);
  const namespace = overrides.context?.namespace || (await inClusterNamespace(options));
  return { config: { ...config, ...KUBECTL_LIMITS }, namespace, contextName: undefined };
}

/**
 * A pod's configuration with what the overrides say of the user and of time: everything else in them would have asked for a kubeconfig
 * (client-go `inClusterClientConfig`, which takes the token only).
 */
function overrideInCluster(pod: Config, { authInfo = {}, timeout }: ConfigOverrides): Config {
  const { bearerToken, bearerTokenFile, ...config } = pod;
  const { token, tokenFile, impersonate } = authInfo;
  const own = token || tokenFile ? { bearerToken: token, bearerTokenFile: tokenFile } : { bearerToken, bearerTokenFile };
  return {
    ...config,
    ...(own.bearerToken && { bearerToken: own.bearerToken }),
    ...(own.bearerTokenFile && { bearerTokenFile: own.bearerTokenFile }),
    ...(impersonate && { impersonate: impersonation(impersonate, authInfo) }),
    ...(timeout && { timeout: parseTimeout(timeout) }),
  };
}

/** A pod's own namespace counts also when a kubeconfig says where the server is (client-go `DeferredLoadingClientConfig.Namespace`). */
async function defaultNamespace(options: LoadConfigOptions): Promise<string> {
  return (await isInClusterPossible(options)) ? await inClusterNamespace(options) : 'default';
}

function lookedAt({ rules, missing }: LoadedFiles): string {
  const files = rules.paths.map((path) => (missing.includes(path) ? `${path} (does not exist)` : path));
  const where = { path: 'the path given', KUBECONFIG: 'KUBECONFIG', home: 'the home directory' }[rules.source];
  const looked = files.length === 0 ? `no file is named by ${where}` : `looked at ${files.join(', ')} (by ${where})`;
  const isAnyThere = missing.length < rules.paths.length;
  return `${looked}, and this is no pod with a service account${isAnyThere ? '' : ': set KUBECONFIG, or pass a path'}`;
}
