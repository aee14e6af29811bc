/// <reference lib="esnext.disposable" preserve="true" />
import { randomBytes, randomUUID } from 'node:crypto';
import type { TestEnvironment } from '@kubewright/envtest';
import { type Access, accessOf } from '@kubewright/envtest/access';
import { type Clock, type Config, copyConfig, systemClock, type Transport } from '@kubewright/rest';
import type { ApiServer } from './api-server.js';
import { admission } from './auth/admit.js';
import { Authenticator, type TestUser } from './auth/authenticator.js';
import { type AuthorizationRule, Authorizer } from './auth/authorizer.js';
import { ServiceAccountTokens, type StillExists } from './auth/service-account-tokens.js';
import { subjectReviews } from './auth/subject-reviews.js';
import { tokenCreates } from './auth/token-creates.js';
import { administrator } from './auth/user-info.js';
import { checkOptions, checkUser } from './check-options.js';
import { type Faults, ServerFaults } from './faults/faults.js';
import { serverHandler } from './http/handler.js';
import { inProcessServer } from './http/in-process-transport.js';
import { listen } from './http/node-server.js';
import { lookupIn } from './kinds/lookup-in.js';
import { ServiceAllocators } from './kinds/networking/service-allocators.js';
import { definitions } from './controllers/definition-controller.js';
import { loadRulesFor } from './customresources/load-rules.js';
import { restoreAllocations } from './kinds/networking/restore-allocations.js';
import { durableHandler } from './persist/durable-handler.js';
import { Persistence } from './persist/persistence.js';
import { loadObjects, type ObjectToLoad } from './load-objects.js';
import { type RequestLog, requestLog } from './request-log.js';
import { ResourceRegistry } from './resources/resource-registry.js';
import { schemaVersion } from './schemas.js';
import { seededRandom, seededUID } from './seeded-random.js';
import { versionOf } from './server-version.js';
import { startControllers } from './controllers/controllers.js';
import { createInitialObjects } from './controllers/initial-objects.js';
import { nameSuffix } from './write/name-suffix.js';
import { checkQuotas } from './quota/check-quotas.js';
import type { ServerState } from './write/server-state.js';
import type { PodHandlers } from './subresources/pod-handlers.js';
import { Store } from './store/store.js';
import { keptAuthority, type TestAuthority, testAuthority } from './tls.js';

/** How to start a server. */
export interface TestServerOptions {
  /** `false`: no socket is opened, and clients come in by the server's `transport` only. @default 0, which is any that is free */
  port?: number | false | undefined;
  /** Serves HTTPS, and lets clients prove who they are by certificates. @default false */
  tls?: boolean | undefined;
  /**
   * Bearer token of the administrator.
   *
   * @default one made of chance, if there are `users`; without both nobody has to prove anything, and all are administrators
   */
  token?: string | undefined;
  /** Who else may come in. What they may do `rules` say. @default nobody */
  users?: readonly TestUser[] | undefined;
  /** Whether who proves nothing is let in as `system:anonymous`, where there is a `token` or `users`. @default false */
  anonymous?: boolean | undefined;
  /** Who may do what; members of `system:masters` may do everything. @default everybody may do everything */
  rules?: readonly AuthorizationRule[] | undefined;
  /** What there is from the beginning, in an order in which it can be created. An object may bring its status. @default nothing */
  objects?: readonly ObjectToLoad[] | undefined;
  /** Time and chance. @default those of the system */
  clock?: Clock | undefined;
  /**
   * Whether the server begins with what a new cluster has: its namespaces, the Service `kubernetes`, and in each namespace the
   * ServiceAccount `default` and the ConfigMap `kube-root-ca.crt`. @default true
   */
  initialObjects?: boolean | undefined;
  /** Whether alpha and beta versions of the API are served too (as with `--runtime-config=api/all=true`). @default false */
  allVersions?: boolean | undefined;
  /** Makes chance the same each time: uids, generated names, faults. @default chance is that of the clock */
  seed?: number | undefined;
  /**
   * A folder in which all objects are kept, so that a server that is started with it again goes on where this one ended, however it
   * did: with the same objects, revisions, certificates and tokens of service accounts. It is made if it does not exist; one server at
   * a time can use it. `objects` that there are already are left alone then. @default all is forgotten
   */
  persist?: string | undefined;
  /** How many writes of each resource are remembered, for watches and lists that begin in the past. @default 10,000 */
  watchWindow?: number | undefined;
}

