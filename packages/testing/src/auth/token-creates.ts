import { newBadRequest, newConflict, newInvalid, newNotFound } from '@kubewright/rest';
import type { VirtualCreate, VirtualCreator } from '../http/virtual-creates.js';
import { isJSONObject, type JSONObject } from '../json.js';
import { objectOf } from '../store/entry.js';
import { type FieldError, invalidValue } from '../validation/field-errors.js';
import { notFound } from '../write/errors.js';
import { formatSeconds } from '../write/server-state.js';
import type { Authenticator } from './authenticator.js';
import { type BoundObject, type ServiceAccountTokens, tokenIssuer } from './service-account-tokens.js';
import { userInfoObject } from './user-info.js';

const tokenRequestKind = { group: 'authentication.k8s.io', kind: 'TokenRequest' };
/** Seconds. */
const shortestExpiration = 600;
const longestExpiration = 2 ** 32;
const defaultExpiration = 3600;

/** What issues tokens, and says whose one is. */
export function tokenCreates(
  authenticator: Authenticator,
  tokens: ServiceAccountTokens,
): readonly (readonly [string, VirtualCreator])[] {
  return [
    ['tokenreviews.authentication.k8s.io', (create) => tokenReview(create, authenticator)],
    ['serviceaccounts/token', Object.assign((create: VirtualCreate) => tokenRequest(create, tokens), { defaults })],
  ];
}

function tokenReview({ object }: VirtualCreate, authenticator: Authenticator): JSONObject {
  const { token = '', audiences } = isJSONObject(object.spec) ? object.spec : {};
  if (typeof token !== 'string' || token === '') throw newBadRequest('token is required for TokenReview in authentication');
  const found = authenticator.verify(token, listOr(audiences, [tokenIssuer]));
  return {
    ...object,
    status: found
      ? { authenticated: true, user: userInfoObject(found.user), audiences: [...found.audiences] }
      : { user: {}, error: 'invalid bearer token' },
  };
}

function defaults(request: JSONObject): void {
  const spec = (request.spec ??= {});
  if (isJSONObject(spec)) spec.expirationSeconds ??= defaultExpiration;
}

/** As `pkg/registry/core/serviceaccount/storage` TokenREST. */
function tokenRequest({ call, object }: VirtualCreate, tokens: ServiceAccountTokens): JSONObject {
  const { namespace, name } = call.path;
  const metadata = isJSONObject(object.metadata) ? object.metadata : {};
  const spec = isJSONObject(object.spec) ? object.spec : {};
  if (typeof metadata.name === 'string' && metadata.name !== '' && metadata.name !== name)
    throw newInvalid(tokenRequestKind, name, [
      invalidValue('metadata.name', metadata.name, 'must match the service account name if specified'),
    ]);
  const account = call.resource.collection.get(namespace, name);
  if (!account) throw notFound(call.resource, name);
  const { uid } = account;
  if (typeof metadata.uid === 'string' && metadata.uid !== '' && metadata.uid !== uid) throw otherUID(name, metadata.uid, uid);
  const audiences = listOr(spec.audiences, [tokenIssuer]);
  const expiration = Number(spec.expirationSeconds);
  const errors = expirationErrors(expiration);
  if (errors.length > 0) throw newInvalid(tokenRequestKind, '', errors);
  const bound = isJSONObject(spec.boundObjectRef) ? boundObject(call, spec.boundObjectRef) : undefined;
  const now = call.server.state.clock.date();
  const { managedFields } = metadata;
  return {
    metadata: {
      name,
      namespace,
      uid,
      creationTimestamp: formatSeconds(now),
      ...(managedFields !== undefined && { managedFields }),
    },
    spec: { audiences, expirationSeconds: expiration, boundObjectRef: spec.boundObjectRef ?? null },
    status: {
      token: tokens.issue({ namespace, name, uid, audiences, expiration, bound }),
      expirationTimestamp: formatSeconds(new Date(now.getTime() + expiration * 1000)),
    },
  };
}

function otherUID(name: string, given: string, actual: string): Error {
  const { group, kind } = tokenRequestKind;
  const why = `the UID in the token request (${given}) does not match the UID of the service account (${actual})`;
  return newConflict({ group, resource: kind }, name, why);
}

function expirationErrors(expiration: number): FieldError[] {
  const field = 'spec.expirationSeconds';
  if (expiration < shortestExpiration)
    return [invalidValue(field, expiration, 'may not specify a duration less than 10 minutes')];
  if (expiration > longestExpiration)
    return [invalidValue(field, expiration, 'may not specify a duration larger than 2^32 seconds')];
  return [];
}

const bindable: Readonly<Record<string, { claim: BoundObject['kind']; resource: string }>> = {
  Node: { claim: 'node', resource: 'nodes' },
  Pod: { claim: 'pod', resource: 'pods' },
  Secret: { claim: 'secret', resource: 'secrets' },
};

/** Finds what a token is to be bound to. Throws a `StatusError` if there is none, or a pod runs as somebody else. */
function boundObject({ server, path }: VirtualCreate['call'], reference: JSONObject): BoundObject {
  const { kind = '', apiVersion = '', name = '', uid = '' } = reference as Record<string, string>;
  const known = apiVersion === 'v1' && Object.hasOwn(bindable, kind) ? bindable[kind] : undefined;
  if (!known) {
    const [group = '', version = ''] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
    throw newBadRequest(`cannot bind token to object of type ${group}/${version}, Kind=${kind}`);
  }
  const { claim, resource } = known;
  const entry = server.state.store.collection(resource).get(claim === 'node' ? '' : path.namespace, name);
  if (!entry) throw newNotFound({ group: '', resource }, name);
  if (claim === 'pod') {
    const { spec } = objectOf(entry);
    if (!isJSONObject(spec) || spec.serviceAccountName !== path.name)
      throw newBadRequest(
        `cannot bind token for serviceaccount "${path.name}" to pod running with different serviceaccount name.`,
      );
  }
  if (uid !== '' && uid !== entry.uid)
    throw newConflict(
      { group: '', resource: kind },
      name,
      `the UID in the bound object reference (${uid}) does not match the UID in record. The object might have been deleted and then recreated`,
    );
  return { kind: claim, name, uid: entry.uid };
}

function listOr(value: unknown, otherwise: string[]): string[] {
  return Array.isArray(value) && value.length > 0 ? (value as string[]) : otherwise;
}
