// @ts-check
import { spawn } from 'node:child_process';

/**
 * What a finished child process left behind.
 * @typedef {{ code: number | null, stdout: string, stderr: string }} Finished
 */

/**
 * Runs a program to its end and collects what it printed. A non-zero exit is an answer, not an error.
 *
 * @param {string} command program on the PATH, or its path
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<Finished | undefined>} undefined when there is no such program
 * @throws {Error} when the program exists and cannot be started
 */
export function runCommand(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    /** @type {Buffer[]} */
    const stdout = [];
    /** @type {Buffer[]} */
    const stderr = [];
    child.stdout.on('data', (chunk) => stdout.push(chunk));
    child.stderr.on('data', (chunk) => stderr.push(chunk));
    child.on('error', (error) => {
      if ('code' in error && error.code === 'ENOENT') resolve(undefined);
      else reject(new Error(`starting ${command}: ${error.message}`, { cause: error }));
    });
    child.on('close', (code) => {
      resolve({ code, stdout: Buffer.concat(stdout).toString('utf8'), stderr: Buffer.concat(stderr).toString('utf8') });
    });
  });
}
