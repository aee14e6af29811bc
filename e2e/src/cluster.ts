import path from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from '@jest/globals';
import type { Clientset } from '@kubewright/clientset';
import { loadConfig } from '@kubewright/kubeconfig';
import { type Config, isNotFound } from '@kubewright/rest';

export { certificateRequest } from './certificate-request.js';

/** As in envtest: a test waits for the server, not for its own client. */
const limits = { qps: 1_000, burst: 2_000 };

const admin: Config = { ...(await loadFrom('KUBEWRIGHT_E2E_KUBECONFIG')), ...limits };
const restricted: Config = process.env['KUBEWRIGHT_E2E_RESTRICTED_KUBECONFIG']
  ? { ...(await loadFrom('KUBEWRIGHT_E2E_RESTRICTED_KUBECONFIG')), ...limits }
  : { ...admin, impersonate: { userName: 'kubewright-e2e-restricted', groups: ['system:authenticated'] } };

/** Reaches the cluster of this run as somebody who may do everything. */
export function adminConfig(): Config {
  return admin;
}

/** Reaches the cluster of this run as a user whom no role is bound to. In a cluster that was there before: the administrator, impersonating one. */
export function restrictedConfig(): Config {
  return restricted;
}

/** What the server calls itself, such as `v1.36.3`. */
export function kubernetesVersion(): string {
  return variable('KUBEWRIGHT_E2E_VERSION');
}

/**
 * Creates a namespace for the test file that calls it, and waits until pods can be created there. Nobody needs to delete it.
 * @returns its name, such as `e2e-watch-x7k2p`
 */
export async function createNamespace(clientset: Clientset): Promise<string> {
  const file = path.basename(expect.getState().testPath ?? 'test', '.e2e.test.ts');
  const labels = { 'kubewright-e2e-run': variable('KUBEWRIGHT_E2E_RUN') };
  const created = await clientset
    .coreV1()
    .namespaces()
    .create({ metadata: { generateName: `e2e-${file}-`, labels } });
  const { name } = created.metadata;
  for (;;) {
    try {
      await clientset.coreV1().serviceAccounts(name).get('default');
      return name;
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
    await sleep(20);
  }
}

async function loadFrom(name: string): Promise<Config> {
  return loadConfig({ env: { ...process.env, KUBECONFIG: variable(name) } });
}

function variable(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: run the tests by npm run test:e2e`);
  return value;
}
