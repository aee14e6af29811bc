import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfig } from '@kubewright/kubeconfig';
import type { Config } from '@kubewright/rest';
import { startTestServer } from '@kubewright/testing';
import { step, tell } from './narrate.js';

/** An API server to try things on. */
export interface Cluster extends AsyncDisposable {
  config: Config;
}

/** The cluster of `--kubeconfig`, or the one that kubectl would use; if there is none, an API server in this process. */
export async function findCluster(argv: string[]): Promise<Cluster> {
  const { values } = parseArgs({ args: argv, options: { kubeconfig: { type: 'string' } } });
  const given = values.kubeconfig || givenByEnvironment();
  if (given === undefined) return embeddedServer();
  step(`Using the cluster of ${given}`);
  const config = await loadConfig(values.kubeconfig ? { path: values.kubeconfig } : {});
  return { config, [Symbol.asyncDispose]: () => Promise.resolve() };
}

/** Where kubectl would find a cluster; undefined if nowhere. */
function givenByEnvironment(): string | undefined {
  const { KUBECONFIG, KUBERNETES_SERVICE_HOST } = process.env;
  if (KUBECONFIG) return KUBECONFIG;
  const home = join(homedir(), '.kube', 'config');
  if (existsSync(home)) return home;
  return KUBERNETES_SERVICE_HOST && existsSync('/var/run/secrets/kubernetes.io/serviceaccount/token')
    ? 'the pod in which this runs'
    : undefined;
}

async function embeddedServer(): Promise<Cluster> {
  step('No kubeconfig given: starting the embedded API server');
  const server = await startTestServer();
  tell(`ready at ${server.url}`);
  return server;
}
