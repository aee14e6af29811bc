import { isTooManyRequests, StatusError } from '@kubewright/rest';

/** Whether an error may be gone the next time: nobody listens, the connection was reset, 5xx, or 429 (client-go `memory.isTransientError`). */
export function isTransient(error: Error): boolean {
  if (['ECONNREFUSED', 'ECONNRESET'].includes(codeOf(error))) return true;
  return (error instanceof StatusError && error.code >= 500) || isTooManyRequests(error);
}

/** The first code along the chain of causes. */
function codeOf(error: unknown): string {
  for (let e = error, depth = 0; e instanceof Error && depth < 10; e = e.cause, depth++) {
    const { code } = e as NodeJS.ErrnoException;
    if (typeof code === 'string' && code !== '') return code;
  }
  return '';
}
