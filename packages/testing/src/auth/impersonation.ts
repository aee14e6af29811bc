import { newBadRequest, quote } from '@kubewright/rest';
import type { ServerRequest } from '../http/exchange.js';
import type { AuthorizationAttributes, Authorizer } from './authorizer.js';
import { forbidden } from './forbidden.js';
import { asAuthenticated, serviceAccountGroups, serviceAccountOf, type UserInfo } from './user-info.js';

const prefix = 'impersonate-';
const extraPrefix = `${prefix}extra-`;
const anonymousName = 'system:anonymous';

/** What of a request says whom it wants to be. */
type Impersonating = Pick<ServerRequest, 'headers' | 'lines'>;

/**
 * Who asks, once a request that wants to be somebody else's is so (apiserver `filters.WithImpersonation`). Throws a `StatusError`: 400 if
 * it does not say whose, 403 if `user` may not be them.
 */
export function impersonated(user: UserInfo, request: Impersonating, authorizer: Authorizer): UserInfo {
  const wanted = wantedUser(request);
  if (!wanted) return user;
  for (const attributes of impersonations(wanted)) if (!authorizer.allows(user, attributes)) throw forbidden(user, attributes);
  const account = serviceAccountOf(wanted.name);
  const groups = account && wanted.groups.length === 0 ? serviceAccountGroups(account.namespace) : wanted.groups;
  return asAuthenticated(
    wanted.name === anonymousName ? { ...wanted, groups: ['system:unauthenticated'] } : { ...wanted, groups },
  );
}

function wantedUser({ headers, lines }: Impersonating): UserInfo | undefined {
  if (!Object.keys(headers).some((header) => header.startsWith(prefix))) return undefined;
  const [name = ''] = lines('impersonate-user');
  const [uid = ''] = lines('impersonate-uid');
  const groups = lines('impersonate-group');
  const extra = Object.fromEntries(
    Object.keys(headers)
      .filter((header) => header.startsWith(extraPrefix))
      .map((header): [string, readonly string[]] => [unescaped(header.slice(extraPrefix.length)), lines(header)]),
  );
  if (name !== '') return { name, uid, groups, extra };
  if (uid === '' && groups.length === 0 && Object.keys(extra).length === 0) return undefined;
  throw newBadRequest(`requested ${asGo(uid, groups, extra)} without impersonating a user name`);
}

/** A user without a name, as Go prints one. */
function asGo(uid: string, groups: readonly string[], extra: UserInfo['extra']): string {
  const entries = Object.entries(extra).map(([key, values]) => `${quote(key)}:${goList(values)}`);
  const map = `map[string][]string${entries.length === 0 ? '(nil)' : `{${entries.join(', ')}}`}`;
  return `&user.DefaultInfo{Name:"", UID:${quote(uid)}, Groups:${goList(groups)}, Extra:${map}}`;
}

/** What `user` must be allowed, one by one. */
function* impersonations({ name, uid, groups, extra }: UserInfo): Generator<AuthorizationAttributes> {
  const account = serviceAccountOf(name);
  if (account) yield impersonation('', 'serviceaccounts', account.name, account.namespace);
  else yield impersonation('', 'users', name);
  for (const group of groups) yield impersonation('', 'groups', group);
  for (const [key, values] of Object.entries(extra))
    for (const value of values) yield impersonation('authentication.k8s.io', 'userextras', value, '', key);
  if (uid !== '') yield impersonation('authentication.k8s.io', 'uids', uid);
}

function impersonation(group: string, resource: string, name: string, namespace = '', subresource = ''): AuthorizationAttributes {
  return { verb: 'impersonate', isResourceRequest: true, group, resource, subresource, namespace, name, path: '' };
}

/** Keys of extras are escaped as in URLs; what is no escape stays. */
function unescaped(key: string): string {
  try {
    return decodeURIComponent(key);
  } catch {
    return key;
  }
}

function goList(values: readonly string[]): string {
  return values.length === 0 ? '[]string(nil)' : `[]string{${values.map(quote).join(', ')}}`;
}
