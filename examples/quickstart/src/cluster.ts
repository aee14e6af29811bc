import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startControlPlane } from '@kubewright/envtest';
import { loadConfig } from '@kubewright/kubeconfig';
import type { Config } from '@kubewright/rest';
import { step, tell } from './narrate.js';

/** An API server to try things on. */
export interface Cluster extends AsyncDisposable {
  config: Config;
}

/** Says which Kubernetes the packages are generated from. */
const versionOfPackages = new URL('../../../openapi/VERSION', import.meta.url);
const controlPlane = fileURLToPath(new URL('../../../e2e/control-plane/control-plane.mjs', import.meta.url));

/** The cluster of `--kubeconfig` or KUBECONFIG; without either, a control plane of our own, built from source on first use. */
export async function findCluster(argv: string[]): Promise<Cluster> {
  const { values } = parseArgs({
    args: argv,
    options: { kubeconfig: { type: 'string' }, kubernetes: { type: 'string' } },
  });
  const given = values.kubeconfig || process.env['KUBECONFIG'];
  if (given) {
    step(`Using the cluster of ${given}`);
    const config = await loadConfig(values.kubeconfig ? { path: values.kubeconfig } : {});
    return { config, [Symbol.asyncDispose]: () => Promise.resolve() };
  }
  return ownControlPlane(values.kubernetes ?? readFileSync(versionOfPackages, 'utf8').trim().replace(/^v/, ''));
}

async function ownControlPlane(version: string): Promise<Cluster> {
  if (spawnSync('go', ['version']).error) {
    throw new Error(
      'No cluster to talk to. Either give one: `npm start -- --kubeconfig <file>` (or set KUBECONFIG), ' +
        'or install Go (https://go.dev/dl), and a real etcd and kube-apiserver are built and started for you.',
    );
  }
  step(
    `No kubeconfig given: starting etcd, kube-apiserver and kube-controller-manager ${version} (built from source on first use, which takes minutes)`,
  );
  const build = spawnSync(process.execPath, [controlPlane, 'build', '--kubernetes', version], { stdio: 'inherit' });
  if (build.status !== 0)
    throw new Error(`building the control plane failed with status ${String(build.status)}: see its output above`);
  const assets = fileURLToPath(new URL(`../../../.cache/control-plane/v${version}`, import.meta.url));
  const environment = await startControlPlane({ assets, controllerManager: true });
  tell(`ready at ${environment.config.host ?? ''}`);
  return environment;
}
