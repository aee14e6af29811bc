import { join } from 'node:path';
import { type Config, copyConfig } from '@kubewright/rest';
import { type Access, accessOf, type User } from './access.js';
import type { CertificateAndKey, CertificateAuthority } from './certificates.js';
import type { StartedControlPlane } from './control-plane.js';
import { installCRDs, uninstallCRDs, type UninstallOptions } from './install-crds.js';
import type { DefinitionSources } from './read-definitions.js';
import type { Supervisor } from './supervisor.js';
import type { EnvironmentInstallOptions } from './test-environment.js';

/** What is known of a control plane once it is ready. */
export interface SupervisedParts {
  supervisor: Supervisor;
  authority: CertificateAuthority;
  port: number;
  /** Milliseconds that each program gets to end by itself. */
  grace: number;
}

/** The control plane that a supervisor of ours runs. */
export class SupervisedControlPlane implements StartedControlPlane {
  readonly config: Config;
  readonly folder: string;
  readonly pid: number;
  readonly #parts: SupervisedParts;
  readonly #access: Access;

  constructor(parts: SupervisedParts, administrator: CertificateAndKey) {
    this.#parts = parts;
    this.folder = parts.supervisor.folder;
    this.pid = parts.supervisor.pid;
    this.#access = accessFor(parts, administrator);
    this.config = this.#access.config;
  }

  kubeconfig(): string {
    return this.#access.kubeconfig();
  }

  writeKubeconfig(path: string): Promise<void> {
    return this.#access.writeKubeconfig(path);
  }

  async user({ name, groups = [] }: User): Promise<Access> {
    if (name === '') throw new TypeError('A user of the control plane needs a name');
    return accessFor(this.#parts, await this.#parts.authority.issueClient(name, groups));
  }

  /** Writes the kubeconfig of a program that runs here to its folder. @returns its path */
  async writeProgramKubeconfig(user: string): Promise<string> {
    const path = join(this.folder, `${user.replace(/^system:/, '')}.kubeconfig`);
    await (await this.user({ name: user })).writeKubeconfig(path);
    return path;
  }

  installCRDs(definitions: DefinitionSources, options?: EnvironmentInstallOptions): Promise<void> {
    return installCRDs(this.config, definitions, options);
  }

  uninstallCRDs(definitions: DefinitionSources, options?: UninstallOptions): Promise<void> {
    return uninstallCRDs(this.config, definitions, options);
  }

  async stop(): Promise<void> {
    await this.#parts.supervisor.stop(this.#parts.grace);
  }

  close(): Promise<void> {
    return this.stop();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  async detach(): Promise<void> {
    await this.#parts.supervisor.detach();
  }
}

function accessFor({ authority, port }: SupervisedParts, credentials: CertificateAndKey): Access {
  const config = copyConfig({
    host: `https://127.0.0.1:${String(port)}`,
    tls: { caData: authority.certificate, certData: credentials.certificate, keyData: credentials.key },
    qps: -1,
  });
  return accessOf(config, 'kubewright-envtest');
}
