import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Names of lock files: the process, and chance. */
const lockName = /^server-(\d+)-[0-9a-f]+\.lock$/;

/**
 * Takes a folder for this process, until the function that this returns is called or the process ends.
 *
 * Each server has a lock file of its own and then looks for others, so that of two that begin at once at most one gets the folder.
 * Files of processes that have ended are removed. Throws an `Error` if another server uses the folder.
 */
export function lockFolder(folder: string): () => void {
  const own = `server-${String(process.pid)}-${randomBytes(6).toString('hex')}.lock`;
  const release = (): void => {
    rmSync(join(folder, own), { force: true });
  };
  writeFileSync(join(folder, own), startOf(process.pid), { flag: 'wx', mode: 0o600 });
  for (const name of readdirSync(folder)) {
    const [, pid] = lockName.exec(name) ?? [];
    if (name === own || pid === undefined) continue;
    if (runs(Number(pid), readStart(join(folder, name)))) {
      release();
      throw new Error(
        `persisting in ${folder}: the server with process id ${pid} uses this folder; stop it, or give another folder ` +
          `(if there is no such server, remove ${name} there)`,
      );
    }
    rmSync(join(folder, name), { force: true });
  }
  return release;
}

/** Whether the process that began then still runs: ids are used again. */
function runs(pid: number, start: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
  // A server that is just beginning may not have written its file yet.
  return start === '' || startOf(pid) === start;
}

function readStart(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** When a process began, as Linux counts it, with the boot that it counts from; empty where nobody can tell. */
function startOf(pid: number): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    // The name in parentheses may hold anything; behind it the first field is the state, the 20th the start.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? 'it has ended' : `${boot} ${fields[19] ?? ''}`;
  } catch {
    return '';
  }
}
