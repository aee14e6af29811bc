import { describe, expect, it } from '@jest/globals';
import { unlessAborted } from './abort.js';

describe('unlessAborted', () => {
  it('does not begin when the signal is aborted already', async () => {
    let begun = false;
    const work = async (): Promise<void> => {
      begun = true;
    };
    await expect(unlessAborted(AbortSignal.abort(new Error('enough')), work)).rejects.toThrow('enough');
    expect(begun).toBe(false);
  });

  it('rejects with the reason as soon as the signal is aborted, though the work never ends', async () => {
    const controller = new AbortController();
    const result = unlessAborted(controller.signal, () => new Promise(() => undefined));
    controller.abort(new Error('enough'));
    await expect(result).rejects.toThrow('enough');
  });

  it('gives the result or the error of the work otherwise', async () => {
    const { signal } = new AbortController();
    await expect(unlessAborted(signal, async () => 1)).resolves.toBe(1);
    await expect(unlessAborted(signal, () => Promise.reject(new Error('mine')))).rejects.toThrow('mine');
    await expect(unlessAborted(undefined, async () => 2)).resolves.toBe(2);
  });
});
