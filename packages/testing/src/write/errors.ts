import { newBadRequest, newConflict, newNotFound, type StatusError } from '@kubewright/rest';
import type { ServedResource } from '../resources/served-resource.js';

/** `pods "web" not found`. */
export function notFound({ info }: ServedResource, name: string): StatusError {
  return newNotFound(info, name);
}

/** Somebody else has written in between. */
export function modified({ info }: ServedResource, name: string): StatusError {
  return newConflict(info, name, 'the object has been modified; please apply your changes to the latest version and try again');
}

/** An object of another namespace than the one in the URL. */
export function otherNamespace(): StatusError {
  return newBadRequest('the namespace of the provided object does not match the namespace sent on the request');
}

/** An object of another name than the one in the URL. */
export function otherName(object: string, url: string): StatusError {
  return newBadRequest(`the name of the object (${object}) does not match the name on the URL (${url})`);
}
