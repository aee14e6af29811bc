import type { Config } from '@kubewright/rest';
import type { AuthInfo } from './kubeconfig.js';

/** Whom to act as. */
export function impersonation(userName: string, user: Partial<AuthInfo>): NonNullable<Config['impersonate']> {
  return {
    userName,
    ...(user.impersonateUID !== undefined && { uid: user.impersonateUID }),
    ...(user.impersonateGroups && { groups: user.impersonateGroups }),
    ...(user.impersonateUserExtra && { extra: user.impersonateUserExtra }),
  };
}
