import process from 'node:process';
import { findAssets, type ProgramName } from './assets.js';
import { checkOptions } from './check-options.js';
import { whyNotOk } from './ask-api-server.js';
import type { Config } from '@kubewright/rest';
import type { ControlPlane, StartedControlPlane } from './control-plane.js';
import { etcdArguments } from './etcd.js';
import type { Flags } from './flags.js';
import { freePort } from './free-port.js';
import { ExistingCluster } from './existing-cluster.js';
import { existingConfig } from './existing-config.js';
import { apiServerArguments } from './kube-apiserver.js';
import { controllerManagerArguments, controllerManagerUser } from './kube-controller-manager.js';
import { writeProgramFiles } from './program-files.js';
import { endedEarly, PortTakenError, type StartedProgram, tooLate } from './start-failure.js';
import { timeoutOf } from './timeout-of.js';
import { SupervisedControlPlane } from './supervised-control-plane.js';
import { Supervisor } from './supervisor.js';
import { NotReadyError, waitUntilReady } from './wait-until-ready.js';

export interface ControlPlaneOptions {
  /** Folder with the programs. @default what `TEST_ASSET_<NAME>` and `KUBEBUILDER_ASSETS` say, then `/usr/local/kubebuilder/bin` */
  assets?: string;
  /**
   * Runs kube-controller-manager too: garbage collection, deletion of a namespace's contents, ServiceAccounts, ReplicaSets of
   * a Deployment … Without it the ServiceAccount admission plugin is off, which would refuse every pod. @default false
   */
  controllerManager?: boolean;
  /**
   * Flags of kube-apiserver that are added or replace a default; `null` removes one.
   * @example { 'feature-gates': 'AllAlpha=true,AllBeta=true', 'runtime-config': 'api/all=true' }
   */
  apiServerFlags?: Flags;
  /** Flags of kube-controller-manager, in the same way. */
  controllerManagerFlags?: Flags;
  /** Flags of etcd, in the same way. */
  etcdFlags?: Flags;
  /**
   * Also prints what the programs print, to standard output and error of this process. @default whether
   * `KUBEBUILDER_ATTACH_CONTROL_PLANE_OUTPUT` is `true`
   */
  attachOutput?: boolean;
  /**
   * Starts nothing, but takes the cluster that is there: that of `config`, else of the files of `KUBECONFIG`, else, in a pod, its own, else
   * of `~/.kube/config`. All options of programs mean nothing then. @default whether `USE_EXISTING_CLUSTER` is `true`
   */
  useExistingCluster?: boolean;
  /** How to reach the existing cluster, if it is one. */
  config?: Config;
  /** Milliseconds until the control plane must be ready. @default what `KUBEBUILDER_CONTROLPLANE_START_TIMEOUT` says, else 60000 */
  timeout?: number;
  /** Ends a start; the start rejects with its reason once nothing is left of it. */
  signal?: AbortSignal;
}

/** How often to start anew because another process was faster to take the chosen port. */
const attempts = 5;

/**
 * Starts etcd and kube-apiserver, and resolves when the server is ready and its `default` namespace exists (with a controller
 * manager: when pods can be created there). With `USE_EXISTING_CLUSTER=true` it takes the cluster that is there, and resolves when that
 * has answered.
 *
 * Nothing outlives this process, however it ends: SIGKILL included. Once started, the control plane does not keep this
 * process alive.
 * @throws {TypeError} for an option that there is not
 * @throws {Error} if a program is missing, ends early or is not ready in time, with the end of its log; nothing is left then.
 */
export function startControlPlane(options: ControlPlaneOptions & { useExistingCluster: false }): Promise<StartedControlPlane>;
export function startControlPlane(options?: ControlPlaneOptions): Promise<ControlPlane>;
export async function startControlPlane(options: ControlPlaneOptions = {}): Promise<ControlPlane> {
  checkOptions(options);
  const { env } = process;
  if (!(options.useExistingCluster ?? env['USE_EXISTING_CLUSTER']?.toLowerCase() === 'true'))
    return startOnSomePort(options, freePort);
  const { signal } = options;
  signal?.throwIfAborted();
  const config = options.config ?? (await existingConfig({ env, signal }));
  return ExistingCluster.connect(config, startTimeout(options), signal);
}

