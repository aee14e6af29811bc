import { uncaught } from './uncaught.js';

/** What to do when a signal aborts, in the order of arrival. */
const listeners = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls `listener` when the signal aborts, at once if it already has, and returns what takes it off again. One that throws keeps
 * no other from being called: its error surfaces as an uncaught one, as that of any listener of a signal does.
 *
 * However many wait on one signal, it carries one listener: Node compares each new one with all that are there, so that
 * 100,000 calls on one signal would take minutes to wait and to stop waiting.
 */
export function onAbort(signal: AbortSignal, listener: () => void): () => void {
  if (signal.aborted) {
    listener();
    return () => undefined;
  }
  const all = listeners.get(signal) ?? listenTo(signal);
  // Who gives the same function twice must not lose both with one release.
  const own = (): void => {
    listener();
  };
  all.add(own);
  return () => {
    if (!all.delete(own) || all.size > 0) return;
    listeners.delete(signal);
    signal.removeEventListener('abort', runAll);
  };
}

function listenTo(signal: AbortSignal): Set<() => void> {
  const all = new Set<() => void>();
  listeners.set(signal, all);
  signal.addEventListener('abort', runAll, { once: true });
  return all;
}

function runAll({ target }: Event): void {
  const signal = target as AbortSignal;
  const all = listeners.get(signal) ?? [];
  listeners.delete(signal);
  for (const listener of all) uncaught(listener);
}
