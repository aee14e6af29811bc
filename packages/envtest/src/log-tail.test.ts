import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { logTail } from './log-tail.js';

let folder: string;
let log: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'log-tail-test-'));
  log = join(folder, 'program.log');
});

afterEach(() => rm(folder, { recursive: true }));

describe('logTail', () => {
  it('gives a short log whole, without empty lines', async () => {
    await writeFile(log, 'one\n\ntwo\n');

    expect(await logTail(log)).toBe('  one\n  two');
  });

  it('gives the last twenty lines of a long one', async () => {
    await writeFile(log, Array.from({ length: 10_000 }, (_, index) => `line ${index}`).join('\n'));

    expect(await logTail(log)).toBe(Array.from({ length: 20 }, (_, index) => `  line ${9_980 + index}`).join('\n'));
  });

  it('shortens an endless line', async () => {
    await writeFile(log, `${'x'.repeat(5_000)}\nlast`);

    expect(await logTail(log)).toBe(`  ${'x'.repeat(500)}…\n  last`);
  });

  it('says so when there is nothing or no file', async () => {
    expect(await logTail(log)).toBe('  (it printed nothing)');
    await writeFile(log, '\n');
    expect(await logTail(log)).toBe('  (it printed nothing)');
  });
});
