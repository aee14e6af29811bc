import { setMaxListeners } from 'node:events';
import { cleanJoin } from './clean-join.js';
import { clientClosed } from './closed-by-us.js';
import { type ClientCredential, clientCredential } from './client-credential.js';
import { type Clock, systemClock } from './clock.js';
import type { Config } from './config.js';
import { checkFields, checkTransport } from './config-validation.js';
import { withCredential } from './credential-identity.js';
import { debugLog } from './debug-log.js';
import { checkDescriptor } from './descriptor-check.js';
import { gotTransport } from './got-transport.js';
import { defaultServerURL } from './host.js';
import type { PatchType } from './patch.js';
import { kindOf } from './kind-of.js';
import { type RateLimiter, tokenBucket } from './rate-limiter.js';
import { Request, type RequestContext } from './request.js';
import { DescribedResourceClient } from './resource-client.js';
import type { ResourceDescriptor, UnmappedResource } from './resource-descriptor.js';
import { wrapTransport } from './round-trippers.js';
import { throttleLog } from './throttle-log.js';
import { impliesTLS } from './tls-identity.js';
import type { ClosableTransport } from './transport-factory.js';
import { transportOptions, type TransportSurroundings } from './transport-options.js';
import { environmentBackoff } from './url-backoff.js';
import { defaultUserAgent } from './user-agent.js';
import { takeBasicAuth } from './userinfo.js';
import { logWarning } from './warnings.js';

/** client-go's defaults: `rest.DefaultQPS`, `rest.DefaultBurst`. */
const defaultQPS = 5;
const defaultBurst = 10;

/** What a client takes from the process around it; tests give their own. */
export interface RESTClientEnvironment {
  clock: Clock;
  /** Writes a line for people, as that calls wait for the rate limiter, and what `Config.debug` asks for. */
  log: (line: string) => void;
  /** Environment variables. */
  env: Readonly<Record<string, string | undefined>>;
}

/** How a resource is asked for. */
export interface ResourceOptions {
  /** `Accept` of its requests, as for objects reduced to their metadata. @default the client's */
  accept?: string | undefined;
}

/**
 * Talks to one API server: builds requests, and gives each resource its client (client-go `rest.RESTClient`).
 *
 * The constructor reads every file that the config names and throws if one is missing or the config contradicts itself; no
 * connection is opened before the first request. `close()` it, or use `await using`: its connections stay open otherwise.
 */
export class RESTClient implements AsyncDisposable {
  readonly #context: RequestContext;
  readonly #connections: ClosableTransport | undefined;
  readonly #closing = new AbortController();

