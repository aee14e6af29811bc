import { describe, expect, it } from '@jest/globals';
import type { Config } from './config.js';
import { type Answer, runClock, startFakeTimeClient } from './fake-time-client.test-support.js';
import type { FakeClock } from './fake-clock.test-support.js';
import type { Metrics } from './metrics.js';
import { RESTClient } from './rest-client.js';
import { sendJSON, type TestServer } from './test-server.test-support.js';
import { tokenBucket } from './rate-limiter.js';
import { catchUncaught } from './uncaught.test-support.js';

type Call = [hook: keyof Metrics, labels: object, value?: number];

/** Every hook, and what was reported to it. */
function recorder(): { metrics: Metrics; calls: Call[]; of(hook: keyof Metrics): unknown[] } {
  const calls: Call[] = [];
  const record =
    (hook: keyof Metrics) =>
    (...reported: [labels: object, value?: number]): void => {
      calls.push([hook, ...reported]);
    };
  const metrics: Required<Metrics> = {
    requestLatency: record('requestLatency'),
    resolverLatency: record('resolverLatency'),
    transportCAReloads: record('transportCAReloads'),
    rateLimiterLatency: record('rateLimiterLatency'),
    requestSize: record('requestSize'),
    responseSize: record('responseSize'),
    requestResult: record('requestResult'),
    requestRetry: record('requestRetry'),
  };
  return { metrics, calls, of: (hook) => calls.filter(([each]) => each === hook).map(([, ...reported]) => reported) };
}

const ok: Answer = (response) => {
  sendJSON(response, {});
};
const tooMany: Answer = (response) => {
  sendJSON(response, {}, 429, { 'retry-after': '2' });
};

async function start(answers: Answer[], config: Config = {}) {
  const seen = recorder();
  const started = await startFakeTimeClient(answers, { metrics: seen.metrics, ...config });
  return { ...started, ...seen, host: new URL(started.server.url).host, [Symbol.asyncDispose]: started[Symbol.asyncDispose] };
}

/** A client that knows the server by name. */
function named({ server, clock }: { server: TestServer; clock: FakeClock }, config: Config): RESTClient {
  return new RESTClient({ host: server.url.replace('127.0.0.1', 'localhost'), qps: -1, ...config }, { clock, env: {} });
}

