import { errorCode, type HttpRequest, isReplayable } from './transport.js';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);
const closedCodes = new Set(['ECONNRESET', 'EPIPE']);

/**
 * Whether a request may be asked again at once that failed on a connection which had carried others, before a byte of an answer came: then
 * the server had closed the idle connection just before we used it (Go `net/http` `shouldRetryRequest`).
 */
export function mayFollowClosedIdle(request: HttpRequest, failure: Error): boolean {
  return closedCodes.has(errorCode(failure)) && safeMethods.has(request.method) && isReplayable(request);
}
