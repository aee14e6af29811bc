import type { Clock } from './clock.js';
import type { CAReloadLabels, Metrics } from './metrics.js';
import type { TransportOptions } from './transport-factory.js';
import { uncaught } from './uncaught.js';

/** Reports how long the lookups of names take; undefined if the metrics do not ask for it. */
export function measureLookups(metrics: Metrics | undefined, clock: Clock): TransportOptions['lookingUp'] {
  if (!metrics?.resolverLatency) return undefined;
  return (host) => {
    const started = clock.now();
    return () => {
      uncaught(() => metrics.resolverLatency?.({ host }, clock.now() - started));
    };
  };
}

/** Reports how it went to read the authorities' file again. */
export function countCAReloads(metrics: Metrics | undefined): (reason: CAReloadLabels['reason']) => void {
  return (reason) => {
    const result = reason === 'updated' || reason === 'unchanged' ? 'success' : 'failure';
    uncaught(() => metrics?.transportCAReloads?.({ result, reason }));
  };
}