describe('metrics', () => {
  it('report each attempt of a call, each time that it asks the limiter, and the call as a whole', async () => {
    await using run = await start([tooMany, ok], { qps: 100 });
    const { client, clock, calls, host, server } = run;
    await runClock(clock, client.get().absPath('/api/v1/namespaces/x/pods/p').param('pretty', 'true').do());
    const url = `${server.url}/api/v1/namespaces/%7Bnamespace%7D/pods/%7Bname%7D?pretty=%7Bvalue%7D`;
    expect(calls).toEqual([
      ['rateLimiterLatency', { verb: 'GET', url }, 0],
      ['requestSize', { verb: 'GET', host }, 0],
      ['requestResult', { verb: 'GET', host, code: '429' }],
      ['rateLimiterLatency', { verb: 'GET', url }, 0],
      ['requestSize', { verb: 'GET', host }, 0],
      ['requestResult', { verb: 'GET', host, code: '200' }],
      ['requestRetry', { verb: 'GET', host, code: '200' }],
      ['responseSize', { verb: 'GET', host }, 2],
      ['requestLatency', { verb: 'GET', url }, 2000],
    ]);
  });

  it('report how long a call waited for the limiter, also if it gave up', async () => {
    const clients = await start([ok]);
    await using run = clients;
    const { client, clock, of } = run;
    const limiter = tokenBucket(1, 1, clock);
    const get = () => client.get().absPath('/version').throttle(limiter);
    await get().do();
    await runClock(clock, get().do());
    const abort = new AbortController();
    const third = get().signal(abort.signal).do();
    await clock.advance(300);
    abort.abort(new Error('enough'));
    await expect(third).rejects.toThrow('enough');
    const url = `${run.server.url}/version`;
    expect(of('rateLimiterLatency')).toEqual([
      [{ verb: 'GET', url }, 0],
      [{ verb: 'GET', url }, 1000],
      [{ verb: 'GET', url }, 300],
    ]);
    expect(of('requestLatency').at(-1)).toEqual([{ verb: 'GET', url }, 300]);
  });

  it('report no wait without a limiter', async () => {
    await using run = await start([ok]);
    await run.client.get().absPath('/version').do();
    expect(run.of('rateLimiterLatency')).toEqual([]);
  });

  it('report the size of a body in bytes, with each attempt, and of a stream none', async () => {
    await using run = await start([tooMany, ok]);
    const { client, clock, host, of } = run;
    await runClock(clock, client.put().absPath('/api').body('grüße').do());
    expect(of('requestSize')).toEqual([
      [{ verb: 'PUT', host }, 7],
      [{ verb: 'PUT', host }, 7],
    ]);
    await client.post().absPath('/api').body(stream()).do();
    expect(of('requestSize')).toHaveLength(2);
    expect(of('requestResult').at(-1)).toEqual([{ verb: 'POST', host, code: '200' }]);
  });

  it('report the size of an answer, and of an error only if it has a body', async () => {
    const answer =
      (code: number, body: string): Answer =>
      (response) => {
        response.writeHead(code).end(body);
      };
    await using run = await start([answer(200, ''), answer(404, ''), answer(404, 'gone')]);
    for (let i = 0; i < 3; i++) await run.client.get().absPath('/version').do();
    expect(run.of('responseSize').map((reported) => (reported as unknown[])[1])).toEqual([0, 4]);
  });

  it('report the lookup of a name when a connection is opened, to the client whose request opens it', async () => {
    const one = recorder();
    const other = recorder();
    await using run = await start([ok]);
    await using first = named(run, { metrics: one.metrics });
    await using second = named(run, { metrics: other.metrics });
    await first.get().absPath('/version').do();
    await second.get().absPath('/version').do();
    expect(one.of('resolverLatency')).toEqual([[{ host: 'localhost' }, 0]]);
    expect(other.of('resolverLatency')).toEqual([]);
    (await second.get().absPath('/api/v1/pods').watch()).stop();
    expect(other.of('resolverLatency')).toEqual([[{ host: 'localhost' }, 0]]);
    expect(one.of('resolverLatency')).toHaveLength(1);
  });

  it('report no lookup of an address', async () => {
    await using run = await start([ok]);
    await run.client.get().absPath('/version').do();
    expect(run.of('resolverLatency')).toEqual([]);
  });

  it('report an attempt without an answer as <error>', async () => {
    await using run = await start([(_response, socket) => socket.destroy()]);
    const { client, clock, host, of, server } = run;
    await expect(runClock(clock, client.get().absPath('/version').maxRetries(1).do())).rejects.toThrow();
    const labels = { verb: 'GET', host, code: '<error>' };
    expect(of('requestResult')).toEqual([[labels], [labels]]);
    expect(of('requestRetry')).toEqual([[labels]]);
    expect(of('responseSize')).toEqual([]);
    expect(of('requestLatency')).toEqual([[{ verb: 'GET', url: `${server.url}/version` }, expect.any(Number)]]);
  });

  it('report a call that was built wrong, and was never sent', async () => {
    await using run = await start([ok]);
    const { client, calls, server } = run;
    await expect(client.get().absPath('/api/v1').name('a/b').do()).rejects.toThrow('invalid resource name');
    await expect(client.post().absPath('/api/v1').namespace('').resource('pods').do()).rejects.toThrow('empty namespace');
    expect(calls).toEqual([
      ['requestLatency', { verb: 'GET', url: `${server.url}/api/v1` }, 0],
      ['requestLatency', { verb: 'POST', url: `${server.url}/api/v1/pods` }, 0],
    ]);
  });

  it('report of a watch and a stream only attempts and waits', async () => {
    await using run = await start([ok], { qps: 100 });
    const { client, calls } = run;
    (await client.get().absPath('/api/v1/pods').watch()).stop();
    await (await client.get().absPath('/api/v1/pods').stream()).cancel();
    expect(calls.map(([hook]) => hook)).toEqual(['requestResult', 'rateLimiterLatency', 'requestResult']);
  });

  it('report once for doRaw, too', async () => {
    await using run = await start([ok]);
    await run.client.get().absPath('/version').doRaw();
    expect(run.calls.map(([hook]) => hook)).toEqual(['requestSize', 'requestResult', 'responseSize', 'requestLatency']);
  });

  it('do not break a call when a hook throws', async () => {
    using caught = catchUncaught();
    const fail = () => {
      throw new Error('broken hook');
    };
    const metrics: Required<Metrics> = {
      requestLatency: fail,
      resolverLatency: fail,
      transportCAReloads: fail,
      rateLimiterLatency: fail,
      requestSize: fail,
      responseSize: fail,
      requestResult: fail,
      requestRetry: fail,
    };
    await using run = await start([tooMany, ok]);
    await using client = named(run, { metrics, qps: 100 });
    const result = await runClock(run.clock, client.get().absPath('/version').do());
    expect(result.statusCode).toBe(200);
    expect(caught.errors).toHaveLength(10);
    expect(caught.errors.every((error) => (error as Error).message === 'broken hook')).toBe(true);
  });

  it('may be given in part, and keep their this', async () => {
    class Latencies {
      readonly seen: string[] = [];
      requestLatency({ verb }: { verb: string }): void {
        this.seen.push(verb);
      }
    }
    const metrics = new Latencies();
    await using run = await start([ok], { metrics });
    await run.client.get().absPath('/version').do();
    expect(metrics.seen).toEqual(['GET']);
  });
});

async function* stream(): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(new TextEncoder().encode('streamed'));
}
