import type { Access, User } from './access.js';
import type { InstallOptions, UninstallOptions } from './install-crds.js';
import type { DefinitionSources } from './read-definitions.js';

/** How to install definitions in an environment of tests. */
export interface EnvironmentInstallOptions extends InstallOptions {
  /**
   * Uninstalls the definitions, and with them all their objects, when the environment is closed: for clusters that were there before.
   * In all others nothing outlives them anyway. @default false
   */
  cleanUpAfterUse?: boolean | undefined;
}

/**
 * An API server to test against, whatever it is: one that `startControlPlane` of this package runs or that was there before, or the
 * embedded one of `startTestServer` of `@kubewright/testing`. Tests that want no more than this can be run against all.
 */
export interface TestEnvironment extends Access, AsyncDisposable {
  /**
   * Lets another user in. What the user may do RBAC objects say; to the embedded server it is its option `rules`.
   * Rejects with a `TypeError` if the name is empty.
   */
  user(user: User): Promise<Access>;

  /**
   * Creates CustomResourceDefinitions, or updates those that there are, and resolves when what they define is served and discovered.
   * Rejects with an `Error` that names a file, or a definition which the server refuses or does not serve in time, and with the
   * signal's reason.
   */
  installCRDs(definitions: DefinitionSources, options?: EnvironmentInstallOptions): Promise<void>;

  /** Deletes CustomResourceDefinitions, and with them all their objects, and resolves when they are gone. Those that there are not do no harm. */
  uninstallCRDs(definitions: DefinitionSources, options?: UninstallOptions): Promise<void>;

  /** Stops the server if it was started for the tests. Can be called again. */
  close(): Promise<void>;
}
