import { describe, expect, it } from '@jest/globals';
import { NotReadyError, type Pace, waitUntilReady } from './wait-until-ready.js';

/** A clock that only the waiting moves. */
function fakePace(): Pace & { slept: number[] } {
  let time = 0;
  const slept: number[] = [];
  return {
    slept,
    now: () => time,
    sleep: async (milliseconds, signal) => {
      signal.throwIfAborted();
      slept.push(milliseconds);
      time += milliseconds;
    },
  };
}

const never = new AbortController().signal;

describe('waitUntilReady', () => {
  it('asks until there is no reason left, with a pause between two questions', async () => {
    const pace = fakePace();
    const reasons = ['starting', 'almost', undefined];
    await waitUntilReady(async () => reasons.shift(), { deadline: 1_000, interval: 100, signal: never, pace });

    expect(reasons).toEqual([]);
    expect(pace.slept).toEqual([100, 100]);
  });

  it('gives up with the last reason when the next question would come too late', async () => {
    const pace = fakePace();
    let asked = 0;
    const waiting = waitUntilReady(async () => `reason ${++asked}`, { deadline: 250, interval: 100, signal: never, pace });

    await expect(waiting).rejects.toThrow(new NotReadyError('reason 3'));
    await expect(waiting).rejects.toBeInstanceOf(NotReadyError);
    expect(pace.slept).toEqual([100, 100]);
  });

  it('asks once even when the deadline has passed', async () => {
    await waitUntilReady(async () => undefined, { deadline: -1, interval: 100, signal: never, pace: fakePace() });
  });

  it('ends with the reason of the signal while it pauses by the real clock', async () => {
    const controller = new AbortController();
    const reason = new Error('the program ended');
    const waiting = waitUntilReady(
      async () => {
        setImmediate(() => controller.abort(reason));
        return 'starting';
      },
      { deadline: Infinity, interval: 60_000, signal: controller.signal },
    );

    await expect(waiting).rejects.toBe(reason);
  });

  it('does not ask at all once the signal is aborted', async () => {
    const reason = new Error('stop');
    const ask = async () => {
      throw new Error('asked');
    };

    await expect(waitUntilReady(ask, { deadline: 1, interval: 1, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});
