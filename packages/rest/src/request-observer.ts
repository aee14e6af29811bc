import { isDiagnosed, publishRequest } from './diagnostics.js';
import { everyObserver, type ExchangeObserver } from './exchange-observer.js';
import type { Metrics } from './metrics.js';
import { type MeasuredRequest, RequestMetrics } from './request-metrics.js';
import { printableURL } from './transport.js';

/** Whether anybody looks on, so that an observer is worth its memory. */
export function isObserved(metrics: Metrics | undefined): boolean {
  return metrics !== undefined || isDiagnosed();
}

/** Tells the client's metrics and the process's diagnostics channels about one execution, which begins now. */
export function requestObserver(request: MeasuredRequest, metrics: Metrics | undefined): ExchangeObserver | undefined {
  const observers: Partial<ExchangeObserver>[] = [];
  if (metrics) observers.push(new RequestMetrics(metrics, request));
  if (isDiagnosed()) {
    const { method, url, template } = request;
    observers.push(publishRequest({ method, url: printableURL(url), urlTemplate: template() }));
  }
  return everyObserver(observers);
}
