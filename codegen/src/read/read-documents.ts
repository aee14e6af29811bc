import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GenerationError } from '../generation-error.js';
import type { Description, GroupVersionDescription, ResourceNames } from './description.js';
import { discoveryFileName, readDiscovery } from './discovery.js';
import { groupVersionOf, isDocumentName, rootPath, type NamedGroupVersion } from './file-name.js';
import { JsonNode } from './json-node.js';
import { readOperations } from './operation.js';
import { SchemaTable } from './schema-table.js';
import { checkDigest, readSource, sourceFileName, type Source } from './source.js';

/** Titles of documents whose version is that of Kubernetes; documents of custom resources have a version of their own. */
const kubernetesTitle = 'Kubernetes';

/**
 * Reads a folder of OpenAPI v3 documents as `kubewright-codegen fetch` writes it: one per path of `/openapi/v3`, maybe with
 * `discovery.json` and `SOURCE`.
 *
 * @param folder where the documents are
 * @param source how generated files and errors name that folder
 * @throws GenerationError (SpecError for anything wrong inside a document)
 */
export async function readDocuments(folder: string, source: string): Promise<Description> {
  const files = await listFolder(folder);
  const names = files.filter(isDocumentName).sort();
  if (names.length === 0) throw new GenerationError(`${source}: no OpenAPI document (*_openapi.json) in this folder`);
  const provenance = files.includes(sourceFileName)
    ? readSource(await readFile(join(folder, sourceFileName), 'utf8'), `${source}/${sourceFileName}`)
    : undefined;
  const missing = [...(provenance?.sha256.keys() ?? [])].find((name) => !files.includes(name));
  if (missing !== undefined) throw new GenerationError(`${source}/${missing}: ${sourceFileName} lists it, but it is not there`);
  const read = async (name: string): Promise<JsonNode> => readJson(folder, source, name, provenance);

  const schemas = new SchemaTable();
  const groupVersions: GroupVersionDescription[] = [];
  let kubernetes = provenance && minorOf(provenance.server);
  for (const name of names) {
    const document = await read(name);
    checkHeader(document);
    kubernetes ??= versionIn(document);
    const components = document.optional('components');
    if (components !== undefined) schemas.add(components);
    const named = groupVersionOf(name);
    if (named !== undefined) groupVersions.push(readGroupVersion(document, named));
  }
  const discovery = files.includes(discoveryFileName)
    ? readDiscovery(await read(discoveryFileName))
    : new Map<string, ResourceNames>();
  return {
    source,
    kubernetes,
    groupVersions: groupVersions.sort(byGroupVersion),
    schemas: schemas.descriptions(),
    names: discovery,
  };
}

async function listFolder(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    throw new GenerationError(`${folder}: cannot read this folder of OpenAPI documents; fetch them first`, { cause: error });
  }
}

async function readJson(folder: string, source: string, name: string, provenance: Source | undefined): Promise<JsonNode> {
  const bytes = await readFile(join(folder, name));
  const file = `${source}/${name}`;
  if (provenance !== undefined) checkDigest(provenance, name, bytes, file);
  return JsonNode.parse(bytes.toString('utf8'), file);
}

function checkHeader(document: JsonNode): void {
  const version = document.get('openapi');
  if (!version.string().startsWith('3.0.')) version.fail(`is OpenAPI "${version.string()}", the generator knows 3.0`);
}

function versionIn(document: JsonNode): string | undefined {
  const info = document.get('info');
  return info.get('title').string() === kubernetesTitle ? minorOf(info.get('version').string()) : undefined;
}

function minorOf(version: string): string | undefined {
  return /^v?(\d+\.\d+)\b/.exec(version)?.[1];
}

function readGroupVersion(document: JsonNode, { group, version }: NamedGroupVersion): GroupVersionDescription {
  const root = rootPath({ group, version });
  const operations = document
    .get('paths')
    .entries()
    .flatMap(([path, item]) => {
      if (!path.startsWith(`${root}/`)) item.fail(`is not below ${root}/, as the name of the document says`);
      return readOperations(path, item, root);
    });
  return { group, version, operations, file: document.file, pointer: document.pointer };
}

function byGroupVersion(a: GroupVersionDescription, b: GroupVersionDescription): number {
  return a.group === b.group ? compare(a.version, b.version) : compare(a.group, b.group);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : 1;
}
