import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from './fake-clock.test-support.js';
import { HttpHeaders } from './http-headers.js';
import { TokenFile } from './token-file.js';
import type { HttpRequest } from './transport.js';

let folder: string;
let file: string;
let logged: string[];
let clock: FakeClock;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'token-'));
  file = join(folder, 'token');
  logged = [];
  clock = new FakeClock();
});
afterEach(() => rm(folder, { recursive: true }));

const open = (fallback = ''): TokenFile => new TokenFile(file, fallback, { clock, log: (line) => logged.push(line) });
const request = (signal?: AbortSignal): HttpRequest => ({
  method: 'GET',
  url: new URL('http://h'),
  headers: new HttpHeaders(),
  use: 'call',
  signal,
});
const tokenOf = async (source: TokenFile): Promise<string | undefined> => (await source.get(request())).token;

describe('TokenFile', () => {
  it('reads the file at once if there is no other token, and fails with its name', async () => {
    expect(open).toThrow(`failed to read token file "${file}": ENOENT`);
    await writeFile(file, ' \n');
    expect(open).toThrow(`read empty token from file "${file}"`);
    await writeFile(file, 's3cret\ns3cret');
    expect(open).toThrow(`the token in file "${file}" contains a line break`);
    expect(open).not.toThrow('s3cret');
    await writeFile(file, 'first\n');
    expect(await tokenOf(open())).toBe('first');
  });

  it('reads a rotated file after 50 seconds, not before', async () => {
    await writeFile(file, 'first');
    const source = open();
    await writeFile(file, 'second');
    await clock.advance(49_999);
    expect(await tokenOf(source)).toBe('first');
    await clock.advance(1);
    expect(await tokenOf(source)).toBe('second');
  });

  it('prefers the file to the config’s own token, and falls back to the last good one', async () => {
    const source = open('inline\n');
    expect(await tokenOf(source)).toBe('inline');
    await writeFile(file, 'from file');
    expect(await tokenOf(source)).toBe('from file');
    await rm(file);
    await clock.advance(60_000);
    expect(await tokenOf(source)).toBe('from file');
    await writeFile(file, 'again');
    expect(await tokenOf(source)).toBe('again');
  });

  it('says once that it cannot read the file, and again after it could', async () => {
    await writeFile(file, 's3cret');
    const source = open();
    for (let round = 1; round <= 2; round++) {
      await rm(file);
      await clock.advance(60_000);
      await tokenOf(source);
      await tokenOf(source);
      expect(logged).toHaveLength(round);
      await writeFile(file, `s3cret-${String(round)}`);
      await tokenOf(source);
    }
    expect(logged[0]).toMatch(
      /^kubewright: Unable to rotate token: failed to read token file ".*": ENOENT.*; the last one stays in use$/,
    );
    expect(logged.join()).not.toContain('s3cret');
  });

  it('reads the file at once when the server refuses what was read last', async () => {
    await writeFile(file, 'first');
    const source = open();
    const first = await source.get(request());
    await writeFile(file, 'second');
    const second = await source.renew(first, request());
    expect(second.token).toBe('second');
    expect(await source.get(request())).toBe(second);
  });

  it('has nothing else to offer as long as the file is the same, or cannot be read', async () => {
    await writeFile(file, 'first');
    const source = open();
    const first = await source.get(request());
    expect(await source.renew(first, request())).toBe(first);
    await rm(file);
    expect(await source.renew(first, request())).toBe(first);
  });

  it('offers the newer token that another request has read since', async () => {
    await writeFile(file, 'first');
    const source = open();
    const first = await source.get(request());
    await writeFile(file, 'second');
    const second = await source.renew(first, request());
    await writeFile(file, 'third');
    expect(await source.renew(first, request())).toBe(second);
  });

  it('stops waiting for a file that does not answer when the request is aborted', async () => {
    await writeFile(file, 'first');
    const source = open();
    await rm(file);
    execFileSync('mkfifo', [file]);
    await clock.advance(60_000);
    const controller = new AbortController();
    const waiting = source.get(request(controller.signal));
    controller.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    const another = source.get(request());
    await writeFile(file, 'second');
    expect((await another).token).toBe('second');
  });
});
