import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from './fake-clock.test-support.js';
import { tokenSource } from './token-source.js';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'token-'));
  file = join(folder, 'token');
});
afterEach(() => rm(folder, { recursive: true }));

describe('tokenSource', () => {
  it('is none without a token, and the trimmed token with one', async () => {
    expect(tokenSource({}, new FakeClock())).toBeUndefined();
    expect(await tokenSource({ bearerToken: 'secret\n' }, new FakeClock())?.()).toBe('secret');
  });

  it('reads the file at once if there is no other token, and fails with its name', async () => {
    expect(() => tokenSource({ bearerTokenFile: file }, new FakeClock())).toThrow(`failed to read token file "${file}"`);
    await writeFile(file, ' \n');
    expect(() => tokenSource({ bearerTokenFile: file }, new FakeClock())).toThrow(`read empty token from file "${file}"`);
    await writeFile(file, 'first\n');
    expect(await tokenSource({ bearerTokenFile: file }, new FakeClock())?.()).toBe('first');
  });

  it('reads a rotated file after 50 seconds, not before', async () => {
    await writeFile(file, 'first');
    const clock = new FakeClock();
    const token = tokenSource({ bearerTokenFile: file }, clock);
    await writeFile(file, 'second');
    await clock.advance(49_999);
    expect(await token?.()).toBe('first');
    await clock.advance(1);
    expect(await token?.()).toBe('second');
  });

  it('prefers the file to the config’s token, and falls back to the last good one', async () => {
    const clock = new FakeClock();
    const token = tokenSource({ bearerToken: 'inline', bearerTokenFile: file }, clock);
    expect(await token?.()).toBe('inline');
    await writeFile(file, 'from file');
    expect(await token?.()).toBe('from file');
    await rm(file);
    await clock.advance(60_000);
    expect(await token?.()).toBe('from file');
    await writeFile(file, 'again');
    expect(await token?.()).toBe('again');
  });
});
