// @ts-check
// Is what would be published complete, right for every resolver that speaks ESM, and small?

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { sizeBudgets } from './package-sizes.mjs';
import { withPackedPackages } from './pack-packages.mjs';
import { readJson } from './workspaces.mjs';

/** @typedef {import('./pack-packages.mjs').PackedPackage} PackedPackage */

/** Resolutions that exist for CommonJS only; every package is ESM. */
const commonjsOnly = new Set(['node10', 'node16-cjs']);

/**
 * @param {PackedPackage} packed
 * @returns {string[]}
 */
function contentProblems({ folder, files }) {
  const allowed =
    /^(?:package\.json|README\.md|LICENSE|(?:dist|bin)\/.+\.(?:js|d\.ts)|dist\/.+\.(?:json|mustache)|data\/.+\.json(?:\.gz)?)$/;
  const unwanted = files.filter((file) => !allowed.test(file) || /\.test[.-]/.test(file));
  const { bin = {} } = /** @type {{ bin?: Record<string, string> }} */ (readJson(`${folder}/package.json`));
  const needed = [
    'package.json',
    'README.md',
    'LICENSE',
    'dist/index.js',
    'dist/index.d.ts',
    ...Object.values(bin).map((file) => path.posix.normalize(file)),
  ];
  return [
    ...unwanted.map((file) => `${file} should not be published`),
    ...needed.filter((file) => !files.includes(file)).map((file) => `${file} is missing`),
  ];
}

/** @param {Buffer} tarball */
async function manifestProblems(tarball) {
  const data = tarball.buffer.slice(tarball.byteOffset, tarball.byteOffset + tarball.byteLength);
  const { messages, pkg } = await publint({ pack: { tarball: /** @type {ArrayBuffer} */ (data) }, strict: true });
  return messages
    .filter(({ type }) => type !== 'suggestion')
    .map((message) => formatMessage(message, pkg, { color: false }) ?? message.code);
}

/** @param {Buffer} tarball */
async function typeProblems(tarball) {
  const result = await checkPackage(createPackageFromTarballData(tarball));
  if (!result.types) return ['it has no types'];
  return result.problems
    .filter((problem) => !('resolutionKind' in problem && commonjsOnly.has(problem.resolutionKind)))
    .filter((problem) => !('resolutionOption' in problem && commonjsOnly.has(problem.resolutionOption)))
    .map((problem) => `types: ${problem.kind}${'entrypoint' in problem ? ` at ${problem.entrypoint}` : ''}`);
}

/** @param {PackedPackage} packed */
async function problemsOf(packed) {
  const tarball = readFileSync(packed.tarball);
  const problems = [...contentProblems(packed), ...(await manifestProblems(tarball)), ...(await typeProblems(tarball))];
  return [...new Set(problems)].map((problem) => `${packed.name}: ${problem}`);
}

const problems = await withPackedPackages(async (packages) => {
  const found = [];
  for (const packed of packages) found.push(...(await problemsOf(packed)));
  for (const { figure, bytes, budget } of sizeBudgets(packages)) {
    console.log(`${figure}: ${String(Math.round(bytes / 1000))} kB of ${String(budget / 1000)}`);
    if (bytes > budget) found.push(`${figure} is ${String(bytes)} bytes, at most ${String(budget)}`);
  }
  console.log(`${String(packages.length)} packages looked at`);
  return found;
});
if (problems.length > 0) console.error(problems.join('\n'));
process.exitCode = problems.length > 0 ? 1 : 0;
