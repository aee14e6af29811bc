// @ts-check
import { createHash } from 'node:crypto';
import { access, copyFile, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runCommand } from './run-command.mjs';

/**
 * SHA-1 of each openapi-generator-cli JAR that this project trusts, by version. Neither Maven nor the npm wrapper pins one.
 * @type {Readonly<Record<string, string>>}
 */
const TRUSTED_SHA1 = { '7.25.0': '56a9bb79e3bb565f477eddca2c6daa288a9c6f35' };

/** Flags for a JVM that lives half a second: no second compiler tier and no parallel collector. */
const SHORT_LIVED_JVM = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];

/**
 * The openapi-generator JAR that `openapitools.json` pins (version and folder), fetched if it is not there, with its
 * checksum verified on every call, before anything of it runs.
 *
 * @param {string} root folder of `openapitools.json`
 * @returns {Promise<string>} path of the JAR
 * @throws {Error} on a wrong or unknown checksum, and when no way of fetching it works
 */
export async function pinnedJar(root) {
  const { version, storageDir } = JSON.parse(await readFile(join(root, 'openapitools.json'), 'utf8'))['generator-cli'];
  const sha1 = TRUSTED_SHA1[version];
  if (sha1 === undefined) {
    throw new Error(
      `openapitools.json pins openapi-generator ${version}, whose SHA-1 is not in codegen/verify/jar.mjs: ` +
        'compare two independent downloads of that version, then add the sum there',
    );
  }
  const folder = resolve(root, storageDir);
  const jar = join(folder, `${version}.jar`);
  if (!(await exists(jar))) await fetchJar(root, version, sha1, folder, jar);
  await demandSha1(jar, sha1, 'delete the file and run again to fetch it anew');
  return jar;
}

/**
 * Runs the JAR with Java from the PATH.
 *
 * @param {string} jar
 * @param {readonly string[]} args
 * @returns {Promise<import('./run-command.mjs').Finished>}
 * @throws {Error} when there is no Java
 */
export async function runJar(jar, args) {
  const finished = await runCommand('java', [...SHORT_LIVED_JVM, '-jar', jar, ...args]);
  if (finished === undefined) {
    throw new Error(
      'running openapi-generator: there is no "java" on the PATH; install a Java runtime, 11 or newer. ' +
        'Only verify:openapi needs it: generating and building the packages does not',
    );
  }
  return finished;
}

/**
 * @param {string} root
 * @param {string} version
 * @param {string} sha1
 * @param {string} folder
 * @param {string} jar
 */
async function fetchJar(root, version, sha1, folder, jar) {
  const scratch = await mkdtemp(join(tmpdir(), 'kubewright-jar-'));
  try {
    /** @type {string[]} */
    const failures = [];
    for (const fetch of [byMaven, byNpmWrapper]) {
      const { path, output } = await fetch(root, version, scratch);
      if (await exists(path)) {
        await demandSha1(path, sha1, 'what was downloaded is not what this project trusts; nothing of it was run or kept');
        await mkdir(folder, { recursive: true });
        await copyFile(path, `${jar}.partial`);
        await rename(`${jar}.partial`, jar);
        return;
      }
      failures.push(`${fetch.name}: ${firstError(output)}`);
    }
    throw new Error(
      `fetching openapi-generator-cli ${version} from Maven Central: ${failures.join('; ')}. ` +
        `Check the network and its proxy, or put the JAR at ${jar} yourself`,
    );
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/**
 * @param {string} _root
 * @param {string} version
 * @param {string} scratch
 */
async function byMaven(_root, version, scratch) {
  const artifact = `org.openapitools:openapi-generator-cli:${version}`;
  const finished = await runCommand('mvn', [
    '-q',
    '-B',
    'dependency:copy',
    `-Dartifact=${artifact}`,
    `-DoutputDirectory=${scratch}`,
  ]);
  return {
    path: join(scratch, `openapi-generator-cli-${version}.jar`),
    output: finished ? finished.stdout : 'there is no Maven',
  };
}

/**
 * The wrapper runs a JAR right after downloading it. Its PATH is empty here so that it finds no Java and the checksum comes
 * first; it then fails, which is why its exit code says nothing.
 *
 * @param {string} root
 * @param {string} version
 * @param {string} scratch
 */
async function byNpmWrapper(root, version, scratch) {
  const wrapper = createRequire(join(root, 'package.json')).resolve('@openapitools/openapi-generator-cli/main.js');
  await writeFile(join(scratch, 'openapitools.json'), JSON.stringify({ 'generator-cli': { version, storageDir: '.' } }));
  const env = { ...process.env, PATH: '', PWD: scratch };
  const finished = await runCommand(process.execPath, [wrapper, 'version'], { cwd: scratch, env });
  return { path: join(scratch, `${version}.jar`), output: finished ? finished.stdout : '' };
}

/**
 * @param {string} path
 * @param {string} expected
 * @param {string} advice
 */
async function demandSha1(path, expected, advice) {
  const actual = createHash('sha1')
    .update(await readFile(path))
    .digest('hex');
  if (actual !== expected) {
    throw new Error(`verifying the openapi-generator JAR ${path}: its SHA-1 is ${actual}, it must be ${expected}; ${advice}`);
  }
}

/**
 * The line of a tool's output that names its error; Maven and the wrapper print pages after it.
 *
 * @param {string} output
 */
function firstError(output) {
  return (/^.*(?:ERROR|because of).*$/m.exec(output)?.[0] ?? output).trim().slice(0, 300);
}

/** @param {string} path */
async function exists(path) {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}
