// @ts-check
// Do the packages depend on each other only as the architecture allows, and do their manifests say what they import and what they run on?

import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { importsOf, packageOf } from './imports-of.mjs';
import { generated, packageRules } from './package-rules.mjs';
import { readJson, root, workspaces } from './workspaces.mjs';

/** @typedef {import('./workspaces.mjs').Workspace} Workspace */

/** @param {Workspace} workspace */
const isGenerated = (workspace) => workspace.folder.startsWith('packages/apis/');

/**
 * Tells why one import is against the table, or undefined if it is not.
 *
 * @param {string} file from the root
 * @param {{ specifier: string, typeOnly: boolean }} imported
 * @param {Workspace} target the package of ours that is imported
 * @returns {string | undefined}
 */
export function brokenRule(file, imported, target) {
  const folder = ruledFolder(file);
  if (folder === undefined) return 'its package stands in no rule of scripts/package-rules.mjs';
  const rule = packageRules[folder];
  const names = [target.name, ...(isGenerated(target) ? [generated] : [])];
  if (names.some((name) => rule?.values.includes(name))) return undefined;
  if (!names.some((name) => rule?.types.includes(name))) return `${folder} may not depend on ${target.name}`;
  return imported.typeOnly ? undefined : `${folder} may import only types of ${target.name}: write \`import type\``;
}

/**
 * Names the packages of others that one may not depend on but does.
 *
 * @param {string} folder of the package, from the root
 * @param {readonly string[]} libraries packages of others that it depends on
 * @returns {string[]}
 */
export function unruledLibraries(folder, libraries) {
  const { libraries: allowed } = packageRules[ruledFolder(`${folder}/`) ?? ''] ?? {};
  return allowed === undefined ? [] : libraries.filter((name) => !allowed.includes(name));
}

/**
 * @param {string} file from the root
 * @returns {string | undefined} the folder whose rule counts
 */
function ruledFolder(file) {
  return (
    Object.keys(packageRules)
      .filter((key) => file.startsWith(`${key}/`))
      .sort((a, b) => b.length - a.length)[0] ?? (file.startsWith('packages/apis/') ? generated : undefined)
  );
}

/**
 * Finds a cycle among dependencies.
 *
 * @param {ReadonlyMap<string, readonly string[]>} graph
 * @returns {string[] | undefined} the packages on it, the first one again at the end
 */
export function cycleIn(graph) {
  /** @type {Set<string>} */
  const done = new Set();
  /**
   * @param {string} name
   * @param {string[]} trail
   * @returns {string[] | undefined}
   */
  function walk(name, trail) {
    if (trail.includes(name)) return [...trail.slice(trail.indexOf(name)), name];
    if (done.has(name)) return undefined;
    for (const next of graph.get(name) ?? []) {
      const cycle = walk(next, [...trail, name]);
      if (cycle !== undefined) return cycle;
    }
    done.add(name);
    return undefined;
  }
  for (const name of graph.keys()) {
    const cycle = walk(name, []);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}

/**
 * Lists the sources that a package ships: no tests.
 *
 * @param {string} folder from the root
 * @returns {string[]} from the root
 */
function sourcesOf(folder) {
  return readdirSync(path.join(root, folder, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/\.test[.-]/.test(file))
    .map((file) => `${folder}/src/${file.replaceAll('\\', '/')}`)
    .sort();
}

/**
 * @param {Workspace} workspace
 * @param {ReadonlyMap<string, Workspace>} all by name
 * @param {{ version: string, node: string | undefined }} shared version and range of Node.js that all packages share
 * @returns {string[]} what is wrong
 */
function problemsOf(workspace, all, { version, node }) {
  const { folder, manifest } = workspace;
  const declared = { ...manifest.dependencies, ...manifest.peerDependencies };
  /** @type {string[]} */
  const problems = [];
  /** @type {Set<string>} */
  const used = new Set();
  for (const file of sourcesOf(folder)) {
    for (const imported of importsOf(file, readFileSync(path.join(root, file), 'utf8'))) {
      const name = packageOf(imported.specifier);
      if (name === undefined) continue;
      used.add(name);
      const target = all.get(name);
      const broken = target && brokenRule(file, imported, target);
      if (broken) problems.push(`${file}:${String(imported.line)}: ${broken}`);
    }
  }
  for (const name of used) {
    if (!(name in declared)) problems.push(`${folder}/package.json: imports ${name} but does not depend on it`);
  }
  for (const [name, range] of Object.entries(declared)) {
    if (!used.has(name)) problems.push(`${folder}/package.json: depends on ${name} but never imports it`);
    if (all.has(name) && range !== version)
      problems.push(`${folder}/package.json: wants ${name} ${range}, not exactly ${version}`);
  }
  for (const name of unruledLibraries(
    folder,
    Object.keys(declared).filter((each) => !all.has(each)),
  )) {
    problems.push(`${folder}/package.json: may not depend on ${name}: scripts/package-rules.mjs says on what it may`);
  }
  if (manifest.version !== version)
    problems.push(`${folder}/package.json: version is ${manifest.version}, that of lerna.json is ${version}`);
  if (manifest.engines?.node !== node)
    problems.push(`${folder}/package.json: engines is ${String(manifest.engines?.node)}, that of the root is ${String(node)}`);
  return [...problems, ...referenceProblems(workspace, all)];
}

/**
 * Compares the project references of a package with its dependencies: `tsc -b` orders by the first, npm by the second.
 *
 * @param {Workspace} workspace
 * @param {ReadonlyMap<string, Workspace>} all
 * @returns {string[]}
 */
function referenceProblems({ folder, manifest }, all) {
  if (folder === 'codegen') return []; // two projects in one package; the build itself checks them
  const file = `${folder}/tsconfig.json`;
  const { config } = /** @type {{ config: { references?: { path: string }[] } }} */ (
    ts.readConfigFile(path.join(root, file), (name) => readFileSync(name, 'utf8'))
  );
  const found = (config.references ?? []).map((reference) => path.posix.join(folder, reference.path)).sort();
  const wanted = Object.keys(manifest.dependencies ?? {})
    .flatMap((name) => all.get(name)?.folder ?? [])
    .sort();
  return found.join() === wanted.join()
    ? []
    : [`${file}: references are ${found.join(', ') || 'none'}, dependencies ${wanted.join(', ') || 'none'}`];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { version } = /** @type {{ version: string }} */ (readJson('lerna.json'));
  const { engines } = /** @type {import('./workspaces.mjs').Manifest} */ (readJson('package.json'));
  const shared = { version, node: engines?.node };
  const all = new Map(workspaces().map((workspace) => [workspace.name, workspace]));
  const problems = [...all.values()].flatMap((workspace) => problemsOf(workspace, all, shared));
  const graph = new Map(
    [...all.values()].map(({ name, manifest }) => [
      name,
      Object.keys(manifest.dependencies ?? {}).filter((other) => all.has(other)),
    ]),
  );
  const cycle = cycleIn(graph);
  if (cycle) problems.push(`packages depend on each other in a cycle: ${cycle.join(' → ')}`);
  const edges = [...graph.values()].reduce((sum, names) => sum + names.length, 0);
  console.log(problems.length > 0 ? problems.join('\n') : `${String(all.size)} packages, ${String(edges)} edges, no cycle`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
