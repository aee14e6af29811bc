// @ts-check
// Is there a Go that can build a module?

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** @typedef {{ version: string, problem?: undefined } | { version?: undefined, problem: string }} GoToolchain */

/**
 * Looks for Go, as a module sees it: Go may fetch the toolchain that the module asks for.
 *
 * @param {string} module folder with a go.mod
 * @param {string} [go] the command to run
 * @returns {GoToolchain} its version, such as go1.26.8, or what is wrong and what to do
 */
export function findGo(module, go = 'go') {
  const needed = neededVersion(module);
  const { error, status, stdout, stderr } = spawnSync(go, ['env', 'GOVERSION'], { cwd: module, encoding: 'utf8' });
  const remedy = `Install Go ${needed} or newer (https://go.dev/dl) and put its bin folder on the PATH.`;
  if (error) {
    const missing = 'code' in error && error.code === 'ENOENT';
    return {
      problem: `Building a control plane needs Go ${needed} or newer: ${missing ? 'there is none on the PATH' : error.message}. ${remedy}`,
    };
  }
  if (status !== 0) return { problem: `Building a control plane needs Go ${needed} or newer: ${stderr.trim()}. ${remedy}` };
  const version = stdout.trim();
  if (isOlder(version, needed))
    return { problem: `Building a control plane needs Go ${needed} or newer: this is ${version}. ${remedy}` };
  return { version };
}

/** @param {string} module */
function neededVersion(module) {
  const file = path.join(module, 'go.mod');
  const version = /^go (\S+)$/m.exec(readFileSync(file, 'utf8'))?.[1];
  if (version === undefined) throw new Error(`${file} does not say which Go it needs`);
  return version;
}

/**
 * Whether a Go is older than needed. A version that is not understood (a development build) is taken for new.
 *
 * @param {string} version such as go1.26.8
 * @param {string} needed such as 1.26.0
 */
export function isOlder(version, needed) {
  const have = /^go(\d+)\.(\d+)(?:\.(\d+))?/.exec(version);
  const want = /^(\d+)\.(\d+)(?:\.(\d+))?/.exec(needed);
  if (!have || !want) return false;
  for (const part of [1, 2, 3]) {
    const difference = Number(have[part] ?? 0) - Number(want[part] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
