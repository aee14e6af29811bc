import { maskUserinfo, readProxyURL } from '@kubewright/rest';
import type { ConfigurationProblem } from './errors.js';
import { whyUnreadable } from './file-errors.js';
import type { AuthInfo, Cluster, ExecConfig } from './kubeconfig.js';
import { type PluginPolicy, pluginPolicyProblem } from './plugin-policy.js';

/** client-go `ErrEmptyCluster`: no cluster was selected at all. */
export const EMPTY_CLUSTER = 'cluster has no server defined';

/** Everything wrong with a cluster; an absent one is the problem {@link EMPTY_CLUSTER} alone (client-go `clientcmd/validation.go`). */
export async function validateCluster(name: string, cluster: Cluster | undefined): Promise<ConfigurationProblem[]> {
  if (cluster === undefined || isEmpty(cluster)) return [{ message: EMPTY_CLUSTER }];
  const messages: string[] = [];
  if (cluster.server === undefined) {
    messages.push(name === '' ? 'default cluster has no server defined' : `no server found for cluster ${JSON.stringify(name)}`);
  }
  if (cluster.proxyURL !== undefined) {
    const proxy = readProxyURL(cluster.proxyURL);
    if ('problem' in proxy) {
      const shown = maskUserinfo(cluster.proxyURL);
      const problem = proxy.parsed ? proxy.problem : `could not parse: ${shown}`;
      messages.push(`invalid 'proxy-url' ${JSON.stringify(shown)} for cluster ${JSON.stringify(name)}: ${problem}`);
    }
  }
  if (cluster.certificateAuthority !== undefined) {
    if (cluster.certificateAuthorityData !== undefined) {
      messages.push(
        `certificate-authority-data and certificate-authority are both specified for ${name}. certificate-authority-data will override.`,
      );
    }
    messages.push(...(await unreadable('certificate-authority', cluster.certificateAuthority, name)));
  }
  return located(messages, `cluster ${JSON.stringify(name)}`, cluster.locationOfOrigin);
}

/** Everything wrong with a user (client-go `clientcmd/validation.go`); no user is an anonymous one. */
export async function validateAuthInfo(
  name: string,
  user: AuthInfo | undefined,
  pluginPolicy: PluginPolicy = { type: 'AllowAll' },
): Promise<ConfigurationProblem[]> {
  if (user === undefined) return [];
  const messages = await validateCertificate(name, user);
  if (user.exec !== undefined) {
    if (user.authProvider !== undefined) {
      messages.push(`authProvider cannot be provided in combination with an exec plugin for ${name}`);
    }
    messages.push(...validateExec(name, user.exec));
    const problem = pluginPolicyProblem(pluginPolicy);
    if (problem !== undefined) messages.push(`allowlist misconfiguration: ${problem}`);
  }
  const methods = [
    ...(user.token === undefined ? [] : ['token']),
    ...(user.username === undefined && user.password === undefined ? [] : ['basicAuth']),
  ];
  if (methods.length > 1) {
    messages.push(`more than one authentication method found for ${name}; found [${methods.join(' ')}], only one is allowed`);
  }
  const details = [user.impersonateUID, ...(user.impersonateGroups ?? []), ...Object.keys(user.impersonateUserExtra ?? {})];
  if (user.impersonate === undefined && details.some((detail) => detail !== undefined)) {
    messages.push(`requesting uid, groups or user-extra for ${name} without impersonating a user`);
  }
  return located(messages, `user ${JSON.stringify(name)}`, user.locationOfOrigin);
}

/** A key without a certificate counts for nothing. */
async function validateCertificate(name: string, user: AuthInfo): Promise<string[]> {
  const { clientCertificate, clientCertificateData, clientKey, clientKeyData } = user;
  const messages: string[] = [];
  if (clientCertificate === undefined && clientCertificateData === undefined) return messages;
  if (clientCertificate !== undefined && clientCertificateData !== undefined) {
    messages.push(`client-cert-data and client-cert are both specified for ${name}. client-cert-data will override.`);
  }
  if (clientKey !== undefined && clientKeyData !== undefined) {
    messages.push(`client-key-data and client-key are both specified for ${name}; client-key-data will override`);
  }
  if (clientKey === undefined && clientKeyData === undefined) {
    messages.push(`client-key-data or client-key must be specified for ${name} to use the clientCert authentication method.`);
  }
  if (clientCertificate !== undefined) messages.push(...(await unreadable('client-cert', clientCertificate, name)));
  if (clientKey !== undefined) messages.push(...(await unreadable('client-key', clientKey, name)));
  return messages;
}

function validateExec(name: string, exec: ExecConfig): string[] {
  const mustBeSpecified = (what: string): string => `${what} must be specified for ${name} to use exec authentication plugin`;
  const messages: string[] = [];
  if (exec.command === undefined) messages.push(mustBeSpecified('command'));
  if (exec.apiVersion === undefined) messages.push(mustBeSpecified('apiVersion'));
  messages.push(...exec.env.filter((variable) => variable.name === undefined).map(() => mustBeSpecified('env variable name')));
  if (exec.interactiveMode === undefined) {
    messages.push(mustBeSpecified('interactiveMode'));
  } else if (!['Never', 'IfAvailable', 'Always'].includes(exec.interactiveMode)) {
    messages.push(`invalid interactiveMode for ${name}: ${JSON.stringify(exec.interactiveMode)}`);
  }
  return messages;
}

async function unreadable(field: string, path: string, name: string): Promise<string[]> {
  const reason = await whyUnreadable(path);
  return reason === undefined ? [] : [`unable to read ${field} ${path} for ${name} due to ${reason}`];
}

/** Only what was parsed from a text can be empty: an entry of a file remembers its file. */
function isEmpty({ extensions, toJSON, ...fields }: Cluster): boolean {
  return !extensions?.size && Object.values(fields).every((field) => field === undefined || field === false);
}

function located(messages: readonly string[], entry: string, file: string | undefined): ConfigurationProblem[] {
  return messages.map((message) => ({ message, entry, file }));
}
