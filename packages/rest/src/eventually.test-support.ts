import { performance } from 'node:perf_hooks';
// The real ones, though a test may have stopped those of the process.
import { setImmediate, setTimeout } from 'node:timers';

/** Milliseconds: less than any test may take, for whoever waits for nothing is to be told what for. */
const patience = 50_000;

/** Lets sockets do their work until something is so. Rejects with what `describe` says if that never happens. */
export async function eventually(condition: () => boolean, describe: () => string): Promise<void> {
  const until = performance.now() + patience;
  for (let turn = 0; !condition(); turn++) {
    if (performance.now() > until) throw new Error(`it never happened: ${describe()}`);
    // What takes longer must not keep a processor busy meanwhile.
    await new Promise((resolve) => (turn < 200 ? setImmediate(resolve) : setTimeout(resolve, 5)));
  }
}

/** The same, for what its own source describes. */
export function until(condition: () => boolean): Promise<void> {
  return eventually(condition, () => String(condition));
}

/** Lets sockets on this machine do what they have to do, when nothing that happens there can be waited for. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 30; turn++) await new Promise(setImmediate);
}
