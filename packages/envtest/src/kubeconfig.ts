import type { Config } from '@kubewright/rest';

/**
 * A kubeconfig with one cluster, one user and one context that is current, which say what a config does; certificates and keys are
 * inside if they are in the config. YAML that is JSON, which every reader takes.
 *
 * @param name of all three
 * @throws {Error} if the config has credentials that no text can hold: those of a plugin, or of a transport
 */
export function kubeconfigText(config: Config, name: string): string {
  const { host = 'localhost', tls = {}, proxy, disableCompression } = config;
  if (config.credentials || config.transport || config.transportFactory || config.wrapTransport)
    throw new Error(
      `a kubeconfig for ${withoutUserinfo(host)}: its credentials come from a program, which this text cannot say; ` +
        'use the kubeconfig that the config was loaded from',
    );
  const cluster = {
    server: host,
    ...(tls.caData !== undefined && { 'certificate-authority-data': base64(tls.caData) }),
    ...(tls.caFile !== undefined && { 'certificate-authority': tls.caFile }),
    ...(tls.serverName !== undefined && { 'tls-server-name': tls.serverName }),
    ...(tls.insecure && { 'insecure-skip-tls-verify': true }),
    ...(proxy && { 'proxy-url': proxy }),
    ...(disableCompression && { 'disable-compression': true }),
  };
  const kubeconfig = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name, cluster }],
    users: [{ name, user: userOf(config) }],
    contexts: [{ name, context: { cluster: name, user: name } }],
    'current-context': name,
  };
  return `${JSON.stringify(kubeconfig, null, 2)}\n`;
}

function userOf({ bearerToken, bearerTokenFile, username, password, impersonate = {}, tls = {} }: Config): object {
  return {
    ...(bearerToken !== undefined && { token: bearerToken }),
    ...(bearerTokenFile !== undefined && { tokenFile: bearerTokenFile }),
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    ...(tls.certData !== undefined && { 'client-certificate-data': base64(tls.certData) }),
    ...(tls.certFile !== undefined && { 'client-certificate': tls.certFile }),
    ...(tls.keyData !== undefined && { 'client-key-data': base64(tls.keyData) }),
    ...(tls.keyFile !== undefined && { 'client-key': tls.keyFile }),
    ...(impersonate.userName !== undefined && { as: impersonate.userName }),
    ...(impersonate.uid !== undefined && { 'as-uid': impersonate.uid }),
    ...(impersonate.groups && { 'as-groups': impersonate.groups }),
    ...(impersonate.extra && { 'as-user-extra': impersonate.extra }),
  };
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

/** A URL may hold a password. */
function withoutUserinfo(host: string): string {
  return host.replace(/^((?:[^/@:]*:\/\/)?).*@/s, '$1');
}
