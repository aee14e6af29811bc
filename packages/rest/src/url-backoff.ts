import type { BackoffManager } from './backoff-manager.js';
import type { Clock } from './clock.js';
import { keyedBackoff } from './keyed-backoff.js';

/**
 * Leaves a host alone for longer and longer while it answers 429 or 5xx (client-go `rest.URLBackoff`). Hosts differ by name and
 * port. Any other answer ends it; no answer at all changes nothing, for it says nothing about how busy the host is.
 *
 * @param initial wait after the first such answer, in milliseconds
 * @param max longest wait after that, in milliseconds
 */
export function urlBackoff(initial: number, max: number, clock?: Clock): BackoffManager {
  const hosts = keyedBackoff({ initial, max, clock });
  return {
    calculateBackoff: ({ host }) => hosts.remaining(host),
    updateBackoff({ host }, status) {
      if (status === 0) return;
      if (status === 429 || status >= 500) hosts.next(host);
      else hosts.reset(host);
    },
  };
}

/**
 * The backoff that the environment asks for: `KUBE_CLIENT_BACKOFF_BASE` and `KUBE_CLIENT_BACKOFF_DURATION`, the first and the
 * longest wait in whole seconds. Undefined unless both are set to integers (client-go `rest.readExpBackoffConfig`).
 */
export function environmentBackoff(env: Readonly<Record<string, string | undefined>>, clock: Clock): BackoffManager | undefined {
  const base = wholeSeconds(env['KUBE_CLIENT_BACKOFF_BASE']);
  const duration = wholeSeconds(env['KUBE_CLIENT_BACKOFF_DURATION']);
  return base === undefined || duration === undefined ? undefined : urlBackoff(base * 1000, duration * 1000, clock);
}

function wholeSeconds(text = ''): number | undefined {
  return /^[+-]?\d+$/.test(text) ? Number(text) : undefined;
}
