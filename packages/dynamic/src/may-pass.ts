import {
  clientClosedCode,
  isGone,
  isInternalError,
  isResourceExpired,
  isServerTimeout,
  isServiceUnavailable,
  isTimeout,
  isTooManyRequests,
  isUnexpectedObjectError,
} from '@kubewright/rest';

const passing = [
  isGone,
  isInternalError,
  isResourceExpired,
  isServerTimeout,
  isServiceUnavailable,
  isTimeout,
  isTooManyRequests,
  isUnexpectedObjectError,
];
/** An answer that is no JSON was cut by something on the way, which HTTP cannot always tell (client-go: an unexpected EOF). */
const passingNames = new Set(['DeadlineExceededError', 'SyntaxError', 'TransportError']);

/** Causes that are looked at: a chain may have no end. */
const longestChain = 10;

/** Whether a list or a watch that failed like this may succeed later, with the same client. Looks through `cause`. */
export function mayPass(error: unknown): boolean {
  let isPassing = passing.some((is) => is(error));
  for (let cause = error, depth = 0; cause instanceof Error && depth < longestChain; cause = cause.cause, depth++) {
    if ((cause as { code?: unknown }).code === clientClosedCode) return false;
    isPassing ||= passingNames.has(cause.name);
  }
  return isPassing;
}
