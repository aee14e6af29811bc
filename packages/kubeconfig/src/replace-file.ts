import { open, readlink, realpath, rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { KubeconfigError } from './errors.js';
import { describeFileError, isMissing } from './file-errors.js';

/**
 * Writes a file that only its owner can read. Whoever reads it sees all of the old content or all of the new. A symbolic link stays one,
 * also if what it points to does not exist yet.
 *
 * @throws {KubeconfigError} if it cannot be written; it is then as it was
 */
export async function replaceFile(file: string, content: string): Promise<void> {
  let temporary: string | undefined;
  try {
    const target = await targetOf(file);
    temporary = `${target}.${crypto.randomUUID()}.tmp`;
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, target);
  } catch (cause) {
    if (temporary !== undefined) await rm(temporary, { force: true });
    throw new KubeconfigError(`${file} cannot be written: ${describeFileError(cause)}`, { cause });
  }
}

async function targetOf(file: string): Promise<string> {
  try {
    return await realpath(file);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  const link = await readlink(file).catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
  return link === undefined ? file : await targetOf(resolve(await realpath(dirname(file)), link));
}
