import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Config } from './config.js';
import { FakeClock } from './fake-clock.test-support.js';
import { RESTClient } from './rest-client.js';
import { type SeenRequest, startTestServer, type TestServer } from './test-server.test-support.js';

/** How a test server answers one request. */
export type Answer = (response: ServerResponse, socket: Socket, request: SeenRequest) => void;

/** A real server that gives some answers in turn, the last one for ever, and a client of it on a fake clock. */
export interface FakeTimeClient extends AsyncDisposable {
  readonly server: TestServer;
  readonly client: RESTClient;
  readonly clock: FakeClock;
  /** What the client logged. */
  readonly lines: string[];
}

/** Starts both. `config` is what differs from a client without a rate limiter. */
export async function startFakeTimeClient(
  answers: readonly Answer[],
  config: Config = {},
  clock = new FakeClock(),
): Promise<FakeTimeClient> {
  let next = 0;
  const server = await startTestServer((request, response, socket) =>
    answers[Math.min(next++, answers.length - 1)]?.(response, socket, request),
  );
  const lines: string[] = [];
  const client = new RESTClient({ host: server.url, qps: -1, ...config }, { clock, log: (line) => lines.push(line), env: {} });
  return {
    server,
    client,
    clock,
    lines,
    async [Symbol.asyncDispose]() {
      await client.close();
      await server[Symbol.asyncDispose]();
    },
  };
}

/**
 * Lets time pass, half a second at a time and only while somebody sleeps, until the work on the clock is done. `lasting` is how
 * many sleep all the while without being waited for, as the timer of a call's deadline: sockets are real and take no fake time.
 */
export async function runClock<T>(clock: FakeClock, work: Promise<T>, lasting = 0): Promise<T> {
  let done = false;
  void work.catch(() => undefined).finally(() => (done = true));
  while (!isDone()) await clock.advance(clock.sleeping > lasting ? 500 : 0);
  return work;

  function isDone(): boolean {
    return done;
  }
}
