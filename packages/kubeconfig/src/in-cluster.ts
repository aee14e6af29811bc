import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Config, copyConfig } from '@kubewright/rest';
import { unlessAborted } from './abort.js';
import { variable, warn, type Environment } from './environment.js';
import { KubeconfigError, NotInClusterError } from './errors.js';
import { describeFileError } from './file-errors.js';

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
  return await unlessAborted(environment.signal, async () => {
    const bearerTokenFile = serviceAccountFile(environment, 'token');
    const config: Config = {
      host: `https://${host.includes(':') ? `[${host}]` : host}:${port}`,
      bearerToken: await readToken(bearerTokenFile),
      bearerTokenFile,
    };
    const caFile = serviceAccountFile(environment, 'ca.crt');
    const reason = await whyNoAuthority(caFile);
    if (reason === undefined) config.tls = { caFile };
    else warn(environment, `expected the cluster's certificate authority in ${caFile}, trusting the system's instead: ${reason}`);
    return copyConfig(config);
  });
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

/** The pod's namespace: POD_NAMESPACE, else the service account's, else `default`. */
export async function inClusterNamespace(environment: Environment = {}): Promise<string> {
  const named = variable(environment, 'POD_NAMESPACE');
  if (named !== '') return named;
  try {
    return (await readFile(serviceAccountFile(environment, 'namespace'), 'utf8')).trim() || 'default';
  } catch {
    return 'default';
  }
}

function serviceAccountFile(environment: Environment, name: string): string {
  return join(environment.serviceAccountDirectory ?? SERVICE_ACCOUNT, name);
}

async function readToken(path: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).trim();
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
    new X509Certificate(await readFile(path));
    return undefined;
  } catch (error) {
    return describeFileError(error);
  }
}
