import { resolve, sep } from 'node:path';
import { isatty } from 'node:tty';
import { checkCredential, type Credential, type CredentialSource } from '@kubewright/rest';
import { ExecPluginError, InvalidConfigurationError } from './errors.js';
import { type ExecCluster, execInfo } from './exec-info.js';
import { isInteractive, type StdinUnavailable } from './exec-interactive.js';
import { parseExecCredential } from './exec-output.js';
import { InstallHint } from './install-hint.js';
import type { ExecConfig } from './kubeconfig.js';
import { lookPath } from './look-path.js';
import { PluginNotStartedError } from './plugin-not-started-error.js';
import { type PluginPolicy, whyNotAllowed } from './plugin-policy.js';
import { SharedSources } from './shared-sources.js';
import { showControlCharacters } from './show-control-characters.js';

/** Those that client-go accepts; `v1alpha1` is not among them any more. */
const API_VERSIONS = ['client.authentication.k8s.io/v1', 'client.authentication.k8s.io/v1beta1'];

/** What a credential from a plugin depends on. Sources of which all of this is equal are one. */
export interface ExecSettings {
  exec: ExecConfig;
  /** What the plugin is told of the cluster; undefined if it does not ask for it. */
  cluster: ExecCluster | undefined;
  policy: PluginPolicy;
  stdinUnavailable: StdinUnavailable;
  /** Environment of the plugin, before the variables of `exec`; undefined if it is that of the process. */
  env: Readonly<Record<string, string | undefined>> | undefined;
}

/** What a test may replace. */
export interface ExecSurroundings {
  /** Whether standard input is a terminal. */
  isTerminal: () => boolean;
  /** Milliseconds of any clock. */
  now: () => number;
}

const ofThisProcess: ExecSurroundings = { isTerminal: () => isatty(0), now: () => performance.now() };

const sources = new SharedSources<ExecCredentials>();

/**
 * The source of the credentials that a plugin gives: one for the whole process for equal settings, so that the plugin runs once for all
 * clients (client-go `exec.GetAuthenticator`).
 *
 * @param place of the user in the kubeconfig, for messages
 * @throws {InvalidConfigurationError} if the API version of the plugin is not supported
 */
export function execCredentials(settings: ExecSettings, place: ExecPlace): ExecCredentials {
  const { exec, cluster, policy, stdinUnavailable, env } = settings;
  if (!API_VERSIONS.includes(exec.apiVersion ?? '')) {
    const message = `exec plugin: invalid apiVersion ${JSON.stringify(exec.apiVersion ?? '')}, must be one of ${API_VERSIONS.join(', ')}`;
    throw new InvalidConfigurationError([{ message, ...place }]);
  }
  const { toJSON, ...fields } = exec;
  const source = sources.get([fields, cluster, policy, stdinUnavailable, env], () => new ExecCredentials(settings));
  source.addPlace(place);
  return source;
}

/** Which entry of which file asks for a plugin. */
export interface ExecPlace {
  entry: string;
  file?: string | undefined;
}

/** Gets credentials by running a plugin (client-go `exec.Authenticator`). */
export class ExecCredentials implements CredentialSource {
  readonly #settings: ExecSettings;
  readonly #surroundings: ExecSurroundings;
  readonly #hint: InstallHint;
  readonly #places = new Set<string>();

  constructor(settings: ExecSettings, surroundings: ExecSurroundings = ofThisProcess) {
    this.#settings = settings;
    this.#surroundings = surroundings;
    this.#hint = new InstallHint(settings.exec.installHint, surroundings.now);
  }

  /** Messages name every entry that the plugin runs for. */
  addPlace({ entry, file }: ExecPlace): void {
    this.#places.add(file === undefined ? entry : `${entry} in ${file}`);
  }

  /**
   * Runs the plugin.
   *
   * @throws {ExecPluginError} naming plugin, entry and reason; the reason of an abort
   */
  async refresh(signal: AbortSignal): Promise<Credential> {
    try {
      return await this.#run(signal);
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      const { message } = error as Error;
      const hint = error instanceof PluginNotStartedError ? this.#hint.next() : '';
      throw new ExecPluginError(`${message} (${[...this.#places].join(', ')})${hint}`, this.#command, { cause: error });
    }
  }

  /** What is known without running the plugin; arguments and environment are left out, for they may hold credentials. */
  toJSON(): object {
    const { command, apiVersion, interactiveMode, provideClusterInfo, installHint } = this.#settings.exec;
    return {
      command,
      apiVersion,
      interactiveMode,
      provideClusterInfo,
      installHint: installHint && showControlCharacters(installHint),
    };
  }

  /** A path, or a name to look for on PATH. */
  get #command(): string {
    const { command = '' } = this.#settings.exec;
    return command.includes(sep) ? resolve(command) : command;
  }

  async #run(signal: AbortSignal): Promise<Credential> {
    const { exec, cluster, policy, stdinUnavailable, env = process.env } = this.#settings;
    const apiVersion = exec.apiVersion ?? '';
    const command = this.#command;
    const interactive = isInteractive(exec.interactiveMode, stdinUnavailable, this.#surroundings.isTerminal);
    const path = await lookPath(command, { env });
    const refused = await whyNotAllowed(policy, command, path, { env });
    if (refused !== undefined) throw new Error(refused);
    const isPath = command.includes(sep);
    if (path === undefined && !isPath) throw new PluginNotStartedError(`exec: executable ${command} not found`);
    const { runPlugin } = await import('./exec-run.js'); // Only what runs a program loads node:child_process.
    const output = await runPlugin(
      {
        command,
        path: path ?? command,
        args: exec.args,
        env: {
          ...env,
          ...Object.fromEntries(exec.env.map(({ name = '', value = '' }) => [name, value])),
          KUBERNETES_EXEC_INFO: execInfo(apiVersion, interactive, cluster),
        },
        interactive,
      },
      signal,
    );
    return checkCredential(await parseExecCredential(output, apiVersion));
  }
}
