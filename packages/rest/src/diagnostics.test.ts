import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { afterEach, describe, expect, it } from '@jest/globals';
import {
  type AttemptStartMessage,
  channelNames,
  type DiagnosticsMessages,
  isDiagnosed,
  type ObservedRequest,
} from './diagnostics.js';
import { type Answer, runClock, startFakeTimeClient } from './fake-time-client.test-support.js';
import { tokenBucket } from './rate-limiter.js';
import { sendJSON } from './test-server.test-support.js';

type Name = keyof DiagnosticsMessages;

const subscriptions: (() => void)[] = [];
afterEach(() => {
  for (const cancel of subscriptions.splice(0)) cancel();
});

function on<N extends Name>(name: N, listener: (message: DiagnosticsMessages[N]) => void): void {
  const receive = (message: unknown): void => {
    listener(message as DiagnosticsMessages[N]);
  };
  subscribe(name, receive);
  subscriptions.push(() => unsubscribe(name, receive));
}

/** Everything that is published from now on: the channel's name without its beginning, what the message is about, and the rest of it. */
function record(): { name: string; request: ObservedRequest; rest: object }[] {
  const seen: { name: string; request: ObservedRequest; rest: object }[] = [];
  for (const name of channelNames) {
    on(name, ({ request, ...rest }) => {
      seen.push({ name: name.replace('kubewright:', ''), request, rest });
    });
  }
  return seen;
}

const ok: Answer = (response) => {
  sendJSON(response, {});
};
const unavailable: Answer = (response) => {
  sendJSON(response, {}, 503, { 'retry-after': '2' });
};

