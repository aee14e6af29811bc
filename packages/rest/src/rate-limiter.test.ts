import { getEventListeners } from 'node:events';
import { describe, expect, it, jest } from '@jest/globals';
import { systemClock } from './clock.js';
import { FakeClock } from './fake-clock.test-support.js';
import { tokenBucket } from './rate-limiter.js';

/** Starts `count` waits and notes when each may go. */
function startWaits(count: number, clock: FakeClock, wait: () => Promise<void>): number[] {
  const times: number[] = [];
  for (let i = 0; i < count; i++) void wait().then(() => times.push(clock.now()));
  return times;
}

describe('tokenBucket', () => {
  it('lets the burst go at once and spaces the others 1/qps apart, in their order', async () => {
    const clock = new FakeClock({ now: 1_000 });
    const limiter = tokenBucket(5, 2, clock);
    const order: string[] = [];
    for (const name of ['a', 'b', 'c', 'd', 'e']) void limiter.wait().then(() => order.push(`${name}@${clock.now()}`));
    await clock.advance(1_000);
    expect(order).toEqual(['a@1000', 'b@1000', 'c@1200', 'd@1400', 'e@1600']);
  });

  it('takes 1.1 seconds for 16 requests with 10 qps and a burst of 5', async () => {
    const clock = new FakeClock();
    const limiter = tokenBucket(10, 5, clock);
    const times = startWaits(16, clock, () => limiter.wait());
    await clock.advance(5_000);
    expect(times.at(-1)).toBe(1_100);
  });

  it('accepts without waiting only what the bucket holds now', async () => {
    const clock = new FakeClock();
    const limiter = tokenBucket(1, 3, clock);
    expect([1, 2, 3, 4].map(() => limiter.tryAccept())).toEqual([true, true, true, false]);
    await clock.advance(999);
    expect(limiter.tryAccept()).toBe(false);
    await clock.advance(1);
    expect(limiter.tryAccept()).toBe(true);
  });

  it('refuses at once, without taking a token, what would last beyond the deadline', async () => {
    const clock = new FakeClock();
    const limiter = tokenBucket(1, 1, clock);
    await limiter.wait(undefined, 1_000);
    const error = new Error('rate: Wait(n=1) would exceed context deadline');
    await expect(limiter.wait(undefined, 999)).rejects.toEqual(error);
    expect(clock.sleeps).toEqual([]);
    const times = startWaits(1, clock, () => limiter.wait(undefined, 1_000));
    await clock.advance(1_000);
    expect(times).toEqual([1_000]);
  });

  it('fails with a timeout, not with a refusal, when the deadline is over', async () => {
    const clock = new FakeClock({ now: 10 });
    const limiter = tokenBucket(1, 1, clock);
    await expect(limiter.wait(undefined, 10)).rejects.toMatchObject({
      name: 'TimeoutError',
      message: 'context deadline exceeded',
    });
    expect(limiter.tryAccept()).toBe(true);
  });

  it('fails with the reason of a signal that has aborted before, and takes no token', async () => {
    const limiter = tokenBucket(1, 1, new FakeClock());
    const reason = new Error('enough');
    await expect(limiter.wait(AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(limiter.tryAccept()).toBe(true);
  });

  it('looks at the burst before anything else', async () => {
    const limiter = tokenBucket(1, 0, new FakeClock());
    await expect(limiter.wait(AbortSignal.abort(), -1)).rejects.toEqual(new Error("rate: Wait(n=1) exceeds limiter's burst 0"));
    expect(limiter.tryAccept()).toBe(false);
  });

  it('gives the token of an aborted wait to the next that comes', async () => {
    const clock = new FakeClock();
    const limiter = tokenBucket(1, 1, clock);
    await limiter.wait();
    const controller = new AbortController();
    const reason = new Error('enough');
    const given = limiter.wait(controller.signal);
    await clock.advance(400);
    controller.abort(reason);
    await expect(given).rejects.toBe(reason);
    const times = startWaits(1, clock, () => limiter.wait());
    await clock.advance(2_000);
    expect(times).toEqual([1_000]);
  });

  it('gives back every place of 10,000 that are aborted at once, on one timer and one listener', async () => {
    const clock = new FakeClock();
    const limiter = tokenBucket(1, 1, clock);
    await limiter.wait();
    const controller = new AbortController();
    const add = jest.spyOn(controller.signal, 'addEventListener');
    let aborted = 0;
    const count = (): void => {
      aborted++;
    };
    const waiting = Array.from({ length: 10_000 }, () => limiter.wait(controller.signal).catch(count));
    expect(clock.sleeping).toBe(1);
    controller.abort();
    await Promise.all(waiting);
    expect(aborted).toBe(10_000);
    expect(clock.sleeping).toBe(0);
    expect(clock.sleeps).toEqual([1000]);
    expect(add).toHaveBeenCalledTimes(1);
    const times = startWaits(1, clock, () => limiter.wait());
    await clock.advance(1_000);
    expect(times).toEqual([1_000]);
  });

  it('runs one timer however many wait, and each once', async () => {
    const clock = new FakeClock();
    const limiter = tokenBucket(10, 1, clock);
    const times = startWaits(1_001, clock, () => limiter.wait());
    expect(clock.sleeping).toBe(1);
    await clock.advance(100_000);
    expect(times).toHaveLength(1_001);
    expect(clock.sleeps).toHaveLength(1_000);
  });

  it('moves nobody forward who already queues behind an aborted wait', async () => {
    const clock = new FakeClock();
    const limiter = tokenBucket(1, 1, clock);
    await limiter.wait();
    const controller = new AbortController();
    const first = limiter.wait(controller.signal);
    const times = startWaits(2, clock, () => limiter.wait());
    controller.abort();
    await expect(first).rejects.toBe(controller.signal.reason);
    await clock.advance(5_000);
    expect(times).toEqual([2_000, 3_000]);
  });

  it('waits at a rate of zero until it is aborted, or not at all with a deadline', async () => {
    const clock = new FakeClock();
    const limiter = tokenBucket(0, 1, clock);
    await limiter.wait();
    await expect(limiter.wait(undefined, 1e9)).rejects.toThrow('would exceed context deadline');
    const controller = new AbortController();
    const waiting = limiter.wait(controller.signal);
    await clock.advance(1e9);
    expect(clock.sleeping).toBe(1);
    controller.abort();
    await expect(waiting).rejects.toBe(controller.signal.reason);
  });

  it('never waits at an infinite rate', async () => {
    const limiter = tokenBucket(Infinity, 0, new FakeClock());
    await limiter.wait();
    await limiter.wait();
    expect(limiter.tryAccept()).toBe(true);
  });

  it('tells its rate and goes on after stop', () => {
    const limiter = tokenBucket(0.5, 1, new FakeClock());
    limiter.stop();
    expect(limiter.qps()).toBe(0.5);
    expect(limiter.tryAccept()).toBe(true);
  });

  it('refuses a rate that is no number', () => {
    expect(() => tokenBucket(NaN, 1)).toThrow(new RangeError('cannot make a rate limiter: qps NaN and burst 1 must be numbers'));
  });

  it('keeps its rate on the real clock and leaves nothing on the signal', async () => {
    const { signal } = new AbortController();
    const limiter = tokenBucket(500, 1);
    const started = systemClock.now();
    await Promise.all([limiter.wait(signal), limiter.wait(signal), limiter.wait(signal)]);
    expect(systemClock.now() - started).toBeGreaterThanOrEqual(3.99);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});
