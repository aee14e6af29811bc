import { getEventListeners } from 'node:events';
import type { ServerResponse } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import type { Watches } from './capabilities.js';
import { until } from './eventually.test-support.js';
import { ok, reset, retryAfter, silence, start } from './exchange.test-support.js';
import { runClock } from './fake-time-client.test-support.js';

describe('the timeout of a call', () => {
  it('ends it with a deadline error, also while the server is silent or in the middle of its answer', async () => {
    for (const answer of [
      silence,
      (response: ServerResponse) => {
        response.writeHead(200).write('{');
      },
    ]) {
      const { server, client, clock } = await start([answer]);
      const call = expect(client.get().timeout(1000).do()).rejects.toThrow(/deadline exceeded: no complete answer within 1s/);
      await until(() => server.requests.length === 1);
      await clock.advance(1000);
      await call;
      expect(clock.sleeping).toBe(0);
    }
  });

  it('covers all tries together: no retry begins that would end beyond it, and the last answer is given', async () => {
    const { server, client, clock } = await start([retryAfter(429, '1')]);
    const result = await runClock(clock, client.get().timeout(2500).do(), 1);
    expect(result.statusCode).toBe(429);
    expect(result.error()).toMatchObject({ retryAfter: 1 });
    expect(server.requests).toHaveLength(3);
    expect(clock.now()).toBe(2000);
  });

  it('does not wait for a broken connection beyond it either, and gives that error', async () => {
    const { server, client, clock } = await start([reset]);
    await expect(runClock(clock, client.get().timeout(1000).do(), 1)).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(server.requests).toHaveLength(1);
    expect(clock.now()).toBe(0);
  });

  it('does not run while the call waits for the limiter', async () => {
    const { client, clock } = await start([ok], { qps: 0.1, burst: 1 });
    await client.get().do();
    const call = client.get().timeout(500).do();
    await until(() => clock.sleeping === 1);
    await clock.advance(10_000);
    // No more time passes: the answer takes as long as it takes.
    expect((await call).statusCode).toBe(200);
    expect(clock.sleeps).toEqual([10_000, 500]);
  });

  it('is sent to the server', async () => {
    const { server, client } = await start([ok]);
    await client.get().absPath('/x').timeout(90_000).do();
    expect(server.requests[0]?.url).toBe('/x?timeout=1m30s');
  });

  it('gives up a stream or a watch that does not begin in time', async () => {
    for (const mode of ['stream', 'watch'] as const) {
      const { server, client, clock } = await start([silence], { timeout: 1000 });
      const call = expect(client.get()[mode]()).rejects.toThrow(/deadline exceeded: no answer within 1s/);
      await until(() => server.requests.length === 1);
      await clock.advance(1000);
      await call;
      await until(() => server.connections() === 0);
    }
  });

  it('of the config does not limit the watch of a resource, nor how long it takes to open; the caller’s signal does', async () => {
    const { server, client, clock } = await start([silence], { timeout: 1000 });
    const names = { group: '', version: 'v1', resource: 'pods', kind: 'Pod', namespaced: true };
    const pods = client.resource<object, object, Watches<object>>(names, 'd');
    const controller = new AbortController();
    const opening = expect(pods.watch({ signal: controller.signal })).rejects.toThrow('enough');
    await until(() => server.requests.length === 1);
    expect(clock.sleeping).toBe(0);
    await clock.advance(100_000);
    expect(server.connections()).toBe(1);
    expect(server.requests.map(({ url }) => url)).toEqual(['/api/v1/namespaces/d/pods?watch=true']);
    controller.abort(new Error('enough'));
    await opening;
    await until(() => server.connections() === 0);
  });

  it('does not end a stream or a watch that has begun, and the caller’s signal still does', async () => {
    const { server, client, clock } = await start(
      [
        (response) => {
          response.writeHead(200).flushHeaders();
        },
      ],
      { timeout: 1000 },
    );
    const controller = new AbortController();
    const watch = await client.get().signal(controller.signal).watch();
    const stream = await client.get().signal(controller.signal).stream();
    await clock.advance(10_000);
    expect(clock.sleeping).toBe(0);
    expect(server.connections()).toBe(2);
    const events = watch[Symbol.asyncIterator]().next();
    const bytes = expect(stream.getReader().read()).rejects.toThrow('enough');
    controller.abort(new Error('enough'));
    expect(await events).toEqual({ done: true, value: undefined });
    await bytes;
    await until(() => server.connections() === 0);
  });

  it('leaves no timer and no listener behind after an answer', async () => {
    const { client, clock } = await start([ok]);
    const { signal } = new AbortController();
    await client.get().timeout(1000).signal(signal).do();
    expect(clock.sleeping).toBe(0);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});
