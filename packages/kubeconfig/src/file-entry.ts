import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import type { AuthInfo, Cluster, Context, ExecConfig } from './kubeconfig.js';

/** An entry as a kubeconfig file writes it: without what is absent. */
export type FileEntry = Readonly<Record<string, unknown>>;

/** A cluster as a file writes it (client-go `clientcmd/api/v1.Cluster`). */
export function fileCluster(cluster: Cluster): FileEntry {
  return present({
    server: cluster.server,
    'tls-server-name': cluster.tlsServerName,
    'insecure-skip-tls-verify': cluster.insecureSkipTLSVerify,
    'certificate-authority': cluster.certificateAuthority,
    'certificate-authority-data': encoded(cluster.certificateAuthorityData),
    'proxy-url': cluster.proxyURL,
    'disable-compression': cluster.disableCompression,
    extensions: fileExtensions(cluster.extensions),
  });
}

/** A user as a file writes it (client-go `clientcmd/api/v1.AuthInfo`). */
export function fileAuthInfo(user: AuthInfo): FileEntry {
  return present({
    'client-certificate': user.clientCertificate,
    'client-certificate-data': encoded(user.clientCertificateData),
    'client-key': user.clientKey,
    'client-key-data': encoded(user.clientKeyData),
    token: user.token,
    tokenFile: user.tokenFile,
    as: user.impersonate,
    'as-uid': user.impersonateUID,
    'as-groups': user.impersonateGroups,
    'as-user-extra': user.impersonateUserExtra,
    username: user.username,
    password: user.password,
    'auth-provider': user.authProvider && present({ name: user.authProvider.name, config: user.authProvider.config }),
    exec: user.exec && fileExec(user.exec),
    extensions: fileExtensions(user.extensions),
  });
}

/** A context as a file writes it (client-go `clientcmd/api/v1.Context`). */
export function fileContext(context: Context): FileEntry {
  return present({
    cluster: context.cluster,
    user: context.user,
    namespace: context.namespace,
    extensions: fileExtensions(context.extensions),
  });
}

/** Fields that are paths, which count from the folder of their file. */
const PATHS = new Set(['certificate-authority', 'client-certificate', 'client-key', 'tokenFile']);

/**
 * The value of a field for one file: a path below the file's folder is written relative to it (client-go
 * `clientcmd.RelativizePathWithNoBacksteps`).
 */
export function fileValue(field: string, value: unknown, file: string): unknown {
  if (!PATHS.has(field) || typeof value !== 'string' || !isAbsolute(value)) return value;
  const path = relative(dirname(file), value);
  return path.startsWith('..') || isAbsolute(path) ? value : path;
}

/**
 * What an entry of a file means, so that two can be compared: without what is empty, which counts as absent, and with absolute paths.
 */
export function meaningOf(entry: FileEntry, file: string): FileEntry {
  const fields = Object.entries(entry).map(([field, value]) => {
    if (field === 'exec' && isMapping(value)) return [field, meaningOf(value, file)];
    const isPath = PATHS.has(field) || (field === 'command' && typeof value === 'string' && value.includes(sep));
    return [field, isPath && typeof value === 'string' && value !== '' ? resolve(dirname(file), value) : withoutEmpty(value)];
  });
  return Object.fromEntries(fields.filter(([, value]) => !isEmpty(value))) as FileEntry;
}

function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (!isMapping(value)) return value;
  const fields = Object.entries(value).map(([field, each]) => [field, withoutEmpty(each)] as const);
  return Object.fromEntries(fields.filter(([, each]) => !isEmpty(each)));
}

function isEmpty(value: unknown): boolean {
  if (isMapping(value)) return Object.keys(value).length === 0;
  return Array.isArray(value) ? value.length === 0 : value === undefined || value === null || value === '' || value === false;
}

/** Whether a value has fields. */
export function isMapping(value: unknown): value is FileEntry {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fileExec({ command, args, env, apiVersion, installHint, provideClusterInfo, interactiveMode }: ExecConfig): FileEntry {
  return present({
    apiVersion,
    command,
    args: args.length === 0 ? undefined : args,
    env: env.length === 0 ? undefined : env.map(({ name, value = '' }) => ({ name, value })),
    installHint,
    interactiveMode,
    provideClusterInfo,
  });
}

function fileExtensions(extensions: ReadonlyMap<string, unknown> | undefined): FileEntry[] | undefined {
  return !extensions?.size ? undefined : [...extensions].map(([name, extension]) => ({ name, extension }));
}

function encoded(text: string | undefined): string | undefined {
  return text === undefined ? undefined : Buffer.from(text).toString('base64');
}

function present(entry: FileEntry): FileEntry {
  return Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined));
}
