import { onAbort } from './on-abort.js';

/**
 * Runs `work` under one signal that aborts when either of two does, and leaves nothing on them afterwards. `AbortSignal.any`
 * would leave a reference on a signal that lives as long as its client.
 */
export async function underEither<T>(
  first: AbortSignal,
  second: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  if (!second) return work(first);
  const controller = new AbortController();
  const releases = [first, second].map((signal) =>
    onAbort(signal, () => {
      controller.abort(signal.reason);
    }),
  );
  try {
    return await work(controller.signal);
  } finally {
    for (const release of releases) release();
  }
}
