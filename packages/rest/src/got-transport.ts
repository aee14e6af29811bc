import type { ClientRequest, IncomingMessage } from 'node:http';
import { type Duplex, Readable } from 'node:stream';
import type { Got, Request as GotStream } from 'got';
import type { Agents } from './agents.js';
import { HttpHeaders } from './http-headers.js';
import { NodeBody } from './node-body.js';
import { errorCode, type HttpRequest, type HttpResponse, TransportError } from './transport.js';
import type { ClosableTransport, TransportOptions } from './transport-factory.js';

interface Connections {
  got: Got;
  agents: Agents;
}

/**
 * The default transport: HTTP/1.1 by got, over keep-alive connections that all clients of one TLS identity and proxy share.
 *
 * got only carries bytes here. Its retries, redirects and errors for status codes are off: those follow client-go, above.
 */
export function gotTransport(options: TransportOptions): ClosableTransport {
  let connecting: Promise<Connections> | undefined;
  /** The requests under way, streams included. */
  const open = new Set<GotStream>();
  let closed = false;
  return {
    async send(request) {
      request.signal?.throwIfAborted();
      if (closed) throw new TransportError(request, clientClosed());
      const { got, agents } = await (connecting ??= connect(options));
      for (;;) {
        request.signal?.throwIfAborted();
        if (isClosed()) throw new TransportError(request, clientClosed());
        const attempt = send(got, agents, request, open);
        try {
          return await attempt.response;
        } catch (error) {
          if (request.signal?.aborted || !attempt.mayRepeat()) throw error;
        }
      }
    },
    async close() {
      closed = true;
      for (const stream of open) stream.destroy(clientClosed());
      const connections = await connecting?.catch(() => undefined);
      connections?.agents.release();
    },
  };

  function isClosed(): boolean {
    return closed;
  }
}

/** What everything fails with that a client was asked for, or was still doing, when it was closed. */
export function clientClosed(): Error {
  return new Error('the client was closed: create another one');
}

/** Importing an HTTP client costs more than a whole program start, so the first request does it. */
async function connect({ identity, proxy, timeouts }: TransportOptions): Promise<Connections> {
  const [{ got }, { acquireAgents }] = await Promise.all([import('got'), import('./agents.js')]);
  const options = {
    retry: { limit: 0 },
    followRedirect: false,
    throwHttpErrors: false,
    timeout: { connect: timeouts.connect, secureConnect: timeouts.handshake },
  };
  return { got: got.extend(options), agents: acquireAgents(await identity(), proxy) };
}

interface Attempt {
  response: Promise<HttpResponse>;
  /**
   * Whether the failure was only that the server had closed an idle connection just before we used it again: then nothing
   * was asked yet, and asking again at once is right (Go `net/http` `shouldRetryRequest`).
   */
  mayRepeat(): boolean;
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);
const closedCodes = new Set(['ECONNRESET', 'EPIPE']);

function send(got: Got, agents: Agents, request: HttpRequest, open: Set<GotStream>): Attempt {
  const { method, url, headers, body, signal, use } = request;
  let reused = false;
  let failure: unknown;
  const response = new Promise<HttpResponse>((resolve, reject) => {
    const stream: GotStream = got.stream(url, {
      method: method as 'GET',
      headers: headers.toRecord(),
      // Go decodes only what it asked for itself; a caller's own Accept-Encoding gets the bytes as they are.
      decompress: headers.get('accept-encoding') === 'gzip',
      agent: agents[use],
      ...(body !== undefined && { allowGetBody: true, body: body instanceof Uint8Array ? body : (body as AsyncGenerator) }),
    });
    // got would wait for somebody to write the body of a method that may have one.
    if (body === undefined && method !== 'GET' && method !== 'HEAD') stream.end();
    const abort = (): void => {
      stream.destroy();
      reject(signal?.reason as Error);
    };
    const asError = (error: Error): Error =>
      signal?.aborted ? (signal.reason as Error) : new TransportError(request, cause(error));
    signal?.addEventListener('abort', abort, { once: true });
    const finish = (): void => {
      open.delete(stream);
      signal?.removeEventListener('abort', abort);
    };
    open.add(stream);
    // A got stream that was read to its end does not close.
    stream.once('end', finish).once('close', finish);
    stream.on('request', (sent: ClientRequest) => {
      sent.once('socket', () => {
        reused = sent.reusedSocket;
      });
      // Nobody here speaks another protocol: the answer is known, the connection is of no use.
      sent.once('upgrade', (message: IncomingMessage, socket: Duplex) => {
        socket.destroy();
        stream.destroy();
        const body = new NodeBody(Readable.from([]), asError);
        resolve({ status: message.statusCode ?? 101, headers: HttpHeaders.fromRaw(message.rawHeaders), body });
      });
    });
    stream.on('error', (error) => {
      finish();
      failure = error;
      reject(asError(error));
    });
    stream.once('response', (message: IncomingMessage) => {
      resolve({
        status: message.statusCode ?? 0,
        headers: HttpHeaders.fromRaw(message.rawHeaders),
        body: new NodeBody(stream, asError),
      });
    });
  });
  return { response, mayRepeat: () => reused && safeMethods.has(method) && closedCodes.has(errorCode(failure)) };
}

/** What got wrapped: the system's own error says it best. */
function cause(error: Error): Error {
  return error.cause instanceof Error ? error.cause : error;
}
