/** What of an answer was being received when it failed. */
export type AnswerPart = 'nothing' | 'head' | 'body';

/** What a failure of undici is called by Node's own HTTP client, which callers know to try again or not. */
const codes: Readonly<Record<string, string>> = {
  UND_ERR_SOCKET: 'ECONNRESET',
  UND_ERR_HEADERS_TIMEOUT: 'ETIMEDOUT',
  UND_ERR_HEADERS_OVERFLOW: 'HPE_HEADER_OVERFLOW',
};

/** The error itself, or one with the code of Node that means the same. */
export function nodeError(error: Error & { code?: string }, part: AnswerPart): Error {
  // A server that closes before its answer may be asked again, one that closes within the head may not (client-go `net.IsProbableEOF`).
  if (error.code === 'UND_ERR_SOCKET' && part === 'head')
    return withCode(error, 'HPE_INVALID_EOF_STATE', 'the server closed the connection within the head of its answer');
  const known = codes[error.code ?? ''];
  if (known !== undefined) return withCode(error, known, error.message);
  if (error.code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH') {
    if (part === 'head') return withCode(error, 'HPE_UNEXPECTED_CONTENT_LENGTH', 'the answer has two lengths');
    return withCode(error, 'ECONNRESET', 'the connection was closed in the middle of the answer');
  }
  if (error.name !== 'HTTPParserError') return error;
  // Not as the cause, for it holds bytes of the answer. Which code its parser gave it does not say.
  if (!error.message.includes('Invalid EOF state')) return withCode(undefined, 'HPE_UNKNOWN', error.message);
  return withCode(undefined, 'ECONNRESET', 'the connection was closed in the middle of the answer');
}

function withCode(cause: Error | undefined, code: string, message: string): Error {
  return Object.assign(new Error(message, cause && { cause }), { code });
}
