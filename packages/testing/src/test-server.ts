/// <reference lib="esnext.disposable" preserve="true" />
import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Clock, type Config, systemClock } from '@kubewright/rest';
import type { ApiServer } from './api-server.js';
import { startControllers } from './controllers/controllers.js';
import { createInitialObjects } from './controllers/initial-objects.js';
import { serverHandler } from './http/handler.js';
import { nodeListener } from './http/node-listener.js';
import { lookupIn } from './kinds/lookup-in.js';
import { ServiceAllocators } from './kinds/service-allocators.js';
import { ResourceRegistry } from './resources/resource-registry.js';
import { schemaVersion } from './schemas.js';
import { nameSuffix } from './write/name-suffix.js';
import type { PodHandlers } from './subresources/pod-handlers.js';
import { Store } from './store/store.js';

/** How to start a server. */
export interface TestServerOptions {
  /** @default 0, which is any that is free */
  port?: number | undefined;
  /** How many writes of each resource are remembered, for watches and lists that begin in the past. @default 10,000 */
  watchWindow?: number | undefined;
  /** Time and chance. @default those of the system */
  clock?: Clock | undefined;
  /**
   * Whether the server begins with what a new cluster has: its namespaces, the Service `kubernetes`, and in each namespace the
   * ServiceAccount `default` and the ConfigMap `kube-root-ca.crt`. @default true
   */
  initialObjects?: boolean | undefined;
}

/** An embedded API server that runs. */
export interface TestServer extends AsyncDisposable {
  /** What a client needs to talk to it. */
  readonly config: Config;
  /** As `http://127.0.0.1:34567`. */
  readonly url: string;
  /** What answers for containers, none of which runs: a test puts its functions here. */
  readonly handlers: PodHandlers;
  /** Resolves when the controllers have done what follows from the writes so far: dependents and content are deleted, definitions served. */
  idle(): Promise<void>;
  /** Ends all requests and watches, and frees the port. Idempotent. */
  close(): Promise<void>;
}

/**
 * Starts an API server in this process, on the loopback interface.
 *
 * Rejects with Node's error if the port is taken.
 */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const { clock = systemClock, port = 0, watchWindow = 10_000, initialObjects = true } = options;
  const store = new Store(watchWindow);
  const registry = new ResourceRegistry(store);
  const state = {
    store,
    clock,
    newUID: randomUUID,
    admission: { serviceAccounts: true, nameSuffix: () => nameSuffix(() => clock.random()) },
    kinds: { allocators: new ServiceAllocators(), lookup: lookupIn(registry) },
  };
  let address = '';
  const handlers: PodHandlers = {};
  const api: ApiServer = {
    state,
    registry,
    handlers,
    get address() {
      return address;
    },
    get version() {
      return versionOf(schemaVersion());
    },
    admit: () => undefined,
  };
  const server = createServer(nodeListener(serverHandler(api)));
  server.keepAliveTimeout = 60_000;
  await listen(server, port);
  const controllers = startControllers(state, registry, { namespaceDefaults: initialObjects, rootCertificate: '' });
  address = `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  if (initialObjects) createInitialObjects(state, registry, (server.address() as AddressInfo).port);
  await controllers.idle();
  let closed: Promise<void> | undefined;
  const close = (): Promise<void> =>
    (closed ??= new Promise((resolve) => {
      controllers.close();
      server.close(() => {
        resolve();
      });
      server.closeAllConnections();
    }));
  return {
    config: { host: `http://${address}` },
    url: `http://${address}`,
    handlers,
    idle: () => controllers.idle(),
    close,
    [Symbol.asyncDispose]: close,
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function versionOf(gitVersion: string): object {
  const [, major = '', minor = ''] = /^v(\d+)\.(\d+)/.exec(gitVersion) ?? [];
  return {
    major,
    minor,
    gitVersion,
    gitCommit: '',
    gitTreeState: 'clean',
    buildDate: '',
    goVersion: '',
    compiler: 'gc',
    platform: `${process.platform}/${process.arch === 'x64' ? 'amd64' : process.arch}`,
  };
}
