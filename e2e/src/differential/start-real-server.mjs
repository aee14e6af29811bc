// @ts-check
// Before all cases: starts the real servers that the embedded one is compared with.

import path from 'node:path';
import process from 'node:process';
import { startControlPlane } from '@kubewright/envtest';
import { build } from '../../control-plane/build.mjs';
import { chooseVersion, programFolder } from '../../control-plane/versions.mjs';

/** @type {import('@kubewright/envtest').StartedControlPlane | undefined} */
let controlPlane;

/** The controllers whose work the embedded server does too. The others change objects while the cases look at them. */
const controllers = [
  'garbage-collector-controller',
  'namespace-controller',
  'serviceaccount-controller',
  'root-ca-certificate-publisher-controller',
  'persistentvolume-protection-controller',
  'persistentvolumeclaim-protection-controller',
  'disruption-controller',
  'resourcequota-controller',
];

/** With KUBEWRIGHT_DIFFERENTIAL_CONFIG, the JSON of a client config, takes the server that runs there. */
export default async function start() {
  const { env } = process;
  if (env['KUBEWRIGHT_DIFFERENTIAL_CONFIG']) return;
  const version = chooseVersion(undefined, env);
  await build(version, (line) => void process.stderr.write(`${line}\n`));
  controlPlane = await startControlPlane({
    useExistingCluster: false,
    assets: programFolder(version),
    controllerManager: true,
    controllerManagerFlags: { controllers: controllers.join(',') },
  });
  const { host, tls } = controlPlane.config;
  // Tests that use a client of ours find the server as those in e2e/ do.
  env['KUBEWRIGHT_E2E_KUBECONFIG'] = path.join(controlPlane.folder, 'differential.kubeconfig');
  await controlPlane.writeKubeconfig(env['KUBEWRIGHT_E2E_KUBECONFIG']);
  env['KUBEWRIGHT_E2E_VERSION'] = version;
  env['KUBEWRIGHT_E2E_RUN'] = 'differential';
  env['KUBEWRIGHT_DIFFERENTIAL_CONFIG'] = JSON.stringify({ host, ca: tls?.caData, cert: tls?.certData, key: tls?.keyData });
}

export async function stop() {
  await controlPlane?.stop();
}
