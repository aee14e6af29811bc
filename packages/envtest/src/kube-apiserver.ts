import { type Flags, toArguments } from './flags.js';
import { etcdServers } from './etcd.js';
import { programFiles } from './program-files.js';

export interface ApiServerArguments {
  port: number;
  /** Whether a controller manager runs too, which makes the ServiceAccounts that pods need for admission. */
  controllerManager: boolean;
  own?: Flags | undefined;
}

/** The command line of a kube-apiserver on 127.0.0.1 that authorizes by RBAC. */
export function apiServerArguments({ port, controllerManager, own }: ApiServerArguments): string[] {
  const fixed: Flags = {
    'bind-address': '127.0.0.1',
    'secure-port': String(port),
    'etcd-servers': etcdServers,
    'client-ca-file': programFiles.authorityCertificate,
    'tls-cert-file': programFiles.serverCertificate,
    'tls-private-key-file': programFiles.serverKey,
  };
  const defaults: Flags = {
    // Without it the server looks for a network interface to advertise, and does not start on a machine that has none.
    'advertise-address': '127.0.0.1',
    // The `kubernetes` service would get a loopback address as endpoint, which validation refuses again and again.
    'endpoint-reconciler-type': 'none',
    'authorization-mode': 'RBAC',
    'allow-privileged': 'true',
    'service-cluster-ip-range': '10.96.0.0/16',
    'service-account-issuer': 'https://kubernetes.default.svc.cluster.local',
    'service-account-key-file': programFiles.serviceAccountPublicKey,
    'service-account-signing-key-file': programFiles.serviceAccountKey,
    'disable-admission-plugins': controllerManager ? null : 'ServiceAccount',
  };
  return toArguments('kube-apiserver', fixed, defaults, own);
}
