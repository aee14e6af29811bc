import { setMaxListeners } from 'node:events';
import type { Clock } from './clock.js';
import { DeadlineExceededError, startDeadline } from './deadline.js';
import type { ExchangeObserver } from './exchange-observer.js';
import type { HttpHeaders } from './http-headers.js';
import type { RateLimiter } from './rate-limiter.js';
import type { RequestBody } from './request-body.js';
import { type ExchangeMode, Retry, type RetryDecision } from './retry.js';
import type { ThrottleLog } from './throttle-log.js';
import type { HttpResponse, Transport } from './transport.js';

/** A built request and everything that executing it needs. */
export interface ExchangeCall {
  method: string;
  url: URL;
  headers: HttpHeaders;
  body: RequestBody | undefined;
  signal: AbortSignal | undefined;
  /** Aborts when the client is closed: nothing is waited for any more. */
  closed: AbortSignal;
  /** Milliseconds for all tries together; only `call` has such a limit. 0 is none. */
  timeout: number;
  maxRetries: number;
  rateLimiter: RateLimiter | undefined;
  transport: Transport;
  clock: Clock;
  throttleLog: ThrottleLog;
  /** Undefined if nobody wants to know. */
  observer: ExchangeObserver | undefined;
}

const firstThrottle = 'client-side throttling, not priority and fairness';

/**
 * Executes a request: waits for the rate limiter, sends, tries again as {@link Retry} says, and hands the final answer to
 * `consume` (client-go `Request.request`, `Request.Stream`, `Request.Watch`). Whatever `consume` reads is under the deadline too.
 */
export async function exchange<T>(
  call: ExchangeCall,
  mode: ExchangeMode,
  consume: (response: HttpResponse) => Promise<T>,
): Promise<T> {
  try {
    const result = await execute(call, mode, consume);
    call.observer?.finished(undefined);
    return result;
  } catch (error) {
    call.observer?.finished(error as Error);
    throw error;
  }
}

async function execute<T>(call: ExchangeCall, mode: ExchangeMode, consume: (response: HttpResponse) => Promise<T>): Promise<T> {
  const { method, url, clock } = call;
  // Many calls may wait on one signal: that is no leak.
  if (call.signal) setMaxListeners(0, call.signal);
  // A watch replaces a broken one; waiting for the limiter is for new work. Queueing does not eat the timeout.
  if (mode !== 'watch') await throttle(call, call.signal, undefined, firstThrottle);
  const limit = mode === 'call' ? call.timeout : 0;
  const deadline = startDeadline(clock, limit, call.signal, () => new DeadlineExceededError(method, url, limit));
  try {
    const retry = new Retry({ maxRetries: call.maxRetries, mode, method, replayable: isReplayable(call.body) });
    for (let number = 1; ; number++) {
      deadline.signal?.throwIfAborted();
      const outcome = await attempt(call, mode, deadline.signal, number);
      let decision: RetryDecision | undefined;
      if ('error' in outcome) {
        decision = deadline.signal?.aborted ? undefined : retry.afterError(outcome.error);
        if (!decision) throw deadline.signal?.aborted ? outcome.error : retry.wrap(outcome.error);
      } else {
        decision = retry.afterResponse(outcome.response, clock.date());
        if (!decision) return await consume(outcome.response);
        await drain(outcome.response);
      }
      call.observer?.retrying(number, decision.wait, decision.reason);
      await clock.sleep(decision.wait, either(call.closed, deadline.signal));
      await throttle(call, deadline.signal, deadline.at, decision.reason);
    }
  } finally {
    deadline.clear();
  }
}

async function attempt(
  call: ExchangeCall,
  mode: ExchangeMode,
  signal: AbortSignal | undefined,
  number: number,
): Promise<{ response: HttpResponse } | { error: Error }> {
  const { method, url, headers, body, transport, observer, clock } = call;
  const started = clock.now();
  observer?.started(number);
  try {
    const response = await transport({ method, url, headers, body, signal, use: mode === 'call' ? 'call' : 'stream' });
    observer?.ended(number, { status: response.status, duration: clock.now() - started });
    return { response };
  } catch (error) {
    observer?.ended(number, { error: error as Error, duration: clock.now() - started });
    return { error: error as Error };
  }
}

async function throttle(
  call: ExchangeCall,
  signal: AbortSignal | undefined,
  deadline: number | undefined,
  reason: string,
): Promise<void> {
  // Most calls need not wait at all.
  if (!call.rateLimiter || (!signal?.aborted && call.rateLimiter.tryAccept())) return;
  const started = call.clock.now();
  try {
    await call.rateLimiter.wait(either(call.closed, signal), deadline);
    call.observer?.throttled(call.clock.now() - started, reason);
  } catch (cause) {
    call.observer?.throttled(call.clock.now() - started, reason);
    // The caller's own reason says more than that a wait ended.
    if (signal?.aborted || call.closed.aborted) throw cause;
    throw new Error(`client rate limiter Wait returned an error: ${(cause as Error).message}`, { cause });
  }
  call.throttleLog.waited(call.clock.now() - started, reason, call.method, call.url);
}

function either(closed: AbortSignal, signal: AbortSignal | undefined): AbortSignal {
  return signal ? AbortSignal.any([closed, signal]) : closed;
}

function isReplayable(body: RequestBody | undefined): boolean {
  return body === undefined || body instanceof Uint8Array;
}

/** Reads a short unwanted body so that its connection can be used again; a long one costs less as a new connection (client-go `readAndCloseResponseBody`). */
async function drain({ headers, body }: HttpResponse): Promise<void> {
  const maxDrained = 2048;
  const length = Number(headers.get('content-length') ?? 0);
  if (length > maxDrained) {
    body.cancel();
    return;
  }
  try {
    let read = 0;
    for await (const chunk of body) {
      read += chunk.length;
      if (read > maxDrained) break;
    }
  } catch {
    // The answer was not wanted, so neither is its failure.
  } finally {
    body.cancel();
  }
}