describe('diagnostics channels', () => {
  it('tell what happens to a request, attempt by attempt', async () => {
    await using run = await startFakeTimeClient([unavailable, ok]);
    const seen = record();
    const path = '/api/v1/namespaces/x/pods/p';
    await runClock(run.clock, run.client.get().absPath(path).param('pretty', 'true').do());
    const headers = expect.anything();
    const reason = expect.stringContaining('retry-reason: 503');
    expect(seen.map(({ name, rest }) => [name, rest])).toEqual([
      ['request:start', {}],
      ['attempt:start', { attempt: 1, headers }],
      ['attempt:end', { attempt: 1, status: 503, duration: 0 }],
      ['request:retry', { attempt: 1, wait: 2000, reason }],
      ['attempt:start', { attempt: 2, headers }],
      ['attempt:end', { attempt: 2, status: 200, duration: 0 }],
      ['request:end', {}],
    ]);
    expect(new Set(seen.map(({ request }) => request)).size).toBe(1);
    expect(seen[0]?.request).toEqual({
      method: 'GET',
      url: `${run.server.url}${path}?pretty=true`,
      urlTemplate: `${run.server.url}/api/v1/namespaces/%7Bnamespace%7D/pods/%7Bname%7D?pretty=%7Bvalue%7D`,
    });
  });

  it('tell that a request waited for the rate limiter, and nothing of one that did not', async () => {
    await using run = await startFakeTimeClient([ok]);
    const limiter = tokenBucket(1, 1, run.clock);
    const seen = record();
    const get = () => run.client.get().absPath('/version').throttle(limiter).do();
    await get();
    await runClock(run.clock, get());
    const throttled = seen.filter(({ name }) => name === 'request:throttle');
    expect(throttled.map(({ rest }) => rest)).toEqual([
      { waited: 1000, reason: 'client-side throttling, not priority and fairness' },
    ]);
    expect(seen.findIndex(({ name }) => name === 'request:throttle')).toBe(
      seen.findIndex(({ name }, i) => i > 0 && name === 'request:start') + 1,
    );
  });

  it('tell why there was no answer', async () => {
    await using run = await startFakeTimeClient([(_response, socket) => socket.destroy()]);
    const seen = record();
    const error: unknown = await run.client
      .post()
      .absPath('/api/v1/pods')
      .do()
      .catch((cause: unknown) => cause);
    expect(seen.map(({ name, rest }) => [name, rest])).toEqual([
      ['request:start', {}],
      ['attempt:start', { attempt: 1, headers: expect.anything() }],
      ['attempt:end', { attempt: 1, duration: 0, error }],
      ['request:end', { error }],
    ]);
  });

  it.each([null, 0, '', false, 'enough'])('tell an error when a signal aborts with %j', async (reason) => {
    await using run = await startFakeTimeClient([() => controller.abort(reason)]);
    const controller = new AbortController();
    const seen = record();
    const rejected = run.client.get().absPath('/x').signal(controller.signal).do();
    await expect(rejected).rejects.toBe(reason);
    const errors = seen.filter(({ name }) => name.endsWith(':end')).map(({ rest }) => (rest as { error: Error }).error);
    expect(errors.map(({ message, cause }) => [message, cause])).toEqual([
      [`aborted: ${String(reason)}`, reason],
      [`aborted: ${String(reason)}`, reason],
    ]);
  });

  it('tell of watches and streams, which end when they are open', async () => {
    await using run = await startFakeTimeClient([ok]);
    const seen = record();
    await using _watch = await run.client.get().absPath('/api/v1/pods').watch();
    expect(seen.map(({ name }) => name)).toEqual(['request:start', 'attempt:start', 'attempt:end', 'request:end']);
    await (await run.client.get().absPath('/api/v1/pods').stream()).cancel();
    expect(seen).toHaveLength(8);
  });

  it('tell concurrent requests apart', async () => {
    await using run = await startFakeTimeClient([ok]);
    const seen = record();
    await Promise.all(['/a', '/b', '/c'].map((path) => run.client.get().absPath(path).do()));
    const requests = [...new Set(seen.map(({ request }) => request))];
    expect(requests.map(({ url }) => new URL(url).pathname).sort()).toEqual(['/a', '/b', '/c']);
    for (const request of requests) expect(seen.filter((each) => each.request === request)).toHaveLength(4);
  });

  it('take headers for one attempt', async () => {
    await using run = await startFakeTimeClient([unavailable, ok]);
    const { client, clock, server } = run;
    on('kubewright:attempt:start', ({ attempt, headers }) => {
      if (attempt === 1) headers.set('x-first', 'yes');
      headers.set('traceparent', `00-trace-${String(attempt)}`).set('accept');
    });
    const request = client.get().absPath('/version').setHeader('x-own', '1');
    await runClock(clock, request.do());
    for (const cancel of subscriptions.splice(0)) cancel();
    await request.do();
    const sent = server.requests.map(({ headers }) => [headers['traceparent'], headers['x-first'], headers['x-own']]);
    expect(sent).toEqual([
      ['00-trace-1', 'yes', '1'],
      ['00-trace-2', undefined, '1'],
      [undefined, undefined, '1'],
    ]);
    expect(server.requests.map(({ headers }) => headers.accept)).toEqual([undefined, undefined, 'application/json, */*']);
  });

  it('show no credential and send it all the same, whatever a subscriber does', async () => {
    await using run = await startFakeTimeClient([ok]);
    const seen: AttemptStartMessage[] = [];
    on('kubewright:attempt:start', (message) => {
      seen.push(message);
      message.headers.set('authorization', 'Bearer other');
    });
    await run.client.get().absPath('/').setHeader('Authorization', 'Bearer own').setHeader('Cookie', 'a=1', 'b=2').do();
    const [message] = seen;
    expect([...(message?.headers ?? [])].map(([name]) => name)).not.toContain('cookie');
    expect(message?.headers.all('authorization')).toEqual(['Bearer other']);
    expect(run.server.requests[0]?.headers).toMatchObject({ authorization: 'Bearer own', cookie: 'a=1; b=2' });
  });

  it('publish the start in the async context of the caller', async () => {
    await using run = await startFakeTimeClient([ok]);
    const storage = new AsyncLocalStorage<string>();
    const contexts: (string | undefined)[] = [];
    on('kubewright:request:start', () => contexts.push(storage.getStore()));
    on('kubewright:attempt:start', () => contexts.push(storage.getStore()));
    await storage.run('span of the caller', () => run.client.get().absPath('/').do());
    expect(contexts).toEqual(['span of the caller', 'span of the caller']);
  });

  it('publish on one channel if only that one has a subscriber', async () => {
    await using run = await startFakeTimeClient([unavailable, ok]);
    const waits: number[] = [];
    on('kubewright:request:retry', ({ wait }) => waits.push(wait));
    await runClock(run.clock, run.client.get().absPath('/').do());
    expect(waits).toEqual([2000]);
  });
});

describe('isDiagnosed', () => {
  it.each(channelNames)('is true while somebody listens to %s', (name) => {
    expect(isDiagnosed()).toBe(false);
    on(name, () => undefined);
    expect(isDiagnosed()).toBe(true);
    for (const cancel of subscriptions.splice(0)) cancel();
    expect(isDiagnosed()).toBe(false);
  });
});
