import { existsSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { type Edit, editKubeconfig } from './edit-kubeconfig.js';
import { KubeconfigError } from './errors.js';
import { type FileEntry, fileAuthInfo, fileCluster, fileContext, fileValue } from './file-entry.js';
import { describeFileError, isMissing } from './file-errors.js';
import { lockFile } from './file-lock.js';
import type { Kubeconfig } from './kubeconfig.js';
import { loadFiles, type LoadKubeconfigOptions } from './load-kubeconfig.js';
import { type LoadingRules, loadingRules } from './loading-rules.js';
import { readKubeconfig } from './parse-kubeconfig.js';
import { readBounded } from './read-bounded.js';
import { replaceFile } from './replace-file.js';
import { decodeText } from './text-encoding.js';

/**
 * Changes kubeconfig files as kubectl does (client-go `clientcmd.ModifyConfig`): loads them by kubectl's rules, and writes the clusters,
 * users and contexts that `change` has changed, added or left out. A changed entry goes back to the file that it comes from, a new one to
 * the path given, else to the first file of KUBECONFIG that exists, or its last one, else to `.kube/config` in the home directory.
 * `currentContext` goes there too; if it is cleared, then where it is set.
 *
 * All files are locked meanwhile by `<file>.lock`, as kubectl locks them. They are replaced as a whole, with access for their owner
 * only; comments and unknown fields stay.
 *
 * @param change gives the kubeconfig as it should be; what it gets stays as it is
 * @example
 * await modifyKubeconfig((kubeconfig) => ({ ...kubeconfig, currentContext: 'staging' }));
 * @returns what `change` gave
 * @throws {KubeconfigError} naming the file that cannot be read, locked or written
 */
export async function modifyKubeconfig(
  change: (kubeconfig: Kubeconfig) => Kubeconfig | Promise<Kubeconfig>,
  options: LoadKubeconfigOptions = {},
): Promise<Kubeconfig> {
  const rules = loadingRules(options.path, options);
  const releases: (() => Promise<void>)[] = [];
  try {
    // Always in the same order, so that two that want the same files do not wait for each other.
    for (const file of [...rules.paths].sort()) releases.push(await lockFile(file, options.signal));
    const { kubeconfig: before } = await loadFiles(options, 'may be missing');
    const after = await change(before);
    if (!isDeepStrictEqual(before.extensions, after.extensions)) {
      throw new KubeconfigError(
        'only clusters, users, contexts and currentContext of a kubeconfig can be changed, not its extensions',
      );
    }
    for (const [file, edits] of editsByFile(before, after, rules)) await writeEdits(file, edits);
    return after;
  } finally {
    for (const release of releases.reverse()) await release();
  }
}

const KINDS = [
  { list: 'clusters', entriesOf: (kubeconfig: Kubeconfig) => entries(kubeconfig.clusters, fileCluster) },
  { list: 'contexts', entriesOf: (kubeconfig: Kubeconfig) => entries(kubeconfig.contexts, fileContext) },
  { list: 'users', entriesOf: (kubeconfig: Kubeconfig) => entries(kubeconfig.users, fileAuthInfo) },
] as const;

/** An entry and the file that it comes from. */
interface Located {
  origin: string | undefined;
  entry: FileEntry;
}

function entries<T extends { locationOfOrigin?: string | undefined }>(
  map: ReadonlyMap<string, T>,
  describe: (entry: T) => FileEntry,
): Map<string, Located> {
  return new Map([...map].map(([name, entry]) => [name, { origin: entry.locationOfOrigin, entry: describe(entry) }]));
}

function editsByFile(before: Kubeconfig, after: Kubeconfig, rules: LoadingRules): Map<string, Edit[]> {
  const edits = new Map<string, Edit[]>();
  const add = (file: string | undefined, edit: Edit): void => {
    const destination = file ?? defaultFile(rules);
    edits.set(destination, [...(edits.get(destination) ?? []), edit]);
  };
  for (const { list, entriesOf } of KINDS) {
    const [old, changed] = [entriesOf(before), entriesOf(after)];
    for (const name of new Set([...old.keys(), ...changed.keys()])) {
      const [was, is] = [old.get(name), changed.get(name)];
      if (isDeepStrictEqual(was?.entry, is?.entry)) continue;
      add(is?.origin ?? was?.origin, { list, name, before: was?.entry, after: is?.entry });
    }
  }
  if ((before.currentContext || undefined) !== (after.currentContext || undefined)) {
    const currentContext = after.currentContext || undefined;
    add(currentContext === undefined ? before.currentContextOrigin : undefined, { currentContext });
  }
  return edits;
}

/** Where new entries go (client-go `PathOptions.GetDefaultFilename`). */
function defaultFile({ paths }: LoadingRules): string {
  const file = paths.find((path) => existsSync(path)) ?? paths.at(-1);
  if (file === undefined) throw new KubeconfigError('there is no kubeconfig to write to: pass a path, or set KUBECONFIG or HOME');
  return file;
}

async function writeEdits(file: string, edits: readonly Edit[]): Promise<void> {
  const located = edits.map((edit) => ('list' in edit && edit.after ? { ...edit, after: relativePaths(edit, file) } : edit));
  const text = editKubeconfig(await readText(file), located);
  const { problems } = readKubeconfig(text, file);
  if (problems.length > 0)
    throw new KubeconfigError(`${file} cannot be changed: the result would be wrong: ${problems.join('; ')}`);
  await replaceFile(file, text);
}

/** Paths that were changed; the others stay as the file has them. */
function relativePaths({ before = {}, after = {} }: Extract<Edit, { list: string }>, file: string): FileEntry {
  return Object.fromEntries(
    Object.entries(after).map(([field, value]) => [field, value === before[field] ? value : fileValue(field, value, file)]),
  );
}

async function readText(file: string): Promise<string> {
  try {
    return decodeText(await readBounded(file));
  } catch (cause) {
    if (isMissing(cause)) return '';
    throw new KubeconfigError(`${file} cannot be changed: it cannot be read: ${describeFileError(cause)}`, { cause });
  }
}
