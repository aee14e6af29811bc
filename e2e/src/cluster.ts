import path from 'node:path';
import process from 'node:process';
import { afterAll, expect } from '@jest/globals';
import { Clientset } from '@kubewright/clientset';
import { loadConfig } from '@kubewright/kubeconfig';
import type { Config } from '@kubewright/rest';

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

/** What most test files need. */
export interface OwnNamespace {
  /** Its user is the administrator; closed after the file's last test. */
  clientset: Clientset;
  /** Name of a namespace that only this file uses, such as `e2e-watch-x7k2p`. Pods can be created there. Nobody needs to delete it. */
  namespace: string;
}

/** Called at the top of a test file: connects it to the cluster and makes a namespace for it. */
export async function ownNamespace(): Promise<OwnNamespace> {
  const clientset = new Clientset(admin);
  afterAll(() => clientset.close());
  try {
    return { clientset, namespace: await createNamespace(clientset) };
  } catch (error) {
    await clientset.close(); // Hooks of a file that fails to load do not run.
    throw error;
  }
}

async function createNamespace(clientset: Clientset): Promise<string> {
  const file = path.basename(expect.getState().testPath ?? 'test', '.e2e.test.ts');
  const labels = { 'kubewright-e2e-run': variable('KUBEWRIGHT_E2E_RUN') };
  const created = await clientset
    .coreV1()
    .namespaces()
    .create({ metadata: { generateName: `e2e-${file}-`, labels } });
  const { name } = created.metadata;
  // No pod is let in before a controller has made the account that it runs as.
  const accounts = await clientset
    .coreV1()
    .serviceAccounts(name)
    .watch({ fieldSelector: 'metadata.name=default', timeoutSeconds: 30 });
  for await (const { type } of accounts) if (type === 'ADDED') return name;
  throw new Error(`preparing the namespace ${name}: no controller made its service account "default" within 30 s`);
}

async function loadFrom(name: string): Promise<Config> {
  return loadConfig({ env: { ...process.env, KUBECONFIG: variable(name) } });
}

function variable(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: run the tests by npm run test:e2e`);
  return value;
}
