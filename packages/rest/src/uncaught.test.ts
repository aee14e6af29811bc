import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { uncaught } from './uncaught.js';
import { catchUncaught } from './uncaught.test-support.js';

describe('uncaught', () => {
  it('keeps an error from the caller and lets it surface', async () => {
    using caught = catchUncaught();
    const error = new Error('broken hook');
    uncaught(() => {
      throw error;
    });
    expect(caught.errors).toEqual([]);
    await setImmediate();
    expect(caught.errors).toEqual([error]);
  });

  it('runs at once what does not fail', async () => {
    using caught = catchUncaught();
    let ran = false;
    uncaught(() => {
      ran = true;
    });
    expect(ran).toBe(true);
    await setImmediate();
    expect(caught.errors).toEqual([]);
  });
});
