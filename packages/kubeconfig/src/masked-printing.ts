import { maskUserinfo } from '@kubewright/rest';
import type { AuthInfo, AuthProviderConfig, Cluster, Context, ExecConfig, Kubeconfig } from './kubeconfig.js';

const redacted = '--- REDACTED ---';
const truncated = '--- TRUNCATED ---';

/** Where Node's `util.inspect`, and `console.log` with it, look for what to show. */
const inspectCustom = Symbol.for('nodejs.util.inspect.custom');

/**
 * The object with what makes it print without credentials: properties of its own, which a spread copies, with the same functions for
 * all objects of a kind, so that equal ones compare as equal. Maps print as objects.
 */
export function printsMasked(kubeconfig: Kubeconfig): Kubeconfig {
  return { ...kubeconfig, ...printedBy(describeKubeconfig) };
}

/** {@link printsMasked} for a cluster: its URLs may hold passwords, and its extensions what an exec plugin is told. */
export function clusterPrintsMasked(cluster: Cluster): Cluster {
  return { ...cluster, ...printedBy(describeCluster) };
}

/** {@link printsMasked} for a context: its extensions are other programs'. */
export function contextPrintsMasked(context: Context): Context {
  return { ...context, ...printedBy(describeContext) };
}

/** {@link printsMasked} for a user and what it holds. */
export function userPrintsMasked(user: AuthInfo): AuthInfo {
  return {
    ...user,
    authProvider: user.authProvider && { ...user.authProvider, ...printedBy(describeAuthProvider) },
    exec: user.exec && { ...user.exec, ...printedBy(describeExec) },
    ...printedBy(describeUser),
  };
}

function printedBy<T>(describe: (this: T) => object): { toJSON: (this: T) => object } {
  return { toJSON: describe, [inspectCustom]: describe } as { toJSON: (this: T) => object };
}

function describeKubeconfig(this: Kubeconfig): object {
  const { clusters, users, contexts, extensions, ...rest } = this;
  return {
    ...data(rest),
    clusters: described(clusters, describeCluster),
    users: described(users, describeUser),
    contexts: described(contexts, describeContext),
    extensions: withoutValues(extensions),
  };
}

function describeCluster(this: Cluster): object {
  const { server, proxyURL, extensions } = this;
  return {
    ...data(this),
    ...(server && { server: maskUserinfo(server) }),
    ...(proxyURL && { proxyURL: maskUserinfo(proxyURL) }),
    extensions: withoutValues(extensions),
  };
}

function describeContext(this: Context): object {
  return { ...data(this), extensions: withoutValues(this.extensions) };
}

function describeUser(this: AuthInfo): object {
  const { token, password, clientKeyData, clientCertificateData, authProvider, exec, extensions } = this;
  return {
    ...data(this),
    ...(token && { token: redacted }),
    ...(password && { password: redacted }),
    ...(clientKeyData && { clientKeyData: redacted }),
    ...(clientCertificateData && { clientCertificateData: truncated }),
    ...(authProvider && { authProvider: describeAuthProvider.call(authProvider) }),
    ...(exec && { exec: describeExec.call(exec) }),
    extensions: withoutValues(extensions),
  };
}

function describeAuthProvider(this: AuthProviderConfig): object {
  return { ...data(this), config: withoutValues(Object.entries(this.config)) };
}

function describeExec(this: ExecConfig): object {
  return {
    ...data(this),
    args: this.args.map(() => redacted),
    env: this.env.map(({ name }) => ({ name, value: redacted })),
  };
}

/** The fields of an object without those that print it. */
function data(object: object): object {
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== 'toJSON'));
}

function described<T>(entries: ReadonlyMap<string, T>, describe: (this: T) => object): object {
  return Object.fromEntries([...entries].map(([name, entry]) => [name, describe.call(entry)]));
}

function withoutValues(entries: Iterable<readonly [string, unknown]> = []): object {
  return Object.fromEntries([...entries].map(([name]) => [name, redacted]));
}
