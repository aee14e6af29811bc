import type { Status, StatusCause } from '@kubewright/meta-v1';
import { StatusError, UnexpectedObjectError } from './status-error.js';
import { CauseType, StatusReason } from './status-reason.js';

/*
 * What an error means (apimachinery `pkg/api/errors`). All take whatever was caught, and look through `cause` and through the
 * errors of an AggregateError; the first that carries a status decides.
 */

const known = new Set<string>(Object.values(StatusReason).filter((reason) => reason !== StatusReason.Unknown));

/** The object, or something that it stands for, does not exist (404). */
export const isNotFound = reasonOrElseCode(StatusReason.NotFound, 404);
/** The update is based on an outdated version of the object, or applied fields are somebody else's (409). */
export const isConflict = reasonOrElseCode(StatusReason.Conflict, 409);
/** The object does not pass validation (422). */
export const isInvalid = reasonOrElseCode(StatusReason.Invalid, 422);
/**
 * The thing is gone for good (410). A resource version that is too old is {@link isResourceExpired} instead, if the server
 * says so.
 */
export const isGone = reasonOrElseCode(StatusReason.Gone, 410);
/** None of the media types in `Accept` can be served (406). */
export const isNotAcceptable = reasonOrElseCode(StatusReason.NotAcceptable, 406);
/** The media type of the body is not understood (415). */
export const isUnsupportedMediaType = reasonOrElseCode(StatusReason.UnsupportedMediaType, 415);
/** The resource does not have the verb (405). */
export const isMethodNotSupported = reasonOrElseCode(StatusReason.MethodNotAllowed, 405);
/** The server cannot serve now (503). */
export const isServiceUnavailable = reasonOrElseCode(StatusReason.ServiceUnavailable, 503);
/** The request makes no sense to the server (400). */
export const isBadRequest = reasonOrElseCode(StatusReason.BadRequest, 400);
/** The server does not know who is asking (401). */
export const isUnauthorized = reasonOrElseCode(StatusReason.Unauthorized, 401);
/** Whoever is asking may not do that (403). */
export const isForbidden = reasonOrElseCode(StatusReason.Forbidden, 403);
/** The request took longer than its timeout, and may still be carried out (504). */
export const isTimeout = reasonOrElseCode(StatusReason.Timeout, 504);
/** The server failed (500). */
export const isInternalError = reasonOrElseCode(StatusReason.InternalError, 500);

/** An object of that name exists already. A 409 without this reason counts as {@link isConflict}. */
export const isAlreadyExists = reasonOnly(StatusReason.AlreadyExists);
/** A resource version or a continue token is too old: list anew. */
export const isResourceExpired = reasonOnly(StatusReason.Expired);
/** The server could not finish in time; the request should be tried again. */
export const isServerTimeout = reasonOnly(StatusReason.ServerTimeout);
/** What is stored cannot be read. */
export const isStoreReadError = reasonOnly(StatusReason.StoreReadError);

/** The server has too much to do (429, whatever reason comes with it). */
export const isTooManyRequests = reasonOrCode(StatusReason.TooManyRequests, 429);
/** The body is too large (413, whatever reason comes with it). */
export const isRequestEntityTooLarge = reasonOrCode(StatusReason.RequestEntityTooLarge, 413);

/** The answer did not come from an API server as it should have, perhaps from a proxy. */
export function isUnexpectedServerError(error: unknown): boolean {
  return hasStatusCause(error, CauseType.UnexpectedServerResponse);
}

/** An object came where a `Status` was expected. */
export function isUnexpectedObjectError(error: unknown): boolean {
  return (
    find(error, (e) => (e instanceof UnexpectedObjectError || named(e, 'UnexpectedObjectError') ? e : undefined)) !== undefined
  );
}

/** The server's reason: one of `StatusReason`, or a word of its own; empty if it gave none or `error` has no status. */
export function reasonForError(error: unknown): string {
  return statusOf(error)?.reason ?? StatusReason.Unknown;
}

/**
 * Seconds after which the server suggests to try again, maybe 0, or undefined if it suggests nothing. Whether to try again at
 * all is another question.
 */
export function suggestsClientDelay(error: unknown): number | undefined {
  const status = statusOf(error);
  if (!status?.details) return undefined;
  const { retryAfterSeconds } = status.details;
  const seconds = typeof retryAfterSeconds === 'number' ? retryAfterSeconds : 0;
  return status.reason === StatusReason.ServerTimeout || seconds > 0 ? seconds : undefined;
}

/** Whether the server names a cause of this type: one of `CauseType`, or its own, as `NamespaceTerminating`. */
export function hasStatusCause(error: unknown, type: string): boolean {
  return statusCause(error, type) !== undefined;
}

/** The first cause of this type that the server names. */
export function statusCause(error: unknown, type: string): StatusCause | undefined {
  // An ERROR event, or an error of somebody else's, may hold anything: who asks is handling an error already.
  const causes: unknown = statusOf(error)?.details?.causes;
  if (!Array.isArray(causes)) return undefined;
  return (causes as (StatusCause | null | undefined)[]).find((cause) => cause?.reason === type) ?? undefined;
}

function reasonOrElseCode(reason: string, code: number): (error: unknown) => boolean {
  return (error) => {
    const status = statusOf(error);
    return status?.reason === reason || (status?.code === code && !known.has(status.reason ?? ''));
  };
}

function reasonOrCode(reason: string, code: number): (error: unknown) => boolean {
  return (error) => {
    const status = statusOf(error);
    return status?.reason === reason || status?.code === code;
  };
}

function reasonOnly(reason: string): (error: unknown) => boolean {
  return (error) => reasonForError(error) === reason;
}

/** The status of the first error that has one. */
function statusOf(error: unknown): Status | undefined {
  return find(error, (e) => {
    // By name too: an application may have got hold of two copies of this package.
    if (!(e instanceof StatusError) && !named(e, 'StatusError')) return undefined;
    const { status } = e as { status?: unknown };
    return typeof status === 'object' && status !== null ? status : undefined;
  });
}

function named(value: object, name: string): boolean {
  return value instanceof Error && value.name === name;
}

/**
 * The first thing that `pick` finds in an error, in what caused it, and in the errors it is made of, in that order, depth
 * first.
 */
function find<T>(error: unknown, pick: (error: object) => T | undefined): T | undefined {
  const seen = new Set<unknown>();
  const pending = [error];
  while (pending.length > 0) {
    const next = pending.pop();
    if (typeof next !== 'object' || next === null || seen.has(next)) continue;
    seen.add(next);
    const found = pick(next);
    if (found !== undefined) return found;
    const { cause, errors } = next as { cause?: unknown; errors?: unknown };
    if (Array.isArray(errors)) pending.push(...(errors as unknown[]).toReversed());
    pending.push(cause);
  }
  return undefined;
}
