import { StatusError } from '@kubewright/rest';

/** A path below a group and a version that is no resource's. */
export function noSuchResource(): StatusError {
  return routingError(404, 'NotFound', 'the server could not find the requested resource');
}

/** A method that nothing under a path has. */
export function methodNotAllowed(): StatusError {
  return routingError(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource');
}

/** Throws a `StatusError` of 405 if a resource does not have a verb. */
export function checkVerb(verbs: readonly string[], verb: string): void {
  if (!verbs.includes(verb)) throw methodNotAllowed();
}

function routingError(code: number, reason: string, message: string): StatusError {
  return new StatusError({ status: 'Failure', message, reason, details: {}, code });
}
