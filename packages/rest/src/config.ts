import type { BackoffManager } from './backoff-manager.js';
import type { CredentialSource } from './credential-source.js';
import type { Metrics } from './metrics.js';
import type { RateLimiter } from './rate-limiter.js';
import type { Transport } from './transport.js';
import type { ConnectionTimeouts, TransportFactory } from './transport-factory.js';
import type { WarningHandler } from './warnings.js';

/**
 * How to reach and to trust a server, and how to prove who we are by certificate (client-go `rest.TLSClientConfig`). For each of the
 * three, data beats file.
 */
export interface TLSClientConfig {
  /** Skips verification of the server's certificate: for tests only, never with `caFile` or `caData`. @default false */
  insecure?: boolean | undefined;
  /** Name sent as SNI and expected in the server's certificate. @default the host's name */
  serverName?: string | undefined;
  /** Path of the PEM client certificate. Used only together with a key. */
  certFile?: string | undefined;
  /** Path of the PEM client key. */
  keyFile?: string | undefined;
  /** Path of the PEM certificates of the authorities to trust, instead of the system's. */
  caFile?: string | undefined;
  /** PEM client certificate. */
  certData?: string | undefined;
  /** PEM client key. */
  keyData?: string | undefined;
  /** PEM certificates of the authorities to trust, instead of the system's. */
  caData?: string | undefined;
  /** What `JSON.stringify` shows: `copyConfig` adds it, to mask the client certificate and its key. */
  toJSON?: (() => unknown) | undefined;
}

/**
 * Acts as somebody else; the server must allow it (client-go `rest.ImpersonationConfig`). A request that has a header
 * `Impersonate-User` of its own is left alone.
 */
export interface ImpersonationConfig {
  /** Who to act as; needed for the others to mean anything. */
  userName?: string | undefined;
  /** Their unique id. */
  uid?: string | undefined;
  /** Groups they are in. */
  groups?: readonly string[] | undefined;
  /** Extra fields of the user, any number of values each. */
  extra?: Readonly<Record<string, readonly string[]>> | undefined;
}

/** An API group and one of its versions; the core group is empty. */
export interface GroupVersion {
  group: string;
  version: string;
}

/**
 * Everything a client needs to talk to an API server (client-go `rest.Config`).
 *
 * Plain data, safe to copy with a spread. `RESTClient` reads it once and never changes it. It holds credentials: those that
 * `loadConfig` and other functions of ours give print without them, and so does what `copyConfig` makes of one written by hand.
 */
export interface Config {
  /**
   * Host, host:port or URL; a URL's path is put before every request's path. User name and password in a URL are sent as basic
   * authentication, and beat everything else that proves who we are. @default 'localhost'
   */
  host?: string | undefined;
  /** Root of the API: `/api` for the core group, `/apis` for all others. Only for a versioned client. */
  apiPath?: string | undefined;
  /** Only for a versioned client: see `restClientFor`. */
  groupVersion?: GroupVersion | undefined;
  /** Media type of request bodies. @default 'application/json' */
  contentType?: string | undefined;
  /** `Accept` header. @default the content type, then anything */
  acceptContentTypes?: string | undefined;
  /** Basic authentication; used only if not empty. */
  username?: string | undefined;
  /** Goes with `username`. */
  password?: string | undefined;
  /** Bearer token. Not together with `username`. */
  bearerToken?: string | undefined;
  /** File of a bearer token, read again after 50 seconds, and when the server answers 401; what it holds beats `bearerToken`. */
  bearerTokenFile?: string | undefined;
  /**
   * Gets tokens or client certificates that end, as from an exec plugin. Not used, with a line in the log, if the config itself holds
   * a token, a user name or a client certificate.
   */
  credentials?: CredentialSource | undefined;
  /** Whom to act as. */
  impersonate?: ImpersonationConfig | undefined;
  /** How to trust the server and to prove ourselves. */
  tls?: TLSClientConfig | undefined;
  /** What audit logs of the server call this program. @default `<program>/<version> (<os>/<arch>) kubewright/<version>` */
  userAgent?: string | undefined;
  /** Asks for uncompressed answers. @default false */
  disableCompression?: boolean | undefined;
  /**
   * Sends the requests instead of the built-in transport. Excludes certificates and `insecure`, which it would ignore as it
   * ignores `serverName`, `proxy` and `timeouts`.
   */
  transport?: Transport | undefined;
  /** Makes another transport than the built-in one, with the config's TLS, proxy and timeouts. Not together with `transport`. */
  transportFactory?: TransportFactory | undefined;
  /** Wraps the transport, innermost of all wrappers. */
  wrapTransport?: ((next: Transport) => Transport) | undefined;
  /** Requests per second in the long run; negative: no limit. @default 5 */
  qps?: number | undefined;
  /** Requests that may be made at once before `qps` counts. @default 10 */
  burst?: number | undefined;
  /** Replaces `qps` and `burst`. */
  rateLimiter?: RateLimiter | undefined;
  /**
   * Waits before each attempt as long as its host has been failing.
   * @default none, or as the environment's `KUBE_CLIENT_BACKOFF_BASE` and `KUBE_CLIENT_BACKOFF_DURATION` say
   */
  backoff?: BackoffManager | undefined;
  /**
   * Whether a POST or PATCH is sent again when the server answers it with 5xx and a `Retry-After`: some of it may have happened
   * already. 429 is always tried again, for the server did nothing. @default true, as client-go
   */
  retryWrites?: boolean | undefined;
  /** What to do with the server's `Warning` headers. @default one line each on stderr */
  warningHandler?: WarningHandler | undefined;
  /**
   * Limit in milliseconds for each call, retries included, from when the rate limiter has let it go; a stream or a watch of a `Request`
   * must only have begun by then, those of typed clients are not limited. @default none
   */
  timeout?: number | undefined;
  /** Limits on opening connections and on silence, in milliseconds. */
  timeouts?: ConnectionTimeouts | undefined;
  /**
   * URL of the proxy that every request goes through: `http:`, `https:` or `socks5:`; `false` for none, whatever the environment says.
   * @default what the environment's `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` say
   */
  proxy?: string | false | undefined;
  /** Told about every request: latency, results, retries, sizes, waits; and about lookups of names and rotated authorities. */
  metrics?: Metrics | undefined;
  /**
   * Prints requests, as much as kubectl does with `-v`: 2 and 3 more about waits for the rate limiter, 6 one line each, 7 with
   * request headers, 8 with response headers and 1,024 bytes of bodies, 9 as curl commands and 10,240 bytes, 10 everything.
   * What is sent again is printed again. Credentials are masked. @default 0
   */
  debug?: number | undefined;
  /** What `JSON.stringify` shows: `copyConfig` adds it, to mask credentials. */
  toJSON?: (() => unknown) | undefined;
}
