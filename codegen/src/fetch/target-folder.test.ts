import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FetchError } from './fetch-error.js';
import { sourceFile } from './source-file.js';
import { TargetFolder } from './target-folder.js';

let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'kubewright-target-'));
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

const files = (entries: Record<string, string>): Map<string, string> => {
  const map = new Map(Object.entries(entries));
  return map.set('SOURCE', sourceFile('v1', map));
};

describe('TargetFolder', () => {
  it('makes a folder that does not exist, and its parents', async () => {
    const path = join(root, 'a', 'b');
    const changes = await (await TargetFolder.open(path)).replace(files({ x: '1' }));
    expect(readFileSync(join(path, 'x'), 'utf8')).toBe('1');
    expect(changes).toEqual({ added: ['x', 'SOURCE'], changed: [], removed: [] });
    expect(readdirSync(join(root, 'a'))).toEqual(['b']);
  });

  it('replaces what it wrote, says what changed, and leaves nothing beside it', async () => {
    const path = join(root, 'target');
    await (await TargetFolder.open(path)).replace(files({ x: '1', y: '1', z: '1' }));
    const changes = await (await TargetFolder.open(`${path}/`)).replace(files({ x: '1', y: '2', w: '1' }));
    expect(changes).toEqual({ added: ['w'], changed: ['y', 'SOURCE'], removed: ['z'] });
    expect(readdirSync(path).sort()).toEqual(['SOURCE', 'w', 'x', 'y']);
    expect(readdirSync(root)).toEqual(['target']);
  });

  it('refuses a folder with files that it did not write, and keeps them', async () => {
    writeFileSync(join(root, 'precious'), '1');
    await expect(TargetFolder.open(root)).rejects.toThrow(FetchError);
    await expect(TargetFolder.open(root)).rejects.toThrow(/holds precious, which no earlier fetch has written/);
    writeFileSync(join(root, 'SOURCE'), sourceFile('v1', new Map([['x', '1']])));
    await expect(TargetFolder.open(root)).rejects.toThrow(/holds precious/);
    expect(readdirSync(root).sort()).toEqual(['SOURCE', 'precious']);
  });

  it('refuses a file in the place of the folder', async () => {
    writeFileSync(join(root, 'file'), '');
    await expect(TargetFolder.open(join(root, 'file'))).rejects.toThrow(/^reading the folder .*file: ENOTDIR/);
  });

  it('takes an empty folder, and follows a symbolic link', async () => {
    mkdirSync(join(root, 'real'));
    symlinkSync(join(root, 'real'), join(root, 'link'));
    await (await TargetFolder.open(join(root, 'link'))).replace(files({ x: '1' }));
    expect(readdirSync(join(root, 'real')).sort()).toEqual(['SOURCE', 'x']);
    expect(readdirSync(root).sort()).toEqual(['link', 'real']);
  });

  it('leaves everything as it was if a file cannot be written', async () => {
    const path = join(root, 'target');
    await (await TargetFolder.open(path)).replace(files({ x: '1' }));
    const folder = await TargetFolder.open(path);
    await expect(
      folder.replace(
        new Map([
          ['x', '2'],
          ['no/such/parent', ''],
        ]),
      ),
    ).rejects.toThrow(/^writing the folder .*target: ENOENT/);
    expect(readFileSync(join(path, 'x'), 'utf8')).toBe('1');
    expect(readdirSync(root)).toEqual(['target']);
  });

  it('gives the folder the usual permissions', async () => {
    const path = join(root, 'target');
    await (await TargetFolder.open(path)).replace(files({ x: '1' }));
    mkdirSync(join(root, 'usual'));
    expect(statSync(path).mode).toBe(statSync(join(root, 'usual')).mode);
  });
});
