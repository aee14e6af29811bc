import { basename, join, relative, resolve, sep } from 'node:path';
import { emitClientset } from './emit-clientset.js';
import { emitPackages, type Emission } from './emit-packages.js';
import { emitReferences } from './emit-references.js';
import { applyFixups } from './fixups/fixup.js';
import { fixups } from './fixups/index.js';
import { GenerationError } from './generation-error.js';
import { buildModel } from './model/build-model.js';
import type { GroupVersion, Model } from './model/group-version.js';
import { npmName, type EmittedFile } from './print/emitted-file.js';
import { SourcePrinter } from './print/source-file.js';
import { readDocuments } from './read/read-documents.js';
import { removeStaleFiles, replaceFiles } from './replace-files.js';
import { listIfThere, readIfThere, readWorkspace, type Workspace } from './workspace.js';

/** Where to read and to write. Relative paths are relative to the working directory. */
export interface GenerateOptions {
  /** Folder of OpenAPI documents, or a folder whose file `VERSION` names the subfolder to take. @default 'openapi' */
  readonly openapi?: string | undefined;
  /** Folder of the generated packages. @default 'packages/apis' */
  readonly out?: string | undefined;
  /**
   * Root of the repository: its lerna.json says the version. If it counts the packages in `out` among its own, its clientset
   * and its project references are kept in step with them. @default '.'
   */
  readonly workspace?: string | undefined;
  /** Generates only these group-versions (`apps/v1`; the core group is `v1` or `core/v1`), and nothing outside their packages. */
  readonly only?: readonly string[] | undefined;
}

/** What a run did. */
export interface GenerateResult {
  /** The folder of documents, as generated files name it. */
  readonly source: string;
  /** How much was generated, whether it changed or not. */
  readonly packages: number;
  readonly resources: number;
  readonly types: number;
  /** Files that were new or different, from the workspace, with forward slashes. */
  readonly changed: readonly string[];
  /** Files of an earlier run that this one no longer emits. */
  readonly removed: readonly string[];
}

/**
 * Generates packages from OpenAPI documents. Nothing is written unless everything could be generated.
 *
 * @throws GenerationError (SpecError with file and JSON pointer for anything wrong or unknown in a document)
 */
export async function generate(options: GenerateOptions = {}): Promise<GenerateResult> {
  const root = resolve(options.workspace ?? '.');
  const out = resolve(options.out ?? 'packages/apis');
  const outPath = pathFrom(root, out);
  const workspace = await readWorkspace(root, outPath);
  const folder = await documentFolder(resolve(options.openapi ?? 'openapi'));
  const description = await readDocuments(folder, sourceName(root, folder));
  applyFixups(description, fixups);
  const model = buildModel(description);

  const selected = selectGroupVersions(model, options.only);
  const projects = projectFolders(workspace, model, outPath);
  const emission: Emission = { model, version: workspace.version, out: outPath, projects, printer: new SourcePrinter() };
  const files = emitPackages(emission, selected, options.only === undefined);
  if (options.only === undefined && workspace.globs.includes(`${outPath}/*`)) {
    const clientset = emitClientset(emission, workspace.packages);
    files.push(...clientset.files, ...(await emitReferences(root, emission, clientset.packages)));
  }

  const changed = await replaceFiles(root, files, out);
  const names = options.only === undefined ? await listIfThere(out) : selected.map(({ packageName }) => packageName);
  const removed = await removeStale(root, out, names, files);
  const types = options.only === undefined ? [...selected, model.meta] : selected;
  return {
    source: model.source,
    packages: types.length,
    resources: selected.reduce((sum, { resources }) => sum + resources.length, 0),
    types: types.reduce((sum, { types: { length } }) => sum + length, 0),
    changed: changed.sort(),
    removed,
  };
}

/** Follows `VERSION`. */
async function documentFolder(folder: string): Promise<string> {
  const version = await readIfThere(join(folder, 'VERSION'));
  return version === undefined ? folder : join(folder, version.trim());
}

/** A folder as generated files name it: its path in the repository, or only its name, since no file may name a path of this machine. */
function sourceName(root: string, folder: string): string {
  const path = pathFrom(root, folder);
  return path.startsWith('..') || path === '' ? basename(folder) : path;
}

function pathFrom(root: string, path: string): string {
  return relative(root, path).split(sep).join('/');
}

/** Folder of each package that is a TypeScript project, by npm's name. */
function projectFolders({ packages }: Workspace, model: Model, out: string): Map<string, string> {
  const handWritten = packages
    .filter(({ projects }) => projects.includes('.'))
    .map(({ name, folder }): [string, string] => [name, folder]);
  const generated = [...model.groupVersions, model.meta].map(({ packageName }): [string, string] => [
    npmName(packageName),
    `${out}/${packageName}`,
  ]);
  return new Map([...handWritten, ...generated]);
}

function selectGroupVersions(model: Model, only: readonly string[] | undefined): readonly GroupVersion[] {
  return only === undefined ? model.groupVersions : only.map((name) => findGroupVersion(model, name));
}

function findGroupVersion({ groupVersions, source }: Model, name: string): GroupVersion {
  const wanted = name.startsWith('core/') ? name.slice('core/'.length) : name;
  const found = groupVersions.find(({ apiVersion }) => apiVersion === wanted);
  if (found !== undefined) return found;
  const known = groupVersions.map(({ apiVersion }) => apiVersion).join(', ');
  throw new GenerationError(`${source}: no group-version "${name}" here; there are ${known}`);
}

async function removeStale(
  root: string,
  out: string,
  names: readonly string[],
  files: readonly EmittedFile[],
): Promise<string[]> {
  const removed: string[] = [];
  for (const name of names) {
    const folder = pathFrom(root, join(out, name));
    const emitted = files.filter(({ path }) => path.startsWith(`${folder}/`)).map(({ path }) => path.slice(folder.length + 1));
    const stale = await removeStaleFiles(join(out, name), new Set(emitted));
    removed.push(...stale.map((path) => `${folder}/${path}`));
  }
  return removed.sort();
}
