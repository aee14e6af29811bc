// @ts-check
// What does a package cost the type-check of a program that uses one name of it?

import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { median } from '../median.mjs';

const tsc = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url));

/** Every declaration file is checked, and there are no types of Node: the strictest consumer. */
const compilerOptions = { target: 'es2022', module: 'nodenext', types: [], strict: true, skipLibCheck: false, noEmit: true };

/**
 * Measures whole runs of the compiler on one-line programs, in turns with runs on an empty file.
 *
 * @param {string} project folder with the packages in its node_modules
 * @param {readonly string[]} lines programs of one line each
 * @param {number} runs of each
 * @returns {{ empty: number, costs: number[] }} milliseconds of an empty file, and those that each line takes more: medians
 */
export function typeCheckCosts(project, lines, runs) {
  const folders = ['export {};', ...lines].map((line, index) => {
    const folder = path.join(project, `type-check-${String(index)}`);
    mkdirSync(folder);
    writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }\n');
    writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['main.ts'] }));
    writeFileSync(path.join(folder, 'main.ts'), `${line}\n`);
    return folder;
  });
  /** @type {number[][]} */
  const samples = folders.map(() => []);
  for (let run = -1; run < runs; run++) {
    folders.forEach((folder, index) => {
      const milliseconds = typeCheckOnce(folder);
      if (run >= 0) samples[index]?.push(milliseconds); // the first round only fills the file cache
    });
  }
  const [empty = Number.NaN, ...rest] = samples.map((sample) => median(sample));
  return { empty, costs: rest.map((milliseconds) => milliseconds - empty) };
}

/** @param {string} folder */
function typeCheckOnce(folder) {
  const start = performance.now();
  const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' });
  const elapsed = performance.now() - start;
  if (status !== 0) throw new Error(`type-checking a consumer of one line failed:\n${stdout}`);
  return elapsed;
}
