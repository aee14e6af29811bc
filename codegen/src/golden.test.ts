import { readdir, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from '@jest/globals';
import { generate } from './generate.js';
import { testRepository } from './small-api.test-support.js';

const golden = new URL('../golden/', import.meta.url);
const openapi = fileURLToPath(new URL('../../openapi', import.meta.url));

// When the generator is meant to print something else, write that here first: the files are those of packages/apis,
// generated from openapi/v1.36.3 at version 36.0.0. (A second package.json of that name would confuse Jest, hence its suffix.)
it.each([
  ['autoscaling-v1', 'autoscaling/v1'],
  ['events-v1', 'events.k8s.io/v1'],
])('generates %s as codegen/golden has it', async (name, groupVersion) => {
  await using repository = await testRepository({});
  await repository.write('packages/rest/package.json', '{ "name": "@kubewright/rest" }');
  await repository.write('packages/rest/tsconfig.json', '{ "references": [] }');
  await symlink(openapi, join(repository.root, 'openapi'));
  await generate({ ...repository.options, openapi: join(repository.root, 'openapi/v1.36.3'), only: [groupVersion] });
  const folder = fileURLToPath(new URL(name, golden));
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const expected = await Promise.all(
    paths.map(async (path): Promise<[string, string]> => [
      path.slice(folder.length + 1).replace(/\.golden$/, ''),
      await readFile(path, 'utf8'),
    ]),
  );
  const emitted = await repository.files(`packages/apis/${name}`);
  const found = [...emitted].map(([path, text]): [string, string] => [path.slice(`packages/apis/${name}/`.length), text]);
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));
});