/**
 * An embedded API server that runs. Its `config` and kubeconfig are those of its administrator. kubectl sends no token without TLS
 * (client-go `clientcmd`): for it, a server with `users` or a `token` needs `tls`; where no socket is opened there is no kubeconfig.
 */
export interface TestServer extends TestEnvironment {
  /** The same config over {@link transport}. */
  readonly inProcessConfig: Config;
  /** As `http://127.0.0.1:34567`. Where no socket is opened a name that means nothing. */
  readonly url: string;
  /** What answers for containers, none of which runs: a test puts its functions here. */
  readonly handlers: PodHandlers;
  /**
   * Resolves when the controllers have done what follows from the writes so far: dependents and content are deleted, definitions
   * served.
   */
  idle(): Promise<void>;
  /** Sends requests to the server without a socket: for a client's `config.transport`. */
  readonly transport: Transport;
  /** What was asked, in order; the newest 10,000 requests. */
  readonly requests: RequestLog;
  /** What goes wrong. */
  readonly faults: Faults;
  /**
   * Lets another user in, by a client certificate if the server has TLS, else by a token: that of the user, or one made of chance.
   * Rejects with a `TypeError` if the name is empty or the token is another user's.
   */
  user(user: TestUser): Promise<Access>;
  /** Ends all requests and watches, and frees the port. Idempotent. */
  close(): Promise<void>;
}

/** Where a server is that has no socket. */
const nowhere = 'http://in-process';

/**
 * Starts an API server in this process, on the loopback interface.
 *
 * Rejects with a `TypeError` or `RangeError` for options that cannot be meant, with Node's error if the port is taken, with a
 * `LoadError` that names an object which cannot be loaded, and with an `Error` if the folder of `persist` is damaged or used by another
 * server. Nothing is left then.
 */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  checkOptions(options);
  const store = new Store(options.watchWindow ?? 10_000);
  const persistence = options.persist === undefined ? undefined : new Persistence(options.persist, store);
  const opened: (() => Promise<void>)[] = persistence ? [() => persistence.close()] : [];
  try {
    return await start(options, store, persistence, opened);
  } catch (error) {
    await closeAll(opened);
    throw error;
  }
}

