import type { ClientRequest, IncomingMessage } from 'node:http';
import { type Duplex, Readable } from 'node:stream';
import type { Got, Request as GotStream } from 'got';
import { mayFollowClosedIdle } from './closed-idle.js';
import { gunzipped } from './gunzipped.js';
import { HttpHeaders } from './http-headers.js';
import { maxInterimAnswers, tooManyInterimAnswers } from './interim-limit.js';
import { NodeBody } from './node-body.js';
import { onAbort } from './on-abort.js';
import { withoutPacket } from './parser-error.js';
import { requestHead } from './request-head.js';
import { startTimeLimit, type TimeLimit } from './time-limit.js';
import { type HttpRequest, type HttpResponse, isError, isReplayable, TransportError } from './transport.js';
import type { TransportTimeouts } from './transport-factory.js';
import { uploadOf } from './upload.js';

/** A connection, in as far as its state can tell what became of a request. */
type Connection = Duplex & { readonly bytesRead?: number };

/**
 * One request on its way, until its answer's body is read or given up.
 *
 * got sends it; the answer is Node's own. got would carry it through a stream of its own, which costs as much as all else it does.
 */
export class GotExchange {
  /** The head of the answer; rejects with a `TransportError`, or with the reason of the request's signal. */
  readonly response: Promise<HttpResponse>;
  readonly #request: HttpRequest;
  readonly #timeouts: TransportTimeouts;
  readonly #ended: (exchange: GotExchange) => void;
  readonly #stream: GotStream;
  readonly #leaveSignal: (() => void) | undefined;
  #resolve!: (response: HttpResponse) => void;
  #reject!: (error: Error) => void;
  /** The connection, as soon as there is one, what it had received before, and whether it had carried other requests. */
  #connection: Connection | undefined;
  #received = 0;
  #reused = false;
  #sent: ClientRequest | undefined;
  #message: IncomingMessage | undefined;
  #interrupted = false;
  #over = false;
  #failure: Error | undefined;
  #limit: TimeLimit | undefined;

  /**
   * Sends the request.
   *
   * @param got a client with the connections to use
   * @param ended is told once when the exchange is over
   */
  constructor(got: Got, request: HttpRequest, timeouts: TransportTimeouts, ended: (exchange: GotExchange) => void) {
    this.#request = request;
    this.#timeouts = timeouts;
    this.#ended = ended;
    this.response = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.#stream = send(got, request);
    this.#stream.on('request', (sent: ClientRequest) => {
      this.#follow(sent);
    });
    this.#stream.on('error', (error: Error) => {
      this.#fail(error);
    });
    const { signal } = request;
    this.#leaveSignal = signal
      ? onAbort(signal, () => {
          this.#end(new Error('the request was aborted'));
        })
      : undefined;
  }

  /**
   * After a failure: whether nothing was asked yet, so that asking again at once is right. Either the request was not sent, or the
   * server had closed an idle connection just before we used it again (Go `net/http` `shouldRetryRequest`).
   */
  mayRepeat(): boolean {
    if (this.#failure === undefined || this.#request.signal?.aborted) return false;
    if (this.#connection === undefined) return this.#interrupted && isReplayable(this.#request);
    return this.#reused && !this.#hasBegunToAnswer() && mayFollowClosedIdle(this.#request, this.#failure);
  }

  /** Ends it from without: whatever waits fails with a `TransportError` for this reason. */
  interrupt(reason: Error): void {
    this.#interrupted = true;
    this.#end(reason);
  }

  /** Listens to Node's request instead of got. */
  #follow(sent: ClientRequest): void {
    this.#sent = sent;
    // Nobody here speaks another protocol: the answer is known, the connection is of no use.
    const upgrade = (message: IncomingMessage, connection: Duplex): void => {
      connection.destroy();
      this.#answer(message, Readable.from([]));
      this.#finish();
    };
    sent.once('upgrade', upgrade).once('connect', upgrade);
    let interim = 0;
    sent.on('information', () => {
      if (++interim > maxInterimAnswers) this.#end(tooManyInterimAnswers());
    });
    sent.removeAllListeners('response').once('response', (message: IncomingMessage) => {
      if (message.statusCode === 101) upgrade(message, message.socket);
      else this.#answer(message, this.#decoded(message));
    });
    sent.once('socket', (connection: Connection) => {
      this.#connection = connection;
      this.#received = connection.bytesRead ?? 0;
      this.#reused = sent.reusedSocket;
    });
    const limit = this.#timeouts.headers[this.#request.use];
    if (limit === 0) return;
    sent.once('finish', () => {
      if (this.#message || this.#over) return;
      this.#limit = startTimeLimit(limit, 'headers', 'the head of the answer', (error) => {
        this.#end(error);
      });
    });
  }

  #answer(message: IncomingMessage, readable: Readable): void {
    this.#limit?.clear();
    this.#message = message;
    const body = new NodeBody(readable, {
      announced: readable === message ? message.headers['content-length'] : undefined,
      signal: this.#request.signal,
      idle: this.#timeouts.idle,
      asError: (error) => this.#asError(error),
      over: () => {
        this.#finish();
      },
    });
    // Nobody need read what is not there for the connection to come free.
    if (hasNoBody(message, this.#request.method)) message.resume();
    this.#resolve({ status: message.statusCode ?? 0, headers: HttpHeaders.fromRaw(message.rawHeaders), body });
  }

  /** Go decodes only what it asked for itself; a caller's own Accept-Encoding gets the bytes as they are (Go `net/http.Transport`). */
  #decoded(message: IncomingMessage): Readable {
    const isCompressed = message.headers['content-encoding']?.toLowerCase() === 'gzip';
    if (!isCompressed || this.#request.headers.get('accept-encoding') !== 'gzip') return message;
    return gunzipped(message);
  }

  /** Whatever waits fails for this reason. */
  #end(reason: Error): void {
    // Node throws away what was not read of the answer to a request that is destroyed: it would look like a shorter one.
    if (this.#message) this.#message.destroy(reason);
    else this.#stream.destroy(reason);
  }

  #fail(error: Error): void {
    if (this.#message) {
      this.#message.destroy(error);
      return;
    }
    this.#finish();
    this.#failure = this.#asError(error);
    this.#reject(this.#failure);
  }

  #finish(): void {
    if (this.#over) return;
    this.#over = true;
    this.#limit?.clear();
    this.#leaveSignal?.();
    if (this.#sent?.writableFinished === false) this.#abandonUpload(this.#sent);
    this.#ended(this);
  }

  /** An answer that came before the whole request was sent: nobody wants the rest, and no other request can follow on the connection. */
  #abandonUpload(sent: ClientRequest): void {
    // TLS tells a turn late that the last bytes are gone.
    setImmediate(() => {
      if (!sent.writableFinished) this.#stream.destroy();
    });
  }

  #hasBegunToAnswer(): boolean {
    return (this.#connection?.bytesRead ?? 0) > this.#received;
  }

  #asError(error: Error): Error {
    const { signal } = this.#request;
    if (signal?.aborted) return signal.reason as Error;
    return new TransportError(this.#request, rootOf(error, this.#part()));
  }

  #part(): AnswerPart {
    if (this.#message) return 'body';
    return this.#hasBegunToAnswer() ? 'head' : 'nothing';
  }
}

