import { newForbidden, StatusError } from '@kubewright/rest';
import { type AuthorizationAttributes, forbiddenText } from './authorizer.js';
import type { UserInfo } from './user-info.js';

/** Somebody may not do something: a 403 in the server's words. */
export function forbidden(user: UserInfo, attributes: AuthorizationAttributes): StatusError {
  const { group, resource, name, isResourceRequest } = attributes;
  const error = newForbidden(
    isResourceRequest ? { group, resource } : { group: '', resource: '' },
    name,
    forbiddenText(user, attributes),
  );
  return isResourceRequest ? error : new StatusError({ ...error.status, details: {} });
}
