import { existsSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { abortable } from '@kubewright/rest';
import { differencesFromWanted } from './differences-from-wanted.js';
import type { Edit } from './edit-kubeconfig.js';
import { KubeconfigError } from './errors.js';
import { entryLists } from './entry-lists.js';
import { type FileEntry, fileValue } from './file-entry.js';
import { describeFileError, isMissing } from './file-errors.js';
import { whileLocked } from './file-lock.js';
import type { Kubeconfig } from './kubeconfig.js';
import { loadFiles, type LoadKubeconfigOptions } from './load-kubeconfig.js';
import { type LoadingRules, loadingRules } from './loading-rules.js';
import { readKubeconfig } from './read-kubeconfig.js';
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
 * @throws {TypeError} if `change` gives no kubeconfig
 * @throws {KubeconfigError} naming the file that cannot be read, locked or written; the signal's reason, before the next file is written
 */
export async function modifyKubeconfig(
  change: (kubeconfig: Kubeconfig) => Kubeconfig | Promise<Kubeconfig>,
  options: LoadKubeconfigOptions = {},
): Promise<Kubeconfig> {
  const rules = loadingRules(options.path, options);
  const { signal } = options;
  const work = async (): Promise<Kubeconfig> => {
    const { kubeconfig: before } = await abortable(loadFiles(options, 'may be missing'), signal);
    const after = await abortable((async () => change(before))(), signal);
    if ((after as Kubeconfig | undefined)?.contexts === undefined)
      throw new TypeError('the change of a kubeconfig must give the kubeconfig as it should be: { ...kubeconfig, … }');
    if (!isDeepStrictEqual(before.extensions, after.extensions)) {
      throw new KubeconfigError(
        'only clusters, users, contexts and currentContext of a kubeconfig can be changed, not its extensions',
      );
    }
    for (const [file, edits] of editsByFile(before, after, rules)) {
      signal?.throwIfAborted();
      await writeEdits(file, edits);
    }
    return after;
  };
  return await whileLocked(rules.paths, work, signal);
}

function editsByFile(before: Kubeconfig, after: Kubeconfig, rules: LoadingRules): Map<string, Edit[]> {
  const edits = new Map<string, Edit[]>();
  const add = (file: string | undefined, edit: Edit): void => {
    const destination = file ?? defaultFile(rules);
    edits.set(destination, [...(edits.get(destination) ?? []), edit]);
  };
  for (const { list, entriesOf } of entryLists) {
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
  const old = await readText(file);
  const text = await edited(file, old, located);
  const { kubeconfig, problems } = await readKubeconfig(text, file);
  if (problems.length > 0)
    throw new KubeconfigError(`${file} cannot be changed: the result would be wrong: ${problems.join('; ')}`);
  const unwanted = differencesFromWanted((await readKubeconfig(old, file)).kubeconfig, edits, kubeconfig, file);
  if (unwanted.length > 0) {
    const advice = 'if anchors (&name), aliases (*name) or merge keys (<<) are used there, write out what they stand for';
    throw new KubeconfigError(`${file} cannot be changed: ${unwanted.join(', ')} would not come out as wanted: ${advice}`);
  }
  await replaceFile(file, text);
}

async function edited(file: string, text: string, edits: readonly Edit[]): Promise<string> {
  const { editKubeconfig } = await import('./edit-kubeconfig.js');
  try {
    return editKubeconfig(text, edits);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new KubeconfigError(`${file} cannot be changed: ${cause.message}`, { cause });
  }
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
