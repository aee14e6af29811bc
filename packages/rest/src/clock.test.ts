import { getEventListeners } from 'node:events';
import { describe, expect, it, jest } from '@jest/globals';
import { systemClock } from './clock.js';

describe('systemClock', () => {
  it('moves forward', () => {
    const before = systemClock.now();
    expect(systemClock.now()).toBeGreaterThanOrEqual(before);
  });

  it('draws numbers from 0 up to 1', () => {
    for (let i = 0; i < 100; i++) {
      const number = systemClock.random();
      expect(number).toBeGreaterThanOrEqual(0);
      expect(number).toBeLessThan(1);
    }
  });

  it('never wakes early and leaves no listener', async () => {
    const { signal } = new AbortController();
    const before = systemClock.now();
    await systemClock.sleep(3, signal);
    expect(systemClock.now() - before).toBeGreaterThanOrEqual(3);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('needs no timer for nothing', async () => {
    const timer = jest.spyOn(globalThis, 'setTimeout');
    try {
      await systemClock.sleep(0);
      await systemClock.sleep(-5);
      expect(timer).not.toHaveBeenCalled();
    } finally {
      timer.mockRestore();
    }
  });

  it('rejects with the reason of a signal that has aborted before', async () => {
    const reason = new Error('enough');
    await expect(systemClock.sleep(60_000, AbortSignal.abort(reason))).rejects.toBe(reason);
  });

  it('rejects with the reason when the signal aborts, frees its timer and leaves no listener', async () => {
    const controller = new AbortController();
    const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const before = timers();
    const sleeping = systemClock.sleep(60_000, controller.signal);
    expect(timers()).toBe(before + 1);
    const reason = new Error('enough');
    controller.abort(reason);
    await expect(sleeping).rejects.toBe(reason);
    expect(timers()).toBe(before);
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
  });

  it('does not take an endless sleep for a short one', async () => {
    const controller = new AbortController();
    const timer = jest.spyOn(globalThis, 'setTimeout');
    try {
      const sleeping = systemClock.sleep(Infinity, controller.signal);
      expect(timer.mock.calls[0]?.[1]).toBe(2 ** 31 - 1);
      controller.abort();
      await expect(sleeping).rejects.toBe(controller.signal.reason);
    } finally {
      timer.mockRestore();
    }
  });
});
