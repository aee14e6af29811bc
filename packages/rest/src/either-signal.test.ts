import { getEventListeners } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { underEither } from './either-signal.js';

const aborted = (signal: AbortSignal): Promise<unknown> =>
  new Promise((resolve) => {
    signal.addEventListener('abort', () => {
      resolve(signal.reason);
    });
  });

describe('underEither', () => {
  it.each([0, 1])('aborts with signal %d and its reason', async (which) => {
    const controllers = [new AbortController(), new AbortController()] as const;
    const [first, second] = controllers;
    const work = underEither(first.signal, second.signal, aborted);
    controllers[which as 0 | 1].abort('why');
    expect(await work).toBe('why');
  });

  it('has aborted from the beginning if one has', async () => {
    const { signal } = new AbortController();
    expect(await underEither(signal, AbortSignal.abort('why'), (both) => Promise.resolve(both.reason))).toBe('why');
  });

  it('uses a signal that is alone as it is', async () => {
    const { signal } = new AbortController();
    expect(await underEither(signal, undefined, (both) => Promise.resolve(both === signal))).toBe(true);
  });

  it('leaves nothing on either, whether the work succeeds or fails', async () => {
    const [first, second] = [new AbortController(), new AbortController()];
    await underEither(first.signal, second.signal, () => Promise.resolve());
    await expect(underEither(first.signal, second.signal, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    for (const { signal } of [first, second]) expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});
