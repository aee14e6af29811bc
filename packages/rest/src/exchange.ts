import type { BackoffManager } from './backoff-manager.js';
import type { Clock } from './clock.js';
import { type Deadline, DeadlineExceededError, startDeadline } from './deadline.js';
import { drain } from './drain.js';
import { underEither } from './either-signal.js';
import type { ExchangeObserver } from './exchange-observer.js';
import type { HttpHeaders } from './http-headers.js';
import type { RateLimiter } from './rate-limiter.js';
import { type RequestBody, StreamBody } from './request-body.js';
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
  /** Milliseconds for all tries together: until a call's answer is complete, until that of a watch or a stream begins. 0 is none. */
  timeout: number;
  maxRetries: number;
  /** Whether a 5xx answer to a POST or PATCH is worth another try. */
  retryWrites: boolean;
  rateLimiter: RateLimiter | undefined;
  backoff: BackoffManager | undefined;
  transport: Transport;
  clock: Clock;
  throttleLog: ThrottleLog;
  /** Undefined if nobody wants to know. */
  observer: ExchangeObserver | undefined;
}

type Outcome = { response: HttpResponse } | { error: Error };

const firstThrottle = 'client-side throttling, not priority and fairness';

/**
 * Executes a request: waits for the rate limiter, sends, tries again as {@link Retry} says, and hands the final answer to
 * `consume` (client-go `Request.request`, `Request.Stream`, `Request.Watch`). Whatever `consume` reads is under the deadline too.
 */
export function exchange<T>(call: ExchangeCall, mode: ExchangeMode, consume: (response: HttpResponse) => Promise<T>): Promise<T> {
  const { observer } = call;
  const execution = execute(call, mode, consume);
  return observer ? observed(execution, observer) : execution;
}

async function observed<T>(execution: Promise<T>, observer: ExchangeObserver): Promise<T> {
  try {
    const result = await execution;
    observer.finished(undefined);
    return result;
  } catch (error) {
    observer.finished(toldError(error));
    throw error;
  }
}

async function execute<T>(call: ExchangeCall, mode: ExchangeMode, consume: (response: HttpResponse) => Promise<T>): Promise<T> {
  const { method, url, signal, timeout, clock, maxRetries, retryWrites } = call;
  // A watch replaces a broken one; waiting for the limiter is for new work. Queueing does not eat the timeout.
  if (mode !== 'watch' && call.rateLimiter) await throttle(call, signal, undefined, firstThrottle);
  const deadline = startDeadline({
    clock,
    milliseconds: timeout,
    caller: signal,
    outlives: mode !== 'call',
    exceeded: () => new DeadlineExceededError(method, url, timeout, mode === 'call' ? 'complete answer' : 'answer'),
  });
  try {
    const replayable = !(call.body instanceof StreamBody);
    const retry = new Retry({ maxRetries, mode, method, replayable, retryWrites, clock });
    if (call.backoff) await backOff(call, deadline);
    for (let number = 1; ; number++) {
      deadline.signal?.throwIfAborted();
      const outcome = await attempt(call, mode, deadline.signal, number);
      const decision = decide(call, retry, outcome, deadline);
      if (!decision) {
        const tell = (error: Error): Error => (deadline.signal?.aborted ? error : retry.wrap(error));
        if ('error' in outcome) throw tell(outcome.error);
        const isRefused = mode === 'watch' && outcome.response.status !== 200;
        return await (isRefused ? refuse(consume(outcome.response), tell) : consume(outcome.response));
      }
      if ('response' in outcome) await drain(outcome.response);
      call.observer?.retrying(number, decision.wait, decision.reason);
      await sleep(call, deadline, decision.wait);
      await throttle(call, deadline.signal, deadline.at, decision.reason);
    }
  } finally {
    deadline.clear();
  }
}

/** What a watch was refused with tells of an earlier attempt's error too (client-go `Request.Watch`). */
async function refuse<T>(answer: Promise<T>, tell: (error: Error) => Error): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw tell(error as Error);
  }
}

/** A host that has been failing is left alone for a while before the first attempt already. */
async function backOff(call: ExchangeCall, deadline: Deadline): Promise<void> {
  const wait = call.backoff?.calculateBackoff(call.url) ?? 0;
  if (wait > 0) await sleep(call, deadline, wait);
}

/**
 * Whether to try again after an attempt, and how long to wait: as long as the host's backoff and the retry's reason ask for, but not
 * past the deadline.
 */
function decide(call: ExchangeCall, retry: Retry, outcome: Outcome, deadline: Deadline): RetryDecision | undefined {
  const { backoff, clock, url } = call;
  backoff?.updateBackoff(url, 'response' in outcome ? outcome.response.status : 0);
  if (deadline.signal?.aborted) return undefined;
  const decision = 'response' in outcome ? retry.afterResponse(outcome.response) : retry.afterError(outcome.error);
  if (!decision) return undefined;
  const wait = Math.max(decision.wait, backoff?.calculateBackoff(url) ?? 0);
  if (deadline.at !== undefined && clock.now() + wait >= deadline.at) return undefined;
  return { wait, reason: decision.reason };
}

async function sleep({ clock, closed }: ExchangeCall, { signal }: Deadline, milliseconds: number): Promise<void> {
  await underEither(closed, signal, (either) => clock.sleep(milliseconds, either));
}

async function attempt(
  call: ExchangeCall,
  mode: ExchangeMode,
  signal: AbortSignal | undefined,
  number: number,
): Promise<Outcome> {
  const { method, url, transport, observer, clock } = call;
  const body = call.body instanceof StreamBody ? call.body.take() : call.body;
  const headers = observer?.started(number, call.headers) ?? call.headers;
  const started = observer ? clock.now() : 0;
  try {
    const response = await transport({ method, url, headers, body, signal, use: mode === 'call' ? 'call' : 'stream' });
    observer?.ended(number, { status: response.status, duration: clock.now() - started });
    return { response };
  } catch (error) {
    observer?.ended(number, { error: toldError(error), duration: clock.now() - started });
    return { error: error as Error };
  }
}

/** What observers are told, who go by whether there is an error: a signal may abort with any reason, with null too. */
function toldError(reason: unknown): Error {
  if (typeof reason === 'object' && reason !== null) return reason as Error;
  return new Error(`aborted: ${String(reason)}`, { cause: reason });
}

async function throttle(
  call: ExchangeCall,
  signal: AbortSignal | undefined,
  deadline: number | undefined,
  reason: string,
): Promise<void> {
  const { rateLimiter, observer, clock, closed } = call;
  if (!rateLimiter) return;
  // Most calls need not wait at all.
  if (!signal?.aborted && rateLimiter.tryAccept()) {
    observer?.throttled(0, reason);
    return;
  }
  const started = clock.now();
  try {
    await underEither(closed, signal, (either) => rateLimiter.wait(either, deadline));
  } catch (cause) {
    // The caller's own reason says more than that a wait ended.
    if (signal?.aborted || closed.aborted) throw cause;
    throw new Error(`client rate limiter Wait returned an error: ${(cause as Error).message}`, { cause });
  } finally {
    observer?.throttled(clock.now() - started, reason);
  }
  call.throttleLog.waited(clock.now() - started, reason, call.method, call.url);
}
