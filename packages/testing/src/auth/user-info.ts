/** Who asks (apiserver `user.Info`). */
export interface UserInfo {
  readonly name: string;
  readonly uid: string;
  readonly groups: readonly string[];
  readonly extra: Readonly<Record<string, readonly string[]>>;
}

/** Everybody who proved who they are is in it. */
export const authenticatedGroup = 'system:authenticated';
/** The group to which everything is allowed, whatever the rules say. */
export const mastersGroup = 'system:masters';

const unauthenticatedGroup = 'system:unauthenticated';

/** Who proves nothing, where that is allowed. */
export const anonymous: UserInfo = { name: 'system:anonymous', uid: '', groups: [unauthenticatedGroup], extra: {} };

/** Who may do everything. */
export const administrator: UserInfo = {
  name: 'system:admin',
  uid: '',
  groups: [mastersGroup, authenticatedGroup],
  extra: {},
};

/** The user with the group of those who proved who they are (apiserver `group.AuthenticatedGroupAdder`). */
export function asAuthenticated(user: UserInfo): UserInfo {
  const { name, groups } = user;
  if (name === anonymous.name || groups.includes(authenticatedGroup) || groups.includes(unauthenticatedGroup)) return user;
  return { ...user, groups: [...groups, authenticatedGroup] };
}

/** The groups of a service account, of which the user name is `system:serviceaccount:<namespace>:<name>`. */
export function serviceAccountGroups(namespace: string): string[] {
  return ['system:serviceaccounts', `system:serviceaccounts:${namespace}`];
}

/** Namespace and name of a user that is a service account; undefined for others. */
export function serviceAccountOf(user: string): { readonly namespace: string; readonly name: string } | undefined {
  const [, namespace, name] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(user) ?? [];
  return namespace === undefined || name === undefined ? undefined : { namespace, name };
}

/** As `UserInfo` of authentication.k8s.io: what is empty is left out. */
export function userInfoObject({ name, uid, groups, extra }: UserInfo): {
  username: string;
  uid?: string;
  groups?: string[];
  extra?: Record<string, string[]>;
} {
  return {
    username: name,
    ...(uid !== '' && { uid }),
    ...(groups.length > 0 && { groups: [...groups] }),
    ...(Object.keys(extra).length > 0 && {
      extra: Object.fromEntries(Object.entries(extra).map(([key, values]) => [key, [...values]])),
    }),
  };
}
