import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { abortable, type Config, copyConfig } from '@kubewright/rest';
import { variable, warn, type Environment } from './environment.js';
import { KubeconfigError, NotInClusterError } from './errors.js';
import { describeFileError } from './file-errors.js';
import { readBounded } from './read-bounded.js';

const SERVICE_ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';

/**
 * The configuration of a pod from its environment and service account (client-go `rest.InClusterConfig`). The token is read again as it
 * is renewed. Without a usable `ca.crt` the system's authorities are trusted, with a warning.
 *
 * @throws {NotInClusterError} if KUBERNETES_SERVICE_HOST or KUBERNETES_SERVICE_PORT is not set
 * @throws {KubeconfigError} if the token cannot be read
 */
export async function inClusterConfig(environment: Environment = {}): Promise<Config> {
  const host = variable(environment, 'KUBERNETES_SERVICE_HOST');
  const port = variable(environment, 'KUBERNETES_SERVICE_PORT');
  if (host === '' || port === '') throw new NotInClusterError();
  environment.signal?.throwIfAborted();
  return await abortable(
    serviceAccountConfig(`https://${host.includes(':') ? `[${host}]` : host}:${port}`, environment),
    environment.signal,
  );
}

async function serviceAccountConfig(host: string, environment: Environment): Promise<Config> {
  const bearerTokenFile = serviceAccountFile(environment, 'token');
  const config: Config = { host, bearerToken: await readToken(bearerTokenFile), bearerTokenFile };
  const caFile = serviceAccountFile(environment, 'ca.crt');
  const reason = await whyNoAuthority(caFile);
  if (reason === undefined) config.tls = { caFile };
  else warn(environment, `expected the cluster's certificate authority in ${caFile}, trusting the system's instead: ${reason}`);
  return copyConfig(config);
}

/** Whether the environment looks like a pod's (client-go `inClusterClientConfig.Possible`). */
export async function isInClusterPossible(environment: Environment): Promise<boolean> {
  if (variable(environment, 'KUBERNETES_SERVICE_HOST') === '' || variable(environment, 'KUBERNETES_SERVICE_PORT') === '')
    return false;
  try {
    return !(await stat(serviceAccountFile(environment, 'token'))).isDirectory();
  } catch {
    return false;
  }
}

/**
 * The pod's namespace: POD_NAMESPACE, else the service account's, else `default`.
 *
 * @throws the signal's reason
 */
export async function inClusterNamespace(environment: Environment = {}): Promise<string> {
  const named = variable(environment, 'POD_NAMESPACE');
  if (named !== '') return named;
  environment.signal?.throwIfAborted();
  const read = readBounded(serviceAccountFile(environment, 'namespace')).then(
    (content) => content.toString().trim() || 'default',
    () => 'default',
  );
  return await abortable(read, environment.signal);
}

function serviceAccountFile(environment: Environment, name: string): string {
  return join(environment.serviceAccountDirectory ?? SERVICE_ACCOUNT, name);
}

async function readToken(path: string): Promise<string> {
  try {
    return (await readBounded(path)).toString().trim();
  } catch (error) {
    throw new KubeconfigError(
      `unable to load in-cluster configuration: the token ${path} cannot be read: ${describeFileError(error)}`,
      {
        cause: error,
      },
    );
  }
}

async function whyNoAuthority(path: string): Promise<string | undefined> {
  try {
    const { X509Certificate } = process.getBuiltinModule('node:crypto');
    new X509Certificate(await readBounded(path));
    return undefined;
  } catch (error) {
    return describeFileError(error);
  }
}
