import type { IncomingHttpHeaders } from 'node:http';
import type { Duplex, Readable } from 'node:stream';
import {
  HttpHeaders,
  type HttpBody,
  type HttpRequest,
  type HttpResponse,
  TransportError,
  type TransportTimeouts,
} from '@kubewright/rest';
import { mayFollowClosedIdle, onAbort, requestHead, uploadOf } from '@kubewright/rest/transport-support';
import type { Dispatcher } from 'undici';
import { gunzippedBody } from './gunzipped-body.js';
import { type AnswerPart, nodeError } from './node-error.js';
import { StreamedBody } from './streamed-body.js';

/** The connection that carries an exchange. */
export interface Carrier {
  /** The request is being written. Returns whether the socket carried others before. */
  start(): boolean;
  /** The head of the answer has come. */
  headCame(): void;
  /** The answer to a request with or without a body has come to its end. */
  complete(sentBody: boolean): void;
  /** Whether anything of the answer has come. */
  readonly sawBytes: boolean;
}

/** Where an exchange is: on a connection, or in a queue for one. */
export interface Holder {
  /** The exchange failed or is not wanted any more. */
  drop(exchange: Exchange): void;
}

/** One request and its answer, as undici's handler of it. */
export class Exchange implements Dispatcher.DispatchHandler {
  /** The head of the answer; rejects with a `TransportError`, or with the reason of the request's signal. */
  readonly response: Promise<HttpResponse>;
  readonly #request: HttpRequest;
  readonly #timeouts: TransportTimeouts;
  readonly #leaveSignal: () => void;
  #resolve!: (response: HttpResponse) => void;
  #reject!: (error: unknown) => void;
  #holder: Holder | undefined;
  #carrier: Carrier | undefined;
  #controller: Dispatcher.DispatchController | undefined;
  #upload: Readable | undefined;
  #body: StreamedBody | undefined;
  #sent = false;
  #reused = false;
  #ended = false;
  #mayRepeat = false;
  #bodyless = false;

  constructor(request: HttpRequest, timeouts: TransportTimeouts) {
    this.#request = request;
    this.#timeouts = timeouts;
    this.response = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    const { signal } = request;
    this.#leaveSignal = signal ? onAbort(signal, () => this.#fail(signal.reason)) : noop;
  }

  /**
   * After a failure: whether nothing was asked yet, so that asking again at once is right. Either the request was not sent, or the
   * server had closed an idle connection just before we used it again (Go `net/http` `shouldRetryRequest`).
   */
  get mayRepeat(): boolean {
    return this.#mayRepeat;
  }

  waitIn(holder: Holder): void {
    this.#holder = holder;
  }