/**
 * `startControlPlane` with a say in the port: `choosePort` is asked again when the server finds its port taken.
 * @internal
 */
export async function startOnSomePort(
  options: ControlPlaneOptions,
  choosePort: () => Promise<number>,
): Promise<StartedControlPlane> {
  const names: ProgramName[] = [
    'etcd',
    'kube-apiserver',
    ...(options.controllerManager ? (['kube-controller-manager'] as const) : []),
  ];
  const assets = await findAssets(names, { folder: options.assets, environment: process.env });
  for (let attempt = 1; ; attempt++) {
    try {
      return await startOnce(assets, await choosePort(), options);
    } catch (error) {
      if (!(error instanceof PortTakenError) || attempt === attempts) throw error;
    }
  }
}

async function startOnce(
  assets: Record<ProgramName, string>,
  port: number,
  options: ControlPlaneOptions,
): Promise<StartedControlPlane> {
  const { controllerManager = false } = options;
  // The variable wins, as in controller-runtime: who runs the tests wants to see more than who wrote them.
  const attachOutput = process.env['KUBEBUILDER_ATTACH_CONTROL_PLANE_OUTPUT'] === 'true' || options.attachOutput;
  const timeout = startTimeout(options);
  const grace = timeoutOf('KUBEBUILDER_CONTROLPLANE_STOP_TIMEOUT', process.env) ?? 10_000;
  options.signal?.throwIfAborted();
  const deadline = performance.now() + timeout;
  const supervisor = await Supervisor.start({ attachOutput });
  const started: StartedProgram[] = [];
  const failed = new AbortController();
  const signal = options.signal === undefined ? failed.signal : AbortSignal.any([failed.signal, options.signal]);
  let starting = true;

  const run = (name: ProgramName, args: readonly string[]): void => {
    const program = { name, path: assets[name], logFile: supervisor.logFile(name) };
    started.push(program);
    void supervisor.run(name, program.path, args).ended.then(async (end) => {
      if (starting) failed.abort(await endedEarly(program, end));
    });
  };

  try {
    run('etcd', etcdArguments(options.etcdFlags));
    const authority = await writeProgramFiles(supervisor.folder);
    run('kube-apiserver', apiServerArguments({ port, controllerManager, own: options.apiServerFlags }));
    const credentials = await authority.issueClient('admin', ['system:masters']);
    const waitForAnswers = async (...paths: string[]): Promise<void> => {
      for (const path of paths) {
        const whyNot = () => {
          // A server that is starting accepts connections long before it answers.
          const patience = Math.min(5_000, Math.max(1, deadline - performance.now()));
          return whyNotOk({ port, path, authority: authority.certificate, credentials, patience, signal });
        };
        await waitUntilReady(whyNot, { deadline, interval: 50, signal });
      }
    };
    await waitForAnswers('/readyz', '/api/v1/namespaces/default');
    const controlPlane = new SupervisedControlPlane({ supervisor, authority, port, grace }, credentials);
    if (controllerManager) {
      const kubeconfig = await controlPlane.writeProgramKubeconfig(controllerManagerUser);
      run('kube-controller-manager', controllerManagerArguments(kubeconfig, options.controllerManagerFlags));
      await waitForAnswers('/api/v1/namespaces/default/serviceaccounts/default');
    }
    starting = false;
    supervisor.release();
    return controlPlane;
  } catch (error) {
    starting = false;
    const explained = error instanceof NotReadyError ? await tooLate(started, timeout, error) : error;
    await supervisor.stop(0);
    throw explained;
  }
}

function startTimeout({ timeout }: ControlPlaneOptions): number {
  return timeout ?? timeoutOf('KUBEBUILDER_CONTROLPLANE_START_TIMEOUT', process.env) ?? 60_000;
}
