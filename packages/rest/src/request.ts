import { cleanJoin } from './clean-join.js';
import type { Clock } from './clock.js';
import { exchange, type ExchangeCall } from './exchange.js';
import { HttpHeaders } from './http-headers.js';
import { pathSegmentProblems } from './path-segment.js';
import { quote } from './quote.js';
import type { RateLimiter } from './rate-limiter.js';
import { type BodyInput, encodeBody, type RequestBody } from './request-body.js';
import { requestURL, type URLParts } from './request-url.js';
import { readResult, responseError, type Result, type Subject } from './result.js';
import type { ThrottleLog } from './throttle-log.js';
import type { HttpResponse, Transport } from './transport.js';
import { splitURL } from './url-split.js';
import { versionedParams } from './versioned-params.js';
import { parseWarningHeaders, type Warning, type WarningHandler } from './warnings.js';
import { openWatch, type RawWatchEvent, type Watch, type WatchEvent, type WatchOpenOptions } from './watch.js';

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
  readonly timeout: number;
  readonly warningHandler: WarningHandler;
  readonly clock: Clock;
  readonly throttleLog: ThrottleLog;
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
  readonly #headers = new HttpHeaders();
  readonly #parts: URLParts;
  #verb: string;
  #namespaceSet = false;
  #body: RequestBody | undefined;
  #maxRetries = defaultMaxRetries;
  #rateLimiter: RateLimiter | undefined;
  #signal: AbortSignal | undefined;
  #warningHandler: WarningHandler;
  #error: Error | undefined;

  constructor(context: RequestContext, verb: string) {
    this.#context = context;
    this.#verb = verb;
    this.#rateLimiter = context.rateLimiter;
    this.#warningHandler = context.warningHandler;
    this.#headers.set('accept', context.accept);
    if (context.compress) this.#headers.set('accept-encoding', 'gzip');
    this.#parts = {
      pathPrefix: context.pathPrefix,
      namespace: '',
      resource: '',
      name: '',
      subresource: '',
      suffix: '',
      params: new Map(),
      timeout: context.timeout,
    };
  }

  /** Replaces the HTTP method. */
  verb(verb: string): this {
    this.#verb = verb;
    return this;
  }

  /** Puts segments behind the current path prefix, before namespace and resource. */
  prefix(...segments: string[]): this {
    return this.#set(() => {
      this.#parts.pathPrefix = cleanJoin(this.#parts.pathPrefix, ...segments);
    });
  }

  /** Puts segments at the very end of the path. */
  suffix(...segments: string[]): this {
    return this.#set(() => {
      this.#parts.suffix = cleanJoin(this.#parts.suffix, ...segments);
    });
  }

  /** The resource, lower-case plural. */
  resource(resource: string): this {
    return this.#set(() => {
      if (this.#parts.resource !== '') throw alreadySet('resource', this.#parts.resource, resource);
      this.#parts.resource = segment('resource', resource);
    });
  }

  /** The namespace; an empty one is recorded too, and refused where it would reach other objects than meant. */
  namespace(namespace: string): this {
    return this.#set(() => {
      if (this.#namespaceSet) throw alreadySet('namespace', this.#parts.namespace, namespace);
      this.#parts.namespace = segment('namespace', namespace);
      this.#namespaceSet = true;
    });
  }

  /** {@link namespace} if the resource is namespaced, nothing otherwise. */
  namespaceIfScoped(namespace: string, scoped: boolean): this {
    return scoped ? this.namespace(namespace) : this;
  }

  /** The object's name. */
  name(name: string): this {
    return this.#set(() => {
      if (name === '') throw new Error('resource name may not be empty');
      if (this.#parts.name !== '') throw alreadySet('resource name', this.#parts.name, name);
      this.#parts.name = segment('resource name', name);
    });
  }

  /** The path of a subresource, segment by segment: `subResource('proxy', 'metrics')`. */
  subResource(...segments: string[]): this {
    return this.#set(() => {
      const subresource = cleanJoin(...segments);
      if (this.#parts.subresource !== '') throw alreadySet('subresource', this.#parts.subresource, subresource);
      for (const each of segments) segment('subresource', each);
      this.#parts.subresource = subresource;
    });
  }

  /** Replaces the path prefix by a path below the host's own; a single segment keeps its trailing slash. */
  absPath(...segments: string[]): this {
    return this.#set(() => {
      const { basePath } = this.#context;
      const [first = ''] = segments;
      const joined = cleanJoin(basePath, ...segments);
      const keepSlash = segments.length === 1 && first.endsWith('/') && (basePath.length > 1 || first.length > 1);
      this.#parts.pathPrefix = keepSlash ? `${joined}/` : joined;
    });
  }

  /** Takes path and query of a server-relative URL; the query replaces every parameter. */
  requestURI(uri: string): this {
    return this.#set(() => {
      const { path, tail } = splitURL(uri);
      this.#parts.params.clear();
      for (const [key, value] of new URLSearchParams(tail.replace(/#.*/s, ''))) this.#add(key, value);
      this.absPath(path);
    });
  }

  /** Adds a query parameter; a key may be given several times. */
  param(key: string, value: string): this {
    return this.#set(() => {
      this.#add(key, value);
    });
  }

  /** Adds every field of an options object as a query parameter, leaving out what is undefined. */
  versionedParams(options: object): this {
    return this.#set(() => {
      for (const [key, value] of versionedParams(options)) this.#add(key, value);
    });
  }

  /** Replaces a header; no value removes it, several become several lines. */
  setHeader(name: string, ...values: string[]): this {
    this.#headers.set(name, ...values);
    return this;
  }

  /** Overall limit in milliseconds, also sent as `timeout=`; 0 removes the client's. Watches and streams only send it. */
  timeout(milliseconds: number): this {
    return this.#set(() => {
      this.#parts.timeout = milliseconds;
    });
  }

  /** Tries after the first, at most. @default 10 */
  maxRetries(retries: number): this {
    this.#maxRetries = Math.max(0, retries);
    return this;
  }

  /** Replaces the client's rate limiter for this request. */
  throttle(limiter: RateLimiter | undefined): this {
    this.#rateLimiter = limiter;
    return this;
  }

  /** Aborts everything about the request: waiting, sending, reading. */
  signal(signal: AbortSignal | undefined): this {
    this.#signal = signal;
    return this;
  }

  /** Replaces the client's warning handler for this request. */
  warningHandler(handler: WarningHandler): this {
    this.#warningHandler = handler;
    return this;
  }

  /** The body: an object is sent as JSON and sets the content type; text and bytes go as they are; a stream is never sent again. */
  body(body: BodyInput): this {
    return this.#set(() => {
      const encoded = encodeBody(body);
      this.#body = encoded.body;
      if (encoded.contentType !== undefined) this.#headers.set('content-type', encoded.contentType);
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
  async do(): Promise<Result> {
    if (this.#error) throw this.#error;
    this.#preflight();
    return exchange(this.#call(), 'call', (response) => this.#result(response));
  }

  /** The answer's bytes; rejects with the `StatusError` of an error status. */
  async doRaw(): Promise<Uint8Array> {
    const result = await this.do();
    const error = result.error();
    if (error) throw error;
    return result.raw();
  }

  /** Opens the answer as a stream of bytes; cancelling it closes the connection. Rejects with the `StatusError` of an error status. */
  async stream(): Promise<ReadableStream<Uint8Array>> {
    return exchange(this.#call(), 'stream', async (response) => {
      if (response.status < 200 || response.status > 299) throw await this.#failure(response);
      this.#warn(parseWarningHeaders(response.headers.all('warning')).warnings);
      return webStream(response);
    });
  }

  /** Opens the answer as a watch; rejects with the `StatusError` when the server refuses. */
  watch<T>(options: WatchOpenOptions & { rawErrors: true }): Promise<Watch<RawWatchEvent<T>>>;
  watch<T>(options?: WatchOpenOptions & { rawErrors?: false | undefined }): Promise<Watch<WatchEvent<T>>>;
  watch<T>(options: WatchOpenOptions): Promise<Watch<RawWatchEvent<T>>>;
  async watch<T>(options: WatchOpenOptions = {}): Promise<Watch<RawWatchEvent<T>>> {
    return exchange(this.#call(), 'watch', async (response) => {
      if (response.status !== 200) throw await this.#failure(response);
      this.#warn(parseWarningHeaders(response.headers.all('warning')).warnings);
      return openWatch<T>(response, this.#signal, options);
    });
  }

  #set(change: () => void): this {
    if (this.#error) return this;
    try {
      change();
    } catch (error) {
      this.#error = error as Error;
    }
    return this;
  }

  #add(key: string, value: string): void {
    const values = this.#parts.params.get(key);
    if (values) values.push(value);
    else this.#parts.params.set(key, [value]);
  }

  /** An empty namespace reaches all of them: fine for a list, never for one object (client-go `Request.requestPreflightCheck`). */
  #preflight(): void {
    if (!this.#namespaceSet || this.#parts.namespace !== '') return;
    if (this.#verb === 'POST') throw new Error('an empty namespace may not be set during creation');
    if (['GET', 'PUT', 'DELETE'].includes(this.#verb) && this.#parts.name !== '') {
      throw new Error('an empty namespace may not be set when a resource name is provided');
    }
  }

  #call(): ExchangeCall {
    const { transport, clock, throttleLog, closed } = this.#context;
    return {
      method: this.#verb || 'GET',
      url: this.url(),
      headers: this.#headers,
      body: this.#body,
      signal: this.#signal,
      timeout: this.#parts.timeout,
      maxRetries: this.#maxRetries,
      rateLimiter: this.#rateLimiter,
      transport,
      clock,
      throttleLog,
      closed,
      observer: undefined,
    };
  }

  #subject(): Subject {
    const { resource, name } = this.#parts;
    return {
      verb: this.#verb || 'GET',
      group: this.#context.group,
      resource,
      name,
      contentType: this.#headers.get('content-type') ?? this.#context.contentType,
    };
  }

  async #result(response: HttpResponse): Promise<Result> {
    const result = await readResult(response, this.#subject(), this.#context.clock.date());
    this.#warn(result.warnings);
    return result;
  }

  async #failure(response: HttpResponse): Promise<Error> {
    return responseError(await this.#result(response), this.url());
  }

  /** A handler that fails must not fail the call: what the server did is done. Its error surfaces as an uncaught one. */
  #warn(warnings: readonly Warning[]): void {
    for (const warning of warnings) {
      try {
        this.#warningHandler(warning);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}

function alreadySet(what: string, current: string, next: string): Error {
  return new Error(`${what} already set to ${quote(current)}, cannot change to ${quote(next)}`);
}

/** A path segment as given, or an error that says why it cannot be one. */
function segment(what: string, value: string): string {
  const problems = pathSegmentProblems(value);
  if (problems.length > 0) throw new Error(`invalid ${what} ${quote(value)}: [${problems.join(' ')}]`);
  return value;
}

function webStream({ body }: HttpResponse): ReadableStream<Uint8Array> {
  const chunks = body[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await chunks.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
    cancel() {
      body.cancel();
    },
  });
}
