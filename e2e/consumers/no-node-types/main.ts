// The whole client, without a type of Node. Type-checked, then run; it asks no server.
import { Clientset } from '@kubewright/clientset';
import type { Pod } from '@kubewright/core-v1';
import { loadConfig } from '@kubewright/kubeconfig';
import { isNotFound, PatchType } from '@kubewright/rest';

await using clientset = new Clientset({ host: 'http://127.0.0.1:1' });
const pods = clientset.coreV1().pods('default');

export const draft: Pod = { metadata: { name: 'web-0' }, spec: { containers: [{ name: 'web', image: 'web:1' }] } };

export async function use(signal: AbortSignal): Promise<string> {
  await using other = new Clientset(await loadConfig());
  const created = await pods.create(draft, { signal });
  await pods.patch(created.metadata.name, PatchType.Merge, { metadata: { labels: { a: 'b' } } });
  for await (const pod of other.coreV1().pods('default').listAll({ labelSelector: 'a=b' })) return pod.metadata.uid;
  const watch = await other.appsV1().deployments('default').watch();
  for await (const event of watch) if (event.type === 'ADDED') return event.object.metadata.name;
  try {
    return (await pods.get('web-1')).metadata.name;
  } catch (error) {
    if (isNotFound(error)) return '';
    throw error;
  }
}