function send(got: Got, request: HttpRequest): GotStream {
  const { method, body } = request;
  const { url, headers } = requestHead(request);
  // Node sends a body of unknown length without framing if the method rarely has one: the server would take it for the next request.
  if (body !== undefined && !(body instanceof Uint8Array)) headers['transfer-encoding'] = 'chunked';
  const stream = got.stream(url, {
    ...(method !== 'GET' && { method: method as 'POST' }),
    headers,
    ...(body !== undefined && { allowGetBody: true, body: body instanceof Uint8Array ? body : uploadOf(body) }),
  });
  // got would wait for somebody to write the body of a method that may have one.
  if (body === undefined && method !== 'GET' && method !== 'HEAD') stream.end();
  return stream;
}

function hasNoBody({ statusCode, headers }: IncomingMessage, method: string): boolean {
  return statusCode === 204 || statusCode === 304 || headers['content-length'] === '0' || method === 'HEAD';
}

/** What of an answer was being received when it failed. */
type AnswerPart = 'body' | 'head' | 'nothing';

/** What got wrapped: the system's own error says it best. got's must not get out, for it holds the request's headers. */
function rootOf(error: Error & { code?: string }, part: AnswerPart): Error {
  const root: NodeJS.ErrnoException = isError(error.cause)
    ? withoutPacket(error.cause)
    : Object.assign(new Error(error.message), { code: error.code ?? '' });
  if (root.code !== 'ECONNRESET' || root.syscall !== undefined) return root;
  // Node has one error for a server that closes before and within its answer. The former may be tried again, the latter not (client-go
  // `net.IsProbableEOF`); a reset has a system call to its name and may be in both cases.
  if (part === 'head') return closed('within the head', 'HPE_INVALID_EOF_STATE', root);
  return part === 'body' && root.message === 'aborted' ? closed('in the middle', 'ECONNRESET', root) : root;
}

function closed(where: string, code: string, cause: Error): Error {
  return Object.assign(new Error(`the server closed the connection ${where} of its answer`, { cause }), { code });
}
