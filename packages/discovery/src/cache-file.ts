import { chmod, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Rights of cache files and of the folders made for them, as kubectl gives them. */
const fileMode = 0o660;
const folderMode = 0o750;

/**
 * The text of a cache file, or undefined if there is none that can be used: it is missing, cannot be read, is no file, or was written
 * before `since` (milliseconds since 1970). Rejects only with the signal's reason.
 */
export async function readCacheFile(file: string, since: number, signal: AbortSignal | undefined): Promise<string | undefined> {
  try {
    const { mtimeMs } = await stat(file).then((stats) => (stats.isFile() ? stats : { mtimeMs: -Infinity }));
    return mtimeMs < since ? undefined : await readFile(file, { encoding: 'utf8', signal });
  } catch {
    signal?.throwIfAborted();
    return undefined;
  }
}

/** Writes a cache file, of which nobody ever sees a part. Whether it worked; nothing is left behind if it did not. */
export async function writeCacheFile(file: string, text: string): Promise<boolean> {
  const temporary = `${file}.${crypto.randomUUID()}`;
  try {
    await mkdir(path.dirname(file), { recursive: true, mode: folderMode });
    await writeFile(temporary, text, { flag: 'wx', mode: fileMode });
    // The process's umask has no say.
    await chmod(temporary, fileMode);
    await rename(temporary, file);
    return true;
  } catch {
    await rm(temporary, { force: true }).catch(() => undefined);
    return false;
  }
}
