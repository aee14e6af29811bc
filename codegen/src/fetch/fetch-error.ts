/** Documents could not be fetched; the message says what was being done, what went wrong and what to do. */
export class FetchError extends Error {
  override readonly name = 'FetchError';
}
