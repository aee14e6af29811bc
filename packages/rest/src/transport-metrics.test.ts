import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
// Certificates come from the package that makes them for whole control planes.
import { CertificateAuthority } from '../../envtest/src/certificates.js';
import { FakeClock } from './fake-clock.test-support.js';
import { countCAReloads, measureLookups } from './transport-metrics.js';
import { transportOptions } from './transport-options.js';
import { catchUncaught } from './uncaught.test-support.js';

describe('measureLookups', () => {
  it('measures each lookup, also if several are under way', async () => {
    const clock = new FakeClock();
    const seen: unknown[] = [];
    const lookingUp = measureLookups({ resolverLatency: (...reported) => void seen.push(reported) }, clock);
    const endFirst = lookingUp?.('a.test');
    await clock.advance(20);
    const endSecond = lookingUp?.('b.test');
    await clock.advance(10);
    endFirst?.();
    endSecond?.();
    expect(seen).toEqual([
      [{ host: 'a.test' }, 30],
      [{ host: 'b.test' }, 10],
    ]);
  });

  it('does nothing for metrics that do not ask', () => {
    expect([undefined, {}].map((metrics) => measureLookups(metrics, new FakeClock()))).toEqual([undefined, undefined]);
  });
});

describe('countCAReloads', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'reloads-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('counts each reading of the authorities’ file after the first, by what became of it', async () => {
    const caFile = join(folder, 'ca.crt');
    const [first, second] = [await CertificateAuthority.create('first'), await CertificateAuthority.create('second')];
    const clock = new FakeClock();
    const seen: unknown[] = [];
    const metrics = { transportCAReloads: (labels: object) => void seen.push(labels) };
    writeFileSync(caFile, first.certificate);
    const { identity } = transportOptions({ tls: { caFile }, proxy: false, metrics }, new URL('https://server.test'), {
      clock,
      env: {},
      log: () => undefined,
    });
    const readAgain = async (): Promise<unknown> => {
      await clock.advance(10_000);
      return identity();
    };

    await readAgain();
    writeFileSync(caFile, second.certificate);
    const updated = await readAgain();
    writeFileSync(caFile, '');
    await readAgain();
    writeFileSync(caFile, 'no certificate');
    await readAgain();
    rmSync(caFile);
    expect(await readAgain()).toBe(updated);
    expect(seen).toEqual([
      { result: 'success', reason: 'unchanged' },
      { result: 'success', reason: 'updated' },
      { result: 'failure', reason: 'empty' },
      { result: 'failure', reason: 'ca_parse_error' },
      { result: 'failure', reason: 'read_error' },
    ]);
  });

  it('counts a file that stays empty as empty', async () => {
    const caFile = join(folder, 'ca.crt');
    const clock = new FakeClock();
    const seen: unknown[] = [];
    writeFileSync(caFile, '');
    const metrics = { transportCAReloads: (labels: object) => void seen.push(labels) };
    const { identity } = transportOptions({ tls: { caFile }, proxy: false, metrics }, new URL('https://server.test'), {
      clock,
      env: {},
      log: () => undefined,
    });
    await clock.advance(10_000);
    await identity();
    expect(seen).toEqual([{ result: 'failure', reason: 'empty' }]);
  });

  it('does nothing without a hook, and goes on if one throws', async () => {
    using caught = catchUncaught();
    const fail = (): never => {
      throw new Error('broken hook');
    };
    for (const metrics of [undefined, {}, { transportCAReloads: fail }]) countCAReloads(metrics)('updated');
    await new Promise(setImmediate);
    expect(caught.errors).toEqual([new Error('broken hook')]);
  });
});
