import { Readable } from 'node:stream';
import { HttpHeaders, type HttpRequest, type HttpResponse, type Transport, TransportError } from '@kubewright/rest';
import { NodeBody, onAbort } from '@kubewright/rest/transport-support';
import { bodyTooLarge, longestBody, mostPending } from './body-limit.js';
import type { AnswerHeaders, AnswerSink, ServerAnswer, ServerHandler, ServerRequest } from './exchange.js';

/** A server that is reached without sockets. */
export interface InProcessServer {
  readonly transport: Transport;
  /** Breaks all exchanges; from then on there are no others. Idempotent. */
  close(): void;
}

/** Lets a handler answer the requests of clients in the same process. */
export function inProcessServer(handler: ServerHandler): InProcessServer {
  const open = new Set<Exchange>();
  let isClosed = false;
  return {
    transport: async (request) => {
      request.signal?.throwIfAborted();
      if (isClosed) throw new TransportError(request, failure('ECONNREFUSED', 'the server was closed'));
      const exchange = new Exchange(request, () => open.delete(exchange));
      open.add(exchange);
      return exchange.run(handler);
    },
    close: () => {
      isClosed = true;
      for (const exchange of [...open]) exchange.break(failure('ECONNRESET', 'the server was closed'));
    },
  };
}

/** One request, until its answer's body is read or given up. */
class Exchange {
  readonly #request: HttpRequest;
  readonly #over: () => void;
  /** Aborts when nobody waits for the answer any more. */
  readonly #gone = new AbortController();
  readonly #stream = new Readable({ read: () => undefined });
  #releaseSignal: (() => void) | undefined;

  constructor(request: HttpRequest, over: () => void) {
    this.#request = request;
    this.#over = over;
    // Whoever reads is told; nobody has to.
    this.#stream.on('error', () => undefined);
    this.#stream.once('close', () => {
      this.#end();
    });
  }

  async run(handler: ServerHandler): Promise<HttpResponse> {
    const { signal } = this.#request;
    const broken = new Promise<never>((_resolve, reject) => {
      this.#stream.once('close', () => {
        reject(this.#asError(this.#stream.errored ?? failure('ECONNRESET', 'the connection was closed')));
      });
    });
    broken.catch(() => undefined);
    if (signal)
      this.#releaseSignal = onAbort(signal, () => {
        this.#stream.destroy(new Error('the request was aborted'));
      });
    const answer = await Promise.race([handler(serverRequest(this.#request, this.#gone.signal)), broken]);
    return this.#respond(answer, broken);
  }

  /** Fails whatever waits. */
  break(error: Error): void {
    this.#stream.destroy(error);
  }

  #respond(answer: ServerAnswer, broken: Promise<never>): HttpResponse | Promise<never> {
    // Requests that come this way want no upgrade.
    if ('isBroken' in answer || 'connected' in answer) {
      this.break(failure('ECONNRESET', 'socket hang up'));
      return broken;
    }
    const headers = httpHeaders(answer.headers);
    const isStream = 'stream' in answer;
    const bytes = isStream ? undefined : Buffer.from(answer.body);
    if (bytes) headers.set('content-length', String(bytes.length));
    const body = new NodeBody(this.#stream, {
      announced: headers.get('content-length'),
      signal: this.#request.signal,
      idle: 0,
      asError: (error) => this.#asError(error),
      over: () => undefined,
    });
    if (isStream) answer.stream(new StreamSink(this.#stream, this.#gone.signal));
    else if (this.#request.method === 'HEAD') this.#stream.push(null);
    else {
      this.#stream.push(bytes);
      this.#stream.push(null);
    }
    return { status: answer.status, headers, body };
  }

  #asError(error: Error): Error {
    const { signal } = this.#request;
    return signal?.aborted ? (signal.reason as Error) : new TransportError(this.#request, error);
  }

  #end(): void {
    this.#releaseSignal?.();
    this.#gone.abort();
    this.#over();
  }
}

function serverRequest(request: HttpRequest, signal: AbortSignal): ServerRequest {
  const { method, url, headers } = request;
  return {
    method,
    target: `${url.pathname}${url.search}`,
    headers: Object.fromEntries([...headers].map(([name, lines]) => [name, lines.join(', ')])),
    lines: (name) => headers.all(name),
    body: () => readBody(request.body),
    signal,
  };
}

async function readBody(body: HttpRequest['body']): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body === undefined || body instanceof Uint8Array ? [body ?? new Uint8Array()] : body) {
    length += chunk.length;
    if (length > longestBody) throw bodyTooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function httpHeaders(answer: AnswerHeaders): HttpHeaders {
  const headers = new HttpHeaders();
  for (const [name, value] of Object.entries(answer)) headers.set(name, ...(typeof value === 'string' ? [value] : value));
  return headers;
}

class StreamSink implements AnswerSink {
  readonly signal: AbortSignal;
  readonly #stream: Readable;

  constructor(stream: Readable, signal: AbortSignal) {
    this.#stream = stream;
    this.signal = signal;
  }

  write(piece: Uint8Array | string): void {
    if (this.#isOver() || piece.length === 0) return;
    this.#stream.push(typeof piece === 'string' ? Buffer.from(piece) : piece);
    if (this.#stream.readableLength > mostPending) this.#stream.destroy(failure('ECONNRESET', 'the reader is too slow'));
  }

  end(): void {
    if (!this.#isOver()) this.#stream.push(null);
  }

  /** Behind what is yet to be read. */
  destroy(): void {
    this.#stream.destroy(failure('ECONNRESET', 'aborted'));
  }

  #isOver(): boolean {
    return this.#stream.destroyed || this.signal.aborted;
  }
}

function failure(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}
