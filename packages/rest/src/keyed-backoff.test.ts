import { describe, expect, it, jest } from '@jest/globals';
import { FakeClock } from './fake-clock.test-support.js';
import { keyedBackoff } from './keyed-backoff.js';

const seconds = (milliseconds: number): number => milliseconds / 1000;

describe('keyedBackoff', () => {
  it('doubles the wait with each failure up to the longest, for each key on its own', () => {
    const backoff = keyedBackoff({ initial: 1000, max: 50_000, clock: new FakeClock() });
    const waits = Array.from({ length: 10 }, () => {
      const wait = backoff.get('a');
      backoff.next('a');
      return seconds(wait);
    });
    expect(waits).toEqual([0, 1, 2, 4, 8, 16, 32, 50, 50, 50]);
    expect(backoff.get('b')).toBe(0);
    backoff.reset('a');
    expect(backoff.get('a')).toBe(0);
  });

  it('stays at the longest wait within twice of it, and begins anew after more', async () => {
    const clock = new FakeClock();
    const backoff = keyedBackoff({ initial: 1000, max: 50_000, clock });
    for (let i = 0; i < 8; i++) backoff.next('a');
    await clock.advance(100_000);
    backoff.next('a');
    expect(backoff.get('a')).toBe(50_000);
    await clock.advance(100_001);
    backoff.next('a');
    expect(backoff.get('a')).toBe(1000);
  });

  it('forgets on demand what has been quiet for more than twice the longest wait', async () => {
    const clock = new FakeClock();
    const backoff = keyedBackoff({ initial: 1000, max: 50_000, clock });
    backoff.next('a');
    await clock.advance(100_000);
    backoff.next('b');
    backoff.gc();
    expect([backoff.get('a'), backoff.get('b')]).toEqual([1000, 1000]);
    await clock.advance(1);
    backoff.gc();
    expect([backoff.get('a'), backoff.get('b')]).toEqual([0, 1000]);
  });

  it('does not limit the first wait to the longest', () => {
    const backoff = keyedBackoff({ initial: 1000, max: 500, clock: new FakeClock() });
    backoff.next('a');
    expect(backoff.get('a')).toBe(1000);
    backoff.next('a');
    expect(backoff.get('a')).toBe(500);
  });

  it('adds a part of the last wait at random', () => {
    const clock = new FakeClock({ random: () => 0.5 });
    const backoff = keyedBackoff({ initial: 1000, max: 50_000, jitter: 0.2, clock });
    backoff.next('a');
    expect(backoff.get('a')).toBe(1100);
    backoff.next('a');
    expect(backoff.get('a')).toBe(2310);
  });

  it('tells what remains of a wait, and whether a time lies within it', async () => {
    const clock = new FakeClock({ now: 1000 });
    const backoff = keyedBackoff({ initial: 4000, max: 50_000, clock });
    expect(backoff.isInBackOffSince('a', 1000)).toBe(false);
    expect(backoff.isInBackOffSinceUpdate('a', 1000)).toBe(false);
    backoff.next('a');
    await clock.advance(3000);
    expect(backoff.remaining('a')).toBe(1000);
    expect([1, 0].map((time) => backoff.isInBackOffSince('a', time))).toEqual([true, false]);
    expect([4999, 5000].map((time) => backoff.isInBackOffSinceUpdate('a', time))).toEqual([true, false]);
    expect(backoff.isInBackOffSinceUpdate('a', 1000 + 100_001)).toBe(false);
    await clock.advance(5000);
    expect(backoff.remaining('a')).toBe(0);
  });

  it('takes the time of a failure that happened before it is told', async () => {
    const clock = new FakeClock();
    const backoff = keyedBackoff({ initial: 1000, max: 2000, clock });
    backoff.next('a');
    await clock.advance(10_000);
    backoff.next('a', 4000);
    expect(backoff.get('a')).toBe(2000);
  });

  it('keeps few of very many things that fail once, and looks at each only a few times', async () => {
    const clock = new FakeClock();
    const backoff = keyedBackoff({ initial: 1, max: 1, clock });
    const remove = jest.spyOn(Map.prototype, 'delete');
    try {
      for (let i = 0; i < 10_000; i++) {
        backoff.next(`thing ${String(i)}`);
        if (i % 10 === 0) await clock.advance(1);
      }
      expect(remove.mock.calls.length).toBeGreaterThan(9_900);
    } finally {
      remove.mockRestore();
    }
  });
});
