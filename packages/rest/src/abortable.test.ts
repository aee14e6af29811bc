import { getEventListeners } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { abortable } from './abortable.js';

describe('abortable', () => {
  it('settles as the promise does, and leaves nothing on the signal', async () => {
    const { signal } = new AbortController();
    expect(await abortable(Promise.resolve(7), signal)).toBe(7);
    await expect(abortable(Promise.reject(new Error('failed')), signal)).rejects.toThrow('failed');
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
    expect(await abortable(Promise.resolve(7), undefined)).toBe(7);
  });

  it('rejects with the reason of an abort, before or after it was asked, and lets the promise fail unheard', async () => {
    const controller = new AbortController();
    let fail: (error: Error) => void = () => undefined;
    const waiting = abortable(new Promise((_, reject) => (fail = reject)), controller.signal);
    controller.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    fail(new Error('nobody listens'));
    await expect(abortable(Promise.reject(new Error('failed')), controller.signal)).rejects.toThrow('enough');
  });
});
