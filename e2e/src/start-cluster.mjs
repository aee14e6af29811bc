// @ts-check
// Before all tests: brings up the cluster that they share, and says in environment variables how to reach it.

import { randomBytes } from 'node:crypto';
import path from 'node:path';
import process from 'node:process';
import { startControlPlane } from '@kubewright/envtest';
import { loadConfig } from '@kubewright/kubeconfig';
import { RESTClient } from '@kubewright/rest';
import { build } from '../control-plane/build.mjs';
import { chooseVersion, programFolder } from '../control-plane/versions.mjs';

/** @type {import('@kubewright/envtest').StartedControlPlane | undefined} */
let controlPlane;

/**
 * Starts a control plane of the version in KUBEWRIGHT_KUBERNETES, built first if need be; with USE_EXISTING_CLUSTER=true takes
 * the cluster of KUBECONFIG.
 */
export default async function startCluster() {
  const { env } = process;
  env['KUBEWRIGHT_E2E_RUN'] = randomBytes(4).toString('hex');
  if (env['USE_EXISTING_CLUSTER'] === 'true') {
    // Never by default: the tests create and delete what they like.
    if (!env['KUBECONFIG']) throw new Error('USE_EXISTING_CLUSTER=true needs KUBECONFIG: the cluster to run the tests on');
    env['KUBEWRIGHT_E2E_KUBECONFIG'] = env['KUBECONFIG'];
  } else {
    const version = chooseVersion(undefined, env);
    await build(version, (line) => void process.stderr.write(`${line}\n`));
    controlPlane = await startControlPlane({
      useExistingCluster: false,
      assets: programFolder(version),
      controllerManager: true,
      // Made forgetful, so that tests see tokens and versions expire without waiting for minutes.
      apiServerFlags: { 'etcd-compaction-interval': '1s', 'watch-cache-sizes': 'podtemplates#0' },
    });
    env['KUBEWRIGHT_E2E_KUBECONFIG'] = path.join(controlPlane.folder, 'e2e.kubeconfig');
    await controlPlane.writeKubeconfig(env['KUBEWRIGHT_E2E_KUBECONFIG']);
    const restricted = await controlPlane.user({ name: 'kubewright-e2e-restricted' });
    env['KUBEWRIGHT_E2E_RESTRICTED_KUBECONFIG'] = path.join(controlPlane.folder, 'e2e-restricted.kubeconfig');
    await restricted.writeKubeconfig(env['KUBEWRIGHT_E2E_RESTRICTED_KUBECONFIG']);
  }
  env['KUBEWRIGHT_E2E_VERSION'] = await versionOfServer(env['KUBEWRIGHT_E2E_KUBECONFIG']);
}

/** Stops what was started; nothing if the cluster was there before. */
export async function stopCluster() {
  await controlPlane?.stop();
}

/** @param {string} kubeconfig paths, as in KUBECONFIG */
async function versionOfServer(kubeconfig) {
  const client = new RESTClient(await loadConfig({ env: { ...process.env, KUBECONFIG: kubeconfig } }));
  try {
    const { gitVersion } = /** @type {{ gitVersion: string }} */ ((await client.get().absPath('/version').do()).into());
    return gitVersion;
  } finally {
    await client.close();
  }
}
