import type { Clock } from './clock.js';
import { quote } from './quote.js';
import { parseRetryAfter } from './retry-after.js';
import { errorCode, type HttpResponse, isError, TransportError } from './transport.js';

/** How an answer is consumed decides which failures are worth another try. */
export type ExchangeMode = 'call' | 'stream' | 'watch';

/** Waits before asking again after a connection broke: the first, and the longest, in milliseconds; each is twice the one before. */
const firstWait = 1_000;
const longestWait = 10_000;
/** Up to this part of a wait is added at random: clients that lost the same server must not all come back at once. */
const jitter = 0.2;

/** A server that asks for more patience than this, in milliseconds, is not waited for: whoever called can do something better. */
const longestRetryAfter = 5 * 60_000;

/**
 * Codes of a connection that broke before the first byte of an answer, also within the TLS handshake. Never a refused connection, an
 * unknown host or a certificate that is refused: those do not heal by asking again. And never an answer that ends within its head: a transport gives that another code.
 */
const brokenConnection = new Set(['ECONNRESET', 'EPIPE']);
const timedOut = new Set(['ETIMEDOUT', 'ESOCKETTIMEDOUT']);
const writes = new Set(['POST', 'PATCH']);

/** One more try: how long to wait first, in milliseconds, and why. */
export interface RetryDecision {
  wait: number;
  reason: string;
}

/** What decides about the tries of one execution. */
export interface RetryOptions {
  /** Tries after the first, at most. */
  maxRetries: number;
  mode: ExchangeMode;
  method: string;
  /** Whether the body can be sent again. */
  replayable: boolean;
  /** Whether a 5xx answer to a POST or PATCH is worth another try. */
  retryWrites: boolean;
  /** For waits until a date, and for what is added to waits at random. */
  clock: Pick<Clock, 'date' | 'random'>;
}

/** The state of one execution's tries (client-go `rest/with_retry.go`). */
export class Retry {
  /** Tries that have ended. */
  #attempts = 0;
  /** How many of the last ones had no answer. */
  #broken = 0;
  #previous: Error | undefined;
  #current: Error | undefined;
  readonly #options: RetryOptions;

  constructor(options: RetryOptions) {
    this.#options = options;
  }

  /**
   * After an answer: 429 and 5xx are tried again, the latter for a POST or PATCH only with `retryWrites`, if the server says when and does
   * not ask for more than five minutes.
   */
  afterResponse(response: HttpResponse): RetryDecision | undefined {
    this.#track(undefined);
    this.#broken = 0;
    if (!this.#mayRetry()) return undefined;
    const { status, headers } = response;
    if (status !== 429 && (status < 500 || !this.#mayRepeatFailed())) return undefined;
    const wait = parseRetryAfter(headers.get('retry-after'), this.#options.clock.date());
    if (wait === undefined || wait > longestRetryAfter) return undefined;
    const cause =
      status === 429
        ? `due to server-side throttling, FlowSchema UID: ${quote(headers.get('x-kubernetes-pf-flowschema-uid') ?? '')}`
        : String(status);
    return this.#decision(wait, cause);
  }

  /** After a failure: a broken connection is tried again if nothing can have been changed by the first try. */
  afterError(error: Error): RetryDecision | undefined {
    this.#track(error);
    if (!this.#mayRetry() || !this.#isRetryable(error)) return undefined;
    const wait = Math.min(firstWait * 2 ** this.#broken++, longestWait);
    return this.#decision(
      Math.round(wait * (1 + this.#options.clock.random() * jitter)),
      `due to retryable error, error: ${error.message}`,
    );
  }

  /** The error to report: the last one, with the one before it if that says something else (client-go `WithRetry.WrapPreviousError`). */
  wrap(error: Error): Error {
    const previous = error === this.#current ? this.#previous : (this.#current ?? this.#previous);
    if (this.#options.mode === 'stream' || !previous || previous.message === error.message) return error;
    return new RetriedError(error, previous);
  }

  #mayRetry(): boolean {
    if (!this.#options.replayable) return false;
    this.#attempts++;
    return this.#attempts <= this.#options.maxRetries;
  }

  #mayRepeatFailed(): boolean {
    return this.#options.retryWrites || !writes.has(this.#options.method);
  }

  #isRetryable(error: Error): boolean {
    const { mode, method } = this.#options;
    const code = errorCode(error);
    if (mode === 'call') return method === 'GET' && brokenConnection.has(code);
    return mode === 'watch' && (brokenConnection.has(code) || timedOut.has(code));
  }

  #track(error: Error | undefined): void {
    if (this.#current) this.#previous = this.#current;
    this.#current = error;
  }

  #decision(wait: number, cause: string): RetryDecision {
    return { wait, reason: `retries: ${String(this.#attempts)}, retry-after: ${String(wait / 1000)}s - retry-reason: ${cause}` };
  }
}

/** The last try's error, and what an earlier try failed with. */
export class RetriedError extends Error {
  override readonly name = 'RetriedError';
  /** Node's code of the last failure. */
  readonly code: string;

  constructor(current: Error, previous: Error) {
    super(`${current.message} - error from a previous attempt: ${reasonOf(previous)}`, { cause: current });
    this.code = errorCode(current);
  }
}

/** Method and URL stand in the last error already. */
function reasonOf(error: Error): string {
  const inner = error instanceof TransportError && isError(error.cause) ? error.cause.message : '';
  return inner || error.message;
}