  constructor(config: Config, environment: Partial<RESTClientEnvironment> = {}) {
    const { clock = systemClock, env = process.env, log = (line) => void process.stderr.write(`${line}\n`) } = environment;
    checkFields(config);
    // A limiter of the caller's own may listen once for each call that waits.
    setMaxListeners(0, this.#closing.signal);
    const group = config.groupVersion?.group ?? '';
    const { base, versionedPath } = defaultServerURL(
      config.host || 'localhost',
      config.apiPath ?? '',
      config.groupVersion,
      impliesTLS(config),
    );
    const basicAuth = takeBasicAuth(base);
    checkTransport(config);
    const credential = clientCredential(config, {
      clock,
      log,
      closed: this.#closing.signal,
      ownTransport: config.transport !== undefined,
      hostHasLogin: basicAuth !== undefined,
    });
    this.#connections = config.transport ? undefined : openTransport(config, base, credential, { clock, env, log });
    const send = config.transport ?? (this.#connections as ClosableTransport).send;
    const contentType = config.contentType || 'application/json';
    const basePath = decodeURIComponent(base.pathname);
    this.#context = {
      base,
      basePath,
      pathPrefix: cleanJoin('/', basePath, config.groupVersion ? versionedPath : ''),
      group,
      contentType,
      accept: config.acceptContentTypes || `${contentType}, */*`,
      compress: !config.disableCompression,
      transport: wrapTransport({ ...config, userAgent: config.userAgent || defaultUserAgent() }, send, {
        clock,
        log,
        basicAuth,
        credential,
        debug: debugLog(config.debug ?? 0, log, clock),
      }),
      metrics: config.metrics,
      rateLimiter: limiterOf(config, clock),
      backoff: config.backoff ?? environmentBackoff(env, clock),
      retryWrites: config.retryWrites ?? true,
      timeout: config.timeout ?? 0,
      warningHandler: config.warningHandler ?? logWarning,
      clock,
      throttleLog: throttleLog(clock, log, config.debug),
      closed: this.#closing.signal,
    };
  }

  /** The limiter that all requests wait for; undefined if the config turned it off. */
  get rateLimiter(): RateLimiter | undefined {
    return this.#context.rateLimiter;
  }

  /** A request with any HTTP method. */
  verb(verb: string): Request {
    return new Request(this.#context, verb);
  }

  /** A GET request. */
  get(): Request {
    return this.verb('GET');
  }

  /** A POST request. */
  post(): Request {
    return this.verb('POST');
  }

  /** A PUT request. */
  put(): Request {
    return this.verb('PUT');
  }

  /** A DELETE request. */
  delete(): Request {
    return this.verb('DELETE');
  }

  /** A PATCH request with the content type of the patch. */
  patch(type: PatchType): Request {
    return this.verb('PATCH').setHeader('Content-Type', type);
  }

  /**
   * The client of a resource, in one namespace or, without one, of all of them or of the cluster. The descriptor says which
   * client that is. Throws if the namespace is empty or the resource has none, and for names that no path may have.
   */
  resource<T, L, C>(
    descriptor: ResourceDescriptor<T, L, C> | UnmappedResource,
    namespace?: string,
    { accept = this.#context.accept }: ResourceOptions = {},
  ): C {
    checkDescriptor(descriptor);
    const { group, version } = descriptor;
    const pathPrefix = cleanJoin('/', this.#context.basePath, group === '' ? 'api' : 'apis', group, version);
    const client = new DescribedResourceClient<T, L>({ ...this.#context, group, pathPrefix, accept }, descriptor, namespace);
    // The one cast through unknown: the class implements every capability, and a generated client type is a sum of these.
    return client as unknown as C;
  }

  /** Ends requests, watches and streams under way, which fail, and closes connections that no other client shares. Idempotent. */
  async close(): Promise<void> {
    this.#closing.abort(clientClosed());
    await this.#connections?.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

/**
 * A client for one group-version: its requests begin at `apiPath` and the group-version. Throws without one (client-go
 * `rest.RESTClientFor`).
 */
export function restClientFor(config: Config, environment?: Partial<RESTClientEnvironment>): RESTClient {
  checkFields(config);
  if (!config.groupVersion) throw new Error('GroupVersion is required when initializing a RESTClient');
  return new RESTClient(config, environment);
}

function openTransport(
  config: Config,
  server: URL,
  credential: ClientCredential | undefined,
  surroundings: TransportSurroundings,
): ClosableTransport {
  const options = transportOptions(config, server, surroundings);
  const { transportFactory = gotTransport } = config;
  const made: unknown = transportFactory({ ...options, identity: withCredential(options.identity, () => credential?.current) });
  const { send, close } = (made ?? {}) as Partial<ClosableTransport>;
  if (typeof send !== 'function' || typeof close !== 'function')
    throw new TypeError(`transportFactory must return an object with the methods send and close, not ${kindOf(made)}`);
  return made as ClosableTransport;
}

function limiterOf({ rateLimiter, qps, burst }: Config, clock: Clock): RateLimiter | undefined {
  if (rateLimiter) return rateLimiter;
  const rate = qps || defaultQPS;
  return rate < 0 ? undefined : tokenBucket(rate, burst || defaultBurst, clock);
}
