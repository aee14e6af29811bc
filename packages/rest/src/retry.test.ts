import { describe, expect, it } from '@jest/globals';
import { FakeClock } from './fake-clock.test-support.js';
import { HttpHeaders } from './http-headers.js';
import { Retry } from './retry.js';
import { type HttpResponse, TransportError } from './transport.js';

const body = {
  bytes: () => Promise.resolve(new Uint8Array()),
  cancel: () => undefined,
  [Symbol.asyncIterator]: () =>
    (async function* () {
      /* empty */
    })(),
};
const answer = (status: number, headers: Record<string, string> = {}): HttpResponse => {
  const lines = new HttpHeaders();
  for (const [name, value] of Object.entries(headers)) lines.set(name, value);
  return { status, headers: lines, body };
};
const broken = (message: string): Error => Object.assign(new Error(message), { code: 'ECONNRESET' });
const retry = (maxRetries = 3, random = (): number => 0): Retry =>
  new Retry({ maxRetries, mode: 'call', method: 'GET', replayable: true, retryWrites: true, clock: new FakeClock({ random }) });

describe('Retry', () => {
  it('says why it tries again', () => {
    const throttled = answer(429, { 'retry-after': '2', 'X-Kubernetes-PF-FlowSchema-UID': 'fs-1' });
    expect(retry().afterResponse(throttled)).toEqual({
      wait: 2000,
      reason: 'retries: 1, retry-after: 2s - retry-reason: due to server-side throttling, FlowSchema UID: "fs-1"',
    });
    expect(retry().afterResponse(answer(503, { 'retry-after': '3' }))?.reason).toBe(
      'retries: 1, retry-after: 3s - retry-reason: 503',
    );
    expect(retry().afterError(broken('fake error'))?.reason).toBe(
      'retries: 1, retry-after: 1s - retry-reason: due to retryable error, error: fake error',
    );
  });

  it('allows as many tries as it was told, and no more', () => {
    const state = retry(3);
    expect([1, 2, 3, 4].map(() => state.afterError(broken('x')) !== undefined)).toEqual([true, true, true, false]);
    expect(retry(0).afterError(broken('x'))).toBeUndefined();
    expect(retry(0).afterResponse(answer(429, { 'retry-after': '0' }))).toBeUndefined();
  });

  it('waits twice as long after each broken connection, up to ten seconds, and anew after an answer', () => {
    const state = retry(100);
    const waits = (count: number): unknown[] => Array.from({ length: count }, () => state.afterError(broken('x'))?.wait);
    expect(waits(6)).toEqual([1000, 2000, 4000, 8000, 10_000, 10_000]);
    state.afterResponse(answer(429, { 'retry-after': '0' }));
    expect(waits(2)).toEqual([1000, 2000]);
  });

  it('adds up to a fifth at random to the wait after a broken connection, and nothing to what the server asks for', () => {
    const state = retry(100, () => 0.999);
    expect([1, 2, 3, 4, 5].map(() => state.afterError(broken('x'))?.wait)).toEqual([1200, 2400, 4799, 9598, 11_998]);
    expect(state.afterResponse(answer(429, { 'retry-after': '5' }))?.wait).toBe(5000);
  });

  it.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'CERT_HAS_EXPIRED', 'HPE_INVALID_EOF_STATE', ''])(
    'does not try again after %s',
    (code) => {
      for (const mode of ['call', 'watch', 'stream'] as const) {
        const options = { maxRetries: 3, mode, method: 'GET', replayable: true, retryWrites: true, clock: new FakeClock() };
        expect(new Retry(options).afterError(Object.assign(new Error('x'), { code }))).toBeUndefined();
      }
    },
  );

  it.each([
    ['call', 'GET', ['ECONNRESET', 'EPIPE']],
    ['call', 'POST', []],
    ['stream', 'GET', []],
    ['watch', 'GET', ['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ESOCKETTIMEDOUT']],
    ['watch', 'POST', ['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ESOCKETTIMEDOUT']],
  ] as const)('for a %s by %s tries again after %j only', (mode, method, retried) => {
    const options = { maxRetries: 3, mode, method, replayable: true, retryWrites: true, clock: new FakeClock() };
    const codes = ['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ESOCKETTIMEDOUT'];
    const tried = codes.filter((code) => new Retry(options).afterError(Object.assign(new Error('x'), { code })));
    expect(tried).toEqual(retried);
  });

  it('adds an earlier error only if it says something else', () => {
    const state = retry();
    state.afterError(broken('first'));
    expect(state.wrap(broken('first')).message).toBe('first');
    expect(retry().wrap(broken('only')).message).toBe('only');
    const last = broken('last');
    state.afterError(last);
    expect(state.wrap(last)).toMatchObject({
      message: 'last - error from a previous attempt: first',
      cause: last,
      code: 'ECONNRESET',
    });
  });

  it('says of the earlier error only why, for the URL stands in the last one', () => {
    const request = { method: 'GET', url: new URL('http://h/') };
    const state = retry();
    state.afterError(new TransportError(request, broken('first')));
    const last = new TransportError(request, broken('last'));
    state.afterError(last);
    expect(state.wrap(last).message).toBe('GET http://h/: last - error from a previous attempt: first');
  });

  it('mentions the most recent of several errors, also across an answer in between', () => {
    const state = retry();
    state.afterError(broken('one'));
    state.afterError(broken('two'));
    state.afterResponse(answer(429, { 'retry-after': '0' }));
    const last = broken('three');
    state.afterError(last);
    expect(state.wrap(last).message).toBe('three - error from a previous attempt: two');
  });
});
