import * as predicates from './error-predicates.js';
import { StatusError } from './status-error.js';
import { omitEmpty } from './vectors-file.test-support.js';
import { vectorOrigin } from './vectors-client.test-support.js';

/** An error as the vectors have it: its text, what its Status says, if it has one, and which predicates hold. */
export interface ErrorDid {
  text: string;
  status?: string;
  reason?: string;
  code?: number;
  kind?: string;
  group?: string;
  name?: string;
  retryAfterSeconds?: number;
  causes?: { reason?: string; message?: string; field?: string }[];
  is?: string[];
  delay?: number;
}

/** Predicates by the names that the vectors have for them, in their order. */
const named: readonly (readonly [name: string, holds: (error: unknown) => boolean])[] = [
  ['AlreadyExists', predicates.isAlreadyExists],
  ['BadRequest', predicates.isBadRequest],
  ['Conflict', predicates.isConflict],
  ['Forbidden', predicates.isForbidden],
  ['Gone', predicates.isGone],
  ['InternalError', predicates.isInternalError],
  ['Invalid', predicates.isInvalid],
  ['MethodNotSupported', predicates.isMethodNotSupported],
  ['NotAcceptable', predicates.isNotAcceptable],
  ['NotFound', predicates.isNotFound],
  ['RequestEntityTooLarge', predicates.isRequestEntityTooLarge],
  ['ResourceExpired', predicates.isResourceExpired],
  ['ServerTimeout', predicates.isServerTimeout],
  ['ServiceUnavailable', predicates.isServiceUnavailable],
  ['StoreReadError', predicates.isStoreReadError],
  ['Timeout', predicates.isTimeout],
  ['TooManyRequests', predicates.isTooManyRequests],
  ['Unauthorized', predicates.isUnauthorized],
  ['UnexpectedObjectError', predicates.isUnexpectedObjectError],
  ['UnexpectedServerError', predicates.isUnexpectedServerError],
  ['UnsupportedMediaType', predicates.isUnsupportedMediaType],
];

/** Describes what was thrown. The server's address is replaced by the one that client-go was given. */
export function describeError(error: unknown, origin: string): ErrorDid {
  const status = statusOf(error);
  const { name, group, kind, retryAfterSeconds, causes } = status?.details ?? {};
  const delay = predicates.suggestsClientDelay(error);
  return {
    text: messageOf(error, origin),
    ...omitEmpty({ status: status?.status, reason: status?.reason, code: status?.code, kind, group, name, retryAfterSeconds }),
    ...omitEmpty({
      causes: causes?.map((cause) => omitEmpty({ reason: cause.reason, message: cause.message, field: cause.field })),
    }),
    ...omitEmpty({ is: named.filter(([, holds]) => holds(error)).map(([predicate]) => predicate) }),
    ...(delay !== undefined && { delay }),
  } as ErrorDid;
}

/** The text of what was thrown, with the address that client-go was given. */
export function messageOf(error: unknown, origin: string): string {
  const [name, given] = [new URL(vectorOrigin).host, new URL(origin).host];
  return (error as Error).message.replaceAll(given, name);
}

/** The Status of an error, or of what caused it. */
export function statusOf(error: unknown): StatusError['status'] | undefined {
  for (let e = error; e instanceof Error; e = e.cause) if (e instanceof StatusError) return e.status;
  return undefined;
}
