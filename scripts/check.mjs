// @ts-check
// Is this tree fit to be merged? Everything that is not a test, part by part; each part also runs alone.

import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './workspaces.mjs';

const tsc = 'node_modules/typescript/bin/tsc';

/**
 * What it checks, and the arguments of the node that does; later parts use what earlier ones build.
 *
 * @type {readonly (readonly [string, readonly string[]])[]}
 */
const parts = [
  ['the lock file is complete', ['scripts/complete-lockfile.mjs', '--check']],
  ['generated code is up to date', ['scripts/check-generated.mjs']],
  ['all packages build', [tsc, '-b']],
  ['tests, type tests and scripts type-check', [tsc, '-p', 'tsconfig.test.json']],
  ['lint', ['node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0']],
  ['format', ['node_modules/prettier/bin/prettier.cjs', '.', '--check', '--log-level', 'warn']],
  ['house rules', ['scripts/check-house-rules.mjs']],
  ['packages depend on each other as designed', ['scripts/check-package-graph.mjs']],
  ['packages are fit to be published', ['scripts/check-packages.mjs']],
  ['consumers of the packages compile', ['scripts/check-consumers.mjs']],
];

const results = parts.map(([name, args]) => {
  console.log(`\n── ${name}`);
  const start = performance.now();
  const { status, error } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (error) console.error(error.message);
  return { name, ok: status === 0, seconds: (performance.now() - start) / 1000 };
});

console.log();
for (const { name, ok, seconds } of results)
  console.log(`${ok ? 'ok    ' : 'FAILED'}  ${seconds.toFixed(1).padStart(6)} s  ${name}`);

const failed = results.filter(({ ok }) => !ok).length;
mkdirSync(path.join(root, 'reports'), { recursive: true });
writeFileSync(
  path.join(root, 'reports/check.json'),
  `${JSON.stringify({ numPassedTests: results.length - failed, numFailedTests: failed, results }, null, 2)}\n`,
);
process.exitCode = failed > 0 ? 1 : 0;
