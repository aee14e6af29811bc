import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { systemErrorCode } from './system-error.js';

/** Objects, and paths of YAML or JSON files, or of folders with such files (`.yaml`, `.yml`, `.json`). */
export type DefinitionSources = string | readonly (object | string)[];

/** What is read of a CustomResourceDefinition. */
export interface Definition {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly group: string;
    readonly names: { readonly plural: string; readonly kind: string };
    /** Those of `v1beta1` may have none, which no server takes any more. */
    readonly versions?: readonly { readonly name: string; readonly served: boolean }[];
  };
}

/**
 * Reads CustomResourceDefinitions. What is none in files is left out, and so are patches of definitions, which name neither a group nor a
 * kind (controller-runtime `envtest.ReadCRDFiles`); of several with one name the last counts. Unlike there, a path at which there is
 * no definition is an error.
 *
 * @param recursive whether folders are read with all folders in them
 * @returns the definitions in the order in which they were found, files in that of their names
 * @throws {Error} that names a path at which there is no definition or that cannot be read, and a file that is no YAML
 * @throws {TypeError} for an object that is no definition, and for one that is in no array
 */
export async function readDefinitions(sources: DefinitionSources, recursive: boolean): Promise<Definition[]> {
  const found = new Map<string, Definition>();
  const given: unknown = sources;
  if (typeof given !== 'string' && !Array.isArray(given))
    throw new TypeError('definitions must be a path, or an array of paths and definitions: put one definition into an array');
  for (const source of typeof sources === 'string' ? [sources] : sources) {
    for (const definition of typeof source === 'string' ? await readPath(source, recursive) : [definitionOf(source)]) {
      found.delete(definition.metadata.name);
      found.set(definition.metadata.name, definition);
    }
  }
  return [...found.values()];
}

function definitionOf(object: object): Definition {
  if (isDefinition(object)) return object;
  throw new TypeError(
    `reading definitions: an object of kind ${kindOf(object)} is no CustomResourceDefinition with a name, a group and names`,
  );
}

function kindOf(object: object): string {
  return 'kind' in object && typeof object.kind === 'string' ? object.kind : '(none)';
}

async function readPath(path: string, recursive: boolean): Promise<Definition[]> {
  const files = await filesOf(path, recursive);
  const found = (await Promise.all(files.map(readDocuments))).flat().filter(isDefinition);
  if (found.length > 0) return found;
  throw new Error(
    `reading definitions of ${path}: there is no CustomResourceDefinition ` +
      (files[0] === path ? 'in this file' : `in the YAML and JSON files of this folder${recursive ? '' : ' itself'}`),
  );
}

async function filesOf(path: string, recursive: boolean): Promise<string[]> {
  try {
    if (!(await stat(path)).isDirectory()) return [path];
    const entries = await readdir(path, { recursive });
    return entries
      .filter((name) => /\.(?:yaml|yml|json)$/.test(name))
      .sort()
      .map((name) => join(path, name));
  } catch (error) {
    const reason = systemErrorCode(error) === 'ENOENT' ? 'it does not exist' : (error as Error).message;
    throw new Error(`reading definitions of ${path}: ${reason}`, { cause: error });
  }
}

async function readDocuments(path: string): Promise<unknown[]> {
  const { parseAllYAML } = await import('@kubewright/yaml');
  try {
    return parseAllYAML(await readFile(path, 'utf8'));
  } catch (error) {
    throw new Error(`reading definitions of ${path}: ${(error as Error).message}`, { cause: error });
  }
}

function isDefinition(value: unknown): value is Definition {
  if (!isObject(value) || value.kind !== 'CustomResourceDefinition') return false;
  const { metadata, spec } = value;
  if (!isObject(metadata) || !isObject(spec) || !isObject(spec.names)) return false;
  return [metadata.name, spec.group, spec.names.kind].every((text) => typeof text === 'string' && text !== '');
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
