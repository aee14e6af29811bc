import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readDefinitions } from './read-definitions.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'read-definitions-'));
});
afterEach(() => rm(folder, { recursive: true }));

const definition = (name: string, group = 'example.com') => ({
  kind: 'CustomResourceDefinition',
  metadata: { name },
  spec: { group, names: { plural: name, kind: name } },
});

const write = (name: string, ...documents: object[]) =>
  writeFile(join(folder, name), documents.map((each) => JSON.stringify(each)).join('\n---\n'));

const namesIn = async (...args: Parameters<typeof readDefinitions>): Promise<string[]> =>
  (await readDefinitions(...args)).map(({ metadata }) => metadata.name);

describe('readDefinitions', () => {
  it('takes objects and paths in their order, and files in that of their names', async () => {
    await write('b.yaml', definition('b1'), definition('b2'));
    await write('a.json', definition('a'));
    await write('c.yml', definition('c'));
    await write('d.txt', definition('d'));

    expect(await namesIn([definition('z'), folder, definition('y')], true)).toEqual(['z', 'a', 'b1', 'b2', 'c', 'y']);
    expect(await namesIn(join(folder, 'd.txt'), true)).toEqual(['d']);
  });

  it('goes into folders of folders, unless it shall not', async () => {
    await mkdir(join(folder, 'more', 'still'), { recursive: true });
    await write('a.yaml', definition('a'));
    await write('more/still/b.yaml', definition('b'));

    expect(await namesIn(folder, true)).toEqual(['a', 'b']);
    expect(await namesIn(folder, false)).toEqual(['a']);
  });

  it('leaves out what is no definition, and patches of definitions', async () => {
    const { kind, metadata } = definition('patched');
    const patches = [{}, { group: 'g' }, { names: { kind: 'K' } }].map((spec) => ({ kind, metadata, spec }));
    await write('a.yaml', { kind: 'ConfigMap', metadata: { name: 'a' } }, ...patches, definition('a'));
    await writeFile(join(folder, 'b.yaml'), '# nothing\n');

    expect(await namesIn(folder, true)).toEqual(['a']);
  });

  it('takes the last of several with one name', async () => {
    await write('a.yaml', definition('a', 'first.example.com'), definition('b'), definition('a', 'last.example.com'));

    expect((await readDefinitions(folder, true)).map(({ metadata, spec }) => [metadata.name, spec.group])).toEqual([
      ['b', 'example.com'],
      ['a', 'last.example.com'],
    ]);
  });

  it('names a path that does not exist, or at which there is no definition', async () => {
    const inner = join(folder, 'inner');
    await mkdir(inner);
    await write('a.yaml', { kind: 'ConfigMap' });
    await write('inner/b.yaml', definition('b'));
    const missing = join(folder, 'missing');
    const file = join(folder, 'a.yaml');

    await expect(readDefinitions(missing, true)).rejects.toThrow(`reading definitions of ${missing}: it does not exist`);
    await expect(readDefinitions(file, true)).rejects.toThrow(
      `reading definitions of ${file}: there is no CustomResourceDefinition in this file`,
    );
    await expect(readDefinitions(folder, false)).rejects.toThrow(
      `reading definitions of ${folder}: there is no CustomResourceDefinition in the YAML and JSON files of this folder itself`,
    );
  });

  it.each([{ kind: 'CustomResourceDefinition' }, undefined])('refuses %j, which is no array', async (sources) => {
    await expect(readDefinitions(sources as never, true)).rejects.toThrow(/put one definition into an array$/);
  });

  it('refuses an object that is no definition', async () => {
    for (const [object, kind] of [
      [{}, '(none)'],
      [{ kind: 'ConfigMap' }, 'ConfigMap'],
      [{ kind: 'CustomResourceDefinition', metadata: { name: 'a' } }, 'CustomResourceDefinition'],
    ] as const) {
      await expect(readDefinitions([object], true)).rejects.toThrow(
        new TypeError(
          `reading definitions: an object of kind ${kind} is no CustomResourceDefinition with a name, a group and names`,
        ),
      );
    }
  });
});
