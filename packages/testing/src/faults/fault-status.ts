import { newResourceExpired, StatusError } from '@kubewright/rest';
import type { RequestAttributes } from '../http/request-attributes.js';
import { decodeContinue } from '../read/continue-token.js';
import { expiredToken, tooLarge } from '../read/list.js';
import type { FaultAction } from './fault.js';

/** The `Status` that an action answers with; undefined if it does not. @param revision the store's */
export function faultStatus(
  action: FaultAction,
  { verb }: RequestAttributes,
  query: URLSearchParams,
  revision: number,
): StatusError | undefined {
  if (typeof action === 'object') return 'status' in action ? statusOf(action) : undefined;
  const asked = Number(query.get('resourceVersion') ?? '');
  switch (action) {
    case 'expired':
      return newResourceExpired(
        verb === 'watch'
          ? `too old resource version: ${String(asked)} (${String(revision)})`
          : 'The resourceVersion for the provided list is too old.',
      );
    case 'expired-continue':
      return expiredToken(decodeContinue(query.get('continue') ?? ''));
    case 'too-large-resource-version': {
      const wanted = asked > 0 ? asked : revision;
      return tooLarge(wanted, wanted - 1);
    }
    default:
      return undefined;
  }
}

/** Reasons that go with statuses (apimachinery `metav1.StatusReason`). */
const reasons: Readonly<Record<number, string>> = {
  400: 'BadRequest',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
  405: 'MethodNotAllowed',
  406: 'NotAcceptable',
  409: 'Conflict',
  410: 'Expired',
  413: 'RequestEntityTooLarge',
  415: 'UnsupportedMediaType',
  422: 'Invalid',
  429: 'TooManyRequests',
  500: 'InternalError',
  503: 'ServiceUnavailable',
  504: 'Timeout',
};

function statusOf({ status, retryAfter, reason, message }: Extract<FaultAction, { status: number }>): StatusError {
  return new StatusError({
    status: 'Failure',
    message: message ?? `a fault of the test server: ${String(status)}`,
    reason: reason ?? reasons[status] ?? 'Unknown',
    ...(retryAfter !== undefined && { details: { retryAfterSeconds: retryAfter } }),
    code: status,
  });
}
