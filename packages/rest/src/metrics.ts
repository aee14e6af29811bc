/** Hooks for measuring, as Prometheus and others want them (client-go `tools/metrics`). Times are milliseconds, sizes bytes. A hook must not throw. */
export interface Metrics {
  /** An execution that reads its whole answer is over, waits and retries included. `url` is a template: names and values are replaced. */
  requestLatency?(labels: { verb: string; url: string }, milliseconds: number): void;
  /** A wait for the rate limiter is over. */
  rateLimiterLatency?(labels: { verb: string; url: string }, milliseconds: number): void;
  /** An attempt sends a body of this size. */
  requestSize?(labels: { verb: string; host: string }, bytes: number): void;
  /** An answer's whole body had this size. */
  responseSize?(labels: { verb: string; host: string }, bytes: number): void;
  /** An attempt ended: `code` is the HTTP status, or `<error>` without an answer. */
  requestResult?(labels: { code: string; verb: string; host: string }): void;
  /** An attempt after the first ended. */
  requestRetry?(labels: { code: string; verb: string; host: string }): void;
}
