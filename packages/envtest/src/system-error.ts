/**
 * The system's name for an error, such as ENOENT; undefined if it is none of the system's.
 *
 * Not by `instanceof`: a test runner may run us in a realm whose `Error` is not Node's.
 */
export function systemErrorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
