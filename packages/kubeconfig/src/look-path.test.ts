import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { lookPath } from './look-path.js';

let directory = '';

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'kubewright-path-'));
  for (const folder of ['a', 'b', 'b/plugin-dir']) mkdirSync(join(directory, folder));
  for (const file of ['a/notes', 'b/notes', 'b/plugin', 'b/plugin.EXE'])
    writeFileSync(join(directory, file), '', { mode: 0o755 });
  chmodSync(join(directory, 'a/notes'), 0o644);
});

afterEach(() => rmSync(directory, { recursive: true }));

describe('a command is looked for', () => {
  const env = (...folders: string[]): { env: { PATH: string } } => ({
    env: { PATH: folders.map((folder) => (folder === '' || folder === '.' ? folder : join(directory, folder))).join(':') },
  });

  it('in the folders of PATH, in order, among what can be executed', async () => {
    expect(await lookPath('plugin', env('a', 'b'))).toBe(join(directory, 'b/plugin'));
    expect(await lookPath('notes', env('a', 'b'))).toBe(join(directory, 'b/notes'));
    expect(await lookPath('plugin-dir', env('a', 'b'))).toBeUndefined();
    expect(await lookPath('gone', env('a', 'b'))).toBeUndefined();
    expect(await lookPath('plugin', { env: {} })).toBeUndefined();
  });

  it('as it is, if it is a path', async () => {
    expect(await lookPath(join(directory, 'b/plugin'), env('a'))).toBe(join(directory, 'b/plugin'));
    expect(await lookPath(join(directory, 'a/notes'), env('b'))).toBeUndefined();
  });

  it('nowhere that PATH names relatively', async () => {
    const before = process.cwd();
    process.chdir(join(directory, 'b'));
    try {
      expect(await lookPath('plugin', env('.', ''))).toBeUndefined();
    } finally {
      process.chdir(before);
    }
  });

  it('on Windows with the endings of PATHEXT, under either name of PATH', async () => {
    const windows = { platform: 'win32', env: { Path: join(directory, 'b'), PATHEXT: '.COM;.EXE' } };
    expect(await lookPath('plugin', windows)).toBe(join(directory, 'b/plugin'));
    rmSync(join(directory, 'b/plugin'));
    expect(await lookPath('plugin', windows)).toBe(join(directory, 'b/plugin.EXE'));
  });
});
