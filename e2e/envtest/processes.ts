import { existsSync, readdirSync, readFileSync } from 'node:fs';
import process from 'node:process';
import { eventually } from '../src/eventually.js';

/** Whether a process group has a member that runs. Zombies do not count: in a container nobody may collect orphans. */
export function groupRuns(group: number): boolean {
  if (!existsSync('/proc/self/stat')) return isSignalled(-group);
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .some((pid) => {
      // pid (name) state parent group …
      const [, state, member] = /\) (\S) \d+ (\d+)/.exec(statOf(pid)) ?? [];
      return state !== undefined && state !== 'Z' && Number(member) === group;
    });
}

/** Waits until nothing of a process group runs. Rejects after 30 seconds. */
export async function untilGroupIsGone(group: number): Promise<void> {
  await eventually(() => {
    if (groupRuns(group)) throw new Error(`process group ${String(group)} has members that run`);
  });
}

function isSignalled(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function statOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return ''; // ended since it was listed
  }
}
