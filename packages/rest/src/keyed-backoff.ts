import { type Clock, systemClock } from './clock.js';

/**
 * Waits that grow with each failure of a thing, kept by the thing's key (client-go `flowcontrol.Backoff`). Times are clock times in
 * milliseconds.
 */
export interface KeyedBackoff {
  /** The wait that goes with the last failure, in milliseconds; 0 if there was none. */
  get(key: string): number;
  /** How much of that wait is still to come, in milliseconds. */
  remaining(key: string): number;
  /**
   * Records a failure: the first wait, or twice the last one up to the longest.
   *
   * @param time when it failed, now if absent; a thing that had been quiet by then for twice the longest wait begins anew
   */
  next(key: string, time?: number): void;
  /** Whether less than the wait has passed since `time`. */
  isInBackOffSince(key: string, time: number): boolean;
  /** Whether `time` is less than the wait after the last failure. */
  isInBackOffSinceUpdate(key: string, time: number): boolean;
  /** Forgets the failures of a thing. */
  reset(key: string): void;
  /** Forgets every thing that has been quiet for twice the longest wait. Without this it happens too, now and then. */
  gc(): void;
}

/** What a {@link KeyedBackoff} is made of. */
export interface KeyedBackoffOptions {
  /** Wait after the first failure, in milliseconds. It may be longer than `max`. */
  initial: number;
  /** Longest wait after that, in milliseconds. */
  max: number;
  /** Adds a random part of up to this fraction of the last wait. @default 0 */
  jitter?: number | undefined;
  /** @default the real clock */
  clock?: Clock | undefined;
}

interface Entry {
  wait: number;
  updated: number;
}

/** So many things are kept before the first look at which of them can be forgotten. */
const fewEntries = 64;

/** Makes a {@link KeyedBackoff}; it keeps no more than twice as many things as fail within twice the longest wait. */
export function keyedBackoff({ initial, max, jitter = 0, clock = systemClock }: KeyedBackoffOptions): KeyedBackoff {
  const entries = new Map<string, Entry>();
  let collectAt = fewEntries;
  const added = (wait: number): number => (jitter === 0 ? 0 : clock.random() * jitter * wait);

  /** What is known of a thing, unless it had been quiet for too long at `time`. */
  function current(key: string, time: number): Entry | undefined {
    const entry = entries.get(key);
    return entry && !hasExpired(entry, time) ? entry : undefined;
  }

  function hasExpired({ updated }: Entry, time: number): boolean {
    return time - updated > 2 * max;
  }

  function gc(): void {
    const now = clock.now();
    for (const [key, entry] of entries) {
      if (hasExpired(entry, now)) entries.delete(key);
    }
  }

  return {
    get: (key) => entries.get(key)?.wait ?? 0,
    remaining(key) {
      const entry = entries.get(key);
      return entry ? Math.max(0, entry.updated + entry.wait - clock.now()) : 0;
    },
    next(key, time = clock.now()) {
      const last = current(key, time)?.wait;
      const wait = last === undefined ? initial + added(initial) : Math.min(2 * last + added(last), max);
      entries.set(key, { wait, updated: clock.now() });
      if (entries.size <= collectAt) return;
      gc();
      collectAt = Math.max(fewEntries, 2 * entries.size);
    },
    isInBackOffSince(key, time) {
      const entry = current(key, time);
      return entry !== undefined && clock.now() - time < entry.wait;
    },
    isInBackOffSinceUpdate(key, time) {
      const entry = current(key, time);
      return entry !== undefined && time - entry.updated < entry.wait;
    },
    reset(key) {
      entries.delete(key);
    },
    gc,
  };
}
