// @ts-check
// Builds the programs of a control plane from a pinned Go module.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { findGo } from './go-toolchain.mjs';
import { linkerFlags, programs } from './programs.mjs';
import { install, isUpToDate, recipe } from './stamp.mjs';
import { moduleFolder, programFolder } from './versions.mjs';

/**
 * @typedef {object} Places
 * @property {string} module folder of the Go module
 * @property {string} target folder that the programs are built to
 * @property {string} [go] the command to run
 */

/**
 * Builds what is missing or out of date. A program is in its place only when it is complete. Several builds at the same time
 * do the work twice, and no harm.
 *
 * @param {string} version such as 1.36.3
 * @param {(line: string) => void} say
 * @param {Places} [places]
 * @throws {Error} if Go is missing, too old, or fails
 */
export async function build(version, say, places = { module: moduleFolder(version), target: programFolder(version) }) {
  const { module, target, go = 'go' } = places;
  const toolchain = findGo(module, go);
  const flags = linkerFlags(version);
  const outdated = programs
    .map((program) => ({ ...program, recipe: recipe(module, { package: program.package, linkerFlags: flags }) }))
    .filter((program) => !isUpToDate(path.join(target, program.name), program.recipe, toolchain.version));
  if (outdated.length === 0) {
    say(`Kubernetes ${version}: ${programs.map(({ name }) => name).join(', ')} are up to date`);
    return;
  }
  if (toolchain.version === undefined) throw new Error(toolchain.problem);

  mkdirSync(target, { recursive: true });
  const workbench = mkdtempSync(path.join(target, '.building-'));
  try {
    for (const program of outdated) {
      const start = performance.now();
      say(`Kubernetes ${version}: building ${program.name} (${toolchain.version}; minutes the first time) …`);
      const built = path.join(workbench, program.name);
      await compile({ go, module, package: program.package, linkerFlags: flags, output: built });
      install(built, path.join(target, program.name), program.recipe, toolchain.version);
      say(`Kubernetes ${version}: built ${program.name} in ${((performance.now() - start) / 1000).toFixed(1)} s`);
    }
  } finally {
    rmSync(workbench, { recursive: true, force: true });
  }
}

/**
 * @param {{ go: string, module: string, package: string, linkerFlags: string, output: string }} job
 */
async function compile(job) {
  const args = ['build', '-trimpath', '-ldflags', job.linkerFlags, '-o', job.output, job.package];
  // The stdout of this command may be evaluated by a shell: what Go says goes to stderr.
  const child = spawn(job.go, args, {
    cwd: job.module,
    stdio: ['ignore', process.stderr, process.stderr],
    env: { ...process.env, CGO_ENABLED: '0', GOWORK: 'off' },
  });
  const [code, signal] = await once(child, 'exit');
  if (code !== 0) {
    throw new Error(
      `Building ${job.package} failed (${signal ?? `exit code ${code}`}); what Go said is above. ` +
        'It needs its module proxy, about 3 GB of disk and 3 GB of memory; running the command again goes on where it stopped.',
    );
  }
}
