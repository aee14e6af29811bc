import { type Flags, toArguments } from './flags.js';
import { programFiles } from './program-files.js';

/** The user that the controller manager is; RBAC knows it (Kubernetes `system:kube-controller-manager`). */
export const controllerManagerUser = 'system:kube-controller-manager';

/**
 * The command line of a kube-controller-manager that starts to work at once and serves no port.
 * @param kubeconfig path of the file by which it is `controllerManagerUser`
 */
export function controllerManagerArguments(kubeconfig: string, own?: Flags): string[] {
  const fixed: Flags = { kubeconfig };
  const defaults: Flags = {
    'leader-elect': 'false',
    'secure-port': '0',
    'use-service-account-credentials': 'true',
    'root-ca-file': programFiles.authorityCertificate,
    'service-account-private-key-file': programFiles.serviceAccountKey,
    // Its own limits (20 a second) are for sharing a server with others; here tests wait for it.
    'kube-api-qps': '500',
    'kube-api-burst': '1000',
  };
  return toArguments('kube-controller-manager', fixed, defaults, own);
}
