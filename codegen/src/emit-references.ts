import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import type { Emission } from './emit-packages.js';
import type { EmittedFile } from './print/emitted-file.js';
import { printRootTsconfig, replaceReferences } from './print/references.js';
import type { WorkspacePackage } from './workspace.js';

/** A TypeScript project that people write: its folder, and the folders of the projects that it needs. */
interface Project {
  readonly folder: string;
  readonly needs: readonly string[];
}

/**
 * Emits the project references of all hand-written packages, which follow their dependencies, and the root's, which are all
 * projects there are.
 *
 * @param written the packages that people write
 */
export async function emitReferences(
  root: string,
  { projects }: Emission,
  written: readonly WorkspacePackage[],
): Promise<EmittedFile[]> {
  const all = written.flatMap((found) => projectsOf(found, projects));
  const files = await Promise.all(all.map((project) => withReferences(root, project)));
  const folders = new Set([...all.map(({ folder }) => folder), ...projects.values()]);
  // Of these the compiler must not look for the package's other dependencies before they are built: it remembers for the
  // whole build that it did not find them.
  const last = all.filter(({ folder, needs }) => needs.length === 0 && isPartOfPackage(all, folder)).map(({ folder }) => folder);
  for (const folder of last) folders.delete(folder);
  return [...files, { path: 'tsconfig.json', text: printRootTsconfig([...folders], last) }];
}

/**
 * The projects of a package. Where a subfolder of `src` is a project of its own, that is the one that uses the package's
 * dependencies, so that the rest of the package (the generator) builds without them.
 */
function projectsOf({ folder, dependencies, projects }: WorkspacePackage, folders: ReadonlyMap<string, string>): Project[] {
  const needs = dependencies.flatMap((name) => folders.get(name) ?? []);
  return projects.map((project) => {
    const isLast = project !== '.' || projects.length === 1;
    return { folder: posix.join(folder, project), needs: isLast ? needs : [] };
  });
}

/** Whether another project of the same package has the dependencies. */
function isPartOfPackage(all: readonly Project[], folder: string): boolean {
  return all.some((other) => other.folder.startsWith(`${folder}/`));
}

async function withReferences(root: string, { folder, needs }: Project): Promise<EmittedFile> {
  const path = `${folder}/tsconfig.json`;
  const text = await readFile(join(root, path), 'utf8');
  const references = needs.map((needed) => posix.relative(folder, needed));
  return { path, text: replaceReferences(text, references, path) };
}
