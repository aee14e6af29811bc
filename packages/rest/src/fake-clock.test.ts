import { getEventListeners } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { FakeClock } from './fake-clock.test-support.js';

describe('FakeClock', () => {
  it('stands still until it is advanced', async () => {
    const clock = new FakeClock({ now: 100 });
    expect(clock.now()).toBe(100);
    await clock.advance(5.5);
    expect(clock.now()).toBe(105.5);
  });

  it('wakes sleepers in the order of their time, and of arrival, at that time', async () => {
    const clock = new FakeClock();
    const woken: string[] = [];
    const start = (name: string, ms: number): void => void clock.sleep(ms).then(() => woken.push(`${name}@${clock.now()}`));
    start('b', 20);
    start('a', 10);
    start('b2', 20);
    start('late', 31);
    await clock.advance(30);
    expect(woken).toEqual(['a@10', 'b@20', 'b2@20']);
    expect(clock.sleeping).toBe(1);
  });

  it('lets a sleeper sleep again while time passes', async () => {
    const clock = new FakeClock();
    const times: number[] = [];
    void (async () => {
      for (let i = 0; i < 3; i++) {
        await clock.sleep(10);
        times.push(clock.now());
      }
    })();
    await clock.advance(100);
    expect(times).toEqual([10, 20, 30]);
    expect(clock.sleeps).toEqual([10, 10, 10]);
  });

  it('does not sleep for nothing', async () => {
    const clock = new FakeClock();
    await clock.sleep(0);
    expect(clock.now()).toBe(0);
    expect(clock.sleeps).toEqual([0]);
  });

  it('rejects with the reason of the signal and forgets the sleeper', async () => {
    const clock = new FakeClock();
    const controller = new AbortController();
    const sleeping = clock.sleep(10, controller.signal);
    const other = clock.sleep(10);
    controller.abort('enough');
    await expect(sleeping).rejects.toBe('enough');
    expect(clock.sleeping).toBe(1);
    await clock.advance(10);
    await other;
    await expect(clock.sleep(10, controller.signal)).rejects.toBe('enough');
  });

  it('leaves no listener on the signal', async () => {
    const clock = new FakeClock();
    const { signal } = new AbortController();
    const sleeping = clock.sleep(10, signal);
    await clock.advance(10);
    await sleeping;
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('draws the numbers that it is given', () => {
    const numbers = [0.25, 0.75];
    const clock = new FakeClock({ random: () => numbers.shift() ?? 0 });
    expect([clock.random(), clock.random(), clock.random()]).toEqual([0.25, 0.75, 0]);
  });
});
