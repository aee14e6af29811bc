// One group-version alone, without the clientset. Type-checked, then run; it asks no server.
import { CoreV1Client, pods, type Pod } from '@kubewright/core-v1';
import { RESTClient } from '@kubewright/rest';

const core = new CoreV1Client(new RESTClient({ host: 'http://127.0.0.1:1' }));

export async function names(namespace: string): Promise<string[]> {
  const { items } = await core.pods(namespace).list();
  return items.map((pod) => pod.metadata.name);
}

export const image = (pod: Pod): string | undefined => pod.spec?.containers[0]?.image;

if (pods.kind !== 'Pod') throw new Error(`the descriptor of pods says ${pods.kind}`);
core.pods('default');
