import { newConflict, newNotFound, type StatusError } from '@kubewright/rest';
import type { ServedResource } from '../resources/served-resource.js';

/** `pods "web" not found`. */
export function notFound({ info }: ServedResource, name: string): StatusError {
  return newNotFound(info, name);
}

/** Somebody else has written in between. */
export function modified({ info }: ServedResource, name: string): StatusError {
  return newConflict(info, name, 'the object has been modified; please apply your changes to the latest version and try again');
}
