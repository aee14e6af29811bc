import { getEventListeners } from 'node:events';
import { afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { quota, type QuotaOptions } from './quota.js';
import type { RateLimiter } from './rate-limiter.js';

// p-throttle takes no clock: the process's own one stands still here.
beforeAll(() => import('p-throttle'));
beforeEach(() => {
  jest.useFakeTimers({ now: 1_000_000, doNotFake: ['queueMicrotask', 'nextTick', 'setImmediate'] });
});
afterEach(() => {
  jest.useRealTimers();
});

const pass = (milliseconds: number): Promise<void> => jest.advanceTimersByTimeAsync(milliseconds);
const started = 1_000_000;

/** A quota that has loaded its library, which takes no time of the clock that stands still. */
async function loadedQuota(options: QuotaOptions): Promise<RateLimiter> {
  const limiter = quota(options);
  await loaded();
  return limiter;
}

/** Waits until what has been imported before is imported again, in real time. */
async function loaded(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await new Promise(setImmediate);
}

/** Notes who went, and when. */
function waits(limiter: RateLimiter): {
  wait: (name: string, signal?: AbortSignal) => Promise<void>;
  gone: string[];
} {
  const gone: string[] = [];
  const wait = async (name: string, signal?: AbortSignal): Promise<void> => {
    await limiter.wait(signal);
    gone.push(`${name}@${String(Date.now() - started)}`);
  };
  return { wait, gone };
}

describe('quota', () => {
  it('lets as many go at once as it may, and the others in order as soon as they may', async () => {
    const { wait, gone } = waits(await loadedQuota({ limit: 3, interval: 900 }));
    for (const name of 'abcdefg') void wait(name);
    await pass(0);
    expect(gone).toEqual(['a@0', 'b@0', 'c@0']);
    await pass(2000);
    expect(gone.slice(3)).toEqual(['d@900', 'e@1200', 'f@1500', 'g@1800']);
  });

  it('never lets more than its limit go within one interval, wherever that begins', async () => {
    const limiter = await loadedQuota({ limit: 5, interval: 1000 });
    const times: number[] = [];
    let seed = 7;
    const random = (below: number): number => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return Math.floor((seed / 2 ** 32) * below);
    };
    for (let i = 0; i < 300; i++) {
      if (random(3) === 0) {
        if (limiter.tryAccept()) times.push(Date.now());
      } else void limiter.wait().then(() => times.push(Date.now()));
      await pass(random(2) * random(600));
    }
    await pass(100_000);
    expect(times.length).toBeGreaterThan(200);
    expect(jest.getTimerCount()).toBe(0);
    const closest = times.slice(5).map((time, i) => time - (times[i] as number));
    expect(Math.min(...closest)).toBeGreaterThanOrEqual(1000);
  });

  it('accepts what may go now, if nobody waits', async () => {
    const limiter = await loadedQuota({ limit: 2, interval: 1000 });
    expect([1, 2, 3].map(() => limiter.tryAccept())).toEqual([true, true, false]);
    await pass(999);
    expect(limiter.tryAccept()).toBe(false);
    const { wait, gone } = waits(limiter);
    void wait('first');
    await pass(1);
    expect(gone).toEqual(['first@1000']);
    expect(limiter.tryAccept()).toBe(false);
    expect(jest.getTimerCount()).toBe(0);
    await pass(500);
    expect(limiter.tryAccept()).toBe(true);
  });

  it('gives the turn of one who aborts to the next', async () => {
    const { wait, gone } = waits(await loadedQuota({ limit: 1, interval: 1000 }));
    const controller = new AbortController();
    void wait('a');
    const leaving = expect(wait('b', controller.signal)).rejects.toThrow('changed my mind');
    void wait('c');
    await pass(500);
    controller.abort(new Error('changed my mind'));
    await leaving;
    await pass(500);
    expect(gone).toEqual(['a@0', 'c@1000']);
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
  });

  it('loses one turn and no more when all who waited abort', async () => {
    const limiter = await loadedQuota({ limit: 1, interval: 1000 });
    const { wait, gone } = waits(limiter);
    void wait('a');
    const controller = new AbortController();
    const leaving = Array.from({ length: 1000 }, () => expect(wait('x', controller.signal)).rejects.toThrow());
    controller.abort();
    await Promise.all(leaving);
    expect(jest.getTimerCount()).toBe(1);
    await pass(1000);
    expect(jest.getTimerCount()).toBe(0);
    void wait('b');
    await pass(1000);
    expect(gone).toEqual(['a@0', 'b@2000']);
  });

  it('refuses at once a signal that has aborted, a deadline that is over, and one before which no turn can come', async () => {
    const limiter = await loadedQuota({ limit: 2, interval: 1000 });
    await expect(limiter.wait(AbortSignal.abort(new Error('no')))).rejects.toThrow('no');
    const now = performance.now();
    await expect(limiter.wait(undefined, now)).rejects.toMatchObject({ name: 'TimeoutError' });
    await limiter.wait();
    await pass(100);
    await limiter.wait(undefined, now + 101);
    const refused = 'quota: the wait would exceed the deadline';
    await expect(limiter.wait(undefined, now + 999)).rejects.toThrow(refused);
    const third = limiter.wait(undefined, now + 1000);
    await expect(limiter.wait(undefined, now + 1099)).rejects.toThrow(refused);
    const fourth = limiter.wait(undefined, now + 1700);
    await expect(limiter.wait(undefined, now + 1999)).rejects.toThrow(refused);
    await pass(1700);
    await Promise.all([third, fourth]);
  });

  it('lets go at once what may go before its library is loaded, and counts it as if that had been later', async () => {
    const limiter = quota({ limit: 2, interval: 1000 });
    const { wait, gone } = waits(limiter);
    expect([1, 2, 3].map(() => limiter.tryAccept())).toEqual([true, true, false]);
    void wait('a');
    jest.advanceTimersByTime(400);
    expect(gone).toEqual([]);
    await loaded();
    void wait('b');
    await pass(999);
    expect(gone).toEqual([]);
    await pass(501);
    expect(gone).toEqual(['a@1400', 'b@1900']);
  });

  it('that is stopped before its library is loaded stays stopped', async () => {
    const limiter = quota({ limit: 1, interval: 1000 });
    await limiter.wait();
    const waiting = expect(limiter.wait()).rejects.toThrow('the quota was stopped');
    limiter.stop();
    await waiting;
    await loaded();
    expect(limiter.tryAccept()).toBe(false);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('tells its rate', () => {
    expect(quota({ limit: 100, interval: 60_000 }).qps()).toBeCloseTo(1.667, 3);
  });

  it('lets nobody wait after it was stopped, and leaves no timer', async () => {
    const limiter = await loadedQuota({ limit: 1, interval: 1000 });
    await limiter.wait();
    const { signal } = new AbortController();
    const waiting = expect(limiter.wait(signal)).rejects.toThrow('the quota was stopped');
    limiter.stop();
    await waiting;
    await expect(limiter.wait()).rejects.toThrow('the quota was stopped');
    expect(limiter.tryAccept()).toBe(false);
    expect(jest.getTimerCount()).toBe(0);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it.each([
    [{ limit: 0, interval: 1 }, 'cannot make a quota of 0 requests: the limit must be a whole number of at least 1'],
    [{ limit: 1.5, interval: 1 }, 'a quota of 1.5 requests'],
    [{ limit: 1, interval: 0 }, 'a quota for 0 ms: the interval must be more than 0'],
    [{ limit: 1, interval: 2 ** 31 }, 'at most 2147483647 ms'],
    [{ limit: 1, interval: NaN }, 'a quota for NaN ms'],
  ])('refuses %j', (options, message) => {
    expect(() => quota(options)).toThrow(RangeError);
    expect(() => quota(options)).toThrow(message);
  });

  it('lets very many go at once', async () => {
    const limiter = await loadedQuota({ limit: 20_000, interval: 1000 });
    await Promise.all(Array.from({ length: 20_000 }, () => limiter.wait()));
    expect(limiter.tryAccept()).toBe(false);
  });
});
