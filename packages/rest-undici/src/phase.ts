import type { Socket } from 'node:net';
import { onAbort } from '@kubewright/rest';

/**
 * One phase of opening a connection: gives `work` a signal that aborts when `signal` does, or after `limit` milliseconds (0 is
 * none) with an error that has the code `ETIMEDOUT` and says what took too long.
 */
export async function phase<T>(
  what: string,
  limit: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  if (limit === 0) return work(signal);
  const controller = new AbortController();
  const timer = setTimeout(() => {
    controller.abort(Object.assign(new Error(`${what} took longer than ${String(limit)} ms`), { code: 'ETIMEDOUT' }));
  }, limit);
  const leave = onAbort(signal, () => controller.abort(signal.reason));
  try {
    return await work(controller.signal);
  } finally {
    clearTimeout(timer);
    leave();
  }
}

/** The socket, once it emits `event`. Rejects when it fails or closes before; it is destroyed when the signal aborts. */
export function ready<S extends Socket>(socket: S, event: 'connect' | 'secureConnect', signal: AbortSignal): Promise<S> {
  return new Promise((resolve, reject) => {
    let failure: Error | undefined;
    socket.once(event, () => {
      leave();
      resolve(socket);
    });
    // Stays: an error that comes before somebody else listens must not end the process.
    socket.on('error', (error) => {
      failure ??= error;
    });
    socket.once('close', () => {
      leave();
      reject(failure ?? closed());
    });
    const leave = onAbort(signal, () => socket.destroy(signal.reason as Error));
  });
}

function closed(): Error {
  return Object.assign(new Error('the connection was closed while it was being opened'), { code: 'ECONNRESET' });
}