  /** Hands itself to undici, which calls the methods below. */
  dispatch(client: Dispatcher, carrier: Carrier & Holder): void {
    this.#holder = carrier;
    this.#carrier = carrier;
    const { method, url, body } = this.#request;
    const { headers } = requestHead(this.#request);
    // undici writes these two itself.
    const upgrade = this.#request.headers.get('upgrade');
    if (upgrade !== undefined) {
      delete headers['upgrade'];
      delete headers['connection'];
    }
    if (body !== undefined && !(body instanceof Uint8Array)) this.#upload = uploadOf(body);
    client.dispatch(
      {
        method: method.toUpperCase(),
        path: url.pathname + url.search,
        headers,
        body: this.#upload ?? (body as Uint8Array | undefined) ?? null,
        // undici would give a connection up after a HEAD, and after a DELETE with a body.
        reset: false,
        ...(upgrade !== undefined && { upgrade }),
      },
      this,
    );
  }

  /** Ends the exchange from without. What was not sent yet may be repeated. */
  interrupt(reason: Error): void {
    this.#mayRepeat = !this.#sent;
    this.#fail(new TransportError(this.#request, reason));
  }

  /** A connection that was opened for this request is lost. Without effect if it was written there: then undici tells what became of it. */
  lost(error: Error): void {
    if (!this.#sent) this.onResponseError(undefined, error);
  }

  /** The connection broke; without effect as long as no body is being received. */
  cut(error: Error): void {
    if (this.#body) this.onResponseError(undefined, error);
  }

  /** The reader has room again. */
  resume(): void {
    this.#controller?.resume();
  }

  /** The reader does not want the rest. Returns what it is told from then on. */
  giveUp(reason: Error): Error {
    if (!this.#ended) this.#finish();
    return new TransportError(this.#request, reason);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    this.#sent = true;
    this.#reused = this.#carrier?.start() ?? false;
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    if (status === 101) this.#upgraded(status, headers);
    if (status < 200) return;
    this.#carrier?.headCame();
    this.#bodyless = status === 304;
    const { signal } = this.#request;
    const { idle } = this.#timeouts;
    const announced = headers['content-length'];
    // Go decodes only what it asked for itself; a caller's own Accept-Encoding gets the bytes as they are.
    const decode = isGzip(headers) && this.#request.headers.get('accept-encoding') === 'gzip';
    this.#body = new StreamedBody(this, { signal, idle: decode ? 0 : idle, announced });
    this.#answer(status, headers, decode ? gunzippedBody(this.#body, this.#request, idle) : this.#body);
  }

  onRequestUpgrade(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: IncomingHttpHeaders,
    socket: Duplex,
  ): void {
    socket.destroy();
    this.#upgraded(status, headers);
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#body?.push(chunk) === false) controller.pause();
  }

  onResponseEnd(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#leaveSignal();
    this.#body?.end();
    this.#carrier?.complete(this.#request.body !== undefined);
  }

  onResponseError(_controller: Dispatcher.DispatchController | undefined, error: Error): void {
    if (this.#ended) return;
    // undici expects the body whose length a 304 may name (RFC 9110 §8.6).
    if (this.#bodyless) {
      this.#body?.end();
      this.#finish();
      return;
    }
    // The server upgraded without being asked to.
    if (error.message === 'bad upgrade') {
      this.#upgraded(101, {});
      return;
    }
    const limit = this.#timeouts.headers[this.#request.use];
    const failure = new TransportError(this.#request, nodeError(error, this.#part(), limit));
    this.#mayRepeat = this.#reused && this.#carrier?.sawBytes === false && mayFollowClosedIdle(this.#request, failure);
    this.#fail(failure);
  }

  /** What of the answer is being received. */
  #part(): AnswerPart {
    if (this.#body) return 'body';
    return this.#sent && this.#carrier?.sawBytes ? 'head' : 'nothing';
  }

  #answer(status: number, headers: IncomingHttpHeaders, body: HttpBody): void {
    this.#resolve({ status, headers: toHttpHeaders(headers), body });
  }

  /** Nobody here speaks another protocol: the answer is known, the connection is of no use. */
  #upgraded(status: number, headers: IncomingHttpHeaders): void {
    const body = new StreamedBody(this, { signal: undefined, idle: 0, announced: undefined });
    body.end();
    this.#answer(status, headers, body);
    this.#finish();
  }

  #fail(error: unknown): void {
    if (this.#ended) return;
    this.#finish();
    if (this.#body) this.#body.fail(error);
    else this.#reject(error);
  }

  #finish(): void {
    this.#ended = true;
    this.#leaveSignal();
    // One that was not sent may be sent once more.
    if (this.#sent) this.#upload?.destroy();
    this.#holder?.drop(this);
  }
}

function noop(): void {
  // There is no signal to leave.
}

function isGzip({ 'content-encoding': coding }: IncomingHttpHeaders): boolean {
  // Several lines are several texts.
  return typeof coding === 'string' && coding.toLowerCase() === 'gzip';
}

function toHttpHeaders(record: IncomingHttpHeaders): HttpHeaders {
  const headers = new HttpHeaders();
  for (const name in record) {
    const lines = record[name];
    if (typeof lines === 'string') headers.add(name, lines);
    else if (lines) headers.set(name, ...lines);
  }
  return headers;
}
