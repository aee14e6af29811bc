import { afterEach } from '@jest/globals';
import type { Config } from './config.js';
import type { FakeClock } from './fake-clock.test-support.js';
import { type Answer, type FakeTimeClient, startFakeTimeClient } from './fake-time-client.test-support.js';
import { sendJSON } from './test-server.test-support.js';

const opened: AsyncDisposable[] = [];
afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each[Symbol.asyncDispose]();
});

/** A server that gives these answers in turn, the last one for ever, and a client of it on a fake clock. Both are closed after the test. */
export async function start(answers: readonly Answer[], config: Config = {}, clock?: FakeClock): Promise<FakeTimeClient> {
  const started = await startFakeTimeClient(answers, config, clock);
  opened.push(started);
  return started;
}

/** Answers an empty object with a status. */
export const status =
  (code: number, headers: Record<string, string | string[]> = {}): Answer =>
  (response) => {
    sendJSON(response, {}, code, headers);
  };

/** Asks to come back after so many seconds. */
export const retryAfter = (code: number, seconds = '0'): Answer => status(code, { 'retry-after': seconds });

/** Answers an empty object. */
export const ok = status(200);

/** Breaks the connection before anything was answered. */
export const reset: Answer = (_response, socket) => {
  socket.resetAndDestroy();
};

/** Never answers. */
export const silence: Answer = () => undefined;
