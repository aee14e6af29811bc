// @ts-check
// Which versions of Kubernetes can be built here, and which one is meant?

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.join(here, '..', '..');

/** Holds what is built, and what runs. Ignored by git. */
export const cache = path.join(root, '.cache', 'control-plane');

/**
 * The Go module that pins one version.
 *
 * @param {string} version such as 1.36.3
 */
export const moduleFolder = (version) => path.join(here, `v${version}`);

/**
 * Where the programs of one version are built to.
 *
 * @param {string} version such as 1.36.3
 */
export const programFolder = (version) => path.join(cache, `v${version}`);

/** The versions that have a Go module here, oldest first, such as 1.36.3. */
export function knownVersions() {
  return readdirSync(here)
    .filter((name) => /^v\d/.test(name) && existsSync(path.join(here, name, 'go.mod')))
    .map((name) => name.slice(1))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

/**
 * The version to use: the given one, else KUBEWRIGHT_KUBERNETES, else the one that packages are generated from.
 *
 * @param {string | undefined} given with or without a leading v
 * @param {Readonly<Record<string, string | undefined>>} environment
 * @returns {string} without a leading v
 * @throws {Error} that names the known versions
 */
export function chooseVersion(given, environment) {
  const wanted = (given ?? environment['KUBEWRIGHT_KUBERNETES'] ?? versionOfPackages()).replace(/^v/, '');
  const known = knownVersions();
  if (known.includes(wanted)) return wanted;
  throw new Error(
    `Kubernetes ${JSON.stringify(wanted)} cannot be built here: there is no Go module for it; there are ${known.join(', ')}`,
  );
}

function versionOfPackages() {
  return readFileSync(path.join(root, 'openapi', 'VERSION'), 'utf8').trim();
}
