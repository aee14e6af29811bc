import { jest } from '@jest/globals';
import { settled } from './eventually.test-support.js';

/** Timers that stand still: nothing takes too long, however slow the machine is, until the test says so. */
export interface StoppedTimers extends Disposable {
  /** Lets timers of so many milliseconds go off, and what they lead to happen. */
  pass(milliseconds: number): Promise<void>;
}

/** Stops the timers that begin from now on, those of Node itself apart; disposing of the result lets them run again. */
export function stopTimers(): StoppedTimers {
  jest.useFakeTimers({
    doNotFake: ['Date', 'hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'clearImmediate'],
  });
  return {
    async pass(milliseconds) {
      jest.advanceTimersByTime(milliseconds);
      await settled();
    },
    [Symbol.dispose]() {
      jest.useRealTimers();
    },
  };
}
