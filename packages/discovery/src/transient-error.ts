import { errorCode, isTooManyRequests, StatusError } from '@kubewright/rest';

/** Whether an error may be gone the next time: nobody listens, the connection was reset, 5xx, or 429 (client-go `memory.isTransientError`). */
export function isTransient(error: Error): boolean {
  if (['ECONNREFUSED', 'ECONNRESET'].includes(errorCode(error))) return true;
  return (error instanceof StatusError && error.code >= 500) || isTooManyRequests(error);
}
