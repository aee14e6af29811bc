import { describe, expect, it } from '@jest/globals';
import type { BackoffManager } from './backoff-manager.js';
import { ok, reset, retryAfter, start, status } from './exchange.test-support.js';
import { FakeClock } from './fake-clock.test-support.js';
import { type Answer, type FakeTimeClient, runClock } from './fake-time-client.test-support.js';
import { RESTClient } from './rest-client.js';
import { environmentBackoff, urlBackoff } from './url-backoff.js';

const url = new URL('http://h:8080/a');

describe('urlBackoff', () => {
  it('doubles the wait of a host with each 429 and 5xx, and forgets it with any other answer', () => {
    const backoff = urlBackoff(1000, 60_000, new FakeClock());
    const waits = [429, 500, 501, 502].map((code) => {
      backoff.updateBackoff(url, code);
      return backoff.calculateBackoff(new URL('/elsewhere', url));
    });
    expect(waits).toEqual([1000, 2000, 4000, 8000]);
    expect(backoff.calculateBackoff(new URL('http://h:9090/a'))).toBe(0);
    backoff.updateBackoff(url, 300);
    expect(backoff.calculateBackoff(url)).toBe(0);
  });

  it('keeps the wait when there is no answer', () => {
    const backoff = urlBackoff(1000, 60_000, new FakeClock());
    backoff.updateBackoff(url, 0);
    expect(backoff.calculateBackoff(url)).toBe(0);
    backoff.updateBackoff(url, 500);
    backoff.updateBackoff(url, 0);
    expect(backoff.calculateBackoff(url)).toBe(1000);
  });

  it('asks only for what is left of the wait', async () => {
    const clock = new FakeClock();
    const backoff = urlBackoff(1000, 60_000, clock);
    backoff.updateBackoff(url, 500);
    await clock.advance(700);
    expect(backoff.calculateBackoff(url)).toBe(300);
    await clock.advance(700);
    expect(backoff.calculateBackoff(url)).toBe(0);
  });
});

describe('environmentBackoff', () => {
  const afterTwoFailures = (base?: string, duration?: string): number | undefined => {
    const env = { KUBE_CLIENT_BACKOFF_BASE: base, KUBE_CLIENT_BACKOFF_DURATION: duration };
    const backoff = environmentBackoff(env, new FakeClock());
    backoff?.updateBackoff(url, 500);
    backoff?.updateBackoff(url, 500);
    return backoff?.calculateBackoff(url);
  };

  it('is what both variables say, in seconds, and nothing without one of them', () => {
    expect(afterTwoFailures('1', '2')).toBe(2000);
    expect(afterTwoFailures('1', '0')).toBe(0);
    expect(afterTwoFailures('1')).toBeUndefined();
    expect(afterTwoFailures(undefined, '2')).toBeUndefined();
    expect(afterTwoFailures('1s', '2')).toBeUndefined();
    expect(afterTwoFailures('', '2')).toBeUndefined();
  });

  it('is that of a client without a backoff of its own', async () => {
    const { server, clock } = await start([status(500), ok]);
    const env = { KUBE_CLIENT_BACKOFF_BASE: '3', KUBE_CLIENT_BACKOFF_DURATION: '9' };
    await using client = new RESTClient({ host: server.url, qps: -1 }, { clock, env });
    await client.get().do();
    await runClock(clock, client.get().do());
    expect(clock.sleeps).toEqual([3000]);
  });
});

/** A client whose own clock its backoff goes by. */
function started(initial: number, answers: Answer[]): Promise<FakeTimeClient> {
  const clock = new FakeClock();
  return start(answers, { backoff: urlBackoff(initial, 200_000, clock) }, clock);
}

describe('the backoff of a client', () => {
  it('waits before each attempt as long as the host has been failing, over all its requests', async () => {
    const failing = Array.from({ length: 4 }, () => status(504));
    const { client, clock } = await started(1000, [...failing, ok, ...failing.slice(1), ok, ok]);
    const request = client.get();
    const waits: number[] = [];
    for (let i = 0; i < 10; i++) {
      const before = clock.now();
      await runClock(clock, request.do());
      waits.push((clock.now() - before) / 1000);
    }
    expect(waits).toEqual([0, 1, 2, 4, 8, 0, 1, 2, 4, 0]);
  });

  it('and a Retry-After do not add up: the longer one counts', async () => {
    const long = await started(1000, [retryAfter(429, '5'), ok]);
    await runClock(long.clock, long.client.get().do());
    expect(long.clock.sleeps).toEqual([5000]);
    const short = await started(4000, [retryAfter(429, '2'), ok]);
    await runClock(short.clock, short.client.get().do());
    expect(short.clock.sleeps).toEqual([4000]);
  });

  it('is asked and told in this order: limiter, wait, answer, told, wait, limiter, answer, told', async () => {
    const steps: string[] = [];
    const backoff: BackoffManager = {
      calculateBackoff() {
        steps.push('wait');
        return 0;
      },
      updateBackoff(_url, code) {
        steps.push(`told ${String(code)}`);
      },
    };
    const rateLimiter = {
      wait: () => Promise.reject(new Error('not asked to wait')),
      tryAccept() {
        steps.push('limiter');
        return true;
      },
      qps: () => 1,
      stop: () => undefined,
    };
    const seen = (answer: Answer): Answer => {
      return (...args) => {
        steps.push('answer');
        answer(...args);
      };
    };
    const { client, clock } = await start([seen(retryAfter(500)), seen(ok)], { backoff, rateLimiter });
    await runClock(clock, client.get().do());
    const expected = ['wait', 'answer', 'told 500', 'wait', 'limiter', 'answer', 'told 200'];
    expect(steps).toEqual(['limiter', ...expected]);
    steps.length = 0;
    const watched = await start([seen(retryAfter(500)), seen(ok)], { backoff, rateLimiter });
    (await runClock(watched.clock, watched.client.get().watch())).stop();
    expect(steps).toEqual(expected);
  });

  it('is told 0 by a broken connection', async () => {
    const codes: number[] = [];
    const backoff: BackoffManager = { calculateBackoff: () => 0, updateBackoff: (_url, code) => codes.push(code) };
    const { client, clock } = await start([reset, ok], { backoff });
    await runClock(clock, client.get().do());
    expect(codes).toEqual([0, 200]);
  });

  it('can be another for one request, or none', async () => {
    const { client, clock } = await started(1000, [status(500)]);
    await client.get().do();
    await client.get().backoff(undefined).do();
    expect(clock.sleeps).toEqual([]);
    await runClock(
      clock,
      client
        .get()
        .backoff({ calculateBackoff: () => 7000, updateBackoff: () => undefined })
        .do(),
    );
    expect(clock.sleeps).toEqual([7000]);
  });

  it('lets an abort and the end of the client out of its wait', async () => {
    const { client, clock } = await started(60_000, [status(500)]);
    await client.get().do();
    const controller = new AbortController();
    const aborted = expect(client.get().signal(controller.signal).do()).rejects.toThrow('enough');
    const closed = expect(client.get().do()).rejects.toThrow('the client was closed');
    controller.abort(new Error('enough'));
    await aborted;
    await client.close();
    await closed;
    expect(clock.sleeping).toBe(0);
  });
});
