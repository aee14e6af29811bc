import { describe, expect, it } from '@jest/globals';
import { type Backoff, defaultBackoff, defaultRetry, onError, retryOnConflict } from './backoff.js';
import { FakeClock } from './fake-clock.test-support.js';
import { newConflict, newAlreadyExists } from './status-constructors.js';

const conflict = newConflict({ group: 'apps', resource: 'deployments' }, 'web', 'the object has been modified');

/** Runs `onError` with a function that always fails, and tells what happened. */
async function exhaust(backoff: Backoff, random = 0): Promise<{ calls: number; sleeps: number[]; error: unknown }> {
  const clock = new FakeClock({ random: () => random });
  const failure = new Error('again');
  let calls = 0;
  const result = onError(
    backoff,
    () => true,
    () => {
      calls++;
      throw failure;
    },
    { clock },
  ).catch((error: unknown) => error);
  await clock.advance(1e6);
  const error = await result;
  expect(error).toBe(failure);
  return { calls, sleeps: clock.sleeps, error };
}

describe('onError', () => {
  // Numbers of calls and waits were observed from retry.OnError of client-go 0.36.3.
  it('makes five tries by default, 10 ms apart and a little more', async () => {
    expect(await exhaust(defaultRetry)).toMatchObject({ calls: 5, sleeps: [10, 10, 10, 10] });
    expect(await exhaust(defaultRetry, 0.5)).toMatchObject({ calls: 5, sleeps: [10.5, 10.5, 10.5, 10.5] });
  });

  it('makes four tries with growing waits for busy objects', async () => {
    expect(await exhaust(defaultBackoff)).toMatchObject({ calls: 4, sleeps: [10, 50, 250] });
    expect(await exhaust(defaultBackoff, 1)).toMatchObject({ calls: 4, sleeps: [11, 55, 275] });
  });

  it('keeps the wait when the factor is 0', async () => {
    expect(await exhaust({ steps: 4, duration: 10, factor: 0, jitter: 0 })).toMatchObject({ calls: 4, sleeps: [10, 10, 10] });
  });

  it('ends when the waits outgrow the cap', async () => {
    expect(await exhaust({ steps: 5, duration: 10, factor: 5, jitter: 0, cap: 100 })).toMatchObject({ calls: 2, sleeps: [10] });
    expect(await exhaust({ steps: 3, duration: 10, factor: 5, jitter: 0, cap: 250 })).toMatchObject({
      calls: 3,
      sleeps: [10, 50],
    });
  });

  it('does not wait after the only try', async () => {
    expect(await exhaust({ ...defaultRetry, steps: 1 })).toMatchObject({ calls: 1, sleeps: [] });
  });

  it('refuses not to try at all', async () => {
    for (const steps of [0, -1, NaN]) {
      await expect(
        onError(
          { ...defaultRetry, steps },
          () => true,
          () => 1,
        ),
      ).rejects.toThrow(new RangeError(`cannot try ${steps} times: the steps of a backoff must be at least 1`));
    }
  });
});

describe('retryOnConflict', () => {
  it('resolves with the result of the try that succeeds', async () => {
    const clock = new FakeClock();
    let calls = 0;
    const result = retryOnConflict(() => (++calls < 3 ? Promise.reject(conflict) : Promise.resolve(calls)), { clock });
    await clock.advance(20);
    expect(await result).toBe(3);
  });

  it('rejects with the last conflict itself', async () => {
    const clock = new FakeClock();
    const result = retryOnConflict(() => Promise.reject(conflict), { clock, backoff: { ...defaultRetry, steps: 3 } }).catch(
      (error: unknown) => error,
    );
    await clock.advance(100);
    expect(await result).toBe(conflict);
    expect(clock.sleeps).toHaveLength(2);
  });

  it.each([
    ['another error', new Error('boom')] as const,
    ['an object that already exists', newAlreadyExists({ group: '', resource: 'pods' }, 'web')] as const,
  ])('does not try again after %s', async (_, error) => {
    const clock = new FakeClock();
    await expect(retryOnConflict(() => Promise.reject(error), { clock })).rejects.toBe(error);
    expect(clock.sleeps).toEqual([]);
  });

  it('recognises a conflict that is wrapped', async () => {
    const clock = new FakeClock();
    let calls = 0;
    const wrapped = new Error('scaling web', { cause: conflict });
    const result = retryOnConflict(() => (++calls < 2 ? Promise.reject(wrapped) : Promise.resolve('done')), { clock });
    await clock.advance(10);
    expect(await result).toBe('done');
  });

  it('ends with the reason of the signal, also in a wait', async () => {
    const clock = new FakeClock();
    const controller = new AbortController();
    let calls = 0;
    const fail = (): Promise<never> => {
      calls++;
      return Promise.reject(conflict);
    };
    const result = retryOnConflict(fail, { clock, signal: controller.signal }).catch((error: unknown) => error);
    await clock.advance(5);
    controller.abort('enough');
    expect(await result).toBe('enough');
    await expect(retryOnConflict(fail, { clock, signal: controller.signal })).rejects.toBe('enough');
    expect(calls).toBe(1);
  });
});
