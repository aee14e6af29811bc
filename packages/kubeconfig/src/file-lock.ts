import { mkdir, open, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { KubeconfigError } from './errors.js';
import { describeFileError, isExisting } from './file-errors.js';

/** How long others may take to write, in milliseconds: more than anybody needs who is still there. */
const PATIENCE = 10_000;
const TURN = 20;

/**
 * Locks a file against kubectl and others that keep to client-go's rule: who has created `<file>.lock` may write (client-go
 * `clientcmd/loader.go`, `lockFile`). The folder is made if need be. Unlike client-go it waits for a while.
 *
 * @param patience milliseconds
 * @returns what gives the file free again
 * @throws {KubeconfigError} if the lock cannot be had; the signal's reason
 */
export async function lockFile(file: string, signal?: AbortSignal, patience = PATIENCE): Promise<() => Promise<void>> {
  const lock = `${file}.lock`;
  const until = performance.now() + patience;
  await createFolder(file);
  for (;;) {
    signal?.throwIfAborted();
    try {
      await (await open(lock, 'wx', 0)).close();
      return () => unlink(lock);
    } catch (cause) {
      if (!isExisting(cause)) {
        throw new KubeconfigError(`${file} cannot be written: ${lock} cannot be created: ${describeFileError(cause)}`, { cause });
      }
      if (performance.now() >= until) {
        const advice = `remove ${lock} if no kubectl or other program is writing`;
        throw new KubeconfigError(`${file} cannot be written: another program has locked it: ${advice}`, { cause });
      }
      await sleep(TURN, undefined, signal && { signal }).catch(() => undefined);
    }
  }
}

async function createFolder(file: string): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o755 });
  } catch (cause) {
    throw new KubeconfigError(`${file} cannot be written: its folder cannot be created: ${describeFileError(cause)}`, { cause });
  }
}
