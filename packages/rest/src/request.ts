import type { BackoffManager } from './backoff-manager.js';
import type { Clock } from './clock.js';
import { exchange, type ExchangeCall } from './exchange.js';
import type { ExchangeObserver } from './exchange-observer.js';
import { HttpHeaders } from './http-headers.js';
import type { Metrics } from './metrics.js';
import type { RateLimiter } from './rate-limiter.js';
import { type BodyInput, type EncodedBody, encodeBody, encodeLines, type RequestBody } from './request-body.js';
import { measureCall } from './request-metrics.js';
import { isObserved, requestObserver } from './request-observer.js';
import { requestURL } from './request-url.js';
import { readResult, type Result, type Subject } from './result.js';
import type { ExchangeMode } from './retry.js';
import { checkSignal } from './signal-check.js';
import type { ThrottleLog } from './throttle-log.js';
import { type HttpResponse, printableURL, type Transport } from './transport.js';
import { uncaught } from './uncaught.js';
import { URLPartsBuilder } from './url-parts.js';
import { urlTemplate } from './url-template.js';
import { versionedParams } from './versioned-params.js';
import { logWarning, parseWarningHeaders, type Warning, type WarningHandler } from './warnings.js';
import { openWatch, type RawWatchEvent, type Watch, type WatchEvent, type WatchOpenOptions } from './watch.js';
import { webStream } from './web-stream.js';

/** What a client gives to each of its requests. */
export interface RequestContext {
  /** Host and path prefix. */
  readonly base: URL;
  /** The base's path, decoded; it ends in a slash. */
  readonly basePath: string;
  /** Decoded path that requests begin with: the base's, and that of the client's group-version if it has one. */
  readonly pathPrefix: string;
  /** API group of errors that the server does not describe itself. */
  readonly group: string;
  readonly contentType: string;
  readonly accept: string;
  /** Whether to ask for gzip. */
  readonly compress: boolean;
  readonly transport: Transport;
  readonly rateLimiter: RateLimiter | undefined;
  readonly backoff: BackoffManager | undefined;
  /** Whether a 5xx answer to a POST or PATCH is worth another try. */
  readonly retryWrites: boolean;
  /** Milliseconds; 0 is none. */
  readonly timeout: number;
  readonly warningHandler: WarningHandler;
  readonly clock: Clock;
  readonly throttleLog: ThrottleLog;
  readonly metrics: Metrics | undefined;
  /** Aborts when the client is closed. */
  readonly closed: AbortSignal;
}

/** Retries after the first try, when the server or a broken connection asks for them (client-go `rest.Request.MaxRetries`). */
const defaultMaxRetries = 10;

/**
 * One request, built by chained calls and then executed, any number of times unless its body is a stream
 * (client-go `rest.Request`). The first mistake sticks: later calls change nothing, and executing throws it.
 */
export class Request {
  readonly #context: RequestContext;
  #headers = new HttpHeaders();
  /** Whether an execution has the headers: they are not changed any more then, but replaced. */
  #areHeadersGiven = false;
  readonly #parts: URLPartsBuilder;
  #verb: string;
  #body: RequestBody | undefined;
  #maxRetries = defaultMaxRetries;
  #rateLimiter: RateLimiter | undefined;
  #backoff: BackoffManager | undefined;
  #signal: AbortSignal | undefined;
  #warningHandler: WarningHandler;
  #error: Error | undefined;

  constructor(context: RequestContext, verb: string) {
    this.#context = context;
    this.#verb = verb;
    this.#rateLimiter = context.rateLimiter;
    this.#backoff = context.backoff;
    this.#warningHandler = context.warningHandler;
    this.#headers.set('accept', context.accept);
    if (context.compress) this.#headers.set('accept-encoding', 'gzip');
    this.#parts = new URLPartsBuilder(context.pathPrefix, context.timeout);
  }

  /** Replaces the HTTP method. */
  verb(verb: string): this {
    this.#verb = verb;
    return this;
  }

