import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Repeats a check of what somebody else is about to do, until it passes.
 *
 * @param check passes by returning, and fails by throwing, as `expect` does
 * @param limit milliseconds
 * @returns what the check returned
 * @throws {Error} when the time is up, with what the last try failed with
 */
export async function eventually<T>(check: () => T | Promise<T>, limit = 30_000): Promise<T> {
  const end = performance.now() + limit;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() < end) {
        await sleep(10);
        continue;
      }
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`still not so after ${String(limit / 1000)} s: ${reason}`, { cause: error });
    }
  }
}
