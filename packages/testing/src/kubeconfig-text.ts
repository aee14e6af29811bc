import type { Config } from '@kubewright/rest';

/** A kubeconfig with one cluster, user and context that says what a config does. YAML that is JSON, which every reader takes. */
export function kubeconfigText({ host, tls, bearerToken, impersonate }: Config): string {
  const name = 'kubewright-testing';
  const user = {
    ...(bearerToken !== undefined && { token: bearerToken }),
    ...(tls?.certData !== undefined && { 'client-certificate-data': base64(tls.certData) }),
    ...(tls?.keyData !== undefined && { 'client-key-data': base64(tls.keyData) }),
    ...(impersonate?.userName !== undefined && { as: impersonate.userName }),
    ...(impersonate?.groups && { 'as-groups': impersonate.groups }),
  };
  const cluster = { server: host, ...(tls?.caData !== undefined && { 'certificate-authority-data': base64(tls.caData) }) };
  const kubeconfig = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name, cluster }],
    users: [{ name, user }],
    contexts: [{ name, context: { cluster: name, user: name } }],
    'current-context': name,
  };
  return `${JSON.stringify(kubeconfig, null, 2)}\n`;
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
