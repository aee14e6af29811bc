export { clientConfig, type ClientConfigOptions } from './client-config.js';
export type { Environment } from './environment.js';
export {
  EmptyConfigurationError,
  ExecPluginError,
  InvalidConfigurationError,
  KubeconfigError,
  KubeconfigFileError,
  NotInClusterError,
  OIDCError,
  UnsupportedCredentialError,
  type ConfigurationProblem,
  type FileFailure,
} from './errors.js';
export { inClusterConfig, inClusterNamespace } from './in-cluster.js';
export type { AuthInfo, AuthProviderConfig, Cluster, Context, ExecConfig, Kubeconfig } from './kubeconfig.js';
export { loadConfig, loadContext, type LoadConfigOptions, type LoadedContext } from './load-config.js';
export { loadKubeconfig, type LoadKubeconfigOptions } from './load-kubeconfig.js';
export { modifyKubeconfig } from './modify-kubeconfig.js';
export type { ConfigOverrides } from './overrides.js';
export type { PluginPolicy } from './plugin-policy.js';
export type { StdinUnavailable } from './exec-interactive.js';
