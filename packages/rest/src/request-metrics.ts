import type { Clock } from './clock.js';
import type { AttemptOutcome, ExchangeObserver } from './exchange-observer.js';
import type { HostLabels, Metrics, ResultLabels } from './metrics.js';
import type { RequestBody } from './request-body.js';
import type { Result } from './result.js';
import type { ExchangeMode } from './retry.js';
import { uncaught } from './uncaught.js';

/** What the labels of a request's metrics are made of. */
export interface MeasuredRequest {
  /** HTTP method; the labels call it verb. */
  readonly method: string;
  readonly url: URL;
  readonly body: RequestBody | undefined;
  readonly mode: ExchangeMode;
  /** Asked only for a hook that wants it. */
  readonly template: () => string;
}

/** Runs a call and reports how long it took and, if it has a result, how long that is. */
export async function measureCall(
  metrics: Metrics,
  clock: Clock,
  { verb, host, template }: HostLabels & { template: () => string },
  run: () => Promise<Result>,
): Promise<Result> {
  const started = clock.now();
  try {
    const result = await run();
    const { length } = result.raw();
    uncaught(() => {
      if (length > 0 || !result.error()) metrics.responseSize?.({ verb, host }, length);
    });
    return result;
  } finally {
    uncaught(() => metrics.requestLatency?.({ verb, url: template() }, clock.now() - started));
  }
}

/** Reports the attempts of one request, and its waits for the rate limiter. */
export class RequestMetrics implements Partial<ExchangeObserver> {
  readonly #metrics: Metrics;
  readonly #request: MeasuredRequest;

  constructor(metrics: Metrics, request: MeasuredRequest) {
    this.#metrics = metrics;
    this.#request = request;
  }

  throttled(waited: number): void {
    const { method, template } = this.#request;
    uncaught(() => this.#metrics.rateLimiterLatency?.({ verb: method, url: template() }, waited));
  }

  ended(attempt: number, outcome: AttemptOutcome): void {
    const { method: verb, url, body, mode } = this.#request;
    const { host } = url;
    const size = body === undefined ? 0 : body instanceof Uint8Array ? body.length : undefined;
    const labels: ResultLabels = { verb, host, code: 'status' in outcome ? String(outcome.status) : '<error>' };
    if (mode === 'call' && size !== undefined) uncaught(() => this.#metrics.requestSize?.({ verb, host }, size));
    uncaught(() => this.#metrics.requestResult?.(labels));
    if (attempt > 1) uncaught(() => this.#metrics.requestRetry?.(labels));
  }
}
