import { Clientset } from '@kubewright/clientset';
import type { Deployment } from '@kubewright/apps-v1';
import { isConflict, isNotFound, PatchType, retryOnConflict } from '@kubewright/rest';
import { findCluster } from './cluster.js';
import { step, tell } from './narrate.js';

const image = 'registry.k8s.io/pause:3.10';
const labels = { app: 'web' };

function deployment(replicas: number): Deployment {
  return {
    metadata: { name: 'web', labels },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'pause', image }] } },
    },
  };
}

async function quickstart(clientset: Clientset): Promise<void> {
  const version = await clientset.rest.get().absPath('/version').do();
  tell(`the server is Kubernetes ${version.into<{ gitVersion: string }>().gitVersion}`);

  step('Creating a namespace');
  const namespaces = clientset.coreV1().namespaces();
  const namespace = (await namespaces.create({ metadata: { generateName: 'quickstart-' } })).metadata.name;
  tell(`namespace ${namespace}`);
  try {
    await useNamespace(clientset, namespace);
  } finally {
    step('Deleting what was made: the namespace, and with it everything inside');
    await namespaces.delete(namespace, { propagationPolicy: 'Background' });
    tell(`namespace ${namespace} is on its way out`);
  }
}

async function useNamespace(clientset: Clientset, namespace: string): Promise<void> {
  const pods = clientset.coreV1().pods(namespace);
  const deployments = clientset.appsV1().deployments(namespace);

  step('Watching pods while a deployment is created, and three pods of our own');
  const { metadata } = await pods.list();
  const watch = await pods.watch({ resourceVersion: metadata.resourceVersion, timeoutSeconds: 20 });
  const web = await deployments.create(deployment(2));
  tell(`deployment ${web.metadata.name}, uid ${web.metadata.uid}`);
  const own = ['alpha', 'beta', 'gamma'];
  for (const name of own) {
    await pods.create({
      metadata: { name, labels: { app: 'own', letter: name } },
      spec: { containers: [{ name: 'pause', image }] },
    });
  }
  const awaited = new Set(own);
  for await (const event of watch) {
    if (event.type !== 'ADDED') continue;
    tell(`${event.type} pod ${event.object.metadata.name}`);
    awaited.delete(event.object.metadata.name);
    if (awaited.size === 0) break;
  }
  const alpha = await pods.get('alpha');
  tell(`${alpha.metadata.name} was created at ${alpha.metadata.creationTimestamp}, phase ${alpha.status?.phase ?? 'unknown'}`);

  step('Listing by label');
  const selected = await pods.list({ labelSelector: 'app=own,letter!=gamma' });
  tell(selected.items.map((pod) => pod.metadata.name).join(', '));

  step('Reading all pods in pages of two');
  for await (const pod of pods.listAll({ limit: 2 })) tell(pod.metadata.name);

  step('Patching a label');
  const patched = await pods.patch('beta', PatchType.Merge, { metadata: { labels: { tier: 'backend' } } });
  tell(`labels of beta: ${JSON.stringify(patched.metadata.labels)}`);

  step('Applying, as a field manager that owns what it applies');
  const applied = await deployments.apply(
    { metadata: { name: 'web' }, spec: { replicas: 3 } },
    { fieldManager: 'quickstart', force: true },
  );
  tell(`replicas: ${String(applied.spec?.replicas)}, owned by ${managers(applied.metadata.managedFields)}`);

  step('Running into a conflict, and retrying it');
  const stale = await deployments.get('web');
  await deployments.patch('web', PatchType.Merge, { metadata: { annotations: { touched: 'by somebody else' } } });
  try {
    await deployments.update({ ...stale, metadata: { ...stale.metadata, labels: { ...labels, attempt: 'first' } } });
  } catch (error) {
    if (!isConflict(error)) throw error;
    tell(`conflict: ${error instanceof Error ? error.message : ''}`);
  }
  const updated = await retryOnConflict(async () => {
    const fresh = await deployments.get('web');
    return deployments.update({ ...fresh, metadata: { ...fresh.metadata, labels: { ...labels, attempt: 'second' } } });
  });
  tell(`with a fresh read it went through: ${JSON.stringify(updated.metadata.labels)}`);

  step('Deleting a pod');
  await pods.delete('gamma', { gracePeriodSeconds: 0 });
  try {
    await pods.get('gamma');
  } catch (error) {
    if (!isNotFound(error)) throw error;
    tell(error instanceof Error ? error.message : '');
  }
}

function managers(entries: { manager?: string }[] = []): string {
  return [...new Set(entries.map((entry) => entry.manager))].join(', ');
}

try {
  await using cluster = await findCluster(process.argv.slice(2));
  await using clientset = new Clientset(cluster.config);
  await quickstart(clientset);
  console.log('\nDone.');
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
