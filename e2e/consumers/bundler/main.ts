// What a bundler sees: names from several packages in one file.
import { AppsV1Client, type Deployment } from '@kubewright/apps-v1';
import { Clientset } from '@kubewright/clientset';
import type { Pod } from '@kubewright/core-v1';
import type { ObjectMeta } from '@kubewright/meta-v1';

export const meta = (object: Pod | Deployment): ObjectMeta | undefined => object.metadata;
export const replicas = (deployment: Deployment): number => deployment.spec?.replicas ?? 1;
export { AppsV1Client, Clientset };
