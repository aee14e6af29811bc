// @ts-check
// What do the packages cost those who import them? Prints figures beside their targets; fails if one is over.
//
//   npm run bench:import [-- --runs 5]

import path from 'node:path';
import { parseArgs } from 'node:util';
import { installPacked } from '../../scripts/install-packed.mjs';
import { withPackedPackages } from '../../scripts/pack-packages.mjs';
import { sizeBudgets } from '../../scripts/package-sizes.mjs';
import { figureTable, isOver } from '../figure-table.mjs';
import { importCosts } from './import-cost.mjs';
import { typeCheckCosts } from './type-check-cost.mjs';

/** @typedef {import('../figure-table.mjs').Row} Row */

const core = '@kubewright/core-v1';
const clientset = '@kubewright/clientset';
const megabyte = 1e6;

/**
 * @param {string} project
 * @param {number} runs
 * @returns {Row[]}
 */
function importRows(project, runs) {
  const targets = [
    { specifier: core, time: 15, memory: undefined },
    { specifier: clientset, time: 60, memory: 15 },
  ];
  const { bare, costs } = importCosts(
    project,
    targets.map(({ specifier }) => specifier),
    runs,
  );
  const rows = targets.flatMap(({ specifier, time, memory }, index) => {
    const { inside = Number.NaN, process: whole = Number.NaN, rss = Number.NaN } = costs[index] ?? {};
    return [
      { figure: `import '${specifier}', inside the process`, unit: 'ms', measured: inside, target: time },
      { figure: `import '${specifier}', process over bare node`, unit: 'ms', measured: whole, target: time },
      {
        figure: `import '${specifier}', memory over bare node`,
        unit: 'MB',
        measured: rss / megabyte,
        ...(memory === undefined ? {} : { target: memory }),
      },
    ];
  });
  return [
    { figure: 'bare node, process', unit: 'ms', measured: bare.process },
    { figure: 'bare node, memory', unit: 'MB', measured: bare.rss / megabyte },
    ...rows,
  ];
}

/**
 * @param {string} project
 * @param {number} runs
 * @returns {Row[]}
 */
function typeCheckRows(project, runs) {
  const { empty, costs } = typeCheckCosts(
    project,
    [`export type { Pod } from '${core}';`, `export { Clientset } from '${clientset}';`],
    runs,
  );
  return [
    { figure: 'type-check of an empty file', unit: 's', measured: empty / 1000 },
    { figure: `type-check of one name of '${core}', over it`, unit: 's', measured: (costs[0] ?? Number.NaN) / 1000, target: 1 },
    {
      figure: `type-check of one name of '${clientset}', over it`,
      unit: 's',
      measured: (costs[1] ?? Number.NaN) / 1000,
      target: 1,
    },
  ];
}

const { values } = parseArgs({ options: { runs: { type: 'string', default: '5' } } });
const runs = Number(values.runs);
const rows = await withPackedPackages(async (packages, folder) => {
  const project = path.join(folder, 'project');
  await installPacked(project, packages);
  const sizes = sizeBudgets(packages).map(({ figure, bytes, budget }) => ({
    figure,
    unit: 'MB',
    measured: bytes / megabyte,
    target: budget / megabyte,
  }));
  return [...importRows(project, runs), ...typeCheckRows(project, runs), ...sizes];
});
console.log(`Medians of ${String(runs)}, Node ${process.version}, ${String(process.platform)} ${process.arch}\n`);
console.log(figureTable(rows).join('\n'));
process.exitCode = rows.some(isOver) ? 1 : 0;
