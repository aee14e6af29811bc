// @ts-check
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readPackageTypes } from './read-types.mjs';

/**
 * Reads `src/types.ts` of every generated package.
 *
 * @param {string} apis folder of the packages
 * @returns {Promise<import('./compare.mjs').Packages>}
 * @throws {Error} when there is no package, or one has no package.json or no types
 */
export async function readPackages(apis) {
  const entries = await readdir(apis, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  if (folders.length === 0) throw new Error(`reading our types: there is no package in ${apis}; run "npm run generate" first`);
  /** @type {Map<string, string>} */
  const folderOfPackage = new Map();
  for (const folder of folders.sort()) {
    const { name } = JSON.parse(await readFile(join(apis, folder, 'package.json'), 'utf8'));
    folderOfPackage.set(name, folder);
  }
  /** @type {Map<string, Map<string, import('./read-types.mjs').Shape>>} */
  const packages = new Map();
  for (const folder of folders) {
    const file = join(apis, folder, 'src', 'types.ts');
    packages.set(folder, readPackageTypes(file, await readFile(file, 'utf8'), folder, folderOfPackage));
  }
  return packages;
}
