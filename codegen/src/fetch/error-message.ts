/** What an error says of itself. Not by `instanceof`: errors of the system may belong to another realm. */
export function messageOf(error: unknown): string {
  return isErrorLike(error) && error.message !== '' ? error.message : String(error);
}

/** What the innermost cause says: it tells what happened, while those around it tell what was being done. */
export function rootMessageOf(error: unknown): string {
  let innermost = error;
  while (isErrorLike(innermost) && isErrorLike(innermost.cause)) innermost = innermost.cause;
  return messageOf(innermost);
}

function isErrorLike(error: unknown): error is { message: string; cause?: unknown } {
  return typeof error === 'object' && error !== null && 'message' in error && typeof error.message === 'string';
}
