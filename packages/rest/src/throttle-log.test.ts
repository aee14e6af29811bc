import { describe, expect, it } from '@jest/globals';
import { FakeClock } from './fake-clock.test-support.js';
import { throttleLog } from './throttle-log.js';

const url = new URL('https://h/api/v1/pods?token=secret');

describe('throttleLog', () => {
  it('writes one line in ten seconds however often and in however many clients calls wait', async () => {
    const clock = new FakeClock();
    const lines: string[] = [];
    const clients = Array.from({ length: 10 }, () => throttleLog(clock, (line) => lines.push(line)));
    for (let tenths = 0; tenths < 10_000; tenths++) {
      clients[tenths % 10]?.waited(1001, 'so it is', 'GET', url);
      await clock.advance(100);
    }
    expect(lines).toHaveLength(100);
    expect(lines[0]).toBe('kubewright: waited 1.0s due to so it is, request: GET:https://h/api/v1/pods');
  });

  it.each([
    [0, 1000, 0],
    [0, 1001, 1],
    [2, 1000, 0],
    [2, 1001, 4],
    [3, 50, 0],
    [3, 51, 8],
  ])('at verbosity %d, of eight waits of %d ms within four seconds it writes %d', async (verbosity, wait, written) => {
    const clock = new FakeClock();
    let lines = 0;
    const log = throttleLog(clock, () => lines++, verbosity);
    for (let i = 0; i < 8; i++) {
      log.waited(wait, 'so it is', 'GET', url);
      await clock.advance(500);
    }
    expect(lines).toBe(written);
  });
});
