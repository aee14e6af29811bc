// @ts-check
// What did `up` start, and does it still run?

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cache } from './versions.mjs';

/**
 * A control plane that `up` started.
 *
 * @typedef {object} RunState
 * @property {string} kubernetes version, such as 1.36.3
 * @property {boolean} allApis
 * @property {boolean} controllerManager
 * @property {number} pid of the supervisor, which ends everything on SIGTERM
 * @property {string} folder that the supervisor made and will remove; its command line names it
 */

/** What `up` wrote down about what it started: one folder for each version. */
export class RunRecords {
  #folder;

  /** @param {string} [folder] that holds the records */
  constructor(folder = path.join(cache, 'run')) {
    this.#folder = folder;
  }

  /** The versions of which something is written down, such as 1.36.3. */
  versions() {
    if (!existsSync(this.#folder)) return [];
    return readdirSync(this.#folder).map((name) => name.replace(/^v/, ''));
  }

  /**
   * Path of the kubeconfig of a version's control plane.
   *
   * @param {string} kubernetes
   */
  kubeconfigFile(kubernetes) {
    return path.join(this.#folderOf(kubernetes), 'kubeconfig');
  }

  /**
   * @param {string} kubernetes
   * @returns {RunState | undefined} undefined if nothing is written down; what is cut off counts as nothing and is removed
   */
  read(kubernetes) {
    const file = this.#stateFile(kubernetes);
    if (!existsSync(file)) return undefined;
    try {
      return /** @type {RunState} */ (JSON.parse(readFileSync(file, 'utf8')));
    } catch {
      this.forget(kubernetes);
      return undefined;
    }
  }

  /**
   * Writes down what was started, and its kubeconfig, for this user only.
   *
   * @param {RunState} state
   * @param {string} kubeconfig text
   * @throws {Error} with code EEXIST if something is written down already
   */
  write(state, kubeconfig) {
    mkdirSync(this.#folderOf(state.kubernetes), { recursive: true, mode: 0o700 });
    writeFileSync(this.#stateFile(state.kubernetes), `${JSON.stringify(state, null, 2)}\n`, { flag: 'wx', mode: 0o600 });
    writeFileSync(this.kubeconfigFile(state.kubernetes), kubeconfig, { mode: 0o600 });
  }

  /** @param {string} kubernetes */
  forget(kubernetes) {
    rmSync(this.#folderOf(kubernetes), { recursive: true, force: true });
  }

  /** @param {string} kubernetes */
  #folderOf(kubernetes) {
    return path.join(this.#folder, `v${kubernetes}`);
  }

  /** @param {string} kubernetes */
  #stateFile(kubernetes) {
    return path.join(this.#folderOf(kubernetes), 'state.json');
  }
}

/**
 * Whether the process of a state is alive and still the one that was started: its number may belong to another by now.
 *
 * @param {RunState} state
 */
export function isRunning(state) {
  return commandLine(state.pid).includes(state.folder);
}

/**
 * The command line of a process; empty if there is none.
 *
 * @param {number} pid
 */
function commandLine(pid) {
  try {
    if (existsSync('/proc/self/cmdline')) return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return ''; // no such process
  }
}
