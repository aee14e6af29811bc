import { isDeepStrictEqual } from 'node:util';
import { type Credential, type CredentialSource, maskUserinfo } from '@kubewright/rest';
import { type Environment, warn } from './environment.js';
import { InvalidConfigurationError, OIDCError } from './errors.js';
import { expiryOf } from './id-token.js';
import type { AuthInfo, AuthProviderConfig } from './kubeconfig.js';
import { type OIDCTokens, readTokens, tokensOf, writeTokens } from './oidc-tokens.js';
import { SharedSources } from './shared-sources.js';

/** A token that ends within this time counts as one that has ended, in milliseconds: clocks differ, and requests take time. */
const LEEWAY = 10_000;

/** An identity provider, and a client that it knows. */
export interface OIDCSettings {
  issuer: string;
  clientID: string;
  clientSecret: string | undefined;
  /** Path of the PEM certificates of the issuer's authorities. */
  caFile: string | undefined;
  /** The same in base64. */
  caData: string | undefined;
  /** What the environment says of the way to the issuer; empty texts if nothing. */
  proxies: { httpProxy: string; httpsProxy: string; noProxy: string };
}

/** Whose tokens these are. */
export interface OIDCUser {
  name: string;
  /** The kubeconfig that the tokens are written back to. */
  file: string | undefined;
}

const sources = new SharedSources<OIDCCredentials>();

/**
 * The source of the ID tokens of a user whose `auth-provider` is `oidc`: one for the whole process for each user of a file, as long as
 * its settings and the proxies are the same, so that clients do not refresh the same token at the same time (client-go `auth/oidc`).
 *
 * @param environment where the first who asks for the source has its warnings go
 * @throws {InvalidConfigurationError} if issuer or client are not named, or the issuer's URL holds a password
 */
export function oidcCredentials(
  name: string,
  { locationOfOrigin: file }: AuthInfo,
  { config }: AuthProviderConfig,
  environment: Environment,
): OIDCCredentials {
  const issuer = config['idp-issuer-url'] ?? '';
  const problems = ['idp-issuer-url', 'client-id'].filter((key) => !config[key]).map((key) => `Must provide ${key}`);
  if (hasUserinfo(issuer)) problems.push('idp-issuer-url must not hold a user name or a password');
  if (problems.length > 0) {
    const entry = `user ${JSON.stringify(name)}`;
    throw new InvalidConfigurationError(problems.map((message) => ({ message, entry, file })));
  }
  const { env = process.env } = environment;
  const settings: OIDCSettings = {
    issuer,
    clientID: config['client-id'] ?? '',
    clientSecret: config['client-secret'] || undefined,
    caFile: config['idp-certificate-authority'] || undefined,
    caData: config['idp-certificate-authority-data'] || undefined,
    proxies: {
      httpProxy: env['http_proxy'] ?? env['HTTP_PROXY'] ?? '',
      httpsProxy: env['https_proxy'] ?? env['HTTPS_PROXY'] ?? '',
      noProxy: env['no_proxy'] ?? env['NO_PROXY'] ?? '',
    },
  };
  const tokens = tokensOf(config);
  return sources.get(
    [file, name, settings, file === undefined && tokens],
    () => new OIDCCredentials(settings, tokens, { name, file }, environment),
  );
}

function hasUserinfo(issuer: string): boolean {
  if (!URL.canParse(issuer)) return false;
  const { username, password } = new URL(issuer);
  return username !== '' || password !== '';
}

/** Gives the ID token of a user as long as it lasts, and then gets a new one by the refresh token, which it writes back to the kubeconfig. */
export class OIDCCredentials implements CredentialSource {
  readonly #settings: OIDCSettings;
  readonly #user: OIDCUser;
  readonly #environment: Environment;
  readonly #now: () => number;
  #tokens: OIDCTokens;
  /** What the file held when it was last read or written: only something else there is news. */
  #inFile: OIDCTokens;
  /** What was given out last: if we are asked again, it is of no use any more. */
  #given: string | undefined;

  /** @param now calendar time in milliseconds */
  constructor(settings: OIDCSettings, tokens: OIDCTokens, user: OIDCUser, environment: Environment, now = Date.now) {
    this.#settings = settings;
    this.#tokens = tokens;
    this.#inFile = tokens;
    this.#user = user;
    this.#environment = environment;
    this.#now = now;
  }

  /**
   * Gives a token other than the last one.
   *
   * @throws {OIDCError} naming user, issuer and reason; the reason of an abort
   */
  async refresh(signal: AbortSignal): Promise<Credential> {
    try {
      const { idToken, end } = this.#unused() ?? (await this.#elsewhere(signal)) ?? (await this.#refreshed(signal));
      this.#given = idToken;
      return { token: idToken, expiresAt: new Date(end) };
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      const { name, file } = this.#user;
      const who = `user ${JSON.stringify(name)}${file === undefined ? '' : ` in ${file}`}`;
      const { message } = error as Error;
      throw new OIDCError(`${message} (${who}, issuer ${maskUserinfo(this.#settings.issuer)})`, { cause: error });
    }
  }

  toJSON(): object {
    const { issuer, clientID } = this.#settings;
    return { issuer: maskUserinfo(issuer), clientID };
  }

  #unused(): { idToken: string; end: number } | undefined {
    const { idToken } = this.#tokens;
    if (idToken === undefined || idToken === this.#given) return undefined;
    const end = expiryOf(idToken);
    return end - LEEWAY > this.#now() ? { idToken, end } : undefined;
  }

  /** Another process may have refreshed the token: many issuers take a refresh token only once. */
  async #elsewhere(signal: AbortSignal): Promise<{ idToken: string; end: number } | undefined> {
    const { name, file } = this.#user;
    const tokens = file === undefined ? undefined : await readTokens(file, name, signal);
    if (tokens === undefined || isDeepStrictEqual(tokens, this.#inFile)) return undefined;
    this.#tokens = this.#inFile = tokens;
    return this.#unused();
  }

  async #refreshed(signal: AbortSignal): Promise<{ idToken: string; end: number }> {
    const { refreshToken } = this.#tokens;
    if (refreshToken === undefined) throw new Error('No valid id-token, and cannot refresh without refresh-token: log in again');
    const { refreshIDToken } = await import('./oidc-refresh.js');
    const tokens = await refreshIDToken(this.#settings, refreshToken, signal);
    this.#tokens = { idToken: tokens.idToken, refreshToken: tokens.refreshToken ?? refreshToken };
    await this.#persist(signal);
    return { idToken: tokens.idToken, end: expiryOf(tokens.idToken) };
  }

  /** The tokens are good, also if they cannot be kept: the next process has to log in again. */
  async #persist(signal: AbortSignal): Promise<void> {
    const { name, file } = this.#user;
    if (file === undefined) return;
    try {
      await writeTokens(file, name, this.#tokens, signal);
      this.#inFile = this.#tokens;
    } catch (error) {
      if (signal.aborted) throw error;
      warn(this.#environment, `could not persist new tokens of user ${JSON.stringify(name)}: ${(error as Error).message}`);
    }
  }
}