/** @param opened gets what is to be closed, in the order in which it was opened */
async function start(
  options: TestServerOptions,
  store: Store,
  persistence: Persistence | undefined,
  opened: (() => Promise<void>)[],
): Promise<TestServer> {
  const { users = [], anonymous = false, port = 0 } = options;
  const token = options.token ?? (users.length > 0 ? randomToken() : undefined);
  const clock = options.seed === undefined ? (options.clock ?? systemClock) : seeded(options.clock ?? systemClock, options.seed);
  const uidChance = options.seed === undefined ? undefined : seededRandom(options.seed + 1);
  const registry = new ResourceRegistry(store, options.allVersions);
  const kinds = { allocators: new ServiceAllocators(), lookup: lookupIn(registry) };
  restoreAllocations(store.collection('services'), kinds.allocators);
  for (const entry of store.collection(definitions).all()) await loadRulesFor(entry.text);
  const newUID = uidChance ? () => seededUID(uidChance) : randomUUID;
  const stillExists: StillExists = (kind, namespace, name, uid) =>
    registry.ofKind('', kind)?.collection.get(namespace, name)?.uid === uid;
  const serviceAccountTokens = new ServiceAccountTokens(clock, newUID, stillExists, persistence?.keys.serviceAccountKey);
  const authenticator = new Authenticator({
    users: token === undefined ? users : [{ ...administrator, token }, ...users],
    withoutCredentials: token === undefined ? 'administrator' : anonymous ? 'anonymous' : 'refused',
    serviceAccountTokens,
  });
  const authorizer = new Authorizer(options.rules);
  const faultChance = options.seed === undefined ? () => clock.random() : seededRandom(options.seed + 2);
  const faults = new ServerFaults(
    clock,
    faultChance,
    () => store.revision,
    (name) => registry.pluralOf(name),
  );
  const requests = requestLog();
  let address = '';
  const handlers: PodHandlers = {};
  const state: ServerState = {
    store,
    clock,
    newUID,
    kinds,
    admission: { serviceAccounts: true, nameSuffix: () => nameSuffix(() => clock.random()) },
    checkQuotas: (request) => checkQuotas(state, registry, request),
  };
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
    admit: admission(authenticator, authorizer),
    creators: new Map([...subjectReviews(authorizer), ...tokenCreates(authenticator, serviceAccountTokens)]),
    faults,
    requests,
  };
  const handler = persistence ? durableHandler(serverHandler(api), persistence) : serverHandler(api);
  const inProcess = inProcessServer(handler);
  const authority = options.tls === true && port !== false ? await authorityFor(persistence) : undefined;
  const listening = port === false ? undefined : await listen(handler, port, authority?.identity);
  if (listening) opened.push(() => listening.close());
  address = listening ? `127.0.0.1:${String(listening.port)}` : '';
  const url = listening ? `${authority ? 'https' : 'http'}://${address}` : nowhere;
  const { initialObjects = true } = options;
  const rootCertificate = authority?.identity.clientAuthority ?? '';
  const controllers = startControllers(state, registry, { namespaceDefaults: initialObjects, rootCertificate });
  opened.push(() => {
    controllers.close();
    inProcess.close();
    return Promise.resolve();
  });
  if (initialObjects) createInitialObjects(state, registry, listening?.port ?? 0, rootCertificate);
  await controllers.idle();
  const loading = { state, registry, creators: api.creators, idle: () => controllers.idle() };
  await loadObjects({ ...loading, keepExisting: persistence !== undefined }, options.objects ?? []);
  await persistence?.settled();
  const inProcessConfig = copyConfig({
    host: nowhere,
    transport: inProcess.transport,
    qps: -1,
    ...(token !== undefined && { bearerToken: token }),
  });
  const config = listening ? configOf(url, authority, token, authority?.administrator) : inProcessConfig;
  const administration = accessTo(config, listening !== undefined);
  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => (closed ??= closeAll(opened));
  return {
    ...administration,
    inProcessConfig,
    url,
    transport: inProcess.transport,
    requests,
    faults,
    handlers,
    idle: () => controllers.idle(),
    user: async (user) => {
      checkUser(user);
      const certificate = await authority?.authority.issueClient(user.name, user.groups);
      const own = certificate ? undefined : (user.token ?? randomToken());
      if (own !== undefined) authenticator.add({ ...user, token: own });
      const access = listening
        ? configOf(url, authority, own, certificate)
        : copyConfig({ ...inProcessConfig, bearerToken: own });
      return accessTo(access, listening !== undefined);
    },
    // Loaded only here: most tests define nothing.
    installCRDs: async (definitions, options) => {
      const { installCRDs } = await import('@kubewright/envtest/install-crds');
      await installCRDs(config, definitions, options);
    },
    uninstallCRDs: async (definitions, options) => {
      const { uninstallCRDs } = await import('@kubewright/envtest/install-crds');
      await uninstallCRDs(config, definitions, options);
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Closes the last first, and all whatever happens. Rejects with the first error. */
async function closeAll(opened: readonly (() => Promise<void>)[]): Promise<void> {
  const [last, ...before] = [...opened].reverse();
  try {
    await last?.();
  } finally {
    if (before.length > 0) await closeAll(before.reverse());
  }
}

function authorityFor(persistence: Persistence | undefined): Promise<TestAuthority> {
  if (!persistence) return testAuthority();
  const { keys } = persistence;
  return keptAuthority(keys.authority, (authority) => {
    keys.keepAuthority(authority);
  });
}

/** Who has a token needs no certificate. */
function configOf(
  host: string,
  authority: TestAuthority | undefined,
  token: string | undefined,
  certificate: TestAuthority['administrator'] | undefined,
): Config {
  return copyConfig({
    host,
    qps: -1,
    ...(token !== undefined && { bearerToken: token }),
    ...(authority && {
      tls: {
        caData: authority.authority.certificate,
        ...(token === undefined && certificate && { certData: certificate.certificate, keyData: certificate.key }),
      },
    }),
  });
}

function accessTo(config: Config, hasSocket: boolean): Access {
  if (hasSocket) return accessOf(config, 'kubewright-testing');
  const kubeconfig = (): never => {
    throw new Error('a kubeconfig of the test server: it opened no socket; start it without `port: false`');
  };
  return { config, kubeconfig, writeKubeconfig: () => new Promise(kubeconfig) };
}

function seeded(clock: Clock, seed: number): Clock {
  return {
    now: () => clock.now(),
    date: () => clock.date(),
    sleep: (milliseconds, signal) => clock.sleep(milliseconds, signal),
    random: seededRandom(seed),
  };
}

function randomToken(): string {
  return randomBytes(16).toString('hex');
}
