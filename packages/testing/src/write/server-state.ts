import type { Clock } from '@kubewright/rest';
import type { AdmissionOptions, AdmissionRequest } from '../kinds/admission-request.js';
import type { KindContext } from '../kinds/kind-rules.js';
import type { Store } from '../store/store.js';

/** What writes need to know of the server. */
export interface ServerState {
  readonly store: Store;
  readonly clock: Clock;
  /** A new `metadata.uid`. */
  readonly newUID: () => string;
  readonly admission: AdmissionOptions;
  /** What the rules of kinds may ask and use. */
  readonly kinds: Pick<KindContext, 'allocators' | 'lookup'>;
  /**
   * Throws a `StatusError` of 403 for a write that goes beyond a quota.
   *
   * @returns what puts down that it is used up; undefined if nothing is
   */
  readonly checkQuotas: (request: AdmissionRequest) => (() => void) | undefined;
}

/** Now, as `metadata` has it: RFC 3339 in seconds. */
export function timestamp({ clock }: Pick<ServerState, 'clock'>): string {
  return formatSeconds(clock.date());
}

/** RFC 3339 in whole seconds, as `metav1.Time`. */
export function formatSeconds(date: Date): string {
  const second = Math.floor(date.valueOf() / 1000);
  if (second !== last.second) last = { second, text: `${date.toISOString().slice(0, 19)}Z` };
  return last.text;
}

/** What was written last: most that follow are of the same second. */
let last = { second: Number.NaN, text: '' };
