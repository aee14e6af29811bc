import { newRequestEntityTooLarge } from '@kubewright/rest';

/** Longest body that servers take: 3 MiB. */
export const longestBody = 3 * 1024 * 1024;

/** Bytes that a slow reader of a stream may leave lying; then the stream ends, as servers do with slow watchers. */
export const mostPending = 64 * 1024 * 1024;

/** A body that is longer. */
export function bodyTooLarge(): Error {
  return newRequestEntityTooLarge(`limit is ${String(longestBody)}`);
}
