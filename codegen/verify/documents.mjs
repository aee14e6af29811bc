// @ts-check
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** JSON files beside the documents that are no OpenAPI: the aggregated discovery of the same server. */
const NOT_OPENAPI = new Set(['discovery.json']);

/**
 * The documents of one Kubernetes version.
 * @typedef {{ version: string, files: string[] }} VersionFolder `version` as the folder says it (`v1.36.3`), paths of the documents, sorted
 */

/**
 * Finds every OpenAPI document, folder by folder.
 *
 * @param {string} openapi folder with one folder per Kubernetes version
 * @returns {Promise<VersionFolder[]>} at least one, sorted by name
 * @throws {Error} when there is none, or a version folder is empty: a gate that checks nothing must not pass
 */
export async function versionFolders(openapi) {
  const entries = await readdir(openapi, { withFileTypes: true });
  const versions = entries.filter((entry) => entry.isDirectory() && /^v\d/.test(entry.name)).map((entry) => entry.name);
  if (versions.length === 0) throw new Error(`looking for OpenAPI documents: ${openapi} has no folder like v1.36.3`);
  return Promise.all(
    versions.sort().map(async (version) => {
      const names = (await readdir(join(openapi, version))).filter((name) => name.endsWith('.json') && !NOT_OPENAPI.has(name));
      if (names.length === 0) throw new Error(`looking for OpenAPI documents: ${join(openapi, version)} has none`);
      return { version, files: names.sort().map((name) => join(openapi, version, name)) };
    }),
  );
}

/**
 * The version that the packages are generated from: what `<openapi>/VERSION` says, with or without its "v"; without that file, the only one there is.
 *
 * @param {string} openapi
 * @param {readonly VersionFolder[]} folders
 * @returns {Promise<VersionFolder>}
 */
export async function generatingVersion(openapi, folders) {
  /** @type {string | undefined} */
  let named;
  try {
    named = (await readFile(join(openapi, 'VERSION'), 'utf8')).trim().replace(/^v?/, 'v');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
  const chosen = named === undefined && folders.length === 1 ? folders[0] : folders.find((folder) => folder.version === named);
  if (chosen !== undefined) return chosen;
  const there = folders.map((folder) => folder.version).join(', ');
  throw new Error(`choosing the generating version: ${join(openapi, 'VERSION')} says ${named ?? 'nothing'}, there is ${there}`);
}
