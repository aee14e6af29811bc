// @ts-check
// Which packages does this repository hold?

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {object} Manifest what these scripts read of a package.json
 * @property {string} name
 * @property {string} version
 * @property {{ node?: string }} [engines]
 * @property {boolean} [private]
 * @property {string[]} [files]
 * @property {Record<string, string>} [dependencies]
 * @property {Record<string, string>} [peerDependencies]
 * @property {Record<string, string>} [devDependencies]
 */

/**
 * @typedef {object} Workspace
 * @property {string} name as it is published
 * @property {string} folder from the root, with forward slashes
 * @property {Manifest} manifest
 */

/** The repository's root folder. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

/**
 * Reads a JSON file.
 *
 * @param {string} file from the root
 * @returns {unknown}
 */
export function readJson(file) {
  return JSON.parse(readFileSync(path.join(root, file), 'utf8'));
}

/**
 * Lists the packages of this repository, sorted by name.
 *
 * @returns {Workspace[]}
 */
export function workspaces() {
  const { workspaces: globs } = /** @type {{ workspaces: string[] }} */ (readJson('package.json'));
  return globs
    .flatMap((glob) => (glob.endsWith('/*') ? children(glob.slice(0, -2)) : [glob]))
    .filter((folder) => existsSync(path.join(root, folder, 'package.json')))
    .map((folder) => {
      const manifest = /** @type {Manifest} */ (readJson(`${folder}/package.json`));
      return { name: manifest.name, folder, manifest };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** @param {string} folder */
function children(folder) {
  if (!existsSync(path.join(root, folder))) return [];
  return readdirSync(path.join(root, folder)).map((name) => `${folder}/${name}`);
}
