/** A request without what makes it unique: `url` is a template, as `https://h/api/v1/namespaces/%7Bnamespace%7D/pods/%7Bname%7D`. */
export interface RequestLabels {
  /** HTTP method. */
  readonly verb: string;
  readonly url: string;
}

/** Where a request went. */
export interface HostLabels {
  /** HTTP method. */
  readonly verb: string;
  /** Host, and port if it is not the scheme's own. */
  readonly host: string;
}

/** What was looked up. */
export interface ResolverLabels {
  /** Name of the server or, if there is one, of the proxy, which looks up the server's itself. No port. */
  readonly host: string;
}

/** How it went to read the authorities' file again. */
export interface CAReloadLabels {
  readonly result: 'success' | 'failure';
  /** Of a success `updated` or `unchanged`; of a failure, after which what was read before stays in use, what was wrong. */
  readonly reason: 'updated' | 'unchanged' | 'read_error' | 'empty' | 'ca_parse_error';
}

/** How an attempt ended. */
export interface ResultLabels extends HostLabels {
  /** HTTP status, or `<error>` if there was no answer. */
  readonly code: string;
}

/**
 * Hooks for measuring, as Prometheus and others want them (client-go `tools/metrics`). Times are milliseconds, sizes bytes. Each
 * is optional. What a hook throws does not reach the request: it surfaces as an uncaught error.
 */
export interface Metrics {
  /** `do` or `doRaw` is over, well or not, waits and retries included; also if the request was built wrong and never sent. */
  requestLatency?(labels: RequestLabels, milliseconds: number): void;
  /**
   * A name was looked up, well or not, because a connection was opened. Addresses are not looked up; an own `Config.transport` does
   * not report.
   */
  resolverLatency?(labels: ResolverLabels, milliseconds: number): void;
  /** `tls.caFile` was read again, for it may have been rotated. */
  transportCAReloads?(labels: CAReloadLabels): void;
  /** The rate limiter was asked; 0 if it let the request pass at once. Also if it refused. Never without a limiter. */
  rateLimiterLatency?(labels: RequestLabels, milliseconds: number): void;
  /** An attempt of `do` or `doRaw` was made with a body of this size; a stream's is not known. */
  requestSize?(labels: HostLabels, bytes: number): void;
  /** The answer to `do` or `doRaw` had this size, decompressed. Errors without a body do not count. */
  responseSize?(labels: HostLabels, bytes: number): void;
  /** An attempt ended, whether of a call, a watch or a stream. */
  requestResult?(labels: ResultLabels): void;
  /** An attempt after the first ended. */
  requestRetry?(labels: ResultLabels): void;
}
