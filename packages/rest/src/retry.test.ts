import { describe, expect, it } from '@jest/globals';
import { HttpHeaders } from './http-headers.js';
import { Retry } from './retry.js';
import type { HttpResponse } from './transport.js';

const now = new Date(0);
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
const retry = (maxRetries = 3): Retry => new Retry({ maxRetries, mode: 'call', method: 'GET', replayable: true });

describe('Retry', () => {
  it('says why it tries again', () => {
    const throttled = answer(429, { 'retry-after': '2', 'X-Kubernetes-PF-FlowSchema-UID': 'fs-1' });
    expect(retry().afterResponse(throttled, now)).toEqual({
      wait: 2000,
      reason: 'retries: 1, retry-after: 2s - retry-reason: due to server-side throttling, FlowSchema UID: "fs-1"',
    });
    expect(retry().afterResponse(answer(503, { 'retry-after': '3' }), now)?.reason).toBe(
      'retries: 1, retry-after: 3s - retry-reason: 503',
    );
    expect(retry().afterError(broken('fake error'))?.reason).toBe(
      'retries: 1, retry-after: 1s - retry-reason: due to retryable error, error: fake error',
    );
  });

  it('allows as many tries as it was told, and no more', () => {
    const state = retry(3);
    expect([1, 2, 3, 4].map(() => state.afterError(broken('x')) !== undefined)).toEqual([true, true, true, false]);
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

  it('mentions the most recent of several errors, also across an answer in between', () => {
    const state = retry();
    state.afterError(broken('one'));
    state.afterError(broken('two'));
    state.afterResponse(answer(429, { 'retry-after': '0' }), now);
    const last = broken('three');
    state.afterError(last);
    expect(state.wrap(last).message).toBe('three - error from a previous attempt: two');
  });
});
