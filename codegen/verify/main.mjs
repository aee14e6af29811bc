#!/usr/bin/env node
// @ts-check
/**
 * `npm run verify:openapi`: openapi-generator as gate and as second opinion.
 *
 *     node codegen/verify/main.mjs [--openapi openapi] [--apis packages/apis] [--self-test]
 *
 * Validates every document of every Kubernetes version, compares the generated packages with what openapi-generator makes of
 * the same documents, then plants faults to show that both would notice. `--self-test` leaves the validation out.
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { compareTypes } from './compare.mjs';
import { generatingVersion, versionFolders } from './documents.mjs';
import { EXCEPTIONS } from './exceptions.mjs';
import { pinnedJar } from './jar.mjs';
import { mergeSchemas, packagesOf, parseDocument, servedGroupVersion } from './merge.mjs';
import { readPackages } from './read-packages.mjs';
import { secondOpinion } from './second-opinion.mjs';
import { selfTest } from './self-test.mjs';
import { validateDocuments } from './validate.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const REPORT = join(ROOT, 'reports', 'verify-openapi.json');

/** Counts in the names that Jest's reports use, so that CI adds them up alike. */
const count = { numPassedTests: 0, numFailedTests: 0 };

/**
 * @param {string} jar
 * @param {import('./documents.mjs').VersionFolder[]} folders
 */
async function validate(jar, folders) {
  for (const { version, files } of folders) {
    const seconds = stopwatch();
    const invalid = await validateDocuments(jar, files);
    console.log(`${version}: ${files.length - invalid.length} of ${files.length} documents valid (${seconds()} s)`);
    for (const { file, problems } of invalid) for (const problem of problems) console.log(`  ${shown(file)}: ${problem}`);
    count.numPassedTests += files.length - invalid.length;
    count.numFailedTests += invalid.length;
  }
}

/**
 * @param {string} jar
 * @param {import('./documents.mjs').VersionFolder} folder
 * @param {string} apis
 * @returns {Promise<import('./self-test.mjs').Subject>} what was compared
 */
async function compare(jar, { version, files }, apis) {
  const seconds = stopwatch();
  const documents = await Promise.all(files.map(async (file) => parseDocument(file, await readFile(file, 'utf8'))));
  const groupVersions = documents.filter((document) => servedGroupVersion(document) !== undefined);
  const [first] = groupVersions;
  if (first === undefined) throw new Error(`comparing with ${version}: none of its documents serves a group-version`);
  const schemas = mergeSchemas(documents);
  const packageOf = packagesOf(documents);
  const opinion = await secondOpinion(jar, schemas, packageOf);
  const ours = await readPackages(apis);
  const sides = { schemas: Object.keys(schemas), packageOf, opinion, exceptions: EXCEPTIONS, ours };
  const { passed, failed, properties, disagreements } = compareTypes(sides);
  console.log(
    `${version}: ${groupVersions.length} group-versions, ${sides.schemas.length} schemas with ${properties} properties ` +
      `against ${ours.size} packages of ${shown(apis)}: ${passed} types agree, ${failed} do not (${seconds()} s)`,
  );
  for (const line of disagreements) console.log(`  ${line}`);
  console.log(`  ${EXCEPTIONS.length} schemas are judged by codegen/verify/exceptions.mjs instead`);
  count.numPassedTests += passed;
  count.numFailedTests += failed;
  return { sides, apis, jar, document: first.file };
}

/** @param {import('./self-test.mjs').Subject} subject */
async function bite(subject) {
  const seconds = stopwatch();
  const bites = await selfTest(subject);
  const missed = bites.filter(({ problem }) => problem !== undefined);
  console.log(`self-test: ${bites.length - missed.length} of ${bites.length} planted faults found and named (${seconds()} s)`);
  for (const { fault, problem } of missed) console.log(`  ${fault}: ${problem}`);
  count.numPassedTests += bites.length - missed.length;
  count.numFailedTests += missed.length;
}

function stopwatch() {
  const start = performance.now();
  return () => ((performance.now() - start) / 1000).toFixed(1);
}

/** @param {string} path */
function shown(path) {
  return relative(process.cwd(), path) || path;
}

await rm(REPORT, { force: true });
try {
  const { values } = parseArgs({
    options: {
      openapi: { type: 'string', default: join(ROOT, 'openapi') },
      apis: { type: 'string', default: join(ROOT, 'packages', 'apis') },
      'self-test': { type: 'boolean', default: false },
    },
  });
  const folders = await versionFolders(values.openapi);
  const generating = await generatingVersion(values.openapi, folders);
  const jar = await pinnedJar(ROOT);
  if (!values['self-test']) await validate(jar, folders);
  await bite(await compare(jar, generating, values.apis));
} catch (error) {
  console.error(`verify:openapi: ${error instanceof Error ? error.message : String(error)}`);
  count.numFailedTests += 1;
}
await mkdir(join(ROOT, 'reports'), { recursive: true });
await writeFile(REPORT, `${JSON.stringify(count)}\n`);
console.log(`${count.numPassedTests} passed, ${count.numFailedTests} failed`);
process.exitCode = count.numFailedTests === 0 ? 0 : 1;
