import type { HttpResponse } from './transport.js';

/** Longest body that is read, in bytes. */
const maxDrained = 2048;

/**
 * Reads a short unwanted body so that its connection can be used again; a long one costs less as a new connection (client-go
 * `readAndCloseResponseBody`). It takes as long as the body does: what limits the request limits that too.
 */
export async function drain({ headers, body }: HttpResponse): Promise<void> {
  const length = Number(headers.get('content-length') ?? 0);
  if (length > maxDrained) {
    body.cancel();
    return;
  }
  try {
    let read = 0;
    for await (const chunk of body) {
      read += chunk.length;
      if (read > maxDrained) break;
    }
  } catch {
    // The answer was not wanted, so neither is its failure.
  } finally {
    body.cancel();
  }
}
