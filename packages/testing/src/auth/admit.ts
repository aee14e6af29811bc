import type { Admit } from '../api-server.js';
import type { Authenticator } from './authenticator.js';
import type { Authorizer } from './authorizer.js';
import { forbidden } from './forbidden.js';
import { impersonated } from './impersonation.js';

/** Lets those in who prove who they are and may do what they ask for (apiserver `DefaultBuildHandlerChain`). */
export function admission(authenticator: Authenticator, authorizer: Authorizer): Admit {
  return (request, attributes, identified) => {
    const who = authenticator.authenticate(request);
    identified(who);
    const user = impersonated(who, request, authorizer);
    identified(user);
    if (!authorizer.allows(user, attributes)) throw forbidden(user, attributes);
    return user;
  };
}
