import { type Config, copyConfig, RESTClient } from '@kubewright/rest';
import { type Access, accessOf, type User } from './access.js';
import type { ControlPlane } from './control-plane.js';
import { installCRDs, uninstallCRDs, type UninstallOptions } from './install-crds.js';
import type { DefinitionSources } from './read-definitions.js';
import type { EnvironmentInstallOptions } from './test-environment.js';

const name = 'existing-cluster';

/** A cluster that was there before, and stays. */
export class ExistingCluster implements ControlPlane {
  readonly config: Config;
  readonly folder = undefined;
  readonly pid = undefined;
  readonly #access: Access;
  readonly #toCleanUp: [DefinitionSources, UninstallOptions][] = [];
  #closed: Promise<void> | undefined;

  private constructor(config: Config) {
    this.config = copyConfig(config);
    this.#access = accessOf(this.config, name);
  }

  /**
   * Asks the cluster once.
   * @throws {Error} if it does not answer in time, or not as an API server does to somebody it knows.
   */
  static async connect(config: Config, timeout: number, signal: AbortSignal | undefined): Promise<ExistingCluster> {
    const cluster = new ExistingCluster(config);
    await using client = new RESTClient(cluster.config);
    try {
      const question = client.get().absPath('/api/v1/namespaces/default').timeout(timeout);
      const answer = await (signal ? question.signal(signal) : question).do();
      // Who may not see the namespace is known nevertheless.
      if (answer.statusCode !== 403) answer.into();
    } catch (error) {
      signal?.throwIfAborted();
      const { message } = error as Error;
      const advice = 'check that the kubeconfig is that of a cluster which runs, or unset USE_EXISTING_CLUSTER';
      throw new Error(`Using the existing cluster (USE_EXISTING_CLUSTER): ${message}\nWhat to do: ${advice}.`, { cause: error });
    }
    return cluster;
  }

  kubeconfig(): string {
    return this.#access.kubeconfig();
  }

  writeKubeconfig(path: string): Promise<void> {
    return this.#access.writeKubeconfig(path);
  }

  user({ name: userName, groups = [] }: User): Promise<Access> {
    if (userName === '') return Promise.reject(new TypeError('A user of the existing cluster needs a name'));
    return Promise.resolve(accessOf(copyConfig({ ...this.config, impersonate: { userName, groups } }), name));
  }

  async installCRDs(definitions: DefinitionSources, options: EnvironmentInstallOptions = {}): Promise<void> {
    const { cleanUpAfterUse = false, recursive, ...others } = options;
    // Also what is installed in part is cleaned up.
    if (cleanUpAfterUse) this.#toCleanUp.push([definitions, { recursive }]);
    await installCRDs(this.config, definitions, { recursive, ...others });
  }

  uninstallCRDs(definitions: DefinitionSources, options?: UninstallOptions): Promise<void> {
    return uninstallCRDs(this.config, definitions, options);
  }

  stop(): Promise<void> {
    return (this.#closed ??= this.#cleanUp());
  }

  close(): Promise<void> {
    return this.stop();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  async detach(): Promise<void> {
    // It does outlive this process.
  }

  async #cleanUp(): Promise<void> {
    for (const [definitions, options] of this.#toCleanUp.reverse()) await this.uninstallCRDs(definitions, options);
  }
}
