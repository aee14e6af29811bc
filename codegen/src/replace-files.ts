import { mkdir, mkdtemp, readdir, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { generatedMark, type EmittedFile } from './print/emitted-file.js';
import { listIfThere, readIfThere } from './workspace.js';

/**
 * Writes the files that differ from what is there: all of them into a temporary folder first, then each in place by a rename.
 * So a failure while writing changes nothing, and what else is in their folders (`dist`, build info) stays.
 *
 * @param root what the files' paths begin at
 * @param temporaryParent where to make the temporary folder, on the same file system
 * @returns paths of the files that were new or different
 */
export async function replaceFiles(root: string, files: readonly EmittedFile[], temporaryParent: string): Promise<string[]> {
  const different = await Promise.all(files.map(async ({ path, text }) => (await readIfThere(join(root, path))) !== text));
  const changed = files.filter((_, index) => different[index]);
  if (changed.length === 0) return [];
  await mkdir(temporaryParent, { recursive: true });
  await removeAbandoned(temporaryParent);
  const temporary = await mkdtemp(join(temporaryParent, '.codegen-'));
  try {
    await Promise.all(changed.map(({ text }, index) => writeFile(join(temporary, String(index)), text)));
    for (const [index, { path }] of changed.entries()) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await rename(join(temporary, String(index)), join(root, path));
    }
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
  return changed.map(({ path }) => path);
}

/** A run that was killed leaves its temporary folder; one of an hour ago is nobody's any more. */
async function removeAbandoned(temporaryParent: string): Promise<void> {
  const anHourAgo = Date.now() - 3_600_000;
  for (const name of (await readdir(temporaryParent)).filter((entry) => entry.startsWith('.codegen-'))) {
    const folder = join(temporaryParent, name);
    const { mtimeMs } = await stat(folder);
    if (mtimeMs < anHourAgo) await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Removes what an earlier run wrote into a package and this one did not. Only files with the generator's mark go, and folders
 * that this empties.
 *
 * @param folder the package
 * @param emitted paths of this run's files, from that folder
 * @returns paths of the removed files, from that folder
 */
export async function removeStaleFiles(folder: string, emitted: ReadonlySet<string>): Promise<string[]> {
  const sources = (await listIfThere(join(folder, 'src'))).map((name) => `src/${name}`);
  const candidates = ['README.md', 'package.json', 'tsconfig.json', ...sources].filter((path) => !emitted.has(path));
  const removed: string[] = [];
  for (const path of candidates) {
    const text = path.includes('.') ? await readIfThere(join(folder, path)) : undefined;
    if (text?.slice(0, 200).includes(generatedMark) !== true) continue;
    await rm(join(folder, path));
    removed.push(path);
  }
  if (removed.length > 0) {
    await removeIfEmpty(join(folder, 'src'));
    await removeIfEmpty(folder);
  }
  return removed;
}

async function removeIfEmpty(folder: string): Promise<void> {
  if ((await readdir(folder).catch(() => [''])).length === 0) await rmdir(folder);
}
