import type { Clock } from './clock.js';
import type { Config } from './config.js';
import type { Credential, CredentialSource } from './credential-source.js';
import { underEither } from './either-signal.js';
import type { ProofSource } from './proof-source.js';
import { SharedCredential } from './shared-credential.js';
import { type HttpRequest, messageOf, printableURL } from './transport.js';

/** What a client's use of a credential depends on. */
export interface ClientCredentialOptions {
  clock: Clock;
  log: (line: string) => void;
  /** Aborts when the client is closed. */
  closed: AbortSignal;
  /** Whether certificates would be ignored, for the transport is the caller's own. */
  ownTransport: boolean;
  /** Whether the host names user and password. */
  hostHasLogin: boolean;
}

/**
 * What the credential source of a config gives to its requests; undefined without one. As in client-go it is not asked beside
 * anything else that proves who we are, but `log` is told so.
 */
export function clientCredential(config: Config, options: ClientCredentialOptions): ClientCredential | undefined {
  const { credentials, bearerToken, bearerTokenFile, username, tls = {} } = config;
  if (!credentials) return undefined;
  const instead = Object.entries({
    'user name and password in its host': options.hostHasLogin,
    'a bearer token': bearerToken || bearerTokenFile,
    'a user name': username,
    'a client certificate': (tls.certData || tls.certFile) && (tls.keyData || tls.keyFile),
  }).find(([, there]) => Boolean(there));
  if (!instead) return new ClientCredential(credentials, options);
  options.log(`kubewright: the config's credentials are not used, for it has ${instead[0]} as well: leave one of them out`);
  return undefined;
}

/** The requests of one client prove themselves by a {@link SharedCredential} (client-go `exec.roundTripper`). */
export class ClientCredential implements ProofSource<Credential> {
  readonly #shared: SharedCredential;
  readonly #options: ClientCredentialOptions;
  #failing = false;

  constructor(source: CredentialSource, options: ClientCredentialOptions) {
    this.#shared = SharedCredential.of(source);
    this.#options = options;
  }

  /** What was got last, whose certificate new connections present. */
  get current(): Credential | undefined {
    return this.#shared.current;
  }

  /** Rejects with a {@link CredentialsError} if there is no valid credential, or with the reason of an abort. */
  async get(request: HttpRequest): Promise<Credential> {
    const { clock, ownTransport } = this.#options;
    const credential = this.#shared.fresh(clock) ?? (await this.#refreshedOr(this.#shared.valid(clock), request));
    if (!credential.certData || !ownTransport) return credential;
    throw new CredentialsError(
      request,
      new Error(
        'using a custom transport with TLS certificate options or the insecure flag is not allowed: ' +
          'the transport would ignore the certificate that the credential source returned',
      ),
    );
  }

  /** What was refused, if getting another credential fails: the server's 401 says more to the caller than that. */
  async renew(refused: Credential, request: HttpRequest): Promise<Credential> {
    const newer = this.#shared.current === refused ? undefined : this.#shared.fresh(this.#options.clock);
    return newer ?? this.#refreshedOr(refused, request);
  }

  /** A new credential, or the last one if getting it fails; `log` is told once. */
  async #refreshedOr(last: Credential | undefined, request: HttpRequest): Promise<Credential> {
    try {
      const credential = await this.#refreshed(request);
      this.#failing = false;
      return credential;
    } catch (error) {
      if (!last || !(error instanceof CredentialsError)) throw error;
      if (!this.#failing) this.#options.log(`kubewright: refreshing credentials: ${error.reason}; the last ones stay in use`);
      this.#failing = true;
      return last;
    }
  }

  async #refreshed(request: HttpRequest): Promise<Credential> {
    const { clock, closed } = this.#options;
    try {
      return await underEither(closed, request.signal, (signal) => this.#shared.refreshed(clock, signal));
    } catch (cause) {
      if (closed.aborted || request.signal?.aborted) throw cause;
      throw new CredentialsError(request, cause);
    }
  }
}

/** There is no credential to send a request with: getting one has failed. The request was not sent. */
export class CredentialsError extends Error {
  override readonly name = 'CredentialsError';
  /** Not the cause's: whatever the source has failed with, the API server's connection did not break. */
  readonly code = 'ERR_CREDENTIALS';
  /** What the source has failed with. */
  readonly reason: string;

  constructor(request: Pick<HttpRequest, 'method' | 'url'>, cause: unknown) {
    const reason = messageOf(cause);
    super(`${request.method} ${printableURL(request.url)}: getting credentials: ${reason}`, { cause });
    this.reason = reason;
  }
}
