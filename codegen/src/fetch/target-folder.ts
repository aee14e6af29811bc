import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { messageOf } from './error-message.js';
import { FetchError } from './fetch-error.js';
import { namesInSource, SOURCE } from './source-file.js';

/** How the files of a folder changed. */
export interface FolderChanges {
  added: string[];
  changed: string[];
  removed: string[];
}

/** A folder that is replaced as a whole, or not at all. It holds nothing but what was put into it so. */
export class TargetFolder {
  readonly #path: string;
  /** Contents by file name; undefined if the folder does not exist. */
  readonly #before: ReadonlyMap<string, string> | undefined;

  private constructor(path: string, before: ReadonlyMap<string, string> | undefined) {
    this.#path = path;
    this.#before = before;
  }

  /** @throws {FetchError} if the folder holds files that do not come from an earlier fetch: replacing it would lose them */
  static async open(path: string): Promise<TargetFolder> {
    const absolute = await realpath(path).catch(() => resolve(path));
    let names: string[];
    try {
      names = await readdir(absolute);
    } catch (error) {
      if (isMissing(error)) return new TargetFolder(absolute, undefined);
      throw new FetchError(`reading the folder ${path}: ${messageOf(error)}`, { cause: error });
    }
    const ours = names.includes(SOURCE) ? namesInSource(await readFile(join(absolute, SOURCE), 'utf8')) : new Set<string>();
    const foreign = names.filter((name) => !ours?.has(name));
    if (foreign.length > 0) {
      throw new FetchError(
        `the folder ${path} holds ${foreign.slice(0, 3).join(', ')}${foreign.length > 3 ? ' …' : ''}, which no earlier fetch has written: ` +
          'it would be lost; move it away or fetch into another folder',
      );
    }
    const contents = await Promise.all(names.map(async (name) => [name, await readFile(join(absolute, name), 'utf8')] as const));
    return new TargetFolder(absolute, new Map(contents));
  }

  /** Replaces the folder by these files. They are written beside it first, so that a failure leaves it as it was. */
  async replace(files: ReadonlyMap<string, string>): Promise<FolderChanges> {
    const beside = join(dirname(this.#path), `.${basename(this.#path)}.${randomUUID()}`);
    const [next, previous] = [`${beside}.next`, `${beside}.previous`];
    try {
      await mkdir(next, { recursive: true });
      for (const [name, text] of files) await writeFile(join(next, name), text);
      if (this.#before !== undefined) await rename(this.#path, previous);
      try {
        await rename(next, this.#path);
      } catch (error) {
        if (this.#before !== undefined) await rename(previous, this.#path);
        throw error;
      }
    } catch (error) {
      await rm(next, { recursive: true, force: true });
      throw new FetchError(`writing the folder ${this.#path}: ${messageOf(error)}`, { cause: error });
    }
    await rm(previous, { recursive: true, force: true });
    return changes(this.#before ?? new Map(), files);
  }
}

function changes(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): FolderChanges {
  return {
    added: [...after.keys()].filter((name) => !before.has(name)),
    changed: [...after].filter(([name, text]) => before.has(name) && before.get(name) !== text).map(([name]) => name),
    removed: [...before.keys()].filter((name) => !after.has(name)),
  };
}

function isMissing(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
}
