import type { ServerResponse } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { eventually } from './eventually.test-support.js';
import { closedAfterTest } from './fault-stand.test-support.js';
import { RESTClient } from './rest-client.js';
import { startServerThread } from './server-thread.test-support.js';
import { sendJSON, startTestServer } from './test-server.test-support.js';

describe('10,000 calls at once', () => {
  it('share 50 connections, while 100 watches stay open on their own and still deliver events', async () => {
    const watched = new Set<ServerResponse>();
    const waiting: ServerResponse[] = [];
    const callConnections = new Set<number>();
    const watchConnections = new Set<number>();
    let mostAtOnce = 0;
    let released = false;
    const server = await startTestServer(({ url, connection }, response) => {
      if (url.startsWith('/watch')) {
        watchConnections.add(connection);
        watched.add(response);
        response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders();
        return;
      }
      callConnections.add(connection);
      waiting.push(response);
      mostAtOnce = Math.max(mostAtOnce, waiting.length);
      if (!released) return;
      for (const each of waiting.splice(0)) sendJSON(each, {});
    });
    const client = new RESTClient({ host: server.url, qps: -1 });
    closedAfterTest(server);
    closedAfterTest(client);
    const send = (name: string): void => {
      for (const response of watched) response.write(`${JSON.stringify({ type: 'ADDED', object: { metadata: { name } } })}\n`);
    };

    const watches = await Promise.all(Array.from({ length: 100 }, () => client.get().absPath('/watch').watch()));
    let events = 0;
    const watching = watches.map(async (watch) => {
      for await (const { type } of watch) if (type === 'ADDED') events++;
    });
    let answered = 0;
    const calls = Array.from({ length: 10_000 }, async (_, i) => {
      await client
        .get()
        .absPath(`/call/${String(i)}`)
        .do();
      answered++;
    });
    await eventually(
      () => waiting.length === 50,
      () => `${String(waiting.length)} calls have arrived`,
    );
    // Every connection for calls is taken, and thousands wait for one.
    send('while all calls wait');
    await eventually(
      () => events === 100,
      () => `${String(events)} events have arrived`,
    );
    expect({ answered, waiting: waiting.length }).toEqual({ answered: 0, waiting: 50 });

    released = true;
    for (const each of waiting.splice(0)) sendJSON(each, {});
    await Promise.all(calls);
    send('after them');
    await eventually(
      () => events === 200,
      () => `${String(events)} events have arrived`,
    );
    expect({ answered, mostAtOnce }).toEqual({ answered: 10_000, mostAtOnce: 50 });
    expect(new Set(server.requests.map(({ url }) => url)).size).toBe(10_001);
    expect(server.requests.length).toBe(10_100);
    expect({ calls: callConnections.size, watches: watchConnections.size }).toEqual({ calls: 50, watches: 100 });
    expect([...callConnections].filter((connection) => watchConnections.has(connection))).toEqual([]);
    for (const watch of watches) watch.stop();
    await Promise.all(watching);
  });
});

/** Collects garbage at once, in a process that was not started for it. */
function collector(): () => void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  setFlagsFromString('--no-expose-gc');
  return collect;
}

describe('100,000 calls one after the other', () => {
  it('use one connection and leave no memory behind', async () => {
    const server = await startServerThread();
    const controller = new AbortController();
    const client = new RESTClient({ host: server.url, qps: -1 });
    closedAfterTest(server);
    closedAfterTest(client);
    const collect = collector();
    const call = async (times: number): Promise<number> => {
      for (let i = 0; i < times; i++) await client.get().absPath('/x').signal(controller.signal).do();
      // What waits for a turn of the event loop to be let go.
      for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);
      collect();
      return process.memoryUsage().heapUsed;
    };
    const after20000 = await call(20_000);
    const after100000 = await call(80_000);
    expect(await server.served()).toEqual({ requests: 100_000, connections: 1 });
    // 80,000 calls that left 25 bytes each would be two megabytes.
    expect(after100000 - after20000).toBeLessThan(2_000_000);
  }, 900_000);
});
