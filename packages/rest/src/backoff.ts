import { type Clock, systemClock } from './clock.js';
import { isConflict } from './error-predicates.js';

/** How often to try and how long to wait between tries (apimachinery `wait.Backoff`). */
export interface Backoff {
  /** Number of tries, at least 1. */
  readonly steps: number;
  /** First wait in milliseconds. */
  readonly duration: number;
  /** Each wait is this many times the one before; 0 means 1. */
  readonly factor: number;
  /** Each wait is longer by a random part of up to this fraction. */
  readonly jitter: number;
  /** Ends the tries once the waits would grow beyond this many milliseconds. @default no such limit */
  readonly cap?: number;
}

/** For conflicts between clients that change the same object (client-go `retry.DefaultRetry`). */
export const defaultRetry: Backoff = { steps: 5, duration: 10, factor: 1, jitter: 0.1 };

/** For conflicts with controllers that keep changing an object for reasons of their own (client-go `retry.DefaultBackoff`). */
export const defaultBackoff: Backoff = { steps: 4, duration: 10, factor: 5, jitter: 0.1 };

/** What can be set about repeated tries. */
export interface BackoffOptions {
  /** Ends the waits between tries; the tries themselves are `fn`'s business. */
  signal?: AbortSignal | undefined;
  /** @default the real clock */
  clock?: Clock | undefined;
}

/**
 * Calls `fn` until it succeeds, with a wait between tries (client-go `retry.OnError`), and resolves with what it resolved with.
 *
 * Rejects with what `fn` failed with: at once if that is not `retriable`, otherwise after the last try. Rejects with the
 * signal's reason when it aborts between tries. Throws a RangeError if there is not even one try.
 */
export async function onError<T>(
  backoff: Backoff,
  retriable: (error: unknown) => boolean,
  fn: () => Promise<T> | T,
  { signal, clock = systemClock }: BackoffOptions = {},
): Promise<T> {
  if (!(backoff.steps >= 1))
    throw new RangeError(`cannot try ${String(backoff.steps)} times: the steps of a backoff must be at least 1`);
  const waits = waitsOf(backoff, clock);
  for (;;) {
    signal?.throwIfAborted();
    try {
      return await fn();
    } catch (error) {
      if (!retriable(error)) throw error;
      const wait = waits.next();
      if (wait.done) throw error;
      await clock.sleep(wait.value, signal);
    }
  }
}

/**
 * {@link onError} for conflicts (client-go `retry.RetryOnConflict`).
 *
 * `fn` must read the object anew each time, change it and write it: an object that was read before the conflict conflicts again.
 *
 * @example
 * await retryOnConflict(async () => {
 *   const deployment = await deployments.get('web');
 *   return deployments.update({ ...deployment, spec: { ...deployment.spec, replicas: 3 } });
 * });
 */
export function retryOnConflict<T>(
  fn: () => Promise<T>,
  options: BackoffOptions & { backoff?: Backoff | undefined } = {},
): Promise<T> {
  return onError(options.backoff ?? defaultRetry, isConflict, fn, options);
}

/** The waits between tries, in milliseconds. */
function* waitsOf({ steps, duration, factor, jitter, cap = 0 }: Backoff, clock: Clock): Generator<number, undefined> {
  let base = duration;
  for (let left = steps - 1; left > 0; left--) {
    const next = factor === 0 ? base : base * factor;
    // client-go makes no further try either, but sleeps once more before it gives up.
    if (cap > 0 && next > cap) return undefined;
    yield jitter > 0 ? base + clock.random() * jitter * base : base;
    base = next;
  }
  return undefined;
}
