import { type HttpResponse, errorCode } from './transport.js';
import { parseRetryAfter } from './retry-after.js';
import { quote } from './quote.js';

/** How an answer is consumed decides which failures are worth another try. */
export type ExchangeMode = 'call' | 'stream' | 'watch';

/** Wait before asking again after a connection broke, in milliseconds. */
const retryAfterBrokenConnection = 1_000;

/** Codes of a connection that broke under a request. Never a refused connection, an unknown host or a failed handshake: those do not heal by asking again. */
const brokenConnection = new Set(['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE']);
const timedOut = new Set(['ETIMEDOUT', 'ESOCKETTIMEDOUT']);

/** One more try: how long to wait first, in milliseconds, and why. */
export interface RetryDecision {
  wait: number;
  reason: string;
}

/** The state of one execution's tries (client-go `rest/with_retry.go`). */
export class Retry {
  /** Tries that have ended. */
  #attempts = 0;
  #previous: Error | undefined;
  #current: Error | undefined;
  readonly #maxRetries: number;
  readonly #mode: ExchangeMode;
  readonly #method: string;
  readonly #replayable: boolean;

  constructor(options: { maxRetries: number; mode: ExchangeMode; method: string; replayable: boolean }) {
    this.#maxRetries = options.maxRetries;
    this.#mode = options.mode;
    this.#method = options.method;
    this.#replayable = options.replayable;
  }

  /** After an answer: 429 and 5xx are tried again, whatever the method, if the server says when. */
  afterResponse(response: HttpResponse, now: Date): RetryDecision | undefined {
    this.#track(undefined);
    if (!this.#mayRetry()) return undefined;
    const { status, headers } = response;
    if (status !== 429 && status < 500) return undefined;
    const wait = parseRetryAfter(headers.get('retry-after'), now);
    if (wait === undefined) return undefined;
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
    return this.#decision(retryAfterBrokenConnection, `due to retryable error, error: ${error.message}`);
  }

  /** The error to report: the last one, with the one before it if that says something else (client-go `WithRetry.WrapPreviousError`). */
  wrap(error: Error): Error {
    const previous = error === this.#current ? this.#previous : (this.#current ?? this.#previous);
    if (this.#mode === 'stream' || !previous || previous.message === error.message) return error;
    return new RetriedError(error, previous);
  }

  #mayRetry(): boolean {
    if (!this.#replayable) return false;
    this.#attempts++;
    return this.#attempts <= this.#maxRetries;
  }

  #isRetryable(error: Error): boolean {
    const code = errorCode(error);
    if (this.#mode === 'call') return this.#method === 'GET' && brokenConnection.has(code);
    return this.#mode === 'watch' && (brokenConnection.has(code) || timedOut.has(code));
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
    super(`${current.message} - error from a previous attempt: ${previous.message}`, { cause: current });
    this.code = errorCode(current);
  }
}
