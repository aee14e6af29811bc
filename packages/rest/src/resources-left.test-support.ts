import { eventually } from './eventually.test-support.js';

/** What waits in this process, sockets and timers among it, each kind with its number. */
function resources(): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) {
    // Those who look, and work of the file system that ends by itself.
    if (kind !== 'Immediate' && kind !== 'FSReqPromise') counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

/**
 * Runs `work`, and waits until nothing of it is left: no socket, on neither side if the server is in this process, and no timer.
 * Rejects with what is left if that never happens.
 */
export async function leavesNothing(work: () => Promise<void>): Promise<void> {
  const before = resources();
  await work();
  const left = (): [kind: string, count: number][] =>
    Object.entries(resources()).filter(([kind, count]) => count > (before[kind] ?? 0));
  await eventually(
    () => left().length === 0,
    () =>
      `${left()
        .map(([kind, count]) => `${String(count)} ${kind}`)
        .join(', ')}; before there were ${JSON.stringify(before)}`,
  );
}
