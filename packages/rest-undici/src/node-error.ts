import { tookTooLong } from '@kubewright/rest/transport-support';

/** What of an answer was being received when it failed. */
export type AnswerPart = 'nothing' | 'head' | 'body';

/**
 * What Node's own HTTP client would say of a failure of undici: callers know its codes to try again or not. Other errors stay as they are.
 *
 * @param headersTimeout milliseconds that the head of the answer had
 */
export function nodeError(error: Error & { code?: string }, part: AnswerPart, headersTimeout: number): Error {
  switch (error.code) {
    case 'UND_ERR_SOCKET':
      return closedConnection(error, part);
    case 'UND_ERR_HEADERS_TIMEOUT':
      return tookTooLong('the head of the answer', 'headers', headersTimeout);
    case 'UND_ERR_HEADERS_OVERFLOW':
      return withCode(error, 'HPE_HEADER_OVERFLOW', 'the head of the answer is too long');
    case 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH':
      return part === 'head'
        ? withCode(error, 'HPE_UNEXPECTED_CONTENT_LENGTH', 'the answer has two lengths')
        : withCode(error, 'ECONNRESET', cutBody);
    default:
      return error.name === 'HTTPParserError' ? parserError(error) : error;
  }
}

/** Without the error as its cause, for that holds bytes of the answer. Which code its parser gave it does not say. */
function parserError({ message }: Error): Error {
  if (!message.includes('Invalid EOF state')) return withCode(undefined, 'HPE_UNKNOWN', message);
  return withCode(undefined, 'ECONNRESET', cutBody);
}

const cutBody = 'the server closed the connection in the middle of its answer';

/** A server that closes before its answer may be asked again, one that closes within the head may not (client-go `net.IsProbableEOF`). */
function closedConnection(error: Error, part: AnswerPart): Error {
  switch (part) {
    case 'nothing':
      return withCode(error, 'ECONNRESET', 'socket hang up');
    case 'head':
      return withCode(error, 'HPE_INVALID_EOF_STATE', 'the server closed the connection within the head of its answer');
    case 'body':
      return withCode(error, 'ECONNRESET', cutBody);
  }
}

function withCode(cause: Error | undefined, code: string, message: string): Error {
  return Object.assign(new Error(message, cause && { cause }), { code });
}
