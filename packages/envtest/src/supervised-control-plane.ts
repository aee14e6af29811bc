import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '@kubewright/rest';
import type { CertificateAndKey, CertificateAuthority } from './certificates.js';
import type { Access, ControlPlane, User } from './control-plane.js';
import { installCRDs, type InstallOptions } from './install-crds.js';
import { kubeconfigText } from './kubeconfig.js';
import { printedConfig } from './printed-config.js';
import type { Supervisor } from './supervisor.js';

/** What is known of a control plane once it is ready. */
export interface SupervisedParts {
  supervisor: Supervisor;
  authority: CertificateAuthority;
  port: number;
  /** Milliseconds that each program gets to end by itself. */
  grace: number;
}

/** The control plane that a supervisor of ours runs. */
export class SupervisedControlPlane implements ControlPlane {
  readonly config: Config;
  readonly kubeconfig: string;
  readonly folder: string;
  readonly pid: number;
  readonly #parts: SupervisedParts;
  #users = 0;

  private constructor(parts: SupervisedParts, administrator: Access) {
    this.#parts = parts;
    this.folder = parts.supervisor.folder;
    this.pid = parts.supervisor.pid;
    this.config = administrator.config;
    this.kubeconfig = administrator.kubeconfig;
  }

  static async create(parts: SupervisedParts, administrator: CertificateAndKey): Promise<SupervisedControlPlane> {
    return new SupervisedControlPlane(parts, await writeAccess(parts, 'admin', 'admin', administrator));
  }

  async user({ name, groups = [] }: User): Promise<Access> {
    if (name === '') throw new TypeError('A user of the control plane needs a name');
    const credentials = await this.#parts.authority.issueClient(name, groups);
    // Not the user's name: it may contain what a file name may not.
    return writeAccess(this.#parts, `user-${++this.#users}`, name, credentials);
  }

  async stop(): Promise<void> {
    await this.#parts.supervisor.stop(this.#parts.grace);
  }

  close(): Promise<void> {
    return this.stop();
  }

  installCRDs(definitions: string | readonly (object | string)[], options?: InstallOptions): Promise<void> {
    return installCRDs(this.config, definitions, options);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  async detach(): Promise<void> {
    await this.#parts.supervisor.detach();
  }
}

async function writeAccess(
  { supervisor, authority, port }: SupervisedParts,
  fileName: string,
  user: string,
  credentials: CertificateAndKey,
): Promise<Access> {
  const server = `https://127.0.0.1:${port}`;
  const kubeconfig = join(supervisor.folder, `${fileName}.kubeconfig`);
  await writeFile(kubeconfig, kubeconfigText({ server, authority: authority.certificate, user, credentials }), { mode: 0o600 });
  const config = printedConfig({
    host: server,
    tls: { caData: authority.certificate, certData: credentials.certificate, keyData: credentials.key },
    // As in envtest: a test waits for the server, not for its own client.
    qps: 1_000,
    burst: 2_000,
  });
  return { config, kubeconfig };
}
