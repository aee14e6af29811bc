import type { Status, StatusCause, StatusDetails } from '@kubewright/meta-v1';
import { formatGroupResource, type GroupResource } from './group-resource.js';
import { quote } from './quote.js';
import { StatusError } from './status-error.js';
import { StatusReason } from './status-reason.js';

/*
 * Errors as an API server makes them (apimachinery `pkg/api/errors`): for servers of one's own, admission and conversion
 * webhooks, and tests.
 */

/** The object does not exist: `deployments.apps "web" not found`. */
export function newNotFound(resource: GroupResource, name: string): StatusError {
  return failure(404, StatusReason.NotFound, `${formatGroupResource(resource)} ${quote(name)} not found`, about(resource, name));
}

/** An object of that name exists already. */
export function newAlreadyExists(resource: GroupResource, name: string): StatusError {
  return failure(
    409,
    StatusReason.AlreadyExists,
    `${formatGroupResource(resource)} ${quote(name)} already exists`,
    about(resource, name),
  );
}

/** No free name could be made from `metadata.generateName`; try again. */
export function newGenerateNameConflict(resource: GroupResource, name: string, retryAfterSeconds: number): StatusError {
  const message = `${formatGroupResource(resource)} ${quote(name)} already exists, the server was not able to generate a unique name for the object`;
  return failure(409, StatusReason.AlreadyExists, message, { ...about(resource, name), ...after(retryAfterSeconds) });
}

/** Nobody knows who is asking. @param message `not authorized` if empty */
export function newUnauthorized(message = ''): StatusError {
  return failure(401, StatusReason.Unauthorized, message === '' ? 'not authorized' : message);
}

/** Whoever is asking may not do that. Resource and name may be empty. */
export function newForbidden(resource: GroupResource, name: string, why: string): StatusError {
  const text = formatGroupResource(resource);
  const subject = text === '' ? 'forbidden' : `${text}${name === '' ? '' : ` ${quote(name)}`} is forbidden`;
  return failure(403, StatusReason.Forbidden, `${subject}: ${why}`, about(resource, name));
}

/** The object has changed in between. */
export function newConflict(resource: GroupResource, name: string, why: string): StatusError {
  return failure(
    409,
    StatusReason.Conflict,
    `Operation cannot be fulfilled on ${formatGroupResource(resource)} ${quote(name)}: ${why}`,
    about(resource, name),
  );
}

/** Applied fields belong to other managers, one cause of type `FieldManagerConflict` each. */
export function newApplyConflict(causes: StatusCause[], message: string): StatusError {
  return failure(409, StatusReason.Conflict, message, { causes });
}

/** A resource version or a continue token is too old. */
export function newResourceExpired(message: string): StatusError {
  return failure(410, StatusReason.Expired, message);
}

/**
 * The object does not pass validation. A cause's `reason` is one of `CauseType`, its `field` a path as `spec.replicas`, its
 * `message` what is wrong there, as `Required value`.
 */
export function newInvalid({ group, kind }: { group: string; kind: string }, name: string, causes: StatusCause[]): StatusError {
  const texts = [...new Set(causes.map(({ field = '', message = '' }) => (field === '' ? message : `${field}: ${message}`)))];
  const list = texts.length > 1 ? `[${texts.join(', ')}]` : texts.join('');
  const message = `${formatGroupResource({ group, resource: kind })} ${quote(name)} is invalid${list === '' ? '' : `: ${list}`}`;
  return failure(422, StatusReason.Invalid, message, {
    ...about({ group, resource: kind }, name),
    ...(causes.length > 0 && { causes }),
  });
}

/** The request makes no sense. */
export function newBadRequest(message: string): StatusError {
  return failure(400, StatusReason.BadRequest, message);
}

/** Too much to do; try again after `retryAfterSeconds`. */
export function newTooManyRequests(message: string, retryAfterSeconds: number): StatusError {
  return failure(429, StatusReason.TooManyRequests, message, after(retryAfterSeconds));
}

/** Nobody is there to serve the request. */
export function newServiceUnavailable(message: string): StatusError {
  return failure(503, StatusReason.ServiceUnavailable, message);
}

/** The resource does not have the verb. */
export function newMethodNotSupported(resource: GroupResource, verb: string): StatusError {
  return failure(
    405,
    StatusReason.MethodNotAllowed,
    `${verb} is not supported on resources of kind ${quote(formatGroupResource(resource))}`,
    about(resource, ''),
  );
}

/** The server could not finish in time; try again after `retryAfterSeconds`. */
export function newServerTimeout(resource: GroupResource, operation: string, retryAfterSeconds: number): StatusError {
  const message = `The ${operation} operation against ${formatGroupResource(resource)} could not be completed at this time, please try again.`;
  return failure(500, StatusReason.ServerTimeout, message, { ...about(resource, operation), ...after(retryAfterSeconds) });
}

/** The server failed, for the reason that `error` tells. */
export function newInternalError(error: Error): StatusError {
  return failure(500, StatusReason.InternalError, `Internal error occurred: ${error.message}`, {
    causes: [{ message: error.message }],
  });
}

/** The request took longer than its timeout, and may still be carried out. */
export function newTimeoutError(message: string, retryAfterSeconds: number): StatusError {
  return failure(504, StatusReason.Timeout, `Timeout: ${message}`, after(retryAfterSeconds));
}

/** The body is too large. */
export function newRequestEntityTooLarge(message: string): StatusError {
  return failure(413, StatusReason.RequestEntityTooLarge, `Request entity too large: ${message}`);
}

function failure(code: number, reason: StatusReason, message: string, details?: StatusDetails): StatusError {
  const status: Status = { apiVersion: 'v1', kind: 'Status', metadata: {}, status: 'Failure', message, reason, code };
  if (details) status.details = details;
  return new StatusError(status);
}

/** Which object; the `kind` of details holds the resource's name. */
function about({ group, resource }: GroupResource, name: string): StatusDetails {
  return { ...(name !== '' && { name }), ...(group !== '' && { group }), ...(resource !== '' && { kind: resource }) };
}

function after(retryAfterSeconds: number): StatusDetails {
  return retryAfterSeconds === 0 ? {} : { retryAfterSeconds };
}
