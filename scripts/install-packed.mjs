// @ts-check
// How does a project of a user get the packages before they are published?

import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Makes a project that depends on packed packages, and installs them with what they depend on: from npm's cache as far as it goes.
 *
 * @param {string} folder absolute path, created if it does not exist
 * @param {readonly import('./pack-packages.mjs').PackedPackage[]} packages
 * @returns {Promise<void>}
 */
export async function installPacked(folder, packages) {
  mkdirSync(folder, { recursive: true });
  const dependencies = Object.fromEntries(packages.map(({ name, tarball }) => [name, pathToFileURL(tarball).href]));
  writeFileSync(
    path.join(folder, 'package.json'),
    JSON.stringify({ name: 'consumers', private: true, type: 'module', dependencies }, null, 2),
  );
  await run('npm', ['install', '--prefer-offline', '--ignore-scripts', '--no-package-lock', '--no-audit', '--no-fund'], {
    cwd: folder,
    shell: process.platform === 'win32',
  });
}
