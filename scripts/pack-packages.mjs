// @ts-check
// What would be published? Packs every package as the release does.

import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { root, workspaces } from './workspaces.mjs';

const run = promisify(execFile);

/**
 * @typedef {object} PackedPackage
 * @property {string} name
 * @property {string} folder its sources, from the root
 * @property {string} tarball absolute path
 * @property {number} packed bytes of the tarball
 * @property {number} unpacked bytes of its files
 * @property {string[]} files paths in the tarball
 */

/**
 * Packs all packages that are not private into a folder. They must be built.
 *
 * Each is packed from a copy with the root's LICENSE beside its package.json: `lerna publish` puts it there for the moment
 * of packing too, so that the repository holds it once.
 *
 * @param {string} destination absolute path, created if it does not exist
 * @returns {Promise<PackedPackage[]>} sorted by name
 */
export async function packPackages(destination) {
  mkdirSync(destination, { recursive: true });
  const staging = mkdtempSync(path.join(os.tmpdir(), 'kubewright-pack-'));
  try {
    const packages = workspaces().filter(({ manifest }) => !manifest.private);
    const copies = packages.map(({ folder }) => {
      const copy = path.join(staging, folder.replaceAll('/', '-'));
      cpSync(path.join(root, folder), copy, { recursive: true, filter: (source) => !/[\\/](?:node_modules|src)$/.test(source) });
      cpSync(path.join(root, 'LICENSE'), path.join(copy, 'LICENSE'));
      return copy;
    });
    const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', destination, ...copies], {
      cwd: staging,
      maxBuffer: 1 << 26,
      shell: process.platform === 'win32',
    });
    return packResults(stdout).map(({ name, filename, size, unpackedSize, files }) => ({
      name,
      folder: packages.find((workspace) => workspace.name === name)?.folder ?? '',
      tarball: path.join(destination, filename),
      packed: size,
      unpacked: unpackedSize,
      files: files.map((file) => file.path).sort(),
    }));
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/**
 * Packs all packages for the time of one action.
 *
 * @template T
 * @param {(packages: PackedPackage[], folder: string) => Promise<T>} action gets a folder of its own, which is removed after it
 * @returns {Promise<T>}
 */
export async function withPackedPackages(action) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'kubewright-packed-'));
  try {
    return await action(await packPackages(path.join(folder, 'tarballs')), folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Reads what `npm pack --json` prints: a list, or since npm 12 an object by name.
 *
 * @param {string} output
 */
function packResults(output) {
  const parsed = /** @type {unknown} */ (JSON.parse(output));
  const results =
    /** @type {{ name: string, filename: string, size: number, unpackedSize: number, files: { path: string }[] }[]} */ (
      Object.values(/** @type {object} */ (parsed))
    );
  return results.sort((a, b) => (a.name < b.name ? -1 : 1));
}
