import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '@kubewright/rest';
import type { JSONObject } from '../json.js';
import { objectAt, textAt } from '../json-fields.js';
import { serviceAccountGroups, type UserInfo } from './user-info.js';

/** Who issues tokens, and for whom they are if nobody says otherwise. */
export const tokenIssuer = 'https://kubernetes.default.svc.cluster.local';

/** What a token is bound to: it counts only as long as that exists. */
export interface BoundObject {
  readonly kind: 'node' | 'pod' | 'secret';
  readonly name: string;
  readonly uid: string;
}

/** What a token is issued for. */
export interface TokenClaims {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly audiences: readonly string[];
  /** Seconds. */
  readonly expiration: number;
  readonly bound?: BoundObject | undefined;
}

/** What a token says of a service account, once it was found to be genuine and not expired. */
export interface VerifiedToken {
  readonly user: UserInfo;
  readonly audiences: readonly string[];
}

/** Whether a service account, or what a token is bound to, still exists with that uid. @param kind as `ServiceAccount` */
export type StillExists = (kind: string, namespace: string, name: string, uid: string) => boolean;

/**
 * Issues the tokens of service accounts, and knows them again. They look like a real server's (JWT), signed with a key of this
 * server's own.
 */
export class ServiceAccountTokens {
  readonly #key: Uint8Array;
  readonly #clock: Clock;
  readonly #newID: () => string;
  readonly #exists: StillExists;

  /** @param key what tokens are signed with, 32 bytes */
  constructor(clock: Clock, newID: () => string, exists: StillExists, key: Uint8Array = randomBytes(32)) {
    this.#key = key;
    this.#clock = clock;
    this.#newID = newID;
    this.#exists = exists;
  }

  /** A token that counts from now on. */
  issue({ namespace, name, uid, audiences, expiration, bound }: TokenClaims): string {
    const now = this.#seconds();
    const head = encode({ alg: 'HS256', typ: 'JWT' });
    const claims = encode({
      aud: [...audiences],
      exp: now + expiration,
      iat: now,
      iss: tokenIssuer,
      jti: this.#newID(),
      'kubernetes.io': {
        namespace,
        ...(bound && { [bound.kind]: { name: bound.name, uid: bound.uid } }),
        serviceaccount: { name, uid },
      },
      nbf: now,
      sub: `system:serviceaccount:${namespace}:${name}`,
    });
    return `${head}.${claims}.${this.#signature(`${head}.${claims}`).toString('base64url')}`;
  }

  /** Whose the token is; `invalid` if it has expired or what it belongs to has gone; undefined if it is none of this server's. */
  verify(token: string): VerifiedToken | 'invalid' | undefined {
    const [head = '', body = '', signature = '', ...rest] = token.split('.');
    const given = Buffer.from(signature, 'base64url');
    const wanted = this.#signature(`${head}.${body}`);
    if (rest.length > 0 || given.length !== wanted.length || !timingSafeEqual(given, wanted)) return undefined;
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as JSONObject;
    const own = objectAt(claims, 'kubernetes.io');
    const namespace = textAt(own, 'namespace');
    const account = reference(own, 'serviceaccount');
    const isAlive =
      this.#seconds() < Number(claims.exp) &&
      this.#exists('ServiceAccount', namespace, account.name, account.uid) &&
      boundKinds.every(([claim, kind, isNamespaced]) => {
        if (own?.[claim] === undefined) return true;
        const { name, uid } = reference(own, claim);
        return this.#exists(kind, isNamespaced ? namespace : '', name, uid);
      });
    if (!isAlive) return 'invalid';
    const user = {
      name: textAt(claims, 'sub'),
      uid: account.uid,
      groups: serviceAccountGroups(namespace),
      extra: {
        'authentication.kubernetes.io/credential-id': [`JTI=${textAt(claims, 'jti')}`],
        ...(own?.pod !== undefined && {
          'authentication.kubernetes.io/pod-name': [reference(own, 'pod').name],
          'authentication.kubernetes.io/pod-uid': [reference(own, 'pod').uid],
        }),
      },
    };
    return { user, audiences: claims.aud as string[] };
  }

  #seconds(): number {
    return Math.floor(this.#clock.date().getTime() / 1000);
  }

  #signature(text: string): Buffer {
    return createHmac('sha256', this.#key).update(text).digest();
  }
}

const boundKinds = [
  ['pod', 'Pod', true],
  ['secret', 'Secret', true],
  ['node', 'Node', false],
] as const;

function encode(value: JSONObject): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function reference(claims: JSONObject | undefined, claim: string): { name: string; uid: string } {
  const named = objectAt(claims, claim);
  return { name: textAt(named, 'name'), uid: textAt(named, 'uid') };
}
