import { setTimeout as sleep } from 'node:timers/promises';

/** The clock and the pause between two questions, so that tests need neither. */
export interface Pace {
  /** Milliseconds since some moment. */
  now(): number;
  /** Resolves after some milliseconds. @throws the signal's reason once it is aborted. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

export interface WaitOptions {
  /** When to give up, by the clock of `pace`: for the real one in milliseconds of `performance.now()`. */
  deadline: number;
  /** Milliseconds between two questions. */
  interval: number;
  /** Ends the waiting; its reason is thrown. */
  signal: AbortSignal;
  /** @default the real clock */
  pace?: Pace;
}

const realPace: Pace = {
  now: () => performance.now(),
  sleep: async (milliseconds, signal) => {
    try {
      await sleep(milliseconds, undefined, { signal });
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    }
  },
};

/** The deadline passed; the message is the last reason. */
export class NotReadyError extends Error {
  override name = 'NotReadyError';
}

/**
 * Asks again and again why something is not ready, until it is.
 * @param whyNot resolves to undefined once it is ready, else to the reason, which goes into the error
 * @throws {NotReadyError} with the last reason, when the next question would come after the deadline.
 * @throws the signal's reason once it is aborted.
 */
export async function waitUntilReady(whyNot: () => Promise<string | undefined>, options: WaitOptions): Promise<void> {
  const { deadline, interval, signal, pace = realPace } = options;
  for (;;) {
    signal.throwIfAborted();
    const reason = await whyNot();
    if (reason === undefined) return;
    if (pace.now() + interval > deadline) throw new NotReadyError(reason);
    await pace.sleep(interval, signal);
  }
}
