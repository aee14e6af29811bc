// @ts-check
import { isDeepStrictEqual } from 'node:util';

/** The one part of a schema that differs by document: DeleteOptions and WatchEvent claim the group-version that serves them. */
const KIND_EXTENSION = 'x-kubernetes-group-version-kind';

/**
 * A schema, as far as this folder looks into it.
 * @typedef {{ properties?: Record<string, unknown>, [KIND_EXTENSION]?: { group: string, version: string, kind: string }[] }} Schema
 */

/**
 * An OpenAPI document with the file it came from.
 * @typedef {{ file: string, paths: Record<string, unknown>, schemas: Record<string, Schema> }} SpecDocument
 */

/**
 * Reads the parts of an OpenAPI document that matter here.
 *
 * @param {string} file where it came from, for errors
 * @param {string} text
 * @returns {SpecDocument}
 * @throws {Error} when it is no JSON
 */
export function parseDocument(file, text) {
  try {
    const { paths = {}, components = {} } = JSON.parse(text);
    return { file, paths, schemas: components.schemas ?? {} };
  } catch (error) {
    throw new Error(`reading ${file}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/**
 * All schemas of all documents under their full names, each without its group-version-kind extension, sorted.
 *
 * @param {readonly SpecDocument[]} documents
 * @returns {Record<string, Schema>}
 * @throws {Error} when two documents define one schema differently
 */
export function mergeSchemas(documents) {
  /** @type {Map<string, { file: string, schema: Schema }>} */
  const merged = new Map();
  for (const { file, schemas } of documents) {
    for (const [name, { [KIND_EXTENSION]: _kinds, ...schema }] of Object.entries(schemas)) {
      const earlier = merged.get(name);
      if (earlier === undefined) merged.set(name, { file, schema });
      else if (!isDeepStrictEqual(earlier.schema, schema)) {
        throw new Error(`merging OpenAPI documents: ${earlier.file} and ${file} define ${name} differently`);
      }
    }
  }
  return Object.fromEntries([...merged].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, { schema }]) => [name, schema]));
}

/**
 * Which package holds the types of which schema module (a schema's full name without its last segment). A module belongs
 * to the group-version whose document defines kinds of that same group-version in it; apimachinery belongs to meta-v1.
 *
 * @param {readonly SpecDocument[]} documents
 * @returns {(schema: string) => { package: string, name: string }} throws for a schema of a module that no document claims
 * @throws {Error} when two group-versions claim one module, or one package name is wanted by two group-versions
 */
export function packagesOf(documents) {
  /** @type {Map<string, string>} */
  const owners = new Map();
  /** @type {Map<string, string>} */
  const folders = new Map([['meta-v1', 'apimachinery']]);
  for (const document of documents) {
    const own = servedGroupVersion(document);
    if (own === undefined) continue;
    const folder = `${own.group === '' ? 'core' : own.group.split('.')[0]}-${own.version}`;
    claim(folders, folder, `${own.group}/${own.version}`, 'the package');
    for (const [schema, { [KIND_EXTENSION]: kinds = [] }] of Object.entries(document.schemas)) {
      const { module, name } = splitName(schema);
      const isOwn = kinds.some((kind) => kind.group === own.group && kind.version === own.version && kind.kind === name);
      if (isOwn && !isApimachinery(schema)) claim(owners, module, folder, 'the schema module');
    }
  }
  return (schema) => {
    const { module, name } = splitName(schema);
    const folder = isApimachinery(schema) ? 'meta-v1' : owners.get(module);
    if (folder === undefined)
      throw new Error(`finding the package of ${schema}: no document defines a kind of its own in ${module}`);
    return { package: folder, name };
  };
}

/**
 * The group-version that all paths of a document belong to; undefined for a discovery document.
 *
 * @param {SpecDocument} document
 * @returns {{ group: string, version: string } | undefined}
 */
export function servedGroupVersion({ file, paths }) {
  /** @type {Map<string, { group: string, version: string }>} */
  const served = new Map();
  for (const path of Object.keys(paths)) {
    const [, core, group = '', version = core] = /^\/(?:api\/(\w+)|apis\/([^/]+)\/([^/]+))\//.exec(path) ?? [];
    if (version !== undefined) served.set(`${group}/${version}`, { group, version });
  }
  if (served.size > 1) throw new Error(`reading ${file}: it serves ${[...served.keys()].join(' and ')}, one was expected`);
  return [...served.values()][0];
}

/**
 * @param {Map<string, string>} claims
 * @param {string} key
 * @param {string} owner
 * @param {string} what
 */
function claim(claims, key, owner, what) {
  const earlier = claims.get(key);
  if (earlier !== undefined && earlier !== owner)
    throw new Error(`assigning ${what} ${key}: both ${earlier} and ${owner} claim it`);
  claims.set(key, owner);
}

/** @param {string} schema */
function splitName(schema) {
  const dot = schema.lastIndexOf('.');
  return { module: schema.slice(0, dot), name: schema.slice(dot + 1) };
}

/** @param {string} schema */
function isApimachinery(schema) {
  return schema.startsWith('io.k8s.apimachinery.');
}
