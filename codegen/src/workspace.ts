import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GenerationError } from './generation-error.js';
import { JsonNode } from './read/json-node.js';

/** The repository that packages are generated into. */
export interface Workspace {
  /** The version that all packages share. */
  readonly version: string;
  /** Where its packages are, as lerna.json says: `packages/*`. */
  readonly globs: readonly string[];
  /** The packages that people write. */
  readonly packages: readonly WorkspacePackage[];
}

export interface WorkspacePackage {
  /** npm's name. */
  readonly name: string;
  /** From the repository's root, with forward slashes. */
  readonly folder: string;
  /** Text of its package.json. */
  readonly manifest: string;
  /** npm's names of its dependencies. */
  readonly dependencies: readonly string[];
  /** Folders of its TypeScript projects, from its own: `.`, and subfolders of `src` that are projects of their own. */
  readonly projects: readonly string[];
}

/**
 * Reads `lerna.json` and the packages that it names.
 *
 * @param root the repository's root
 * @param generated folder of the packages that nobody writes, from the root; whatever state they are in, they are not read
 * @throws GenerationError if there is no lerna.json
 */
export async function readWorkspace(root: string, generated: string): Promise<Workspace> {
  const text = await readIfThere(join(root, 'lerna.json'));
  if (text === undefined) {
    throw new GenerationError(
      `${root}: no lerna.json here, which says the version of all packages; name the repository's root with --workspace`,
    );
  }
  const lerna = JsonNode.parse(text, 'lerna.json');
  const globs = lerna.get('packages').strings();
  const folders = (await Promise.all(globs.map((glob) => foldersOf(root, glob)))).flat();
  const written = folders.filter((folder) => !folder.startsWith(`${generated}/`));
  const packages = await Promise.all(written.map((folder) => readPackage(root, folder)));
  return { version: lerna.get('version').string(), globs, packages: packages.filter((found) => found !== undefined) };
}

/** Text of a file; undefined if there is none. */
export async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Names in a folder, sorted; none if there is no folder. */
export async function listIfThere(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}

/** Folders that a glob of lerna.json means: a folder, or all folders in one. */
async function foldersOf(root: string, glob: string): Promise<string[]> {
  if (!glob.endsWith('/*')) return [glob];
  const parent = glob.slice(0, -'/*'.length);
  return (await listIfThere(join(root, parent))).map((name) => `${parent}/${name}`);
}

async function readPackage(root: string, folder: string): Promise<WorkspacePackage | undefined> {
  const manifest = await readIfThere(join(root, folder, 'package.json'));
  if (manifest === undefined) return undefined;
  const node = JsonNode.parse(manifest, `${folder}/package.json`);
  const dependencies = node.optional('dependencies')?.keys() ?? [];
  return { name: node.get('name').string(), folder, manifest, dependencies, projects: await projectsOf(root, folder) };
}

async function projectsOf(root: string, folder: string): Promise<string[]> {
  const candidates = ['.', ...(await listIfThere(join(root, folder, 'src'))).map((name) => `src/${name}`)];
  const found = await Promise.all(
    candidates.map(async (project) => (await readIfThere(join(root, folder, project, 'tsconfig.json'))) !== undefined),
  );
  return candidates.filter((_, index) => found[index]);
}
