// @ts-check
// After all tests: removes what they left behind, and the cluster if it was ours.

import process from 'node:process';
import { Clientset } from '@kubewright/clientset';
import { loadConfig } from '@kubewright/kubeconfig';
import { stopCluster } from './start-cluster.mjs';

export default async function stop() {
  if (process.env['USE_EXISTING_CLUSTER'] === 'true') await deleteNamespacesOfThisRun();
  await stopCluster();
}

async function deleteNamespacesOfThisRun() {
  const clientset = new Clientset(await loadConfig());
  try {
    const namespaces = clientset.coreV1().namespaces();
    const ours = await namespaces.list({ labelSelector: `kubewright-e2e-run=${process.env['KUBEWRIGHT_E2E_RUN'] ?? ''}` });
    for (const { metadata } of ours.items) await namespaces.delete(metadata.name);
  } finally {
    await clientset.close();
  }
}
