import type { CertificateAndKey } from './certificates.js';

export interface KubeconfigParts {
  /** URL of the API server. */
  server: string;
  /** Certificate of the authority that issued the server's, PEM. */
  authority: string;
  /** Name of the user, as people see it in the file. */
  user: string;
  credentials: CertificateAndKey;
}

/** A kubeconfig with one cluster, one user and one context that is current; certificates and the key are inside. YAML that is JSON, which every reader takes. */
export function kubeconfigText({ server, authority, user, credentials }: KubeconfigParts): string {
  const cluster = 'kubewright-envtest';
  const kubeconfig = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: cluster, cluster: { server, 'certificate-authority-data': base64(authority) } }],
    users: [
      {
        name: user,
        user: { 'client-certificate-data': base64(credentials.certificate), 'client-key-data': base64(credentials.key) },
      },
    ],
    contexts: [{ name: cluster, context: { cluster, user } }],
    'current-context': cluster,
  };
  return `${JSON.stringify(kubeconfig, null, 2)}\n`;
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
