export { clientConfig, type ClientConfigOptions } from './client-config.js';
export type { Environment } from './environment.js';
export {
  EmptyConfigurationError,
  InvalidConfigurationError,
  KubeconfigError,
  KubeconfigFileError,
  NotInClusterError,
  UnsupportedCredentialError,
  type ConfigurationProblem,
  type FileFailure,
} from './errors.js';
export { inClusterConfig, inClusterNamespace } from './in-cluster.js';
export type { AuthInfo, AuthProviderConfig, Cluster, Context, ExecConfig, Kubeconfig } from './kubeconfig.js';
export { loadConfig, loadContext, type LoadConfigOptions, type LoadedContext } from './load-config.js';
export { loadKubeconfig, type LoadKubeconfigOptions } from './load-kubeconfig.js';
export { parseKubeconfig } from './parse-kubeconfig.js';
