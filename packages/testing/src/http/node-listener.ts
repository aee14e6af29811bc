import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { gzip } from 'node:zlib';
import { bodyTooLarge, longestBody, mostPending } from './body-limit.js';
import type { AnswerHeaders, AnswerSink, ServerAnswer, ServerHandler, ServerRequest } from './exchange.js';

/** Bodies from this size on are compressed for who takes it (apiserver `responsewriters.defaultGzipThresholdBytes`). */
const gzipThreshold = 128 * 1024;

/** Lets a handler answer the requests of a `node:http` or `node:https` server. */
export function nodeListener(handle: ServerHandler): RequestListener {
  return (message, response) => {
    const gone = new Departure();
    response.once('close', () => {
      gone.abort();
    });
    handle(serverRequest(message, gone))
      .then((answer) => {
        if (!response.destroyed) send(message, response, answer, gone);
      })
      // Nothing that one request does may end the process.
      .catch(() => response.destroy());
  };
}

/** That nobody waits for an answer any more. Few ask for the signal: it is made for the first who does. */
class Departure implements Pick<AbortController, 'abort' | 'signal'> {
  #controller: AbortController | undefined;
  #isAborted = false;

  get signal(): AbortSignal {
    if (!this.#controller) {
      this.#controller = new AbortController();
      if (this.#isAborted) this.#controller.abort();
    }
    return this.#controller.signal;
  }

  abort(): void {
    this.#isAborted = true;
    this.#controller?.abort();
  }
}

/** A request as handlers see it. */
export function serverRequest(message: IncomingMessage, gone: Pick<AbortController, 'signal'>): ServerRequest {
  return {
    method: message.method ?? 'GET',
    target: message.url ?? '/',
    headers: message.headers as Record<string, string | undefined>,
    lines: (name) => message.headersDistinct[name]?.map(fromBytes) ?? [],
    body: () => readBody(message),
    get signal() {
      return gone.signal;
    },
    certificate: certificateOf(message),
  };
}

function readBody(message: IncomingMessage): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    message.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= longestBody) chunks.push(chunk);
      else {
        // What follows is read and thrown away, so that the answer arrives.
        chunks.length = 0;
        reject(bodyTooLarge());
      }
    });
    message.once('end', () => {
      resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
    });
    message.once('error', reject);
  });
}

function certificateOf({ socket }: IncomingMessage): ServerRequest['certificate'] {
  if (!('authorized' in socket) || !(socket as TLSSocket).authorized) return undefined;
  const { subject, fingerprint256 } = (socket as TLSSocket).getPeerCertificate() as {
    subject?: { CN?: string; O?: string[] | string };
    fingerprint256?: string;
  };
  if (!subject) return undefined;
  const { CN = '', O = [] } = subject;
  return {
    commonName: CN,
    organizations: typeof O === 'string' ? [O] : O,
    fingerprint: (fingerprint256 ?? '').replaceAll(':', '').toLowerCase(),
  };
}

/** Node reads headers as Latin-1; what is beyond ASCII is UTF-8. */
function fromBytes(value: string): string {
  return Buffer.from(value, 'latin1').toString('utf8');
}

/** Header values as they go out: UTF-8, without what would end the field or is none of its characters. */
export function toBytes(headers: AnswerHeaders): AnswerHeaders {
  const one = (value: string): string =>
    plainHeader.test(value) ? value : Buffer.from(value.replace(/\p{Cc}+/gu, ' ')).toString('latin1');
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, typeof value === 'string' ? one(value) : value.map(one)]),
  );
}

/** Characters that go out as they are. */
const plainHeader = /^[ -~]*$/;

/** Sends an answer; breaks the connection for one that has nothing to send. */
export function send(
  message: IncomingMessage,
  response: ServerResponse,
  answer: ServerAnswer,
  gone: Pick<AbortController, 'signal'>,
): void {
  if ('isBroken' in answer || 'connected' in answer) {
    message.socket.destroy();
    return;
  }
  const headers = toBytes(answer.headers);
  if ('stream' in answer) {
    response.writeHead(answer.status, headers);
    response.flushHeaders();
    answer.stream(new ResponseSink(response, gone.signal));
    return;
  }
  const { body } = answer;
  const length = Buffer.byteLength(body);
  const whole = (bytes: Uint8Array | string, more: AnswerHeaders, size = bytes.length): void => {
    response.writeHead(answer.status, { ...headers, ...more, 'Content-Length': size });
    endBehind(message, response, message.method === 'HEAD' ? undefined : bytes);
  };
  if (length < gzipThreshold || !/\bgzip\b/.test(message.headers['accept-encoding'] ?? '')) {
    whole(body, {}, length);
    return;
  }
  gzip(body, { level: 1 }, (error, compressed) => {
    if (error) whole(body, {}, length);
    else whole(compressed, { 'Content-Encoding': 'gzip', Vary: varyOf(headers) });
  });
}

/**
 * Ends an answer. Node closes a connection of which it is the last with it: what the client is still sending then would be answered with
 * a reset, which may reach it before the answer.
 */
function endBehind(message: IncomingMessage, response: ServerResponse, bytes: Uint8Array | string | undefined): void {
  if (response.shouldKeepAlive || message.complete) {
    response.end(bytes);
    return;
  }
  if (bytes === undefined) response.flushHeaders();
  else response.write(bytes);
  const end = (): void => {
    response.end();
  };
  message.once('end', end).once('close', end).resume();
}

/** What a compressed answer depends on. */
function varyOf({ Vary = [] }: AnswerHeaders): string[] {
  return [...new Set(['Accept-Encoding', ...[Vary].flat()])];
}

/** What is written in one turn of the event loop goes out in one piece. */
class ResponseSink implements AnswerSink {
  readonly signal: AbortSignal;
  readonly #response: ServerResponse;
  #pending: (Uint8Array | string)[] = [];
  #isScheduled = false;
  #isOver = false;

  constructor(response: ServerResponse, signal: AbortSignal) {
    this.#response = response;
    this.signal = signal;
  }

  write(piece: Uint8Array | string): void {
    if (this.#isOver) return;
    this.#pending.push(piece);
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#flush();
    });
  }

  end(): void {
    this.#flush();
    this.#isOver = true;
    this.#response.end();
  }

  destroy(): void {
    if (this.#isOver) return;
    const pieces = this.#take();
    this.#isOver = true;
    if (pieces !== undefined) this.#response.write(pieces);
    // Behind all that waits to go out.
    this.#response.socket?.write('', () => this.#response.destroy());
  }

  /** All that was written since it was last asked for; undefined if that is nothing. */
  #take(): Uint8Array | string | undefined {
    const pieces = this.#pending;
    this.#pending = [];
    if (pieces.length <= 1) return pieces[0];
    if (pieces.every((piece) => typeof piece === 'string')) return pieces.join('');
    return Buffer.concat(pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece)));
  }

  #flush(): void {
    this.#isScheduled = false;
    if (this.#isOver) return;
    const pieces = this.#take();
    if (pieces === undefined) return;
    this.#response.write(pieces);
    if (this.#response.writableLength > mostPending) this.#response.destroy();
  }
}
