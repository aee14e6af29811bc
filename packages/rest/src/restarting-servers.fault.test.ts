import { describe, expect, it } from '@jest/globals';
import { eventually } from './eventually.test-support.js';
import { FakeClock } from './fake-clock.test-support.js';
import { runClock } from './fake-time-client.test-support.js';
import { closedAfterTest, connectionsClosed } from './fault-stand.test-support.js';
import { answer, type Play, type RawServer, startRawServer } from './raw-server.test-support.js';
import { RESTClient } from './rest-client.js';
import type { RateLimiter } from './rate-limiter.js';

const ok = answer('{"ok":true}');
const allArrived = (server: RawServer, count: number): Promise<void> =>
  eventually(
    () => server.requests.length === count,
    () => `${String(server.requests.length)} of ${String(count)} requests have arrived`,
  );

/** A server that answers only when so many wait for it, so that each has a connection of its own. */
async function startCrowded(crowd: number, port?: number): Promise<RawServer> {
  const waiting: (() => void)[] = [];
  const answering: Play = (socket) => {
    waiting.push(() => void socket.write(ok));
    if (waiting.length >= crowd) for (const each of waiting.splice(0)) each();
  };
  return closedAfterTest(await startRawServer(answering, { ...(port !== undefined && { port }) }));
}

function newClient(host: string, clock = new FakeClock()): RESTClient {
  return closedAfterTest(new RESTClient({ host, qps: -1 }, { clock, log: () => undefined, env: {} }));
}

describe('when the server restarts between calls', () => {
  it.each(['GET', 'POST'])('the next %s succeeds at once: connections that are known to be dead are not used', async (verb) => {
    const server = await startCrowded(20);
    const client = newClient(server.url);
    await Promise.all(Array.from({ length: 20 }, () => client.get().absPath('/x').do()));
    expect(server.accepted).toBe(20);
    // Each is closed here only when the client has closed its end too: it knows then.
    for (const socket of server.sockets) socket.end();
    await connectionsClosed(server);
    await server[Symbol.asyncDispose]();
    const restarted = await startCrowded(1, server.port);
    const result = await client.verb(verb).absPath('/x').maxRetries(0).do();
    expect(result.into()).toEqual({ ok: true });
    expect(restarted.requests.length).toBe(1);
  });

  it.each([
    ['closed', (server: RawServer) => [...server.sockets].forEach((socket) => socket.destroy())],
    ['reset', (server: RawServer) => [...server.sockets].forEach((socket) => socket.resetAndDestroy())],
  ])('a GET that meets connections just being %s is sent again on another, without using up a retry', async (_, kill) => {
    const server = await startCrowded(20);
    const client = newClient(server.url);
    await Promise.all(Array.from({ length: 20 }, () => client.get().absPath('/x').do()));
    kill(server);
    const calls = Array.from({ length: 20 }, () => client.get().absPath('/x').maxRetries(0).do());
    const results = await Promise.all(calls);
    expect(results.map((result) => result.into())).toEqual(Array.from({ length: 20 }, () => ({ ok: true })));
    expect(server.requests.length).toBe(40);
  });

  it('calls that nobody answers while it is away fail with ECONNREFUSED at once, and those after it succeed', async () => {
    const server = await startCrowded(1);
    const client = newClient(server.url);
    await client.get().absPath('/x').do();
    await server[Symbol.asyncDispose]();
    for (const verb of ['GET', 'POST'])
      await expect(client.verb(verb).absPath('/x').do()).rejects.toMatchObject({ name: 'TransportError', code: 'ECONNREFUSED' });
    await startCrowded(1, server.port);
    expect((await client.get().absPath('/x').do()).into()).toEqual({ ok: true });
  });

  it('calls under way that lose their connection are tried again and all succeed', async () => {
    const clock = new FakeClock();
    const server = await startCrowded(Infinity);
    const client = newClient(server.url, clock);
    const calls = Promise.all(Array.from({ length: 40 }, () => client.get().absPath('/x').do()));
    await allArrived(server, 40);
    await server[Symbol.asyncDispose]();
    const restarted = await startCrowded(1, server.port);
    const results = await runClock(clock, calls);
    expect(results.map((result) => result.into())).toEqual(Array.from({ length: 40 }, () => ({ ok: true })));
    expect(restarted.requests.length).toBe(40);
  });
});

describe('when the server throttles everybody', () => {
  const tooMany = answer('{}', '429 Too Many Requests', ['retry-after: 0']);

  it('500 calls that are each refused three times are all sent four times and succeed', async () => {
    const seen = new Map<string, number>();
    const server = closedAfterTest(
      await startRawServer((socket, { head }) => {
        const times = (seen.get(head) ?? 0) + 1;
        seen.set(head, times);
        socket.write(times <= 3 ? tooMany : ok);
      }),
    );
    const client = newClient(server.url);
    const calls = Array.from({ length: 500 }, (_, i) =>
      client
        .post()
        .absPath(`/x/${String(i)}`)
        .body('{}')
        .do(),
    );
    const results = await Promise.all(calls);
    expect(results.map((result) => result.into())).toEqual(Array.from({ length: 500 }, () => ({ ok: true })));
    expect(seen.size).toBe(500);
    expect(new Set(seen.values())).toEqual(new Set([4]));
    expect(server.accepted).toBeLessThanOrEqual(50);
  });

  it('calls that are always refused end with the error of the server after ten more tries', async () => {
    const server = closedAfterTest(await startRawServer((socket) => void socket.write(tooMany)));
    const client = newClient(server.url);
    const results = await Promise.all(Array.from({ length: 20 }, () => client.get().absPath('/x').do()));
    expect(results.map(({ statusCode }) => statusCode)).toEqual(Array.from({ length: 20 }, () => 429));
    expect(server.requests.length).toBe(20 * 11);
  });

  it('every try takes its turn at the rate limiter', async () => {
    const server = closedAfterTest(await startRawServer((socket, { number }) => void socket.write(number < 20 ? tooMany : ok)));
    const client = newClient(server.url);
    let turns = 0;
    const limiter: RateLimiter = {
      wait: async () => {
        turns++;
      },
      tryAccept: () => false,
      qps: () => 1,
      stop: () => undefined,
    };
    await Promise.all(Array.from({ length: 10 }, () => client.get().absPath('/x').throttle(limiter).do()));
    expect({ turns, requests: server.requests.length }).toEqual({ turns: 30, requests: 30 });
  });
});
