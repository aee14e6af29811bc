import { StatusError } from '@kubewright/rest';
import type { ServerRequest } from '../http/exchange.js';
import { type ServiceAccountTokens, tokenIssuer, type VerifiedToken } from './service-account-tokens.js';
import { subprotocolToken } from './subprotocol-token.js';
import { administrator, anonymous, asAuthenticated, type UserInfo } from './user-info.js';

/** Somebody whom the server knows. */
export interface TestUser {
  /** As `jane`, or `system:serviceaccount:default:builder`. */
  readonly name: string;
  /**
   * What proves that a request comes from this user: `Authorization: Bearer <token>`.
   *
   * @default none: only impersonation, or a certificate
   */
  readonly token?: string | undefined;
  /** Beside these the server adds `system:authenticated`. @default none */
  readonly groups?: readonly string[] | undefined;
  /** @default none */
  readonly uid?: string | undefined;
  /** What else is known of the user, as some authenticators tell it. @default nothing */
  readonly extra?: Readonly<Record<string, readonly string[]>> | undefined;
}

/** How a server finds out who asks. */
export interface AuthenticatorOptions {
  readonly users: readonly TestUser[];
  /** Who proves nothing: the administrator, `system:anonymous`, or nobody, who is refused. */
  readonly withoutCredentials: 'administrator' | 'anonymous' | 'refused';
  readonly serviceAccountTokens: ServiceAccountTokens;
}

/** Finds out who asks, by client certificate or bearer token. */
export class Authenticator {
  readonly #users = new Map<string, UserInfo>();
  readonly #withoutCredentials: AuthenticatorOptions['withoutCredentials'];
  readonly #serviceAccountTokens: ServiceAccountTokens;

  constructor({ users, withoutCredentials, serviceAccountTokens }: AuthenticatorOptions) {
    this.#withoutCredentials = withoutCredentials;
    this.#serviceAccountTokens = serviceAccountTokens;
    for (const user of users) this.add(user);
  }

  /** Lets a user in from now on, if there is a token to know them by. Throws a `TypeError` if it is somebody else's. */
  add({ name, token, groups = [], uid = '', extra = {} }: TestUser): void {
    if (token === undefined) return;
    const other = this.#users.get(token)?.name ?? name;
    if (other !== name) throw new TypeError(`user "${name}" has the same token as user "${other}": give each a token of its own`);
    this.#users.set(token, { name, uid, groups, extra });
  }

  /** Throws a `StatusError` of 401 for credentials that are none. */
  authenticate({ certificate, headers }: Pick<ServerRequest, 'certificate' | 'headers'>): UserInfo {
    if (certificate) {
      const { commonName, organizations, fingerprint } = certificate;
      return asAuthenticated({
        name: commonName,
        uid: '',
        groups: organizations,
        extra: { 'authentication.kubernetes.io/credential-id': [`X509SHA256=${fingerprint}`] },
      });
    }
    const token = bearerToken(headers.authorization) ?? subprotocolToken(headers);
    const found = token === undefined ? undefined : this.verify(token);
    if (found) return found.user;
    if (this.#withoutCredentials === 'administrator' && !this.#isRevoked(token)) return administrator;
    if (token !== undefined || this.#withoutCredentials !== 'anonymous') throw unauthorized();
    return anonymous;
  }

  /** Whose a token is; undefined if it is nobody's, or for none of these audiences. */
  verify(token: string, audiences: readonly string[] = [tokenIssuer]): VerifiedToken | undefined {
    const known = this.#users.get(token);
    const found = known ? { user: known, audiences: [tokenIssuer] } : this.#serviceAccountTokens.verify(token);
    if (found === undefined || found === 'invalid') return undefined;
    const common = audiences.filter((audience) => found.audiences.includes(audience));
    return common.length === 0 ? undefined : { user: asAuthenticated(found.user), audiences: common };
  }

  /** Who was a service account once is no administrator. */
  #isRevoked(token: string | undefined): boolean {
    return token !== undefined && this.#serviceAccountTokens.verify(token) !== undefined;
  }
}

/** Nobody knows who asks. */
function unauthorized(): StatusError {
  return new StatusError({ status: 'Failure', message: 'Unauthorized', reason: 'Unauthorized', code: 401 });
}

/** The token of an `Authorization` header; undefined if it holds none (apiserver `bearertoken.Authenticator`). */
function bearerToken(authorization: string | undefined): string | undefined {
  const [scheme = '', token = ''] = (authorization ?? '').trim().split(' ');
  return scheme.toLowerCase() === 'bearer' && token !== '' ? token : undefined;
}
