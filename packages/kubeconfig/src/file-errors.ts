import { access, constants, stat } from 'node:fs/promises';
import { getSystemErrorMap } from 'node:util';
import { FileTooLongError } from './read-bounded.js';

/** Why a file cannot be read, in one sentence; undefined if it can. A directory cannot. */
export async function whyUnreadable(path: string): Promise<string | undefined> {
  try {
    await access(path, constants.R_OK);
    return (await stat(path)).isDirectory() ? `read ${path}: is a directory` : undefined;
  } catch (error) {
    return `open ${path}: ${describeFileError(error)}`;
  }
}

export function isMissing(error: unknown): boolean {
  return codeOf(error) === 'ENOENT';
}

export function isExisting(error: unknown): boolean {
  return codeOf(error) === 'EEXIST';
}

/** What the operating system says, without the path: `no such file or directory`. */
export function describeFileError(error: unknown): string {
  if (error instanceof FileTooLongError) return error.message;
  const code = codeOf(error);
  if (code === 'EISDIR' || code === 'ERR_FS_EISDIR') return 'is a directory';
  for (const [name, text] of getSystemErrorMap().values()) {
    if (name === code) return text;
  }
  return error instanceof Error || typeof code !== 'string' ? String(error) : code;
}

/** Not by `instanceof`: errors of the file system may belong to another realm. */
function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
