// @ts-check
// Is a built program what a new build would make?

import { createHash } from 'node:crypto';
import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * What a program was built from.
 *
 * @typedef {object} Recipe
 * @property {string} package
 * @property {string} linkerFlags
 * @property {string} modules SHA-256 of go.mod and go.sum, hexadecimal
 * @property {string} platform
 */

/** @typedef {Recipe & { go: string, size: number }} Stamp the recipe, the version of Go, and the program's size in bytes */

/**
 * The recipe for a program.
 *
 * @param {string} module folder with go.mod and go.sum
 * @param {{ package: string, linkerFlags: string }} parts
 * @returns {Recipe}
 */
export function recipe(module, parts) {
  const hash = createHash('sha256');
  for (const name of ['go.mod', 'go.sum']) hash.update(readFileSync(path.join(module, name)));
  return { ...parts, modules: hash.digest('hex'), platform: `${process.platform}-${process.arch}` };
}

/**
 * Whether a program is complete and a new build would make the same.
 *
 * @param {string} program path
 * @param {Recipe} wanted
 * @param {string | undefined} go version of Go; undefined if there is none, and any will do
 */
export function isUpToDate(program, wanted, go) {
  const stamp = readStamp(program);
  if (stamp === undefined || sizeOf(program) !== stamp.size) return false;
  if (go !== undefined && stamp.go !== go) return false;
  return JSON.stringify(recipeOf(stamp)) === JSON.stringify(recipeOf(wanted));
}

/**
 * Puts a finished program in its place. The stamp goes first and comes last, so that a program that somebody interrupted us
 * with is never taken for this one.
 *
 * @param {string} built path of the finished program, on the same file system
 * @param {string} program path where it belongs
 * @param {Recipe} from
 * @param {string} go version of Go
 */
export function install(built, program, from, go) {
  const stamp = stampFile(program);
  rmSync(stamp, { force: true });
  renameSync(built, program);
  /** @type {Stamp} */
  const content = { ...from, go, size: statSync(program).size };
  writeFileSync(`${built}.stamp`, `${JSON.stringify(content, null, 2)}\n`);
  renameSync(`${built}.stamp`, stamp);
}

/** @param {string} program */
const stampFile = (program) => path.join(path.dirname(program), `.${path.basename(program)}.stamp.json`);

/** @param {Recipe} stamp */
const recipeOf = (stamp) => [stamp.package, stamp.linkerFlags, stamp.modules, stamp.platform];

/**
 * @param {string} program
 * @returns {Stamp | undefined}
 */
function readStamp(program) {
  try {
    return /** @type {Stamp} */ (JSON.parse(readFileSync(stampFile(program), 'utf8')));
  } catch {
    return undefined; // not there or not whole: build again
  }
}

/** @param {string} program */
function sizeOf(program) {
  return statSync(program, { throwIfNoEntry: false })?.size;
}