  /** Puts segments behind the current path prefix, before namespace and resource. */
  prefix(...segments: string[]): this {
    return this.#set((parts) => {
      parts.addPrefix(segments);
    });
  }

  /** Puts segments at the very end of the path. */
  suffix(...segments: string[]): this {
    return this.#set((parts) => {
      parts.addSuffix(segments);
    });
  }

  /** The resource, lower-case plural. */
  resource(resource: string): this {
    return this.#set((parts) => {
      parts.setResource(resource);
    });
  }

  /** The namespace; an empty one is recorded too, and refused where it would reach other objects than meant. */
  namespace(namespace: string): this {
    return this.#set((parts) => {
      parts.setNamespace(namespace);
    });
  }

  /** {@link namespace} if the resource is namespaced, nothing otherwise. */
  namespaceIfScoped(namespace: string, scoped: boolean): this {
    return scoped ? this.namespace(namespace) : this;
  }

  /** The object's name. */
  name(name: string): this {
    return this.#set((parts) => {
      parts.setName(name);
    });
  }

  /** The path of a subresource, segment by segment: `subResource('proxy', 'metrics')`. */
  subResource(...segments: string[]): this {
    return this.#set((parts) => {
      parts.setSubresource(segments);
    });
  }

  /** Replaces the path prefix by a path below the host's own; a single segment keeps its trailing slash. */
  absPath(...segments: string[]): this {
    return this.#set((parts) => {
      parts.setPath(this.#context.basePath, segments);
    });
  }

  /** Takes path and query of a server-relative URL; the query replaces every parameter. */
  requestURI(uri: string): this {
    return this.#set((parts) => {
      parts.setURI(this.#context.basePath, uri);
    });
  }

  /** Adds a query parameter; a key may be given several times. */
  param(key: string, value: string): this {
    return this.#set((parts) => {
      parts.addParam(key, value);
    });
  }

  /** Adds every field of an options object as a query parameter, leaving out what is undefined. */
  versionedParams(options: object): this {
    return this.#set((parts) => {
      for (const [key, value] of versionedParams(options)) parts.addParam(key, value);
    });
  }

  /** Replaces a header; no value removes it, several become several lines. */
  setHeader(name: string, ...values: string[]): this {
    this.#changeableHeaders().set(name, ...values);
    return this;
  }

  /**
   * Limit in milliseconds for all tries together, from when the rate limiter has let the request go; also sent as `timeout=`. 0
   * removes the client's, and less is no limit either. A call must be answered in full by then; a watch or a stream must only have
   * begun, and may then last.
   */
  timeout(milliseconds: number): this {
    return this.#set((parts) => {
      parts.timeout = milliseconds;
    });
  }

  /** Tries after the first, at most. @default 10 */
  maxRetries(retries: number): this {
    this.#maxRetries = Math.max(0, retries);
    return this;
  }

  /** Replaces the client's rate limiter for this request; undefined for none. */
  throttle(limiter: RateLimiter | undefined): this {
    this.#rateLimiter = limiter;
    return this;
  }

  /** Replaces what says how long a failing host is left alone before each attempt; undefined for nothing. */
  backoff(manager: BackoffManager | undefined): this {
    this.#backoff = manager;
    return this;
  }

  /** Aborts everything about the request: waiting, sending, reading. */
  signal(signal: AbortSignal | undefined): this {
    return this.#set(() => {
      checkSignal(signal);
      this.#signal = signal ?? undefined;
    });
  }

  /** Replaces the client's warning handler for this request; undefined for a line each on stderr. */
  warningHandler(handler: WarningHandler | undefined): this {
    this.#warningHandler = handler ?? logWarning;
    return this;
  }

  /**
   * The body: an object is sent as JSON and sets the content type; text and bytes go as they are. Bytes are not copied: leave them
   * alone until the answer is there. A stream is sent once: neither a retry nor a second execution of this request can send it again.
   */
  body(body: BodyInput): this {
    return this.#set(() => {
      this.#setBody(encodeBody(body));
    });
  }

  /** Objects as JSON lines, one each, with the content type `application/x-ndjson`. */
  bodyLines(objects: Iterable<object>): this {
    return this.#set(() => {
      this.#setBody(encodeLines(objects));
    });
  }

  /** The URL that would be requested. Throws the builder's first mistake. */
  url(): URL {
    if (this.#error) throw this.#error;
    return requestURL(this.#context.base, this.#parts);
  }

  /**
   * Sends the request and reads the answer. An error status is a result too: `result.into()` throws it. Rejects when there is
   * no answer: the builder's mistake, the signal's reason, a `TransportError`, a `DeadlineExceededError`, an Error of the rate
   * limiter whose wait would end too late.
   */
  do(): Promise<Result> {
    return this.#measure(false);
  }

  /** The answer's bytes, whatever their media type; rejects with the `StatusError` of an error status. */
  async doRaw(): Promise<Uint8Array> {
    const result = await this.#measure(true);
    const error = result.error();
    if (error) throw error;
    return result.raw();
  }

  /** Opens the answer as a stream of bytes; cancelling it closes the connection. Rejects with the `StatusError` of an error status. */
  async stream(): Promise<ReadableStream<Uint8Array>> {
    const call = this.#call('stream');
    return exchange(call, 'stream', async (response) => {
      if (response.status < 200 || response.status > 299) {
        const result = await this.#result(response, call.url);
        const text = (): string => new TextDecoder().decode(result.raw());
        throw result.error() ?? new Error(`${String(response.status)} while accessing ${printableURL(call.url)}: ${text()}`);
      }
      this.#warn(parseWarningHeaders(response.headers.all('warning')).warnings);
      return webStream(response.body);
    });
  }

  /** Opens the answer as a watch; rejects with the `StatusError` when the server refuses. */
  watch<T>(options: WatchOpenOptions & { rawErrors: true }): Promise<Watch<RawWatchEvent<T>>>;
  watch<T>(options?: WatchOpenOptions & { rawErrors?: false | undefined }): Promise<Watch<WatchEvent<T>>>;
  watch<T>(options: WatchOpenOptions): Promise<Watch<RawWatchEvent<T>>>;
  async watch<T>(options: WatchOpenOptions = {}): Promise<Watch<RawWatchEvent<T>>> {
    const call = this.#call('watch');
    return exchange(call, 'watch', async (response) => {
      if (response.status !== 200) {
        const result = await this.#result(response, call.url);
        throw result.error() ?? new Error(`for request ${printableURL(call.url)}, got status: ${String(response.status)}`);
      }
      this.#warn(parseWarningHeaders(response.headers.all('warning')).warnings);
      return openWatch<T>(response, call.signal, options);
    });
  }

  #set(change: (parts: URLPartsBuilder) => void): this {
    if (this.#error) return this;
    try {
      change(this.#parts);
    } catch (error) {
      this.#error = error as Error;
    }
    return this;
  }

  #setBody({ body, contentType }: EncodedBody): void {
    this.#body = body;
    if (contentType !== undefined) this.#changeableHeaders().set('content-type', contentType);
  }

  #changeableHeaders(): HttpHeaders {
    if (this.#areHeadersGiven) this.#headers = this.#headers.clone();
    this.#areHeadersGiven = false;
    return this.#headers;
  }

  /** An empty namespace reaches all of them: fine for a list, never for one object (client-go `Request.requestPreflightCheck`). */
  #preflight(): void {
    if (!this.#parts.namespaceSet || this.#parts.namespace !== '') return;
    if (this.#verb === 'POST') throw new Error('an empty namespace may not be set during creation');
    if (['GET', 'PUT', 'DELETE'].includes(this.#verb) && this.#parts.name !== '') {
      throw new Error('an empty namespace may not be set when a resource name is provided');
    }
  }

  #measure(bytesOnly: boolean): Promise<Result> {
    const { metrics, clock, base } = this.#context;
    if (!metrics) return this.#do(bytesOnly);
    const labels = { verb: this.#method(), host: base.host, template: () => this.#template() };
    return measureCall(metrics, clock, labels, () => this.#do(bytesOnly));
  }

  async #do(bytesOnly: boolean): Promise<Result> {
    if (this.#error) throw this.#error;
    this.#preflight();
    const call = this.#call('call');
    return exchange(call, 'call', (response) => this.#result(response, call.url, bytesOnly));
  }

  #method(): string {
    return this.#verb || 'GET';
  }

  #template(): string {
    return urlTemplate(this.#context.base, this.#parts);
  }

  #call(mode: ExchangeMode): ExchangeCall {
    const { transport, clock, throttleLog, closed, retryWrites } = this.#context;
    const url = this.url();
    this.#areHeadersGiven = true;
    return {
      method: this.#method(),
      url,
      headers: this.#headers,
      body: this.#body,
      signal: this.#signal,
      timeout: this.#parts.timeout,
      maxRetries: this.#maxRetries,
      retryWrites,
      rateLimiter: this.#rateLimiter,
      backoff: this.#backoff,
      transport,
      clock,
      throttleLog,
      closed,
      observer: this.#observer(mode, url),
    };
  }

  #observer(mode: ExchangeMode, url: URL): ExchangeObserver | undefined {
    const { metrics } = this.#context;
    if (!isObserved(metrics)) return undefined;
    return requestObserver({ method: this.#method(), url, body: this.#body, mode, template: () => this.#template() }, metrics);
  }

  #subject(url: URL, bytesOnly: boolean): Subject {
    const { resource, name } = this.#parts;
    return {
      verb: this.#method(),
      group: this.#context.group,
      resource,
      name,
      path: url.pathname,
      bytesOnly,
      contentType: this.#headers.get('content-type') ?? this.#context.contentType,
    };
  }

  async #result(response: HttpResponse, url: URL, bytesOnly = false): Promise<Result> {
    const result = await readResult(response, this.#subject(url, bytesOnly), () => this.#context.clock.date());
    this.#warn(result.warnings);
    return result;
  }

  /** A handler that fails must not fail the call: what the server did is done. Its error surfaces as an uncaught one. */
  #warn(warnings: readonly Warning[]): void {
    for (const warning of warnings) {
      uncaught(() => {
        this.#warningHandler(warning);
      });
    }
  }
}
