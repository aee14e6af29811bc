import { afterEach } from '@jest/globals';
import type { Config } from './config.js';
import { eventually } from './eventually.test-support.js';
import { FakeClock } from './fake-clock.test-support.js';
import { runClock } from './fake-time-client.test-support.js';
import { type Play, type RawServer, type RawServerOptions, startRawServer } from './raw-server.test-support.js';
import { RESTClient } from './rest-client.js';

const opened: AsyncDisposable[] = [];
afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each[Symbol.asyncDispose]();
});

/** Closes what a test has opened, after it; what was opened last is closed first. */
export function closedAfterTest<T extends AsyncDisposable>(disposable: T): T {
  opened.push(disposable);
  return disposable;
}

/** A server that does what no server should, and a client of it on a fake clock. */
export interface FaultStand {
  readonly server: RawServer;
  readonly client: RESTClient;
  readonly clock: FakeClock;
  /** Runs the waits between tries. */
  run<T>(work: Promise<T>): Promise<T>;
}

/** Starts both; they are closed after the test. `config` is what differs from a client without a rate limiter. */
export async function start(
  play: Play,
  config: Config | ((server: RawServer) => Config) = {},
  options: RawServerOptions = {},
): Promise<FaultStand> {
  const server = closedAfterTest(await startRawServer(play, options));
  const different = typeof config === 'function' ? config(server) : config;
  const clock = new FakeClock();
  const environment = { clock, log: () => undefined, env: {} };
  const client = closedAfterTest(new RESTClient({ host: server.url, qps: -1, ...different }, environment));
  return { server, client, clock, run: (work) => runClock(clock, work) };
}

/** Resolves when no client holds a connection to the server any more. */
export function connectionsClosed({ sockets }: RawServer): Promise<void> {
  return eventually(
    () => sockets.size === 0,
    () => `${String(sockets.size)} connections are still open`,
  );
}
