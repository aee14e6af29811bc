import { existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../../rest/src/eventually.test-support.js';
import { FakeClock } from '../../rest/src/fake-clock.test-support.js';
import { lockFile } from './file-lock.js';

let directory = '';
let file = '';
let lock = '';
let clock = new FakeClock();

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'kubewright-lock-'));
  file = join(directory, 'config');
  lock = `${file}.lock`;
  clock = new FakeClock();
  writeFileSync(lock, 'theirs');
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

const waiting = async (times: number): Promise<void> =>
  eventually(
    () => clock.sleeping === 1 && clock.sleeps.length >= times,
    () => `${String(clock.sleeping)} wait, after ${String(clock.sleeps.length)} times`,
  );

describe('the lock of a file', () => {
  it('is waited for while others have it', async () => {
    let had = false;
    const result = lockFile(file, undefined, clock).finally(() => (had = true));
    await waiting(1);
    await clock.advance(20);
    await waiting(2);
    expect(had).toBe(false);
    rmSync(lock);
    await clock.advance(20);
    const release = await result;
    expect(existsSync(lock)).toBe(true);
    await release();
    expect(existsSync(lock)).toBe(false);
  });

  it('is not waited for any more when the signal says so, and stays that of others', async () => {
    const controller = new AbortController();
    const result = lockFile(file, controller.signal, clock);
    await waiting(1);
    controller.abort(new Error('enough'));
    await expect(result).rejects.toThrow('enough');
    expect(existsSync(lock)).toBe(true);
  });

  it('is named when it is in the way for ten seconds', async () => {
    let failed: unknown;
    const result = lockFile(file, undefined, clock).catch((error: unknown) => (failed = error));
    await waiting(1);
    await clock.advance(9980);
    await waiting(2);
    expect(failed).toBeUndefined();
    await clock.advance(20);
    await result;
    expect((failed as Error).message).toBe(
      `${file} cannot be written: another program has locked it: remove ${lock} if no kubectl or other program is writing`,
    );
    expect(existsSync(lock)).toBe(true);
  });

  it('is waited for as long as it goes from one of the others to the next', async () => {
    const result = lockFile(file, undefined, clock);
    for (let turn = 1; turn <= 3; turn++) {
      await waiting(2 * turn - 1);
      await clock.advance(9980);
      await waiting(2 * turn);
      // Another file for certain: one that is made after the other was removed may look the same.
      writeFileSync(join(directory, 'next'), '');
      renameSync(join(directory, 'next'), lock);
      await clock.advance(20);
    }
    await waiting(7);
    rmSync(lock);
    await clock.advance(20);
    await (
      await result
    )();
    expect(existsSync(lock)).toBe(false);
  });
});
