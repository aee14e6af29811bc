import { FieldReader } from './field-reader.js';
import type { AuthInfo, Cluster, Context, ExecConfig, Kubeconfig } from './kubeconfig.js';
import { clusterPrintsMasked, contextPrintsMasked, printsMasked, userPrintsMasked } from './masked-printing.js';

/**
 * What the value of a file says as a kubeconfig.
 *
 * @param value of its YAML or JSON
 * @param origin the file
 * @param problems where to note what is wrong; nothing of the result may be used if there is anything
 */
export function readFields(value: unknown, origin: string | undefined, problems: string[]): Kubeconfig {
  const file = new FieldReader(value, '', problems);
  const version = file.string('apiVersion') ?? 'v1';
  const kind = file.string('kind') ?? 'Config';
  if (kind !== 'Config' || version !== 'v1') file.problem('kind must be Config and apiVersion v1, or both absent');
  const currentContext = file.string('current-context');
  return printsMasked({
    currentContext,
    currentContextOrigin: currentContext === undefined ? undefined : origin,
    clusters: readEntries(file, 'clusters', 'cluster', (body) => clusterPrintsMasked(readCluster(body, origin))),
    users: readEntries(file, 'users', 'user', (body) => userPrintsMasked(readAuthInfo(body, origin))),
    contexts: readEntries(file, 'contexts', 'context', (body) => contextPrintsMasked(readContext(body, origin))),
    extensions: readExtensions(file),
  });
}

/** A list of `{ name, <key>: body }`; a name must not occur twice (client-go `clientcmd/api/v1/conversion.go`). */
function readEntries<T>(file: FieldReader, list: string, key: string, read: (body: FieldReader) => T): Map<string, T> {
  const entries = new Map<string, T>();
  for (const [index, item] of file.list(list).entries()) {
    const name = item.string('name') ?? '';
    if (entries.has(name)) file.problem(`duplicate name ${JSON.stringify(name)} in list ${list}`);
    entries.set(name, read(item.body(key, name === '' ? `${list}[${index}]` : `${key} ${JSON.stringify(name)}`)));
  }
  return entries;
}

function readExtensions(reader: FieldReader): Map<string, unknown> {
  const extensions = new Map<string, unknown>();
  for (const item of reader.list('extensions')) {
    const name = item.string('name') ?? '';
    if (extensions.has(name)) reader.problem(`duplicate name ${JSON.stringify(name)} in list extensions`);
    extensions.set(name, item.raw('extension'));
  }
  return extensions;
}

function readCluster(body: FieldReader, locationOfOrigin: string | undefined): Cluster {
  return {
    locationOfOrigin,
    server: body.string('server'),
    tlsServerName: body.string('tls-server-name'),
    insecureSkipTLSVerify: body.boolean('insecure-skip-tls-verify'),
    certificateAuthority: body.string('certificate-authority'),
    certificateAuthorityData: body.base64('certificate-authority-data'),
    proxyURL: body.string('proxy-url'),
    disableCompression: body.boolean('disable-compression'),
    extensions: readExtensions(body),
  };
}

function readAuthInfo(body: FieldReader, locationOfOrigin: string | undefined): AuthInfo {
  const authProvider = body.mapping('auth-provider');
  const exec = body.mapping('exec');
  return {
    locationOfOrigin,
    clientCertificate: body.string('client-certificate'),
    clientCertificateData: body.base64('client-certificate-data'),
    clientKey: body.string('client-key'),
    clientKeyData: body.base64('client-key-data'),
    token: body.string('token'),
    tokenFile: body.string('tokenFile'),
    impersonate: body.string('as'),
    impersonateUID: body.string('as-uid'),
    impersonateGroups: body.strings('as-groups'),
    impersonateUserExtra: body.mapping('as-user-extra')?.record((extra, key) => extra.strings(key), []),
    username: body.string('username'),
    password: body.string('password'),
    authProvider: authProvider && {
      name: authProvider.string('name'),
      config: authProvider.mapping('config')?.record((config, key) => config.string(key), '') ?? {},
    },
    exec: exec && readExec(exec),
    extensions: readExtensions(body),
  };
}

/** The alpha and beta versions may leave `interactiveMode` out (client-go `clientcmd/api/v1/defaults.go`). */
function readExec(exec: FieldReader): ExecConfig {
  const apiVersion = exec.string('apiVersion');
  const optional =
    apiVersion === 'client.authentication.k8s.io/v1beta1' || apiVersion === 'client.authentication.k8s.io/v1alpha1';
  return {
    command: exec.string('command'),
    args: exec.strings('args') ?? [],
    env: exec.list('env').map((variable) => ({ name: variable.string('name'), value: variable.string('value') })),
    apiVersion,
    installHint: exec.string('installHint'),
    provideClusterInfo: exec.boolean('provideClusterInfo'),
    interactiveMode: exec.string('interactiveMode') ?? (optional ? 'IfAvailable' : undefined),
  };
}

function readContext(body: FieldReader, locationOfOrigin: string | undefined): Context {
  return {
    locationOfOrigin,
    cluster: body.string('cluster'),
    user: body.string('user'),
    namespace: body.string('namespace'),
    extensions: readExtensions(body),
  };
}
