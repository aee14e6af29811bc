import { readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { expect, it } from '@jest/globals';
import { generate } from './generate.js';
import { testRepository } from './small-api.test-support.js';

const golden = new URL('../golden/', import.meta.url);
const openapi = new URL('../../openapi/', import.meta.url);
const version = readFileSync(new URL('VERSION', openapi), 'utf8').trim();

// When the generator is meant to print something else, write that into codegen/golden first: its files are those of packages/apis,
// generated at version 36.0.0 from documents in a folder `openapi/kubernetes`, so that no version of Kubernetes is named in them.
// (A second package.json of that name would confuse Jest, hence its suffix.) When new documents say something else, which the
// difference of packages/apis shows, `UPDATE_GOLDEN=yes npm test -- codegen/src/golden` writes them.
it.each([
  ['autoscaling-v1', 'autoscaling/v1'],
  ['events-v1', 'events.k8s.io/v1'],
])('generates %s as codegen/golden has it', async (name, groupVersion) => {
  await using repository = await testRepository({});
  await repository.write('packages/rest/package.json', '{ "name": "@kubewright/rest" }');
  await repository.write('packages/rest/tsconfig.json', '{ "references": [] }');
  const documents = join(repository.root, 'openapi/kubernetes');
  await mkdir(join(repository.root, 'openapi'));
  await symlink(fileURLToPath(new URL(version, openapi)), documents);
  await generate({ ...repository.options, openapi: documents, only: [groupVersion] });
  const emitted = await repository.files(`packages/apis/${name}`);
  const found = Object.fromEntries([...emitted].map(([path, text]) => [path.slice(`packages/apis/${name}/`.length), text]));
  const folder = fileURLToPath(new URL(name, golden));
  if (process.env['UPDATE_GOLDEN'] === 'yes') await replaceGolden(folder, found);
  expect(found).toEqual(await readGolden(folder));
});

async function readGolden(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const files = paths.map(async (path): Promise<[string, string]> => [
    path.slice(folder.length + 1).replace(/\.golden$/, ''),
    await readFile(path, 'utf8'),
  ]);
  return Object.fromEntries(await Promise.all(files));
}

async function replaceGolden(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  await rm(folder, { recursive: true });
  for (const [path, text] of Object.entries(files)) {
    const target = join(folder, path === 'package.json' ? `${path}.golden` : path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, text);
  }
}
