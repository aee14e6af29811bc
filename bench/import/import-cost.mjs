// @ts-check
// What does it cost a program to import a package?

import { spawnSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { median } from '../median.mjs';

/**
 * @typedef {object} ImportCost medians
 * @property {number} inside milliseconds of the `import()` as the program itself sees it
 * @property {number} process milliseconds that the whole process takes longer than one that imports nothing
 * @property {number} rss bytes of resident memory that it has more after the import
 */

/**
 * Measures imports, each in a fresh process, in turns with processes that import nothing.
 *
 * @param {string} project folder with the packages in its node_modules
 * @param {readonly string[]} specifiers
 * @param {number} runs of each
 * @returns {{ bare: { process: number, rss: number }, costs: ImportCost[] }} milliseconds and bytes of a bare process, and a cost per specifier
 */
export function importCosts(project, specifiers, runs) {
  const script = path.join(project, 'one-import.mjs');
  copyFileSync(fileURLToPath(new URL('one-import.mjs', import.meta.url)), script);
  const all = [undefined, ...specifiers];
  /** @type {{ inside: number, process: number, rss: number }[][]} */
  const samples = all.map(() => []);
  for (let run = -1; run < runs; run++) {
    all.forEach((specifier, index) => {
      const sample = importOnce(script, specifier);
      if (run >= 0) samples[index]?.push(sample); // the first round only fills the file cache
    });
  }
  /**
   * @param {number} index
   * @param {'inside' | 'process' | 'rss'} key
   */
  const middle = (index, key) => median((samples[index] ?? []).map((sample) => sample[key]));
  const bare = { process: middle(0, 'process'), rss: middle(0, 'rss') };
  const costs = specifiers.map((_, index) => ({
    inside: middle(index + 1, 'inside'),
    process: middle(index + 1, 'process') - bare.process,
    rss: middle(index + 1, 'rss') - bare.rss,
  }));
  return { bare, costs };
}

/**
 * @param {string} script
 * @param {string | undefined} specifier
 */
function importOnce(script, specifier) {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, specifier === undefined ? [script] : [script, specifier], {
    encoding: 'utf8',
  });
  const elapsed = performance.now() - start;
  if (status !== 0) throw new Error(`importing ${specifier ?? 'nothing'} in a new process failed:\n${stderr}`);
  const { milliseconds, rss } = /** @type {{ milliseconds: number, rss: number }} */ (JSON.parse(stdout));
  return { inside: milliseconds, process: elapsed, rss };
}
