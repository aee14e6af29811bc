import { getEventListeners } from 'node:events';
import { describe, expect, it, jest } from '@jest/globals';
import { onAbort } from './on-abort.js';
import { catchUncaught } from './uncaught.test-support.js';

describe('onAbort', () => {
  it('calls all in the order of their arrival, but those that were taken off', () => {
    const controller = new AbortController();
    const called: string[] = [];
    const add = (name: string): (() => void) => onAbort(controller.signal, () => called.push(name));
    add('a');
    const release = add('b');
    add('c');
    release();
    release();
    controller.abort();
    controller.abort();
    expect(called).toEqual(['a', 'c']);
  });

  it('calls at once when the signal has aborted', () => {
    let called = 0;
    const release = onAbort(AbortSignal.abort(), () => called++);
    release();
    expect(called).toBe(1);
  });

  it('takes the same function twice for two', () => {
    const controller = new AbortController();
    let called = 0;
    const listener = (): void => {
      called++;
    };
    const release = onAbort(controller.signal, listener);
    onAbort(controller.signal, listener);
    release();
    controller.abort();
    expect(called).toBe(1);
  });

  it('puts one listener on the signal for 100,000 who wait, and leaves none', () => {
    const { signal } = new AbortController();
    const add = jest.spyOn(signal, 'addEventListener');
    const releases = Array.from({ length: 100_000 }, () => onAbort(signal, () => undefined));
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    expect(add).toHaveBeenCalledTimes(1);
    for (const release of releases) release();
    expect(getEventListeners(signal, 'abort')).toEqual([]);
    let called = false;
    onAbort(signal, () => (called = true));
    signal.dispatchEvent(new Event('abort'));
    expect(called).toBe(true);
  });

  it('calls all others when one throws, and lets its error surface', async () => {
    using caught = catchUncaught();
    const controller = new AbortController();
    const called: string[] = [];
    onAbort(controller.signal, () => {
      throw new Error('broken listener');
    });
    onAbort(controller.signal, () => called.push('next'));
    controller.abort();
    expect(called).toEqual(['next']);
    await new Promise(setImmediate);
    expect(caught.errors).toEqual([new Error('broken listener')]);
  });

  it('lets a listener take others off, and add some, while it is called', () => {
    const controller = new AbortController();
    const called: string[] = [];
    onAbort(controller.signal, () => {
      release();
      onAbort(controller.signal, () => called.push('late'));
    });
    const release = onAbort(controller.signal, () => called.push('taken off'));
    controller.abort();
    expect(called).toEqual(['late']);
  });
});
