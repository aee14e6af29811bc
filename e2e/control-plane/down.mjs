// @ts-check
// Stops the control planes that `up` started.

import { setTimeout as sleep } from 'node:timers/promises';
import { isRunning, RunRecords } from './run-state.mjs';

/** Milliseconds for everything to end; the supervisor itself kills each of three programs after ten seconds. */
const patience = 45_000;

/**
 * Stops one control plane, or all, and waits until nothing is left of it.
 *
 * @param {string | undefined} kubernetes version; undefined for all
 * @param {(line: string) => void} say
 * @param {RunRecords} [records]
 */
export async function down(kubernetes, say, records = new RunRecords()) {
  const versions = kubernetes === undefined ? records.versions() : [kubernetes];
  if (versions.length === 0) say('No control plane runs');
  for (const version of versions) await stop(version, say, records);
}

/**
 * @param {string} version
 * @param {(line: string) => void} say
 * @param {RunRecords} records
 */
async function stop(version, say, records) {
  const state = records.read(version);
  if (state === undefined || !isRunning(state)) {
    records.forget(version);
    say(`No control plane of Kubernetes ${version} runs`);
    return;
  }
  process.kill(state.pid, 'SIGTERM');
  const deadline = performance.now() + patience;
  while (isRunning(state)) {
    if (performance.now() > deadline) {
      throw new Error(
        `Stopping Kubernetes ${version}: process ${state.pid} has not ended after ${patience / 1000} s; its logs are in ${state.folder}`,
      );
    }
    await sleep(50);
  }
  records.forget(version);
  say(`Kubernetes ${version} is stopped`);
}
