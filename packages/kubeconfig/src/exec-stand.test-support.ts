import { afterEach, expect } from '@jest/globals';
import { type Config, CredentialsError, RESTClient } from '@kubewright/rest';
import { FakeClock } from '../../rest/src/fake-clock.test-support.js';
import { sendJSON, startTestServer, type TestServer } from '../../rest/src/test-server.test-support.js';
import { clientConfig, type ClientConfigOptions } from './client-config.js';
import { ExecPluginError } from './errors.js';
import { TestPlugin } from './exec-plugin.test-support.js';
import { parseKubeconfig } from './parse-kubeconfig.js';

/** What a server answers to somebody whom it does not know. */
export const unauthorized = {
  kind: 'Status',
  apiVersion: 'v1',
  status: 'Failure',
  reason: 'Unauthorized',
  code: 401,
  message: 'who?',
};

/** What is closed after each test. */
export const opened: (Disposable | AsyncDisposable)[] = [];
afterEach(async () => {
  for (const disposable of opened.splice(0).reverse()) {
    if (Symbol.dispose in disposable) disposable[Symbol.dispose]();
    else await disposable[Symbol.asyncDispose]();
  }
});

/** A plugin that is gone after the test. */
export function plugin(body: string, name?: string): TestPlugin {
  const created = new TestPlugin(body, name);
  opened.push(created);
  return created;
}

/** A server that lets in what `accepted` says; anything, without it. */
export async function server(accepted?: (authorization: string | undefined) => boolean): Promise<TestServer> {
  const started = await startTestServer(({ headers, url }, response) => {
    if (accepted?.(headers.authorization) === false) sendJSON(response, unauthorized, 401);
    else sendJSON(response, { path: url });
  });
  opened.push(started);
  return started;
}

/** That of all clients. */
export const clock = new FakeClock({ now: Date.parse('2026-07-01T10:00:00Z') });

/** A client that is closed after the test. */
export function client(config: Config): RESTClient {
  const created = new RESTClient({ ...config, qps: -1 }, { clock, log: () => undefined, env: {} });
  opened.push(created);
  return created;
}

/** The configuration of a kubeconfig that comes from `/home/me/.kube/config`. */
export const configOf = async (kubeconfig: string, options: ClientConfigOptions = {}): Promise<Config> =>
  clientConfig(parseKubeconfig(kubeconfig, '/home/me/.kube/config'), { onWarning: () => undefined, ...options });
/** One request. */
export const call = async (rest: RESTClient, signal?: AbortSignal): Promise<unknown> =>
  rest.get().absPath('/x').signal(signal).do();
/** What the requests carried. */
export const authorizations = ({ requests }: TestServer): (string | undefined)[] =>
  requests.map(({ headers }) => headers.authorization);

/** What the first call of a client ends with. */
export async function failure(kubeconfig: string, options?: ClientConfigOptions): Promise<CredentialsError> {
  const error: unknown = await call(client(await configOf(kubeconfig, options))).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(CredentialsError);
  expect((error as Error).cause).toBeInstanceOf(ExecPluginError);
  expect((error as Error & { cause: Error }).cause.cause).toBeInstanceOf(Error);
  return error as CredentialsError;
}

/** Whether there is such a process. */
export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
