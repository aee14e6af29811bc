// @ts-check
// Starts a control plane that outlives the command.

import { build } from './build.mjs';
import { isRunning, RunRecords } from './run-state.mjs';
import { programFolder } from './versions.mjs';

/** @typedef {import('./arguments.mjs').UpRequest} UpRequest */

/** Opens everything that a server can serve. */
const everything = { 'runtime-config': 'api/all=true', 'feature-gates': 'AllAlpha=true,AllBeta=true' };

/**
 * Starts the control plane of a version, unless the same runs already.
 *
 * @param {UpRequest} request
 * @param {(line: string) => void} say
 * @param {RunRecords} [records]
 * @returns {Promise<string>} path of the kubeconfig
 * @throws {Error} if another one of this version runs, or the start fails
 */
export async function up(request, say, records = new RunRecords()) {
  const { kubernetes } = request;
  const kubeconfig = records.kubeconfigFile(kubernetes);
  const present = records.read(kubernetes);
  if (present && isRunning(present)) {
    if (present.allApis !== request.allApis || present.controllerManager !== request.controllerManager) {
      throw new Error(
        `A control plane of Kubernetes ${kubernetes} with other options runs already; stop it first: npm run control-plane -- down --kubernetes ${kubernetes}`,
      );
    }
    say(`A control plane of Kubernetes ${kubernetes} runs already; its kubeconfig is ${kubeconfig}`);
    return kubeconfig;
  }
  if (present) records.forget(kubernetes);

  await build(kubernetes, say);
  const { startControlPlane } = await importEnvtest();
  const start = performance.now();
  const controlPlane = await startControlPlane({
    useExistingCluster: false,
    assets: programFolder(kubernetes),
    controllerManager: request.controllerManager,
    apiServerFlags: request.allApis ? everything : {},
  });
  const { allApis, controllerManager } = request;
  const { pid, folder } = controlPlane;
  try {
    // In this order: killed in between, we leave a state of something that does not run, which the next `up` sees.
    records.write({ kubernetes, allApis, controllerManager, pid, folder }, controlPlane.kubeconfig());
    await controlPlane.detach();
  } catch (error) {
    await controlPlane.stop();
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`Starting Kubernetes ${kubernetes}: cannot write down that it runs, so it is stopped again: ${reason}`, {
      cause: error,
    });
  }
  say(
    `Kubernetes ${kubernetes} is ready after ${((performance.now() - start) / 1000).toFixed(1)} s; its kubeconfig is ${kubeconfig}`,
  );
  say(`Logs are in ${controlPlane.folder}; npm run control-plane -- down --kubernetes ${kubernetes} stops it`);
  return kubeconfig;
}

async function importEnvtest() {
  try {
    return await import('@kubewright/envtest');
  } catch (error) {
    throw new Error('Starting a control plane: @kubewright/envtest is not built; run: npm ci && npm run build', { cause: error });
  }
}
