// @ts-check
// Do projects of users compile against the packages as published, and run?
//
// Installs the packed packages once beside copies of e2e/consumers/*, type-checks each with `skipLibCheck: false` and runs
// what it emits. A file that imports every package is added to each, so that no declaration file stays unchecked.

import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { installPacked } from './install-packed.mjs';
import { withPackedPackages } from './pack-packages.mjs';
import { root } from './workspaces.mjs';

const consumers = path.join(root, 'e2e/consumers');
const tsc = path.join(root, 'node_modules/typescript/bin/tsc');

/**
 * @param {string} folder
 * @param {readonly string[]} args of node
 * @returns {string | undefined} what it printed, if it failed
 */
function failure(folder, args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  return status === 0 ? undefined : `${stdout}${stderr}`.trim();
}

await withPackedPackages(async (packages, folder) => {
  const project = path.join(folder, 'project');
  await installPacked(project, packages);
  const everything = packages.map(({ name }, index) => `export type * as p${String(index)} from '${name}';`);
  for (const name of readdirSync(consumers)) {
    const copy = path.join(project, name);
    cpSync(path.join(consumers, name), copy, { recursive: true });
    writeFileSync(path.join(copy, 'every-package.ts'), `${everything.join('\n')}\n`);
    const start = performance.now();
    const compiled = failure(copy, [tsc, '-p', copy]);
    const emitted = path.join(copy, 'out/main.js');
    const problem = compiled ?? (existsSync(emitted) ? failure(copy, [emitted]) : undefined);
    console.log(`${name}: ${problem === undefined ? 'ok' : 'FAILED'} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
    if (problem !== undefined) {
      console.error(problem);
      process.exitCode = 1;
    }
  }
});
