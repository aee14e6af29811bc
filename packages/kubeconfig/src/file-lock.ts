import { mkdir, open, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Clock, systemClock } from '@kubewright/rest';
import { KubeconfigError } from './errors.js';
import { describeFileError, isExisting } from './file-errors.js';

/** How long one other may take to write, in milliseconds: more than anybody needs who is still there. */
const PATIENCE = 10_000;
const TURN = 20;

/**
 * Does `work` while files are locked, always in the same order, so that two that want the same files do not wait for each other.
 *
 * @throws {KubeconfigError} if a lock cannot be had, or cannot be given back after the work was done; what the work failed with; the
 *   signal's reason
 */
export async function whileLocked<T>(
  files: readonly string[],
  work: () => Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  const releases: (() => Promise<void>)[] = [];
  const releaseAll = async (): Promise<PromiseRejectedResult | undefined> => {
    const released = await Promise.allSettled(releases.map(async (release) => release()));
    return released.find((each) => each.status === 'rejected');
  };
  let result: T;
  try {
    for (const file of [...files].sort()) releases.push(await lockFile(file, signal));
    result = await work();
  } catch (error) {
    await releaseAll();
    throw error;
  }
  const failed = await releaseAll();
  if (failed !== undefined) throw failed.reason;
  return result;
}

/**
 * Locks a file against kubectl and others that keep to client-go's rule: who has created `<file>.lock` may write (client-go
 * `clientcmd/loader.go`, `lockFile`). The folder is made if need be. Unlike client-go it waits for a while.
 *
 * @returns what gives the file free again; harmless if the lock is gone
 * @throws {KubeconfigError} if the lock cannot be had; the signal's reason
 */
export async function lockFile(file: string, signal?: AbortSignal, clock: Clock = systemClock): Promise<() => Promise<void>> {
  const lock = `${file}.lock`;
  let owner: string | undefined;
  let until = Infinity;
  await createFolder(file);
  for (;;) {
    signal?.throwIfAborted();
    try {
      await (await open(lock, 'wx', 0)).close();
      return () => unlock(lock);
    } catch (cause) {
      if (!isExisting(cause)) {
        throw new KubeconfigError(`${file} cannot be written: ${lock} cannot be created: ${describeFileError(cause)}`, { cause });
      }
      // Many who write one after the other may take longer: that nobody has left the lock behind can be seen.
      const others = await identityOf(lock);
      if (others !== owner) [owner, until] = [others, clock.now() + PATIENCE];
      if (clock.now() >= until) {
        const advice = `remove ${lock} if no kubectl or other program is writing`;
        throw new KubeconfigError(`${file} cannot be written: another program has locked it: ${advice}`, { cause });
      }
      await clock.sleep(TURN, signal);
    }
  }
}

/** What tells a lock from the one that was there before; undefined if there is none any more. */
async function identityOf(lock: string): Promise<string | undefined> {
  try {
    const { ino, ctimeNs } = await stat(lock, { bigint: true });
    return `${String(ino)} ${String(ctimeNs)}`;
  } catch {
    return undefined;
  }
}

async function unlock(lock: string): Promise<void> {
  try {
    await rm(lock, { force: true });
  } catch (cause) {
    const advice = 'remove it yourself, or nobody can write that file';
    throw new KubeconfigError(`the lock ${lock} cannot be removed: ${describeFileError(cause)}: ${advice}`, { cause });
  }
}

async function createFolder(file: string): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o755 });
  } catch (cause) {
    throw new KubeconfigError(`${file} cannot be written: its folder cannot be created: ${describeFileError(cause)}`, { cause });
  }
}
