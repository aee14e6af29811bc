import type { ClientRequest, IncomingMessage } from 'node:http';
import { type Duplex, Readable } from 'node:stream';
import type { Got, Request as GotStream } from 'got';
import { HttpHeaders } from './http-headers.js';
import { NodeBody } from './node-body.js';
import { onAbort } from './on-abort.js';
import { startTimeLimit } from './time-limit.js';
import { errorCode, type HttpRequest, type HttpResponse, isError, TransportError } from './transport.js';
import type { TransportTimeouts } from './transport-factory.js';

/** One request on its way, until its answer's body is read or given up. */
export interface GotExchange {
  /** The head of the answer; rejects with a `TransportError`, or with the reason of the request's signal. */
  readonly response: Promise<HttpResponse>;
  /**
   * After a failure: whether nothing was asked yet, so that asking again at once is right. Either the request was not sent, or the
   * server had closed an idle connection just before we used it again (Go `net/http` `shouldRetryRequest`).
   */
  mayRepeat(): boolean;
  /** Ends it from without: whatever waits fails with a `TransportError` for this reason. */
  interrupt(reason: Error): void;
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);
const closedCodes = new Set(['ECONNRESET', 'EPIPE']);

/**
 * Sends a request.
 *
 * @param got a client with the connections to use
 * @param ended is told once when the exchange is over
 */
export function startExchange(got: Got, request: HttpRequest, timeouts: TransportTimeouts, ended: () => void): GotExchange {
  const { method, url, headers, body, signal, use } = request;
  /** The connection, as soon as there is one, what it had received before, and whether it had carried other requests. */
  let socket: (Duplex & { bytesRead?: number }) | undefined;
  let received = 0;
  let reused = false;
  let answered = false;
  let interrupted = false;
  let failure: Error | undefined;
  let limit: NodeJS.Timeout | undefined;

  const stream: GotStream = got.stream(url, {
    method: method as 'GET',
    headers: headersOf(request),
    // Go decodes only what it asked for itself; a caller's own Accept-Encoding gets the bytes as they are.
    decompress: headers.get('accept-encoding') === 'gzip',
    ...(body !== undefined && { allowGetBody: true, body: body instanceof Uint8Array ? body : (body as AsyncGenerator) }),
  });
  // got would wait for somebody to write the body of a method that may have one.
  if (body === undefined && method !== 'GET' && method !== 'HEAD') stream.end();

  const hasBegunToAnswer = (): boolean => (socket?.bytesRead ?? 0) > received;
  const asError = (error: Error): Error =>
    signal?.aborted ? (signal.reason as Error) : new TransportError(request, rootOf(error, !answered && hasBegunToAnswer()));

  const response = new Promise<HttpResponse>((resolve, reject) => {
    const release = signal
      ? onAbort(signal, () => {
          stream.destroy();
          reject(signal.reason as Error);
        })
      : undefined;
    let over = false;
    const finish = (): void => {
      if (over) return;
      over = true;
      clearTimeout(limit);
      release?.();
      ended();
    };
    const answer = ({ statusCode = 0, rawHeaders }: IncomingMessage, from: Readable): void => {
      answered = true;
      clearTimeout(limit);
      const body = new NodeBody(from, timeouts.idle, asError);
      resolve({ status: statusCode, headers: HttpHeaders.fromRaw(rawHeaders), body });
    };
    stream.on('request', (sent: ClientRequest) => {
      sent.once('socket', (assigned: Duplex & { bytesRead?: number }) => {
        socket = assigned;
        received = assigned.bytesRead ?? 0;
        reused = sent.reusedSocket;
      });
      if (timeouts.headers[use] > 0) {
        sent.once('finish', () => {
          if (answered || over) return;
          limit = startTimeLimit(timeouts.headers[use], 'headers', 'the head of the answer', (error) => stream.destroy(error));
        });
      }
      // Nobody here speaks another protocol: the answer is known, the connection is of no use.
      sent.once('upgrade', (message: IncomingMessage, upgraded: Duplex) => {
        upgraded.destroy();
        stream.destroy();
        answer(message, Readable.from([]));
      });
    });
    stream.once('response', (message: IncomingMessage) => {
      // Makes got hold what has come, so that it is not lost if the connection breaks before somebody reads it.
      stream.read(0);
      answer(message, stream);
    });
    stream.on('error', (error) => {
      finish();
      failure = asError(error);
      reject(failure);
    });
    // A got stream that was read to its end does not close.
    stream.once('end', finish).once('close', finish);
  });
  return {
    response,
    mayRepeat() {
      if (failure === undefined || signal?.aborted) return false;
      if (socket === undefined) return interrupted && isReplayable(body);
      return (
        reused && !hasBegunToAnswer() && safeMethods.has(method) && closedCodes.has(errorCode(failure)) && isReplayable(body)
      );
    },
    interrupt(reason) {
      interrupted = true;
      stream.destroy(reason);
    },
  };
}

/** Node sends a body of unknown length without framing if the method rarely has one: the server would take it for the next request. */
function headersOf({ headers, body }: HttpRequest): Record<string, string | string[]> {
  const record = headers.toRecord();
  if (body !== undefined && !(body instanceof Uint8Array) && !headers.has('content-length'))
    record['transfer-encoding'] = 'chunked';
  return record;
}

function isReplayable(body: HttpRequest['body']): boolean {
  return body === undefined || body instanceof Uint8Array;
}

/** What got wrapped: the system's own error says it best. got's must not get out, for it holds the request's headers. */
function rootOf(error: Error & { code?: string }, isWithinHead: boolean): Error {
  const root: NodeJS.ErrnoException = isError(error.cause)
    ? error.cause
    : Object.assign(new Error(error.message), { code: error.code ?? '' });
  // Node has one error for a server that closes before and within its answer. The former may be tried again, the latter not (client-go
  // `net.IsProbableEOF`); a reset has a system call to its name and may be in both cases.
  if (!isWithinHead || root.code !== 'ECONNRESET' || root.syscall !== undefined) return root;
  return Object.assign(new Error('the server closed the connection within the head of its answer', { cause: root }), {
    code: 'HPE_INVALID_EOF_STATE',
  });
}
